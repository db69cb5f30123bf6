// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tipcjunit.requirement.text.PrintedMetric.Standing;

/** Finds a metric in lines, in all the forms in which scripts print one. */
final class MetricScan {

    private static final String FILLER =
            "of|on|the|in|for|is|was|are|model|network|net|test|testing|val|valid|validation|eval"
                    + "|evaluation|dev|set|data|dataset|images|samples|score|value|rate|result|reached|at|avg|average|held-out|verification";

    /** What may stand between a name and what separates it from the number: a unit, a set of data, a count of samples. */
    private static final String SUFFIX =
            "(?<suffix>['\"]?\\]?(?:\\s*(?:\\((?!\\s*[-+.\\d\\s,]+[%％]?\\s*\\))[^()\\n]{0,40}\\)"
                    + "|\\((?=[\\d.:]+\\)\\s*[:=：])[\\d.:]+\\)|\\[(?![-+.\\d\\s,]+\\])[^\\[\\]\\n]{0,40}\\]|（[^（）]{0,40}）)|\\s+(?:"
                    + FILLER
                    + ")\\b|\\s+\\d+(?=\\s+(?:\\w+\\s+)?(?:images|samples)\\b))*)";

    private static final String SEPARATOR =
            "(?:['\"]?\\s*(?:[:=：]|-+>|=>|\\||│)+\\s*|['\"]\\s*,\\s*|\\s+|(?<=\\p{IsHan})(?=\\d))";

    private static final String COLON = "['\"]?\\s*[:=：]\\s*";

    private static final String OPENER =
            "(?<open>(?:(?:np\\.|numpy\\.|paddle\\.)?(?:float\\d*|array|[tT]ensor)\\s*\\(\\s*)?[\\[(]*\\s*)";

    private static final String VALUE =
            "(?:(?<number>" + WrittenNumber.SYNTAX + ")(?:\\s*/\\s*(?<whole>[1-9]\\d*)(?![\\w.]*\\w))?(?<percent>"
                    + WrittenNumber.PERCENT + ")?|(?<none>(?i:[-+]?(?:nan|inf(?:inity)?)))\\b)(?![\\w.]*\\w)";

    private static final Pattern NEXT_OF_LIST = Pattern.compile("^(?:\\s*,\\s*|\\s+)[-+]?(?:\\.?\\d|nan|inf)");
    private static final Pattern NEXT_WITHOUT_SPACE = Pattern.compile("^,[-+]?\\.?\\d");

    /** A name among others before it, whose numbers may come in a list of their own. */
    private static final Pattern IN_LIST_OF_NAMES = Pattern.compile("\\p{L}[\\w@-]*\\s*[,/、]\\s*$");

    /** Arithmetic, of which the number is a part; a duration behind a dash is none. */
    private static final Pattern CALCULATED = Pattern.compile(
            "^\\s*(?:(?:-+>|=>|→)|(?:/|(?:\\w+\\s+)?(?:out\\s+)?of\\b|[-+*=])\\s*(?=[-+]?\\.?\\d[\\d.]*[%％]?(?![\\w.])))");

    private static final Pattern CALCULATED_BEFORE =
            Pattern.compile("(?:(?:^|[=(])\\s*(?:1(?:\\.0*)?|100)\\s*-|!|¬)\\s*$");

    private static final Pattern OF_OTHERS_BEHIND =
            Pattern.compile("^\\s*[(（\\[]\\s*(?i:train|training|best|teacher|reference|baseline|训练|最佳|最优|参考)");

    /** A line that says whose numbers follow. */
    private static final Pattern INTRODUCTION = Pattern.compile("\\s*\\p{L}[\\p{L} _-]{0,40}[:：]\\s*");

    /** What the COCO tools print instead of a name, by the name's canonical form. */
    private static final Pattern COCO_MEAN = Pattern.compile(
            "(?:bbox|box|coco)?m?ap(?:\\(?(?:iou=)?@?0?\\.50?:0?\\.95\\)?|50-95|@\\[?0?\\.50?:0?\\.95\\]?)?");

    private static final Pattern COCO_HALF =
            Pattern.compile("(?:bbox|box|coco)?m?ap(?:\\(0?\\.50?\\)|@?50|@?0?\\.50?)");
    private static final String COCO_LINE =
            "Average Precision\\s+\\(AP\\)\\s*@\\[ IoU=%s\\s*\\|\\s*area=\\s*all\\s*\\|" + "\\s*maxDets=\\s*\\d+ \\]";

    private static final Pattern HEADING = Pattern.compile("\\*{3,}|={3,}|-{3,}|#{2,}");
    private static final Pattern HEADING_OF_OTHERS = Pattern.compile(
            "(?i)metrics? (?:in|of|from)(?: the)? (?:ckpt|checkpoint|pretrained)|\\btrain(?:ing)?\\b|\\bteacher\\b"
                    + "|\\breference\\b|\\bbaseline\\b|\\bbest (?:metrics?|results?|scores?)\\b|训练|最佳|最优");

    private static final Pattern LETTERS = Pattern.compile("\\p{L}{2,}");

    private final MetricName metric;
    private final MetricLabel label;
    private final Set<String> names;
    private final Pattern pattern;
    private final Optional<Pattern> alias;
    private final boolean tables;

    /**
     * Prepare a scan.
     *
     * @param names names of the model, which leave a metric what it is
     * @param colonOnly whether a colon or an equals sign must stand between name and number, as in prose
     */
    MetricScan(MetricName metric, Set<String> names, boolean colonOnly) {
        this.metric = metric;
        this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        this.label = new MetricLabel(metric, this.names);
        String name = Arrays.stream(metric.text().strip().split("\\s+"))
                .map(Pattern::quote)
                .collect(Collectors.joining("\\s+"));
        this.pattern = Pattern.compile("(?<![\\w.@])(?<!\\p{L}-)(?<name>" + name + ")" + SUFFIX
                + (colonOnly ? COLON : SEPARATOR) + OPENER + VALUE);
        this.alias = colonOnly ? Optional.empty() : coco(metric);
        this.tables = !colonOnly;
    }

    private static Optional<Pattern> coco(MetricName metric) {
        String plain = metric.text().toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "");
        Optional<String> iou = COCO_MEAN.matcher(plain).matches()
                ? Optional.of("0\\.50:0\\.95")
                : COCO_HALF.matcher(plain).matches() ? Optional.of("0\\.50") : Optional.empty();
        return iou.map(range ->
                Pattern.compile("(?<name>" + COCO_LINE.formatted(range) + ")(?<suffix>)\\s*=\\s*(?<open>)" + VALUE));
    }

    List<PrintedMetric> find(List<String> output) {
        List<String> lines = new PlainLines(output).lines();
        List<PrintedMetric> found = new ArrayList<>();
        boolean others = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            List<PrintedMetric> here = inLine(line, i);
            if (here.isEmpty()
                    && (INTRODUCTION.matcher(line).matches()
                            || (HEADING.matcher(line).find()
                                    && LETTERS.matcher(line).find()))) {
                others = HEADING_OF_OTHERS.matcher(line).find();
            }
            boolean ofOthers = others;
            found.addAll(ofOthers ? here.stream().map(MetricScan::asOther).toList() : here);
            if (here.isEmpty() && tables) {
                found.addAll(new PrintedTable(metric, names, lines, i).values());
            }
        }
        found.sort(Comparator.comparingInt(PrintedMetric::line).thenComparingInt(PrintedMetric::column));
        return found;
    }

    private List<PrintedMetric> inLine(String line, int number) {
        List<PrintedMetric> found = new ArrayList<>();
        alias.ifPresent(coco -> addAll(coco.matcher(line), line, number, found));
        addAll(pattern.matcher(line), line, number, found);
        return found;
    }

    private void addAll(Matcher matcher, String line, int number, List<PrintedMetric> found) {
        while (matcher.find()) {
            String before = line.substring(0, matcher.start("name"));
            String suffix = matcher.group("suffix");
            String qualifier = MetricLabel.qualifier(before);
            String full = (qualifier.isEmpty() ? "" : qualifier + " ") + matcher.group("name") + suffix.stripTrailing();
            String rest = line.substring(matcher.end());
            Standing standing = CALCULATED_BEFORE.matcher(before).find()
                            || OF_OTHERS_BEHIND.matcher(rest).find()
                    ? Standing.OTHER
                    : label.standing(before, suffix);
            if (standing == Standing.OWN && isPart(before, rest)) {
                standing = Standing.QUALIFIED;
            }
            Optional<WrittenNumber> value = value(matcher, rest);
            String written = value.map(WrittenNumber::written)
                    .orElseGet(() -> matcher.group("none") != null
                            ? matcher.group("none")
                            : line.substring(matcher.start("open")).strip());
            found.add(new PrintedMetric(full, standing, value, written, number, matcher.start("name")));
        }
    }

    /** Whether the number is one of several whose names stand together, or is calculated with. */
    private static boolean isPart(String before, String rest) {
        return CALCULATED.matcher(rest).find()
                || (IN_LIST_OF_NAMES.matcher(before).find()
                        && NEXT_OF_LIST.matcher(rest).find());
    }

    private static Optional<WrittenNumber> value(Matcher matcher, String rest) {
        String number = matcher.group("number");
        if (number == null) {
            return Optional.empty();
        }
        boolean opened = matcher.group("open").matches(".*[\\[(]\\s*");
        if ((opened ? NEXT_OF_LIST : NEXT_WITHOUT_SPACE).matcher(rest).find()) {
            return Optional.empty();
        }
        String whole = matcher.group("whole");
        if (whole != null && number.matches("\\d+")) {
            return Optional.of(WrittenNumber.ofFraction(number, whole));
        }
        boolean percent =
                matcher.group("percent") != null || matcher.group("suffix").matches(".*[%％].*");
        return Optional.of(WrittenNumber.of(number, percent));
    }

    private static PrintedMetric asOther(PrintedMetric metric) {
        return new PrintedMetric(
                metric.label(), Standing.OTHER, metric.number(), metric.written(), metric.line(), metric.column());
    }
}

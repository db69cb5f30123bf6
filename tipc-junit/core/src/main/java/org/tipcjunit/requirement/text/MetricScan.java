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
    private static final String SUFFIX_OF_NAMES =
            "(?<suffix>(?:['\"]?\\]?|(?<=\\p{L} ?[(（][\\w@.-]{1,40})[)）])(?:\\s*(?:\\((?!\\s*[-+.\\d\\s,]+[%％]?\\s*\\))[^()\\n]{0,40}\\)"
                    + "|\\((?=[\\d.:]+\\)\\s*[:=：])[\\d.:]+\\)|\\[(?![-+.\\d\\s,]+\\])[^\\[\\]\\n]{0,40}\\]|（[^（）]{0,40}）)|\\s+(?:"
                    + FILLER
                    + "%s)\\b|\\s+\\d+(?=\\s+(?:\\w+\\s+)?(?:images|samples)\\b))*)";

    private static final String SEPARATOR =
            "(?<separator>['\"]?\\s*(?:[:=：＝]|-+>|=>|\\||│)+\\s*|['\"]\\s*,\\s*|\\s*\\.{3,}\\s*"
                    + "|\\s*(?:为|是|达到了?)\\s*[:：]?\\s*|\\s+|(?<=\\p{IsHan})(?=\\d))";

    private static final String COLON_SEPARATOR = "(?<separator>['\"]?\\s*[:=：＝]\\s*|\\s*(?:为|达到了?)\\s*[:：]?\\s*)";

    /** Words that belong to the number behind them, as in {@code top1 in 0.9 s}, where nothing separates the two. */
    private static final Pattern ENDS_WITH_PREPOSITION = Pattern.compile("\\s(?:in|on|at|for|of)\\s*$");

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
            "^\\s*(?!\\+-)(?:(?:-+>|=>|→)|(?:/|(?:\\w+\\s+)?(?:out\\s+)?of\\b|[-+*=])\\s*(?=[-+]?\\.?\\d[\\d.]*[%％]?(?![\\w.])))");

    /** How far single values lie from the mean that is printed before it, in percent where it says so. */
    private static final Pattern DEVIATION_IN_PERCENT =
            Pattern.compile("^\\s*(?:±|\\+/?-)\\s*(?:" + WrittenNumber.SYNTAX + ")(?:" + WrittenNumber.PERCENT + ")");

    private static final Pattern CALCULATED_BEFORE =
            Pattern.compile("(?:(?:^|[=(])\\s*(?:1(?:\\.0*)?|100)\\s*-|!|¬)\\s*$");

    private static final Pattern OF_OTHERS_BEHIND =
            Pattern.compile("^\\s*[(（\\[]\\s*(?i:train|training|best|teacher|reference|baseline|训练|最佳|最优|参考)");

    /** The same in words that belong to no number behind them: {@code 0.95 on the training set}. */
    private static final Pattern WORDS_OF_OTHERS_BEHIND = Pattern.compile(
            "^\\s*[(（\\[]?\\s*(?i:(?:(?:on|in|of|for|from|the|an?|our|as|at|by)\\s+)*(?:train(?:ing|set)?|expected|target"
                    + "|reference|baseline|teacher|paper|published|official|documented|required)\\b)(?![^,;|)]*\\d)");

    /** A meter's last value has its average behind it in brackets. */
    private static final Pattern AVERAGE_BEHIND = Pattern.compile(
            "^\\s*\\(\\s*(?<number>" + WrittenNumber.SYNTAX + ")(?<percent>" + WrittenNumber.PERCENT + ")?\\s*\\)");

    private static final Pattern OTHER_VALUE_BEHIND =
            Pattern.compile("^(?:\\s*\\(?\\s*(?i:avg|mean|average|global)\\W{0,3}[-+]?\\.?\\d"
                    + "|\\s+[-+]?\\d*\\.\\d+(?=\\s*$|\\s+\\D)(?!\\s*(?:s|ms|sec|it|img|fps|\\w+/s)\\b))");

    private static final Pattern TENSOR = Pattern.compile("Tensor\\(shape=\\[[^\\]]*\\],.*?stop_gradient=\\w+,");

    private static final Pattern COUNTED = Pattern.compile("[\\[(]\\s*\\d+\\s*/\\s*\\d+\\s*[\\])]");

    /** What is told of a value that was computed elsewhere or before. */
    private static final Pattern OF_BEFORE = Pattern.compile(
            "(?i)(?<![\\w./-])(?:loading|loaded\\s+(?:\\w+\\s+){0,2}(?:checkpoint|ckpt|weights)|resum\\w+|restor\\w+|saving|saved|skip\\w*"
                    + "|cached|history|namespace|fake|dummy|(?:checkpoint|ckpt)\\s+meta\\w*)(?![\\w./-])[^.;。]*$");

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
                    + "|\\breference\\b|\\bbaseline\\b|\\bpaper\\b|\\bpublished\\b|\\bofficial\\b|\\bexpected\\b|\\bbest (?:metrics?|results?|scores?)\\b|训练|最佳|最优");

    /** A line of few words without a colon that says whose numbers follow. */
    private static final Pattern BARE_HEADING = Pattern.compile(
            "(?i)\\W*(?:(?:final|the|results?|metrics?|scores?|values?|on|of|for|in|\\w*debug|info)\\s+)*(?<whose>train(?:ing)?|teacher|reference"
                    + "|baseline|paper|expected|published|official|best|test(?:ing)?|val(?:id(?:ation)?)?|eval(?:uation)?|dev)"
                    + "(?:\\s+(?:set|data|dataset|split|results?|metrics?|scores?|values?|follow\\w*))*\\W*");

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
        this.pattern = Pattern.compile("(?<![\\w.@])(?<!\\p{L}-)(?<name>" + name + ")" + suffix(this.names)
                + (colonOnly ? COLON_SEPARATOR : SEPARATOR) + OPENER + VALUE);
        this.alias = colonOnly ? Optional.empty() : coco(metric);
        this.tables = !colonOnly;
    }

    private static String suffix(Set<String> names) {
        String models = names.stream()
                .filter(name -> LETTERS.matcher(name).find())
                .map(name -> "|(?i:" + Pattern.quote(name) + ")")
                .collect(Collectors.joining());
        return SUFFIX_OF_NAMES.replace("%s", models);
    }

    private static Optional<Pattern> coco(MetricName metric) {
        String plain = metric.text().toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "");
        Optional<String> iou = COCO_MEAN.matcher(plain).matches()
                ? Optional.of("0\\.50:0\\.95")
                : COCO_HALF.matcher(plain).matches() ? Optional.of("0\\.50") : Optional.empty();
        return iou.map(range -> Pattern.compile(
                "(?<name>" + COCO_LINE.formatted(range) + ")(?<suffix>)\\s*(?<separator>=)\\s*(?<open>)" + VALUE));
    }

    List<PrintedMetric> find(List<String> output) {
        List<String> lines = inline(new PlainLines(output).lines());
        List<PrintedMetric> found = new ArrayList<>();
        boolean others = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            List<PrintedMetric> here = inLine(line, i);
            if (here.isEmpty()
                    && (INTRODUCTION.matcher(line).matches()
                            || BARE_HEADING.matcher(line).matches()
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

    /** Put a tensor's number where its description stands, which Paddle prints over two lines. */
    private static List<String> inline(List<String> lines) {
        List<String> inlined = new ArrayList<>(lines);
        for (int i = 0; i < lines.size(); i++) {
            Matcher tensor = TENSOR.matcher(lines.get(i));
            if (tensor.find()) {
                String here = lines.get(i).substring(tensor.end()).strip();
                boolean below = here.isEmpty() && i + 1 < lines.size();
                String values = below ? lines.get(i + 1).strip() : here;
                inlined.set(i, lines.get(i).substring(0, tensor.start()) + values.replaceFirst("\\)$", ""));
                if (below) {
                    inlined.set(i + 1, "");
                }
            }
        }
        return inlined;
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
            if (matcher.group("separator").isBlank()
                    && ENDS_WITH_PREPOSITION.matcher(suffix).find()) {
                continue;
            }
            Standing standing = CALCULATED_BEFORE.matcher(before).find()
                            || OF_OTHERS_BEHIND.matcher(rest).find()
                            || WORDS_OF_OTHERS_BEHIND.matcher(rest).find()
                    ? Standing.OTHER
                    : label.standing(before, suffix);
            if (standing == Standing.OWN
                    && (isPart(before, rest) || OF_BEFORE.matcher(before).find())) {
                standing = Standing.QUALIFIED;
            }
            Optional<WrittenNumber> value = value(matcher, rest);
            Matcher average = AVERAGE_BEHIND.matcher(rest);
            if (matcher.group("whole") == null && value.isPresent() && average.find()) {
                WrittenNumber mean = WrittenNumber.of(
                        average.group("number"),
                        average.group("percent") != null || value.get().percent());
                if (COUNTED.matcher(before).find()) {
                    value = Optional.of(mean);
                } else if (standing == Standing.OWN && !isOne(value.get(), mean)) {
                    standing = Standing.QUALIFIED;
                }
            } else if (standing == Standing.OWN
                    && matcher.group("open").isBlank()
                    && OTHER_VALUE_BEHIND.matcher(rest).find()) {
                standing = Standing.QUALIFIED;
            }
            String written = value.map(WrittenNumber::written)
                    .orElseGet(() -> matcher.group("none") != null
                            ? matcher.group("none")
                            : line.substring(matcher.start("open")).strip());
            found.add(new PrintedMetric(full, standing, value, written, number, matcher.start("name")));
        }
    }

    /** Whether two numbers are one value, one of them perhaps as a percentage. */
    private static boolean isOne(WrittenNumber first, WrittenNumber second) {
        double a = first.digits().doubleValue();
        double b = second.digits().doubleValue();
        return Math.abs(a - b) <= 0.01 * Math.abs(a)
                || Math.abs(100 * a - b) <= Math.abs(a)
                || Math.abs(a - 100 * b) <= Math.abs(b);
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
        boolean percent = matcher.group("percent") != null
                || matcher.group("suffix").matches(".*[%％].*")
                || DEVIATION_IN_PERCENT.matcher(rest).find();
        return Optional.of(WrittenNumber.of(number, percent));
    }

    private static PrintedMetric asOther(PrintedMetric metric) {
        return new PrintedMetric(
                metric.label(), Standing.OTHER, metric.number(), metric.written(), metric.line(), metric.column());
    }
}

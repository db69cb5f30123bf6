// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.corpus;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.plan.Planner;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.PlanRequest;

/**
 * How far plans agree with what the scripts of real repositories run.
 *
 * @param comparisons one for each run of the corpus, in its order
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record CorpusReport(List<Comparison> comparisons) {

    /** The share of seen commands, in percent, that have to be equal. */
    public static final double REQUIRED_EQUAL_PERCENT = 97;

    private static final int SHOWN_UNLESS_TOLD = 30;

    public CorpusReport {
        comparisons = List.copyOf(comparisons);
    }

    /**
     * Compare the plans for all configs of the corpus in {@code folder}.
     *
     * @throws IllegalArgumentException if {@code folder} holds no readable corpus
     */
    public static CorpusReport of(Path folder) {
        Corpus corpus = Corpus.read(folder);
        Planner planner = new Planner();
        RecordedPrograms programs = RecordedPrograms.in(corpus.entries());
        return new CorpusReport(corpus.entries().stream()
                .map(entry -> compare(planner, corpus, programs, entry))
                .toList());
    }

    private static Comparison compare(Planner planner, Corpus corpus, RecordedPrograms programs, CorpusEntry entry) {
        try {
            PlanRequest request = new PlanRequest(
                    ConfigFile.read(corpus.folder().resolve(entry.config())),
                    entry.pathBelowWorkingDirectory(),
                    entry.mode(),
                    Optional.of(entry.repository()),
                    Map.of(),
                    Optional.empty());
            return Comparison.of(entry, planner.plan(request), programs);
        } catch (ConfigException e) {
            return Comparison.refused(entry, String.valueOf(e.getMessage()));
        }
    }

    /** Get how many commands the scripts ran. */
    public int seen() {
        return comparisons.stream()
                .mapToInt(comparison -> comparison.entry().commands().size())
                .sum();
    }

    /** Get how many of them are in the plans as they are. */
    public int equal() {
        return comparisons.stream().mapToInt(Comparison::equal).sum();
    }

    /** Get how many commands on either side are neither equal nor explained by a deviation. */
    public int unexplained() {
        return comparisons.stream()
                .mapToInt(comparison ->
                        comparison.missing().size() + comparison.surplus().size())
                .sum();
    }

    /** Get the share of the scripts' commands that are equal, in percent, 0 to 100. */
    public double equalPercent() {
        return seen() == 0 ? 0 : 100.0 * equal() / seen();
    }

    /** Whether nothing is unexplained and enough commands are equal. */
    public boolean isMet() {
        return unexplained() == 0 && equalPercent() >= REQUIRED_EQUAL_PERCENT;
    }

    /** Get the report as text, with the first 30 unexplained commands. */
    public String render() {
        return render(SHOWN_UNLESS_TOLD);
    }

    /** Get the report as text, with the first {@code shown} unexplained commands. */
    public String render(int shown) {
        StringBuilder text = new StringBuilder();
        long refused = comparisons.stream()
                .filter(comparison -> comparison.refusal().isPresent())
                .count();
        long ordered = comparisons.stream().filter(Comparison::sameOrder).count();
        line(text, "configs     %6d  (%d refused, %d with the same order)", comparisons.size(), refused, ordered);
        line(text, "seen        %6d  commands that the scripts ran", seen());
        line(text, "equal       %6d  %.2f %%, required %.0f %%", equal(), equalPercent(), REQUIRED_EQUAL_PERCENT);
        line(
                text,
                "deviating   %6d  seen commands that the plan replaces by a named deviation",
                sum(Comparison::replaced));
        line(text, "added       %6d  planned commands that a named deviation adds", sum(Comparison::instead));
        line(
                text,
                "unexplained %6d  (seen, not planned: %d; planned, not seen: %d), required 0",
                unexplained(),
                comparisons.stream().mapToInt(c -> c.missing().size()).sum(),
                comparisons.stream().mapToInt(c -> c.surplus().size()).sum());
        line(
                text,
                "unrecorded  %6d  planned commands of programs that the corpus never records: %s",
                comparisons.stream().mapToInt(c -> c.unrecorded().size()).sum(),
                unrecordedPrograms());
        line(text, "%s", isMet() ? "MET" : "NOT MET");
        appendDeviations(text);
        appendTable(text, "kind", comparison -> comparison.entry().kind());
        appendTable(text, "repository", comparison -> comparison.entry().repository());
        appendRefusals(text);
        appendUnexplained(text, shown);
        return text.toString();
    }

    private String unrecordedPrograms() {
        return comparisons.stream()
                .flatMap(comparison -> comparison.unrecorded().stream())
                .map(SeenCommand::program)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private int sum(Function<Comparison, Map<DeviationKind, Integer>> counts) {
        return comparisons.stream()
                .flatMap(comparison -> counts.apply(comparison).values().stream())
                .mapToInt(Integer::intValue)
                .sum();
    }

    private void appendDeviations(StringBuilder text) {
        Map<DeviationKind, int[]> byKind = new EnumMap<>(DeviationKind.class);
        for (Comparison comparison : comparisons) {
            comparison.replaced().forEach((kind, count) -> byKind.computeIfAbsent(kind, k -> new int[2])[0] += count);
            comparison.instead().forEach((kind, count) -> byKind.computeIfAbsent(kind, k -> new int[2])[1] += count);
        }
        if (byKind.isEmpty()) {
            return;
        }
        line(text, "%n%-44s %9s %9s", "deviation", "replaced", "added");
        byKind.forEach((kind, counts) -> line(text, "%-44s %9d %9d", kind.label(), counts[0], counts[1]));
    }

    private void appendTable(StringBuilder text, String title, Function<Comparison, String> group) {
        Map<String, List<Comparison>> groups = new TreeMap<>();
        comparisons.forEach(comparison -> groups.computeIfAbsent(group.apply(comparison), g -> new ArrayList<>())
                .add(comparison));
        line(
                text,
                "%n%-60s %7s %7s %7s %8s %9s %11s",
                title,
                "configs",
                "seen",
                "equal",
                "equal %",
                "deviating",
                "unexplained");
        groups.forEach((name, members) -> {
            CorpusReport part = new CorpusReport(members);
            line(
                    text,
                    "%-60s %7d %7d %7d %8.2f %9d %11d",
                    name,
                    members.size(),
                    part.seen(),
                    part.equal(),
                    part.equalPercent(),
                    part.sum(Comparison::replaced),
                    part.unexplained());
        });
    }

    private void appendRefusals(StringBuilder text) {
        for (Comparison comparison : comparisons) {
            comparison
                    .refusal()
                    .ifPresent(refusal -> line(
                            text,
                            "%nrefused: %s (%d commands seen)%n  %s",
                            comparison.entry().config(),
                            comparison.entry().commands().size(),
                            refusal));
        }
    }

    private void appendUnexplained(StringBuilder text, int shown) {
        List<Comparison> open = comparisons.stream()
                .filter(comparison -> !comparison.isExplained())
                .sorted(Comparator.comparing(comparison -> comparison.refusal().isPresent()))
                .toList();
        int left = shown;
        for (Comparison comparison : open) {
            if (left <= 0) {
                line(text, "%n... more in %d configs altogether", open.size());
                return;
            }
            CorpusEntry entry = comparison.entry();
            line(text, "%nunexplained: %s (%s, %s)", entry.config(), entry.script(), entry.mode());
            List<SeenCommand> surplus = new ArrayList<>(comparison.surplus());
            for (SeenCommand command : comparison.missing()) {
                if (left-- <= 0) {
                    break;
                }
                line(text, "  seen     %s", command);
                WordDifference.closest(command, surplus).ifPresent(planned -> {
                    surplus.remove(planned);
                    WordDifference difference = WordDifference.between(command, planned);
                    line(text, "  planned  %s", planned);
                    line(
                            text,
                            "    %s",
                            difference.isOnlyOrder()
                                    ? "the same words in another order or number"
                                    : "only seen: " + difference.seen() + " only planned: " + difference.planned());
                });
            }
            for (SeenCommand command : surplus) {
                if (left-- <= 0) {
                    break;
                }
                line(text, "  planned, not seen  %s", command);
            }
        }
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /**
     * Print the report on the corpus in the folder that is the first argument; a second one says how many unexplained commands
     * to show.
     *
     * <p>Ends with status 0 when the requirement is met, 1 when it is not, 2 when there is no corpus.
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (arguments.length < 1 || arguments.length > 2) {
            out.println("usage: CorpusReport FOLDER [UNEXPLAINED COMMANDS TO SHOW]");
            System.exit(2);
        }
        CorpusReport report;
        try {
            report = of(Path.of(arguments[0]));
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            System.exit(2);
            return;
        }
        out.print(report.render(arguments.length > 1 ? Integer.parseInt(arguments[1]) : SHOWN_UNLESS_TOLD));
        System.exit(report.isMet() ? 0 : 1);
    }
}

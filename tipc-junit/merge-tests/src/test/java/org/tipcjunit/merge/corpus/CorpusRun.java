// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.corpus;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tipcjunit.merge.change.Change;
import org.tipcjunit.merge.change.ChangeRequest;
import org.tipcjunit.merge.change.FileContent;
import org.tipcjunit.merge.change.GitChange;
import org.tipcjunit.merge.check.MergeCheck;
import org.tipcjunit.merge.check.MergeReport;
import org.tipcjunit.merge.check.RuleVerdict;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.merge.rule.RuleSeverity;
import org.tipcjunit.merge.rule.SuiteRules;
import org.tipcjunit.merge.source.Python3;
import org.tipcjunit.merge.source.PythonFile;
import org.tipcjunit.merge.source.PythonOutlines;
import org.tipcjunit.merge.source.PythonReader;
import org.tipcjunit.process.ProcessRunner;

/**
 * Judges merged changes of a suite's history against their first parents, and again with one thing left out at a time.
 *
 * <p>Arguments: the suite's label, a clone of it, and a list of commits, one a line, the commit first; {@code judge} to leave nothing
 * out, {@code today} to do so by the rules of today, however old the commit is, {@code tools} to do so with the formatters that each commit pins. Prints tab-separated lines: {@code
 * rule} with its severity, how many changes follow it and how many it is about; {@code broken} with commit, rule, severity and place;
 * {@code omission} with kind, how many were made and caught; {@code missed} with what was not. No unit test; docs/suites/README.md.
 */
public final class CorpusRun {

    private final MergeCheck check;
    private final SuiteRules rules;
    private final Path repository;
    private final Kept reader;
    private final PrintStream out;
    private final Map<String, int[]> shares = new LinkedHashMap<>();
    private final Map<String, int[]> omissions = new LinkedHashMap<>();
    private final boolean judgeOnly;
    private final boolean today;
    private int clean;
    private int commits;

    private CorpusRun(
            MergeCheck check, OfficialSuite suite, Path repository, Kept reader, PrintStream out, List<String> modes) {
        this.check = check;
        this.rules = check.book().of(suite);
        this.repository = repository;
        this.reader = reader;
        this.out = out;
        this.judgeOnly = !modes.isEmpty();
        this.today = modes.contains("today");
    }

    /** Run it. */
    public static void main(String[] arguments) throws IOException {
        OfficialSuite suite = OfficialSuite.valueOf(
                arguments[0].toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        ProcessRunner runner = new ProcessRunner();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<String> modes = List.of(arguments).subList(3, arguments.length);
        boolean tools = modes.contains("tools");
        CorpusRun run = new CorpusRun(
                tools ? MergeCheck.of(runner, Python3.onPath()).withTools() : MergeCheck.of(runner, Python3.onPath()),
                suite,
                Path.of(arguments[1]),
                new Kept(new PythonOutlines(runner, Python3.onPath()), new HashMap<>()),
                out,
                modes);
        for (String line : Files.readAllLines(Path.of(arguments[2]))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                run.judge(line.split("\t", -1)[0]);
            }
        }
        run.print();
    }

    private void judge(String commit) {
        ChangeRequest request =
                new ChangeRequest(repository, Optional.of(commit + "^1"), Optional.of(commit), Optional.empty());
        try (GitChange read = GitChange.read(request, check.runner())) {
            GitChange merged = today ? ofToday(read) : read;
            MergeReport report = check.judge(merged, rules, reader);
            commits++;
            boolean broken = false;
            for (RuleVerdict verdict : report.verdicts()) {
                int[] share = shares.computeIfAbsent(
                        verdict.rule().id() + "\t" + verdict.rule().severity().label(), id -> new int[3]);
                if (verdict.outcome() instanceof Outcome.Holds) {
                    share[0]++;
                } else if (verdict.outcome() instanceof Outcome.Broken violations) {
                    share[1]++;
                    broken |= verdict.rule().severity() == RuleSeverity.ERROR;
                    Violation first = violations.violations().get(0);
                    line(
                            "broken",
                            commit.substring(0, 10),
                            verdict.rule().id(),
                            verdict.rule().severity().label(),
                            first.path()
                                    + first.line().stream()
                                            .mapToObj(line -> ":" + line)
                                            .collect(Collectors.joining()),
                            first.values(),
                            violations.violations().size());
                } else if (verdict.outcome() instanceof Outcome.CannotJudge unjudged) {
                    share[2]++;
                    line(
                            "unjudged",
                            commit.substring(0, 10),
                            verdict.rule().id(),
                            unjudged.why().en());
                }
            }
            clean += broken ? 0 : 1;
            if (!judgeOnly) {
                List<Omission> omitted = new Omissions(merged, report.addition()).all();
                reader.readAhead(omitted.stream()
                        .map(Omission::change)
                        .flatMap(change -> change.change().touched(path -> path.endsWith(".py")).stream()
                                .flatMap(path -> change.view().read(path).stream()))
                        .toList());
                for (Omission omission : omitted) {
                    leaveOut(commit, report, omission);
                }
            }
        }
    }

    private static GitChange ofToday(GitChange read) {
        Change change = read.change();
        return new GitChange(new Change(change.base(), LocalDate.now(), change.origin(), change.files()), read.view());
    }

    private void leaveOut(String commit, MergeReport report, Omission omission) {
        Set<String> wanted = report.verdicts().stream()
                .filter(verdict -> verdict.outcome() instanceof Outcome.Holds)
                .map(verdict -> verdict.rule().id())
                .filter(id -> omission.rules().stream()
                        .anyMatch(end ->
                                id.equals(end) || end.startsWith("-") && id.endsWith(end) && !id.startsWith("common-")))
                .collect(Collectors.toSet());
        if (wanted.isEmpty()) {
            return; // The suite did not demand it then, or the merged change breaks the rule already.
        }
        int[] count = omissions.computeIfAbsent(omission.kind(), kind -> new int[2]);
        count[0]++;
        MergeReport without = check.judge(omission.change(), rules, reader);
        boolean caught = without.broken().stream()
                .filter(verdict -> wanted.contains(verdict.rule().id()))
                .flatMap(verdict -> ((Outcome.Broken) verdict.outcome()).violations().stream())
                .anyMatch(violation -> omission.places().isEmpty()
                        || omission.places().stream().anyMatch(violation.path()::contains));
        if (caught) {
            count[1]++;
        } else {
            List<String> instead = without.broken().stream()
                    .map(verdict -> verdict.rule().id())
                    .toList();
            line("missed", commit.substring(0, 10), omission.kind(), omission.subject(), wanted, instead);
        }
    }

    private void print() {
        shares.forEach((rule, share) -> line("rule", rule, share[0], share[0] + share[1], share[2]));
        omissions.forEach((kind, count) -> line("omission", kind, count[0], count[1]));
        line("commits", commits, "without a broken error rule", clean);
    }

    private void line(Object... words) {
        List<String> texts = new ArrayList<>();
        for (Object word : words) {
            texts.add(String.valueOf(word).replace('\n', ' '));
        }
        out.println(String.join("\t", texts));
    }

    /** Reads each text once, in whatever commit it lies. */
    private record Kept(PythonReader reader, Map<FileContent, PythonFile> files) implements PythonReader {

        /** Read what will be wanted, in as few processes as there are texts of one path. */
        void readAhead(List<FileContent> wanted) {
            List<FileContent> left = new ArrayList<>(new LinkedHashSet<>(wanted));
            left.removeIf(files::containsKey);
            while (!left.isEmpty()) {
                Map<String, FileContent> round = new LinkedHashMap<>();
                left.forEach(content -> round.putIfAbsent(content.path(), content));
                read(round.values());
                left.removeIf(files::containsKey);
            }
        }

        @Override
        public List<PythonFile> read(Collection<FileContent> wanted) {
            List<FileContent> unread = wanted.stream()
                    .filter(content -> !files.containsKey(content))
                    .toList();
            List<PythonFile> read = reader.read(unread);
            for (int i = 0; i < unread.size(); i++) {
                files.put(unread.get(i), read.get(i));
            }
            return wanted.stream().map(files::get).toList();
        }
    }
}

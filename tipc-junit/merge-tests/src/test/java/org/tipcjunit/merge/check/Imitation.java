// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.check;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tipcjunit.merge.change.Change;
import org.tipcjunit.merge.change.ChangeKind;
import org.tipcjunit.merge.change.ChangedFile;
import org.tipcjunit.merge.change.FileContent;
import org.tipcjunit.merge.change.GitChange;
import org.tipcjunit.merge.change.RepositoryView;
import org.tipcjunit.merge.hook.HookRunner;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.merge.rule.RuleBook;
import org.tipcjunit.merge.source.Python3;
import org.tipcjunit.merge.suite.JudgeCatalog;
import org.tipcjunit.process.ProcessRunner;

/**
 * A small repository in the shape of a suite, and a contribution to it; tests of other modules use it as well.
 *
 * @param suite which suite
 * @param before its files before the contribution
 * @param after its files after it
 */
public record Imitation(OfficialSuite suite, Map<String, String> before, Map<String, String> after) {

    private static final RuleBook BOOK = RuleBook.read();

    public static final String COPYRIGHT = "# Copyright (c) 2024 PaddlePaddle Authors. All Rights Reserved.\n";

    /** Get a contribution of a model that lacks nothing, to a suite. */
    public static Imitation of(OfficialSuite suite) {
        return switch (suite) {
            case PADDLE_CLAS -> ClasImitationTests.contribution();
            case PADDLE_DETECTION -> DetectionImitationTests.contribution();
            case PADDLE_SEG -> SegImitationTests.contribution();
            case PADDLE_OCR -> OcrImitationTests.contribution();
            case PADDLE_VIDEO -> VideoImitationTests.contribution();
            case PADDLE_GAN -> GanImitationTests.contribution();
            case PADDLE_REC -> RecImitationTests.contribution();
        };
    }

    /** Get a TIPC config that goes on to its end, and begins with these lines. */
    static String tipc(String... first) {
        List<String> lines = new ArrayList<>(List.of("===train_params==="));
        lines.addAll(List.of(first));
        lines.addAll(List.of("===eval_params===", "===infer_params==="));
        while (lines.size() < 51) {
            lines.add("null:null");
        }
        return String.join("\n", lines) + "\n";
    }

    /** Get the same contribution without a file. */
    public Imitation without(String path) {
        Map<String, String> files = new TreeMap<>(after);
        if (files.remove(path) == null) {
            throw new IllegalArgumentException("there is no " + path);
        }
        return new Imitation(suite, before, files);
    }

    /** Get the same contribution with another text in a file. */
    public Imitation replacing(String path, String text, String other) {
        Map<String, String> files = new TreeMap<>(after);
        String old = files.getOrDefault(path, "");
        if (!old.contains(text)) {
            throw new IllegalArgumentException(path + " does not hold " + text);
        }
        files.put(path, old.replace(text, other));
        return new Imitation(suite, before, files);
    }

    /** Get the same contribution with one more file. */
    public Imitation with(String path, String text) {
        Map<String, String> files = new TreeMap<>(after);
        files.put(path, text);
        return new Imitation(suite, before, files);
    }

    /** Get what the rules say. */
    MergeReport report() {
        return report(HookRunner.none());
    }

    /** Get what the rules say, with the suite's own tools. */
    MergeReport report(HookRunner hooks) {
        try (ProcessRunner runner = new ProcessRunner()) {
            MergeCheck check = new MergeCheck(BOOK, JudgeCatalog.ofLibrary(), runner, Python3.onPath(), hooks);
            Change change = new Change("base", LocalDate.of(2024, 9, 1), "", changed());
            return check.judge(
                    new GitChange(change, new Files(before, after)),
                    check.book().of(suite));
        }
    }

    /** Get what is broken, as {@code severity rule path: what is wrong}, in English. */
    List<String> broken() {
        return broken(report());
    }

    /** Get what a report says is broken. */
    static List<String> broken(MergeReport report) {
        List<String> lines = new ArrayList<>();
        for (RuleVerdict verdict : report.broken()) {
            if (verdict.outcome() instanceof Outcome.Broken broken) {
                for (Violation violation : broken.violations()) {
                    lines.add("%s %s %s: %s"
                            .formatted(
                                    verdict.rule().severity().label(),
                                    verdict.rule().id(),
                                    violation.path(),
                                    verdict.rule()
                                            .broken()
                                            .with(violation.values())
                                            .en()));
                }
            }
        }
        return lines;
    }

    private List<ChangedFile> changed() {
        List<ChangedFile> files = new ArrayList<>();
        after.forEach((path, text) -> {
            if (!before.containsKey(path)) {
                files.add(new ChangedFile(path, ChangeKind.ADDED));
            } else if (!text.equals(before.get(path))) {
                files.add(new ChangedFile(path, ChangeKind.MODIFIED));
            }
        });
        before.keySet().stream()
                .filter(path -> !after.containsKey(path))
                .forEach(path -> files.add(new ChangedFile(path, ChangeKind.DELETED)));
        return files;
    }

    private record Files(Map<String, String> old, Map<String, String> now) implements RepositoryView {

        @Override
        public Set<String> paths() {
            return now.keySet();
        }

        @Override
        public Optional<FileContent> read(String path) {
            return Optional.ofNullable(now.get(path)).map(text -> FileContent.of(path, text));
        }

        @Override
        public Optional<FileContent> before(String path) {
            return Optional.ofNullable(old.get(path)).map(text -> FileContent.of(path, text));
        }

        @Override
        public Set<String> brokenLinks() {
            return Set.of();
        }

        @Override
        public void close() {}
    }
}

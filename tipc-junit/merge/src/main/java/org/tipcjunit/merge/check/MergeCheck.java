// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.merge.change.ChangeRequest;
import org.tipcjunit.merge.change.GitChange;
import org.tipcjunit.merge.hook.HookReport;
import org.tipcjunit.merge.hook.HookRunner;
import org.tipcjunit.merge.hook.ToolFinder;
import org.tipcjunit.merge.judge.Addition;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.merge.rule.Rule;
import org.tipcjunit.merge.rule.RuleBook;
import org.tipcjunit.merge.rule.SuiteRules;
import org.tipcjunit.merge.skeleton.ExistingModel;
import org.tipcjunit.merge.skeleton.ModelName;
import org.tipcjunit.merge.source.PythonOutlines;
import org.tipcjunit.merge.source.PythonReader;
import org.tipcjunit.merge.source.Sources;
import org.tipcjunit.merge.suite.JudgeCatalog;
import org.tipcjunit.process.ProcessRunner;

/**
 * Judges changes by the rules of the suites.
 *
 * @param book the rules
 * @param judges their judges
 * @param runner runs git and Python
 * @param python the Python that parses
 * @param hooks runs the suite's own tools
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record MergeCheck(RuleBook book, JudgeCatalog judges, ProcessRunner runner, String python, HookRunner hooks) {

    /** Create a check by the rules of this library, which runs no tool of the suite. */
    public static MergeCheck of(ProcessRunner runner, String python) {
        return new MergeCheck(RuleBook.read(), JudgeCatalog.ofLibrary(), runner, python, HookRunner.none());
    }

    /** Get the same check, which also runs the tools that the suite pins; what is missing of them is installed into the user's cache. */
    public MergeCheck withTools() {
        return new MergeCheck(book, judges, runner, python, HookRunner.ofTools(ToolFinder.provisioned(), runner));
    }

    /**
     * Judge a change.
     *
     * @param request which change
     * @param suite the suite; empty to tell it by the repository
     * @throws ConfigException if there is no such change, it changes nothing, or it is of no suite
     */
    public MergeReport check(ChangeRequest request, Optional<OfficialSuite> suite) {
        try (GitChange change = GitChange.readUnchanged(request, runner)) {
            // That a repository is of no suite is told before a base is asked for.
            SuiteRules rules = suite.map(book::of).orElseGet(() -> SuiteDetection.suite(book, change));
            change.requireChange();
            return judge(change, rules);
        }
    }

    /**
     * Tell the suite of a checkout, whatever changed in it.
     *
     * @throws ConfigException if it is of no suite
     */
    public SuiteRules suite(Path repository) {
        ChangeRequest request = new ChangeRequest(repository, Optional.of("HEAD"), Optional.empty(), Optional.empty());
        try (GitChange change = GitChange.readUnchanged(request, runner)) {
            return SuiteDetection.suite(book, change);
        }
    }

    /** Find what a checkout, as it is committed, already has of the name of a new model: its file, and its line where it has one. */
    public Optional<String> existing(Path repository, SuiteRules rules, ModelName name) {
        ChangeRequest request = new ChangeRequest(repository, Optional.of("HEAD"), Optional.empty(), Optional.empty());
        try (GitChange change = GitChange.readUnchanged(request, runner)) {
            return ExistingModel.find(new Sources(change.view(), new PythonOutlines(runner, python)), rules, name);
        }
    }

    MergeReport judge(GitChange change, SuiteRules rules) {
        return judge(change, rules, new PythonOutlines(runner, python));
    }

    /** Judge a change that was read already; whoever judges many may keep what the reader read. */
    public MergeReport judge(GitChange change, SuiteRules rules, PythonReader reader) {
        OfficialSuite suite = rules.suite().orElseThrow();
        Sources sources = new Sources(change.view(), reader);
        Addition addition = Addition.of(change.change(), rules.parts());
        HookReport said = hooks.run(change.change(), sources);
        Review review = new Review(change.change(), sources, addition, rules, said);
        // All together: a process of Python for each file would take minutes.
        Set<String> changed = new HashSet<>(change.change().touched(path -> true));
        sources.pythons(sources.paths(path -> path.endsWith(".py") && (changed.contains(path) || isCode(path, rules))));
        List<RuleVerdict> verdicts = new ArrayList<>();
        for (Rule rule : book.rulesOf(suite)) {
            verdicts.add(new RuleVerdict(rule, outcome(rule, review)));
        }
        return new MergeReport(suite, rules, change.change(), addition, verdicts, said.said());
    }

    private static boolean isCode(String path, SuiteRules rules) {
        return rules.code().stream().anyMatch(folder -> path.startsWith(folder + "/"));
    }

    private Outcome outcome(Rule rule, Review review) {
        if (review.change().date().isBefore(rule.since())) {
            return new Outcome.DoesNotApply("it is demanded since " + rule.since());
        }
        if (!rule.needs().isEmpty() && rule.needs().stream().noneMatch(place -> isThere(place, review))) {
            return new Outcome.DoesNotApply(
                    "this layout of the suite has none of: " + String.join(", ", new TreeSet<>(rule.needs())));
        }
        Set<String> kinds = review.addition().kinds();
        if (!rule.applies().isEmpty() && rule.applies().stream().noneMatch(kinds::contains)) {
            return new Outcome.DoesNotApply(
                    "the change adds none of: " + String.join(", ", new TreeSet<>(rule.applies())));
        }
        MergeJudge judge =
                judges.of(rule.id()).orElseThrow(() -> new IllegalStateException("nobody judges " + rule.id()));
        return judge.judge(review);
    }

    private static boolean isThere(String place, Review review) {
        return review.sources().has(place) || review.sources().hasFolder(place);
    }
}

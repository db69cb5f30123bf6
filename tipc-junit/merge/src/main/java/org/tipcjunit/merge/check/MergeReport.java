// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.check;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.change.Change;
import org.tipcjunit.merge.judge.Addition;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.merge.rule.RuleSeverity;
import org.tipcjunit.merge.rule.SuiteRules;
import org.tipcjunit.merge.rule.Words;

/**
 * What the rules of a suite say of a change.
 *
 * @param suite which suite
 * @param rules the suite's data
 * @param change what is changed
 * @param addition what it adds
 * @param verdicts what became of each rule, in the order of the rules
 * @param ran what looked at the form of files, and what did not and why
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record MergeReport(
        OfficialSuite suite,
        SuiteRules rules,
        Change change,
        Addition addition,
        List<RuleVerdict> verdicts,
        List<Words> ran) {

    public MergeReport {
        verdicts = List.copyOf(verdicts);
        ran = List.copyOf(ran);
    }

    /** Get the broken rules, the gravest first. */
    public List<RuleVerdict> broken() {
        return verdicts.stream()
                .filter(verdict -> verdict.outcome() instanceof Outcome.Broken)
                .sorted(java.util.Comparator.comparing(verdict -> verdict.rule().severity()))
                .toList();
    }

    /** Get the rules that nobody could judge. */
    public List<RuleVerdict> unjudged() {
        return verdicts.stream()
                .filter(verdict -> verdict.outcome() instanceof Outcome.CannotJudge)
                .toList();
    }

    /** Whether no error is left, and none may be hidden. */
    public boolean isReady() {
        return broken().stream().noneMatch(verdict -> verdict.rule().severity() == RuleSeverity.ERROR)
                && unjudged().stream().noneMatch(verdict -> verdict.rule().severity() == RuleSeverity.ERROR);
    }
}

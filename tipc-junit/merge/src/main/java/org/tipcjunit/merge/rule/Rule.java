// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.rule;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * One demand of a suite.
 *
 * @param id its name, such as {@code seg-model-imported}
 * @param suite whose it is; empty for rules of all suites
 * @param since from when on it is demanded
 * @param needs paths of which one has to be there for the rule to be about this layout of the suite; empty for any layout
 * @param severity how much it matters
 * @param applies the kinds of additions that it is about, such as {@code model}; empty for any change
 * @param title what is demanded
 * @param broken what is wrong where it is broken, with names of what judges fill in
 * @param remedy what to do
 * @param source who demands it
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Rule(
        String id,
        Optional<OfficialSuite> suite,
        LocalDate since,
        Set<String> needs,
        RuleSeverity severity,
        Set<String> applies,
        Words title,
        Words broken,
        Remedy remedy,
        RuleSource source) {

    public Rule {
        needs = Set.copyOf(needs);
        applies = Set.copyOf(applies);
    }

    /** Get the same rule with how much of a history follows it, as far as that was counted. */
    Rule followedBy(Map<String, RuleSource.Share> shares) {
        return new Rule(
                id,
                suite,
                since,
                needs,
                severity,
                applies,
                title,
                broken,
                remedy,
                new RuleSource(source.kind(), source.document(), Optional.ofNullable(shares.get(id))));
    }
}

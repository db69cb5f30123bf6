// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.rule;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A suite as its data file describes it: how it is told, what lies where, and its rules.
 *
 * @param suite which suite; empty for the rules of all
 * @param content paths of which one tells the suite, such as {@code paddleseg/}
 * @param code folders of Python that names in configs may stand for
 * @param parts what contributions may add, the first that has a path decides
 * @param rules its rules
 * @param shares how much of its history follows a rule, its own or one of all suites, by the rule's id
 * @param layout where a new model's files lie
 * @param contact where to ask, as the suite's address for issues
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record SuiteRules(
        Optional<OfficialSuite> suite,
        List<String> content,
        List<String> code,
        List<Part> parts,
        List<Rule> rules,
        Map<String, RuleSource.Share> shares,
        ModelLayout layout,
        String contact) {

    public SuiteRules {
        content = List.copyOf(content);
        code = List.copyOf(code);
        parts = List.copyOf(parts);
        rules = List.copyOf(rules);
        shares = Map.copyOf(shares);
    }

    /** Whether a path lies in one of its folders of code. */
    public boolean isCode(String path) {
        return code.stream().anyMatch(folder -> path.startsWith(folder + "/"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.check;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.rule.Rule;

/**
 * What became of one rule.
 *
 * @param rule the rule
 * @param outcome what its judge says
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record RuleVerdict(Rule rule, Outcome outcome) {}

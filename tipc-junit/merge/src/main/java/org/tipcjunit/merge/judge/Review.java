// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.judge;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.change.Change;
import org.tipcjunit.merge.hook.HookReport;
import org.tipcjunit.merge.rule.SuiteRules;
import org.tipcjunit.merge.source.Sources;

/**
 * What judges look at.
 *
 * @param change what is changed
 * @param sources the repository's files as the change leaves them
 * @param addition what the change adds to the suite
 * @param suite the suite's data
 * @param hooks what the suite's own tools say
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Review(Change change, Sources sources, Addition addition, SuiteRules suite, HookReport hooks) {}

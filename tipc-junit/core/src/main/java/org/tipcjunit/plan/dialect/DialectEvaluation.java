// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.dialect;

import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.plan.draft.Template;

/**
 * How a script evaluates.
 *
 * @param line the line with the command
 * @param command the command
 * @param lite the command after a short training, where it is another one
 * @param upstream the command that it runs whatever the config says; mostly none
 * @param log the log
 */
@API(status = Status.INTERNAL, since = "0.1")
public record DialectEvaluation(
        int line, Template command, Optional<Template> lite, Optional<Template> upstream, Template log) {}

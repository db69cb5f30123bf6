// SPDX-License-Identifier: Apache-2.0
/** What was found: clauses, verdicts, problems, figures and evidence. */
@NullMarked
package org.tipcjunit.finding;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Commands run as process groups of their own, with time limits, logs and progress. */
@NullMarked
package org.tipcjunit.process;

import org.jspecify.annotations.NullMarked;

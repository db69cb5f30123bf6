// SPDX-License-Identifier: Apache-2.0
/** A dialect read from a checkout's own script. */
@NullMarked
package org.tipcjunit.plan.script;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Judges of what was exported. */
@NullMarked
package org.tipcjunit.requirement.export;

import org.jspecify.annotations.NullMarked;

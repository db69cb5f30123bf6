// SPDX-License-Identifier: Apache-2.0
/** Judges of whether prediction and inference are the same. */
@NullMarked
package org.tipcjunit.requirement.consistency;

import org.jspecify.annotations.NullMarked;

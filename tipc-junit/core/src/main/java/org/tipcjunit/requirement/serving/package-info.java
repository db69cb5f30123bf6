// SPDX-License-Identifier: Apache-2.0
/** Judges of a model's service. */
@NullMarked
package org.tipcjunit.requirement.serving;

import org.jspecify.annotations.NullMarked;

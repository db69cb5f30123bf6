// SPDX-License-Identifier: Apache-2.0
/** Judges of where the parts of a model lie, and whether they are one model's. */
@NullMarked
package org.tipcjunit.merge.suite.place;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Judges of what texts leave open. */
@NullMarked
package org.tipcjunit.merge.suite.text;

import org.jspecify.annotations.NullMarked;

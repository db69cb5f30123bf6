// SPDX-License-Identifier: Apache-2.0
/** Which judge decides which rule. */
@NullMarked
package org.tipcjunit.merge.suite;

import org.jspecify.annotations.NullMarked;

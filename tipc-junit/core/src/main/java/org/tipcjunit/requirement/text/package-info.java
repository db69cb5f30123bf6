// SPDX-License-Identifier: Apache-2.0
/** Reads documents and printed results. */
@NullMarked
package org.tipcjunit.requirement.text;

import org.jspecify.annotations.NullMarked;

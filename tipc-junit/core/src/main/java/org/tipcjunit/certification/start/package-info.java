// SPDX-License-Identifier: Apache-2.0
/** Begins the certification of a repository: looks at it, and writes what configs have no line for, with the reason for each guess. */
@NullMarked
package org.tipcjunit.certification.start;

import org.jspecify.annotations.NullMarked;

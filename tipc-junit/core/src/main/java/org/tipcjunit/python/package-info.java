// SPDX-License-Identifier: Apache-2.0
/** What the library brings for a Python: its files, and forks of one that has imported Paddle, which cost a tenth of a start. */
@NullMarked
package org.tipcjunit.python;

import org.jspecify.annotations.NullMarked;

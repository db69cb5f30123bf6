// SPDX-License-Identifier: Apache-2.0
/** The export of the trained weights, and finding what it wrote. */
@NullMarked
package org.tipcjunit.stage.export;

import org.jspecify.annotations.NullMarked;

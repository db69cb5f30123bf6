// SPDX-License-Identifier: Apache-2.0
/** The dygraph prediction, which inference is compared with. */
@NullMarked
package org.tipcjunit.stage.predict;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** What a model is tested with: image files, other files, or the lines of a text. */
@NullMarked
package org.tipcjunit.stage.samples;

import org.jspecify.annotations.NullMarked;

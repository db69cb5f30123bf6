// SPDX-License-Identifier: Apache-2.0
/** The inference of the exported model: the script, its replays on other backends, the matrix and timings. */
@NullMarked
package org.tipcjunit.stage.infer;

import org.jspecify.annotations.NullMarked;

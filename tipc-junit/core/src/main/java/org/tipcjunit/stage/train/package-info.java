// SPDX-License-Identifier: Apache-2.0
/** The training: its command, the same once more, its losses and its weights. */
@NullMarked
package org.tipcjunit.stage.train;

import org.jspecify.annotations.NullMarked;

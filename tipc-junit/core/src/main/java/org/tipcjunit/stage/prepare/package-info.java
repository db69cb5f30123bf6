// SPDX-License-Identifier: Apache-2.0
/** The working copies that stages run in, and their preparation. */
@NullMarked
package org.tipcjunit.stage.prepare;

import org.jspecify.annotations.NullMarked;

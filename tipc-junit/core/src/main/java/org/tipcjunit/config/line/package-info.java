// SPDX-License-Identifier: Apache-2.0
/** The lines of a config: their layouts, names, and how they are taken apart. */
@NullMarked
package org.tipcjunit.config.line;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** A config read once: its kind, suite, layout and named lines. */
@NullMarked
package org.tipcjunit.config.reading;

import org.jspecify.annotations.NullMarked;

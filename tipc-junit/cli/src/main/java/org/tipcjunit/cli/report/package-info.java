// SPDX-License-Identifier: Apache-2.0
/** Commands that show, compare and publish certificates; they run nothing. */
@NullMarked
package org.tipcjunit.cli.report;

import org.jspecify.annotations.NullMarked;

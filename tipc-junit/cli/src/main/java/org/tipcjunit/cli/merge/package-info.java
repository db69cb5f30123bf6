// SPDX-License-Identifier: Apache-2.0
/** The command {@code tipc merge-check}. */
@NullMarked
package org.tipcjunit.cli.merge;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The command line {@code tipc}. */
@NullMarked
package org.tipcjunit.cli;

import org.jspecify.annotations.NullMarked;

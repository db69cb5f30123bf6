// SPDX-License-Identifier: Apache-2.0
/** Reads shell scripts as far as those of TIPC need it. */
@NullMarked
package org.tipcjunit.config.shell;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Shell scripts read as the branches that they take, without running them. */
@NullMarked
package org.tipcjunit.merge.shell;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Keeps the commands of a repository from the rest of the machine. */
@NullMarked
package org.tipcjunit.isolation;

import org.jspecify.annotations.NullMarked;

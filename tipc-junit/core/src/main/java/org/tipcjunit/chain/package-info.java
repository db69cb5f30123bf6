// SPDX-License-Identifier: Apache-2.0
/** Stages, the order that their data gives them, and the artifacts they make. */
@NullMarked
package org.tipcjunit.chain;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** What is wrong, where, and what to do about it, as data; texts are made of it and never read back. */
@NullMarked
package org.tipcjunit.problem;

import org.jspecify.annotations.NullMarked;

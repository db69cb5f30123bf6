// SPDX-License-Identifier: Apache-2.0
/** The rules of the official suites as data: what is demanded, since when, by whom, and what to do. */
@NullMarked
package org.tipcjunit.merge.rule;

import org.jspecify.annotations.NullMarked;

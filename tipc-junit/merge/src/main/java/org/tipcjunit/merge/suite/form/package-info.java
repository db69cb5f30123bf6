// SPDX-License-Identifier: Apache-2.0
/** Judges of how files are written, whatever the suite. */
@NullMarked
package org.tipcjunit.merge.suite.form;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The AssertJ entry point. */
@NullMarked
package org.tipcjunit.assertions;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** A child JVM that keeps predictors, so that a native crash is a failure and not the end of the run. */
@NullMarked
package org.tipcjunit.inference.host;

import org.jspecify.annotations.NullMarked;

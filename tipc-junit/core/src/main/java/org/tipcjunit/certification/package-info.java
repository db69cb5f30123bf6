// SPDX-License-Identifier: Apache-2.0
/** Certifies models: takes demands, runs and judges the chain, and writes certificates. */
@NullMarked
package org.tipcjunit.certification;

import org.jspecify.annotations.NullMarked;

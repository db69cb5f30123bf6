// SPDX-License-Identifier: Apache-2.0
/** Certifying the models of many configs at once. */
@NullMarked
package org.tipcjunit.cli.zoo;

import org.jspecify.annotations.NullMarked;

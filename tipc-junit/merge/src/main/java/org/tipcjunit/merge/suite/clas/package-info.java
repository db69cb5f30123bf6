// SPDX-License-Identifier: Apache-2.0
/** The judges of PaddleClas. */
@NullMarked
package org.tipcjunit.merge.suite.clas;

import org.jspecify.annotations.NullMarked;

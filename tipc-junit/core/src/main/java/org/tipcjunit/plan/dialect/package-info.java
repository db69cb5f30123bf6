// SPDX-License-Identifier: Apache-2.0
/** How suites' scripts differ, as typed and checked data. */
@NullMarked
package org.tipcjunit.plan.dialect;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Plans of services, a class for each form of the suites' scripts. */
@NullMarked
package org.tipcjunit.plan.serving;

import org.jspecify.annotations.NullMarked;

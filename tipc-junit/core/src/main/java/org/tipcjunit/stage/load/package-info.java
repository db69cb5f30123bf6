// SPDX-License-Identifier: Apache-2.0
/** A service under load. */
@NullMarked
package org.tipcjunit.stage.load;

import org.jspecify.annotations.NullMarked;

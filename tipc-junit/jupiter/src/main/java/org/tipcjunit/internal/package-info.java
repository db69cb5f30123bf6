// SPDX-License-Identifier: Apache-2.0
/** The Jupiter glue. Nothing here is for users. */
@NullMarked
package org.tipcjunit.internal;

import org.jspecify.annotations.NullMarked;

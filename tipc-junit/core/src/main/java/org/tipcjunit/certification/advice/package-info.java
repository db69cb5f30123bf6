// SPDX-License-Identifier: Apache-2.0
/** Where a user is at a dead end: what the acceptance guide says to do, in the user's language. */
@NullMarked
package org.tipcjunit.certification.advice;

import org.jspecify.annotations.NullMarked;

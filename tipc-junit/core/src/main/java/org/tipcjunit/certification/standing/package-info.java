// SPDX-License-Identifier: Apache-2.0
/** Certificates that stand, as nothing that they rest on has changed since. */
@NullMarked
package org.tipcjunit.certification.standing;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Says what a machine lacks for certifying, and how to mend it. */
@NullMarked
package org.tipcjunit.certification.doctor;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Stages that are run, and demands that are judged, before their turn, where that changes nothing but the time. */
@NullMarked
package org.tipcjunit.certification.ahead;

import org.jspecify.annotations.NullMarked;

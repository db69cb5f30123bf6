// SPDX-License-Identifier: Apache-2.0
/** Judges of documents beside what ran. */
@NullMarked
package org.tipcjunit.requirement.documentation;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** What a judge of a rule looks at and answers. */
@NullMarked
package org.tipcjunit.merge.judge;

import org.jspecify.annotations.NullMarked;

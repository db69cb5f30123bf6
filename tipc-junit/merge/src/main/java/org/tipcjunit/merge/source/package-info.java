// SPDX-License-Identifier: Apache-2.0
/** Python, YAML and Markdown files read as what they mean; nothing of them is executed. */
@NullMarked
package org.tipcjunit.merge.source;

import org.jspecify.annotations.NullMarked;

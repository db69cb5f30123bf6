// SPDX-License-Identifier: Apache-2.0
/** What the rules say of a change, as text, JSON, SARIF and annotations of GitHub. */
@NullMarked
package org.tipcjunit.merge.output;

import org.jspecify.annotations.NullMarked;

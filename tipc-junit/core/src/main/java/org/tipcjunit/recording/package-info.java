// SPDX-License-Identifier: Apache-2.0
/** The recorder that runs inside Python, and the reader of what it recorded. */
@NullMarked
package org.tipcjunit.recording;

import org.jspecify.annotations.NullMarked;

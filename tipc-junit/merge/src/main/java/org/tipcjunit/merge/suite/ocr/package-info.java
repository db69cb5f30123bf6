// SPDX-License-Identifier: Apache-2.0
/** The judges of PaddleOCR. */
@NullMarked
package org.tipcjunit.merge.suite.ocr;

import org.jspecify.annotations.NullMarked;

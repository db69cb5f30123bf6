// SPDX-License-Identifier: Apache-2.0
/** What bytes, texts and files are told apart by. */
@NullMarked
package org.tipcjunit.digest;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.tipcjunit.workspace;

import org.jspecify.annotations.NullMarked;

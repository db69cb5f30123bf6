// SPDX-License-Identifier: Apache-2.0
/** What commands end with, and what they say of their version; for every package of commands. */
@NullMarked
package org.tipcjunit.cli.status;

import org.jspecify.annotations.NullMarked;

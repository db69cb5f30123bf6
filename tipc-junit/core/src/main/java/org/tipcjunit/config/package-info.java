// SPDX-License-Identifier: Apache-2.0
/** The grammar of test_tipc configs, parsed into values, and the composition of commands. */
@NullMarked
package org.tipcjunit.config;

import org.jspecify.annotations.NullMarked;

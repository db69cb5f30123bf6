// SPDX-License-Identifier: Apache-2.0
/** What a stage is, how one is planned, run and judged by its end; each stage itself is a folder below. */
@NullMarked
package org.tipcjunit.stage;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** What a config asks for, as commands in upstream's form, with every deviation from upstream's scripts named. */
@NullMarked
package org.tipcjunit.plan;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The files that a suite expects of a new model, made from the templates of its rules. */
@NullMarked
package org.tipcjunit.merge.skeleton;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** What the stages of a chain leave: what requirements judge, and what tests may take as parameters. */
@NullMarked
package org.tipcjunit.artifact;

import org.jspecify.annotations.NullMarked;

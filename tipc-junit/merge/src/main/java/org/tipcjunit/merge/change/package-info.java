// SPDX-License-Identifier: Apache-2.0
/** What a change adds, modifies, deletes and renames, and the files of a repository as it leaves them. */
@NullMarked
package org.tipcjunit.merge.change;

import org.jspecify.annotations.NullMarked;

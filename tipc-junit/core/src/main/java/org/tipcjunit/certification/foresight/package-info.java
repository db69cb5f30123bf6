// SPDX-License-Identifier: Apache-2.0
/** What can be told of a certification before anything of the repository runs. */
@NullMarked
package org.tipcjunit.certification.foresight;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The results that Allure's reports are made from, alike in a build and from the command line. */
@NullMarked
package org.tipcjunit.internal.allure;

import org.jspecify.annotations.NullMarked;

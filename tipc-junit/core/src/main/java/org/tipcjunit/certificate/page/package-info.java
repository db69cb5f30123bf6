// SPDX-License-Identifier: Apache-2.0
/** Pages for people: templates, the words of each language, and how values look on them. Knows no certificate. */
@NullMarked
package org.tipcjunit.certificate.page;

import org.jspecify.annotations.NullMarked;

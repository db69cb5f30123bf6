// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.assertions;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.finding.FailureMessage;
import org.tipcjunit.finding.Finding;

/** An assertion that fails with a finding's own message. */
abstract class FindingAssert<SELF extends FindingAssert<SELF, ACTUAL>, ACTUAL> extends AbstractAssert<SELF, ACTUAL> {

    FindingAssert(@Nullable ACTUAL actual, Class<?> selfType) {
        super(actual, selfType);
    }

    SELF passes(Finding finding) {
        if (!finding.isPass()) {
            failWithMessage("%s", FailureMessage.of(finding));
        }
        return myself;
    }

    ACTUAL present() {
        isNotNull();
        return actual;
    }
}

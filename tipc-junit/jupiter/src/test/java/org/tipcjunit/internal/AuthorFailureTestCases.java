// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInfo;
import org.tipcjunit.ExportsInferenceModel;
import org.tipcjunit.LossConverges;
import org.tipcjunit.MetricReaches;
import org.tipcjunit.TipcModel;

/** A certification whose only judged requirement passes, and whose author's own code fails in every place that it can. */
@TipcModel(config = CertifiesDigits.CONFIG, predict = CertifiesDigits.PREDICT)
class AuthorFailureTestCases {

    /** Fails in the body only: any loss below the plateau passes. */
    @LossConverges(iterations = 50, plateau = 1e9)
    void training() {
        throw new AssertionError("the author's demand on a passed requirement");
    }

    @Disabled
    @ExportsInferenceModel
    void export() {}

    @Tag("slow")
    @MetricReaches(metric = "top1", documentedIn = "fixtures/digits/README.md", row = "digits (lite)")
    void evaluation() {}

    @Test
    void plain_test() {
        throw new IllegalStateException("plain test\nwith a second line");
    }

    @Test
    void passing_test() {}

    @Test
    void test_whose_clean_up_fails() {}

    @AfterEach
    void cleanUp(TestInfo test) {
        if (test.getDisplayName().startsWith("test_whose_clean_up_fails")) {
            throw new IllegalStateException("clean-up of a test");
        }
    }

    @TestFactory
    Stream<DynamicTest> dynamic_tests() {
        return Stream.of(DynamicTest.dynamicTest("sound", () -> {}), DynamicTest.dynamicTest("unsound", () -> {
            throw new IllegalStateException("dynamic test");
        }));
    }

    @TestFactory
    Stream<DynamicTest> failing_factory() {
        throw new IllegalStateException("factory");
    }

    @AfterAll
    static void release() {
        throw new IllegalStateException("clean-up of the class");
    }

    @Nested
    class WithoutPreparation {

        @BeforeAll
        static void prepare() {
            throw new IllegalStateException("preparation of a nested class");
        }

        @Test
        void never_runs() {}
    }
}

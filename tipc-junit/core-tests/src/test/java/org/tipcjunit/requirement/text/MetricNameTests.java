// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricNameTests {

    @ParameterizedTest
    @ValueSource(strings = {"acc", "Accuracy", "top1", "Top-1 Acc", "val_acc", "avg_acc1", "test accuracy", "acc (%)"})
    void tells_that_the_label_of_a_sample_must_be_the_best_score(String name) {
        assertThat(new MetricName(name).rank()).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mAcc", "balanced accuracy", "recall1", "mAP", "acc and f1", "mIoU"})
    void knows_no_rank_of_another_metric(String name) {
        assertThat(new MetricName(name).rank()).isEmpty();
    }

    @Test
    void tells_a_name_that_holds_a_rank_from_one_that_does_not() {
        assertThat(new MetricName("Acc@5").rank()).hasValue(5);
        assertThat(new MetricName("top1").isRanked()).isTrue();
        assertThat(new MetricName("acc").isRanked()).isFalse();
    }
}

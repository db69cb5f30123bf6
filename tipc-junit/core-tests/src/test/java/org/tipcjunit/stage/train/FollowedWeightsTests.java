// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FollowedWeightsTests {

    @ParameterizedTest
    @CsvSource({
        "out/19/model, 20, 50, out/49/model",
        "out/20/model, 20, 50, out/50/model",
        "out/epoch_2.pdparams, 2, 34, out/epoch_34.pdparams",
        "out/model-1, 2, 3, out/model-2",
        "out/0, 1, 7, out/6",
        "out/epoch_0020.pdparams, 20, 50, out/epoch_0050.pdparams",
        "out/iter_100/model.pdparams, 100, 120, out/iter_120/model.pdparams",
        "out/STGCN_epoch_00001.pdparams, 2, 13, out/STGCN_epoch_00012.pdparams"
    })
    void name_of_the_last_epoch_follows_the_number_of_epochs(String named, int asked, int trained, String followed) {
        assertThat(FollowedWeights.of(Path.of("/copy").resolve(named), asked, trained))
                .contains(new FollowedWeights(
                        Path.of("/copy").resolve(named), Path.of("/copy").resolve(followed)));
    }

    @ParameterizedTest
    @CsvSource({
        "out/latest.pdparams, 20, 50", // no number
        "out/19/model, 20, 20", // as many epochs as the config says
        "out/7/model, 20, 50", // a number that is not that of the last epoch
        "resnet18/latest, 18, 30", // a model's name
        "out/resnet_18.pdparams, 18, 30",
        "norm_train_gpus_0_autocast_null/latest, 1, 30",
        "19/a/b/model, 20, 50" // too far from the weights
    })
    void other_names_stay(String named, int asked, int trained) {
        assertThat(FollowedWeights.of(Path.of("/copy").resolve(named), asked, trained))
                .isEmpty();
    }
}

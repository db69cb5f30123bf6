// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.selection;

import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ChainKind;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.Mode;

/**
 * Tells configs of chains that nothing certifies yet.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class CertifiedKinds {

    private static final Map<ChainKind, String> NOT_YET = Map.of(
            ChainKind.PADDLE2ONNX, "conversion to ONNX",
            ChainKind.INFER_CPP, "inference in C++",
            ChainKind.PTQ_INFER_PYTHON, "post-training quantisation",
            ChainKind.LITE_ARM, "inference by Paddle Lite on ARM",
            ChainKind.PIPELINE_PYTHON, "a pipeline of several models",
            ChainKind.INFER_PYTHON, "inference of a model that exists already");

    private CertifiedKinds() {}

    /**
     * Refuse what is planned and linted only, whatever its mode, as no mode makes it a training.
     *
     * @throws ConfigException if the config is of such a kind
     */
    public static void require(SelectedConfig config, Readings readings) {
        ChainKind kind = readings.of(config, Mode.LITE_TRAIN_LITE_INFER.label()).kind();
        String what = NOT_YET.get(kind);
        if (what != null) {
            throw ConfigException.at(
                    config.file(),
                    1,
                    "it asks for " + what + " (" + kind.label() + "), which is not certified yet, in no mode",
                    "see its commands with tipc plan, check it with tipc lint, and certify the config that trains the model"
                            + " (train_infer_python.txt)");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lint;

import java.util.List;
import java.util.stream.Stream;

/** The variables of upstream's scripts that hold commands. */
final class CommandVariables {

    /** Those of trainings. */
    static final List<String> TRAINERS = List.of(
            "norm_trainer",
            "trainer_py",
            "pact_trainer",
            "fpgm_trainer",
            "distill_trainer",
            "amp_trainer",
            "trainer_value1",
            "trainer_value2");

    /** Those of the chain of {@code test_train_inference_python.sh}, whose programs lie in the repository. */
    static final List<String> CHAIN = Stream.concat(
                    TRAINERS.stream(),
                    Stream.of(
                            "eval_py",
                            "norm_export",
                            "pact_export",
                            "fpgm_export",
                            "distill_export",
                            "export_value1",
                            "export_value2",
                            "inference_py"))
            .toList();

    /** Those of every chain. */
    static final List<String> ALL = Stream.concat(
                    CHAIN.stream(), Stream.of("kl_quant_export", "inference_cmd", "trans_model_py", "infer_export"))
            .toList();

    private CommandVariables() {}
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import org.tipcjunit.ServingMatchesInference;
import org.tipcjunit.TipcModel;

/** Nothing but the service of the fixture, of a model with its lite training. */
@TipcModel(
        config = "test_tipc/configs/digits/train_infer_python.txt",
        serving = "test_tipc/configs/digits/model_linux_cpu_normal_normal_serving_python_linux_cpu.txt")
public class ServiceTestCases {

    @ServingMatchesInference
    void serving() {}
}

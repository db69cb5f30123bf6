// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.process.Command;
import org.tipcjunit.stage.PlannedStage;

class AskedPredictorsTests {

    private static final String CONFIG = """
            http_port: 18080
            dag:
              is_thread_op: true
            op:
              net:
                concurrency: 1
                local_service_conf:
                  model_config: ./net_serving
                  device_type: 0
                  devices: ""
                  thread_num: 2
                  ir_optim: True
                  use_mkldnn: false
                  fetch_list: [y]
                  precision:
            """;

    @TempDir
    Path folder;

    @Test
    void reads_what_the_config_asks_of_predictors() throws IOException {
        assertThat(asked(CONFIG))
                .isEqualTo(Map.of("device_type", "cpu", "thread_num", "2", "ir_optim", "true", "use_mkldnn", "false"));
    }

    @Test
    void options_of_the_command_win() throws IOException {
        assertThat(asked(CONFIG, "op.net.local_service_conf.thread_num=4", "op.net.local_service_conf.precision=bf16"))
                .containsEntry("thread_num", "4")
                .containsEntry("precision", "bf16");
    }

    @Test
    void another_device_than_the_cpu_is_none() throws IOException {
        assertThat(asked(CONFIG.replace("device_type: 0", "device_type: 1"))).containsEntry("device_type", "device 1");
        assertThat(asked(CONFIG.replace("device_type: 0", "device_type:"))).doesNotContainKey("device_type");
    }

    @Test
    void of_several_models_nothing_is_told() throws IOException {
        assertThat(asked(CONFIG + "  rec:\n    local_service_conf:\n      thread_num: 1\n"))
                .isEmpty();
    }

    private Map<String, String> asked(String config, String... options) throws IOException {
        Files.writeString(folder.resolve("config.yml"), config);
        List<String> argv = new ArrayList<>(List.of("python3", "web_service.py", "--config=config.yml", "--opt"));
        argv.addAll(List.of(options));
        return AskedPredictors.of(new PlannedStage(
                "serve",
                StageKind.SERVE,
                new Command(argv, folder, Map.of()),
                folder.resolve("serve"),
                Duration.ofMinutes(1)));
    }
}

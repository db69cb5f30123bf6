// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.lanes.NeedsPaddle;

@NeedsPaddle
class ServiceConfigsTests {

    private static final String CONFIGS = "test_tipc/configs/digits/";
    private static final String SERVICE = CONFIGS + "model_linux_cpu_normal_normal_serving_python_linux_cpu.txt";

    @TempDir
    Path folder;

    private final ServiceConfigs configs = new ServiceConfigs(new Readings());
    private SelectedConfig service;

    @BeforeEach
    void copyFixture() {
        FixtureCopy.into(folder);
        service = config(SERVICE);
    }

    @Test
    void tells_a_service_from_a_training_by_what_it_says() {
        assertThat(configs.isService(service)).isTrue();
        assertThat(configs.isService(config(CONFIGS + "train_infer_python.txt")))
                .isFalse();
    }

    @Test
    void a_config_that_cannot_be_read_is_no_service() {
        assertThat(configs.isService(config(CONFIGS + "no_such.txt"))).isFalse();
    }

    @Test
    void finds_the_training_with_the_usual_name_beside_it() {
        assertThat(configs.trainingOf(service, Optional.empty()).path()).isEqualTo(CONFIGS + "train_infer_python.txt");
    }

    @Test
    void finds_the_only_training_beside_it() throws IOException {
        Files.delete(folder.resolve(CONFIGS + "train_infer_python.txt"));

        assertThat(configs.trainingOf(service, Optional.empty()).path())
                .isEqualTo(CONFIGS + "whole_train_infer_python.txt");
    }

    @Test
    void takes_the_stated_training() {
        assertThat(configs.trainingOf(service, Optional.of(CONFIGS + "whole_train_infer_python.txt"))
                        .path())
                .isEqualTo(CONFIGS + "whole_train_infer_python.txt");
    }

    @Test
    void asks_for_the_training_where_there_is_none() throws IOException {
        Files.delete(folder.resolve(CONFIGS + "train_infer_python.txt"));
        Files.delete(folder.resolve(CONFIGS + "whole_train_infer_python.txt"));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> configs.trainingOf(service, Optional.empty()))
                .withMessageStartingWith(folder.resolve(SERVICE)
                        + ":1: it serves a model, and no config beside it trains one\n  remedy: ")
                .withMessageContaining("--train-config CONFIG");
    }

    @Test
    void names_a_stated_training_that_does_not_exist() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> configs.trainingOf(service, Optional.of("no_such.txt")))
                .withMessageStartingWith(folder.resolve("no_such.txt") + ":1: there is no such config of a training");
    }

    @Test
    void tells_a_service_by_its_lines_whatever_its_name_is() throws IOException {
        Files.move(folder.resolve(SERVICE), folder.resolve(CONFIGS + "deployment.txt"));

        assertThat(configs.isService(config(CONFIGS + "deployment.txt"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"====serving_params====\nmodel_name:digits\n", ""})
    void a_service_that_cannot_be_planned_is_one_all_the_same(String text) throws IOException {
        Files.writeString(service.file(), text);

        assertThat(configs.isService(service)).isTrue();
    }

    @Test
    void refuses_to_choose_between_two_trainings() throws IOException {
        Files.move(
                folder.resolve(CONFIGS + "train_infer_python.txt"),
                folder.resolve(CONFIGS + "lite_train_infer_python.txt"));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> configs.trainingOf(service, Optional.empty()))
                .withMessage(folder.resolve(SERVICE) + ":1: it serves a model, and 2 configs beside it train one:"
                        + " lite_train_infer_python.txt, whole_train_infer_python.txt\n"
                        + "  remedy: name the config that trains and exports the model with --train-config CONFIG,"
                        + " tipc.train.config, or train-config=CONFIG in a certification.properties beside it");
    }

    @Test
    void refuses_a_stated_training_that_is_a_service() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> configs.trainingOf(service, Optional.of(SERVICE)))
                .withMessageStartingWith(
                        folder.resolve(SERVICE)
                                + ":1: it is the config of a service and trains nothing\n  remedy: name the config that trains");
    }

    @Test
    void refuses_a_stated_training_of_another_repository(@TempDir Path other) {
        Path training = FixtureCopy.into(other).root().resolve(CONFIGS + "train_infer_python.txt");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> configs.trainingOf(service, Optional.of(training.toString())))
                .withMessageStartingWith(training + ":1: it lies outside " + folder)
                .withMessageContaining("\n  remedy: ");
    }

    private SelectedConfig config(String path) {
        return new SelectedConfig(new TipcRoot(folder), path, path);
    }
}

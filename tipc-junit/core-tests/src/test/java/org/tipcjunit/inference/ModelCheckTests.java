// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.tensor.DataType;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ModelCheckTests {

    @TempDir
    private Path folder;

    @BeforeEach
    void write_a_sound_model() throws IOException {
        for (String file : new String[] {"selftest.pdmodel", "selftest.json", "selftest.pdiparams"}) {
            Files.write(folder.resolve(file), bytes(file));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"selftest.pdmodel", "selftest.json"})
    void accepts_a_sound_model(String program) {
        ProgramSummary summary = ModelCheck.check(model(program));

        assertThat(summary.parameterCount()).isEqualTo(2);
        assertThat(summary.types()).contains(Map.entry("x", DataType.FLOAT32));
    }

    @ParameterizedTest
    @ValueSource(strings = {"selftest.pdmodel", "selftest.json"})
    void refuses_a_missing_program(String program) throws IOException {
        Files.delete(folder.resolve(program));

        refuses(program)
                .withMessage("The program file " + folder.resolve(program)
                        + " does not exist; export the model, or correct the path");
    }

    @Test
    void refuses_a_folder_as_program() throws IOException {
        Files.delete(folder.resolve("selftest.json"));
        Files.createDirectory(folder.resolve("selftest.json"));

        refuses("selftest.json").withMessageContaining("does not exist as a file, it is a folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"selftest.pdmodel", "selftest.json"})
    void refuses_an_empty_program(String program) throws IOException {
        Files.write(folder.resolve(program), new byte[0]);

        refuses(program).withMessageContaining("is empty; export the model again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"selftest.pdmodel", "selftest.json"})
    void refuses_text_as_program(String program) throws IOException {
        Files.writeString(folder.resolve(program), "git lfs pointer\n");

        refuses(program).withMessageContaining("The program file " + folder.resolve(program) + " is broken: ");
    }

    @Test
    void refuses_json_that_is_no_pir_program() throws IOException {
        Files.writeString(folder.resolve("selftest.json"), "{\"model\": []}");
        refuses("selftest.json").withMessageContaining("it is JSON, but not a PIR program");

        Files.writeString(folder.resolve("selftest.json"), "{\"base_code\": {\"magic\": \"pir\"}}");
        refuses("selftest.json").withMessageContaining("its PIR program has no operators");
    }

    @Test
    void refuses_a_pir_program_whose_attribute_has_no_value() throws IOException {
        String sound = new String(bytes("selftest.json"), StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("selftest.json"), sound.replaceFirst("\\{\"AT\"", "{\"@T\""));

        refuses("selftest.json").withMessageContaining("an attribute of an operator 'data' has no name or no value");
    }

    @Test
    void refuses_every_truncation_of_a_pir_program() throws IOException {
        byte[] sound = bytes("selftest.json");
        for (int length = 1; length < sound.length; length++) {
            Files.write(folder.resolve("selftest.json"), Arrays.copyOf(sound, length));
            refuses("selftest.json").withMessageContaining("is broken");
        }
    }

    @Test
    void refuses_every_truncation_of_a_program_within_its_blocks() throws IOException {
        byte[] sound = bytes("selftest.pdmodel");
        // Behind the only block stand the versions of operators, which a program may lack.
        int endOfBlocks = new String(sound, StandardCharsets.ISO_8859_1).indexOf("save_infer_model/scale_0.tmp_0");
        for (int length = 1; length < endOfBlocks; length++) {
            Files.write(folder.resolve("selftest.pdmodel"), Arrays.copyOf(sound, length));
            refuses("selftest.pdmodel").withMessageContaining("is broken");
        }
    }

    @Test
    void refuses_an_operator_whose_variable_is_not_declared() throws IOException {
        String program = new String(bytes("selftest.pdmodel"), StandardCharsets.ISO_8859_1);
        int first = program.indexOf("linear_0.w_0");
        String broken = program.substring(0, first) + "linear_0.w_9" + program.substring(first + 12);
        Files.write(folder.resolve("selftest.pdmodel"), broken.getBytes(StandardCharsets.ISO_8859_1));

        refuses("selftest.pdmodel")
                .withMessageContaining("variable 'linear_0.w_")
                .withMessageContaining("not declared");
    }

    @ParameterizedTest
    @ValueSource(strings = {"selftest.pdmodel", "selftest.json"})
    void refuses_missing_empty_and_short_parameters(String program) throws IOException {
        Path parameters = folder.resolve("selftest.pdiparams");
        byte[] sound = bytes("selftest.pdiparams");

        // The first tensor alone: the parameters of another, smaller model.
        Files.write(parameters, Arrays.copyOf(sound, 32));
        refuses(program)
                .withMessage("The parameter file " + parameters + " holds 1 tensors but the program "
                        + folder.resolve(program) + " needs 2; export the model again");
        Files.write(parameters, new byte[0]);
        refuses(program).withMessage("The parameter file " + parameters + " is empty; export the model again");
        Files.delete(parameters);
        refuses(program)
                .withMessage(
                        "The parameter file " + parameters + " does not exist; export the model, or correct the path");
    }

    @Test
    void refuses_every_truncation_of_parameters() throws IOException {
        byte[] sound = bytes("selftest.pdiparams");
        for (int length = 1; length < sound.length; length++) {
            Files.write(folder.resolve("selftest.pdiparams"), Arrays.copyOf(sound, length));
            refuses("selftest.pdmodel").withMessageContaining("The parameter file");
        }
    }

    @Test
    void refuses_noise_in_place_of_parameters() throws IOException {
        Files.writeString(folder.resolve("selftest.pdiparams"), "version https://git-lfs.github.com/spec/v1\n");

        refuses("selftest.json")
                .withMessageContaining("is broken: tensor number 1, which starts at byte 0: its format version is ");
    }

    @Test
    void never_fails_otherwise_on_noise() {
        Random random = new Random(4);
        for (int round = 0; round < 20_000; round++) {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            try {
                for (ProtobufMessage block :
                        new ProtobufMessage("noise", ByteBuffer.wrap(noise)).messages(1, "block")) {
                    block.numbers(2);
                    block.texts(3);
                }
            } catch (ModelCheck.BrokenFileException e) {
                assertThat(e).hasMessageStartingWith("noise").message().isNotBlank();
            }
        }
    }

    private ThrowableAssertAlternative<PaddleException> refuses(String program) {
        return assertThatExceptionOfType(PaddleException.class).isThrownBy(() -> ModelCheck.check(model(program)));
    }

    private ModelFiles model(String program) {
        return new ModelFiles(folder.resolve(program), folder.resolve("selftest.pdiparams"));
    }

    private static byte[] bytes(String resource) throws IOException {
        try (InputStream stream = ModelCheck.class.getResourceAsStream(resource)) {
            return stream.readAllBytes();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A {@code train_infer_python.txt} in the common layout of 51 lines, whose lines mean what their position says.
 *
 * <p>Upstream's scripts read such a file by position and never look at the keys. Reading it here refuses a file whose keys
 * and positions disagree, since a config that is shifted by one line would certify another chain than it shows.
 *
 * @param file the file that was read
 * @param entries the lines that are not empty, in order; index 0 is the header
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record TrainInferConfig(Path file, List<ConfigEntry> entries) {

    private static final int LINES = 51;

    /** Lines whose key is the same in every config of this layout. */
    private static final Map<Integer, String> ANCHORS = Map.ofEntries(
            Map.entry(1, "model_name"),
            Map.entry(2, "python"),
            Map.entry(3, "gpu_list"),
            Map.entry(14, "trainer"),
            Map.entry(15, "norm_train"),
            Map.entry(16, "pact_train"),
            Map.entry(17, "fpgm_train"),
            Map.entry(18, "distill_train"),
            Map.entry(23, "eval"),
            Map.entry(29, "norm_export"),
            Map.entry(30, "quant_export"),
            Map.entry(31, "fpgm_export"),
            Map.entry(32, "distill_export"),
            Map.entry(36, "infer_model"),
            Map.entry(37, "infer_export"),
            Map.entry(38, "infer_quant"),
            Map.entry(39, "inference"));

    public TrainInferConfig {
        entries = List.copyOf(entries);
    }

    /**
     * Read a config.
     *
     * @throws ConfigException if the file is missing, is no text, or is not in the layout
     */
    public static TrainInferConfig read(Path file) {
        List<ConfigEntry> entries = new ArrayList<>();
        int number = 0;
        for (String line : readLines(file)) {
            number++;
            if (line.indexOf('\r') >= 0) {
                throw ConfigException.at(
                        file,
                        number,
                        "the line ends in CRLF; upstream's scripts would keep the carriage return in the value",
                        "convert the file to Unix line ends, for example with: sed -i 's/\\r$//' " + file);
            }
            if (!line.isEmpty()) {
                int colon = line.indexOf(':');
                entries.add(
                        colon < 0
                                ? new ConfigEntry(number, line.strip(), "")
                                : new ConfigEntry(
                                        number,
                                        line.substring(0, colon).strip(),
                                        line.substring(colon + 1).strip()));
            }
        }
        checkLayout(file, entries);
        return new TrainInferConfig(file, entries);
    }

    /**
     * Get the name that a config gives its model, also when the rest of the config is not in the layout.
     *
     * @throws ConfigException if the file is missing, is no text, or names no model
     */
    public static String modelNameIn(Path file) {
        return readLines(file).stream()
                .filter(line -> line.startsWith("model_name:"))
                .map(line -> line.substring("model_name:".length()).strip())
                .filter(name -> !name.isEmpty() && !name.equals("null"))
                .findFirst()
                .orElseThrow(
                        () -> ConfigException.at(
                                file,
                                1,
                                "no line gives the model's name",
                                "write model_name:NAME on the second line, after the 51-line layout of train_infer_python.txt"));
    }

    private static List<String> readLines(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return List.of(text.split("\n", -1));
        } catch (NoSuchFileException e) {
            throw new ConfigException("config " + file + " does not exist\n  remedy: give the path of a"
                    + " train_infer_python.txt, relative to the repository or absolute");
        } catch (CharacterCodingException e) {
            throw new ConfigException(
                    "config " + file + " is no UTF-8 text\n  remedy: save it as UTF-8 without byte order mark");
        } catch (IOException e) {
            throw new ConfigException("config " + file + " cannot be read: " + e + "\n  remedy: check its permissions");
        }
    }

    private static void checkLayout(Path file, List<ConfigEntry> entries) {
        for (var anchor :
                ANCHORS.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()) {
            int index = anchor.getKey();
            String key = anchor.getValue();
            if (index >= entries.size()) {
                throw ConfigException.at(
                        file,
                        entries.isEmpty() ? 1 : entries.get(entries.size() - 1).line(),
                        "the file ends after " + entries.size() + " of " + LINES + " lines, before '" + key + "'",
                        "complete the file after the 51-line layout of train_infer_python.txt");
            }
            ConfigEntry entry = entries.get(index);
            if (!entry.key().equals(key)) {
                throw ConfigException.at(
                        file,
                        entry.line(),
                        "expected the key '" + key + "' here (line " + (index + 1) + " of the layout) but found '"
                                + entry.key() + "'",
                        "compare the lines before it with the 51-line layout: a line is missing, doubled or out of place");
            }
        }
        if (entries.size() < LINES) {
            throw ConfigException.at(
                    file,
                    entries.get(entries.size() - 1).line(),
                    "the file has " + entries.size() + " of the layout's " + LINES + " lines",
                    "complete the inference part after the 51-line layout of train_infer_python.txt");
        }
    }

    /** Get the model's name. */
    public String modelName() {
        return present(1).value();
    }

    /** Get the list of devices to train on; {@code -1} is the CPU. */
    public ConfigEntry gpuList() {
        return entries.get(3);
    }

    /** Get the option that switches the GPU on in training, with one value for each device of {@link #gpuList()}. */
    public ConfigEntry trainUseGpu() {
        return entries.get(4);
    }

    /** Get the option for automatic mixed precision. */
    public ConfigEntry autocast() {
        return entries.get(5);
    }

    /** Get the option for the number of epochs, by mode. */
    public ConfigEntry epochs() {
        return entries.get(6);
    }

    /** Get the option for the folder that training writes to. */
    public ConfigEntry saveModel() {
        return entries.get(7);
    }

    /** Get the option for the training batch size, by mode. */
    public ConfigEntry trainBatchSize() {
        return entries.get(8);
    }

    /** Get the option for weights to start from; its key also gives the weights to the evaluation. */
    public ConfigEntry pretrained() {
        return entries.get(9);
    }

    /** Get the checkpoint that training writes, relative to the save folder. */
    public ConfigEntry trainedWeights() {
        return entries.get(10);
    }

    /** Get the folder of images for the inference of a trained model. */
    public ConfigEntry trainInferImages() {
        return entries.get(11);
    }

    /** Get an option that is passed to training as it is. */
    public ConfigEntry trainParameter() {
        return entries.get(12);
    }

    /** Get the trainers to run, such as {@code norm_train}. */
    public ConfigEntry trainers() {
        return entries.get(14);
    }

    /** Get the plain training command, without interpreter. */
    public ConfigEntry normTrain() {
        return entries.get(15);
    }

    /** Get the evaluation command, without interpreter. */
    public ConfigEntry evaluation() {
        return entries.get(23);
    }

    /** Get an option that is passed to the evaluation as it is. */
    public ConfigEntry evaluationParameter() {
        return entries.get(24);
    }

    /** Get the option for the folder that the export writes to. */
    public ConfigEntry saveInference() {
        return entries.get(27);
    }

    /** Get the option for the weights to export. */
    public ConfigEntry exportWeights() {
        return entries.get(28);
    }

    /** Get the plain export command, without interpreter. */
    public ConfigEntry normExport() {
        return entries.get(29);
    }

    /** Get the folder below the export folder that holds the inference model. */
    public ConfigEntry inferenceDirectory() {
        return entries.get(35);
    }

    /** Get the inference command, without interpreter. */
    public ConfigEntry inference() {
        return entries.get(39);
    }

    /** Get the option that switches the GPU on in inference. */
    public ConfigEntry inferUseGpu() {
        return entries.get(40);
    }

    /** Get the option for oneDNN. */
    public ConfigEntry inferMkldnn() {
        return entries.get(41);
    }

    /** Get the option for the number of CPU threads. */
    public ConfigEntry inferThreads() {
        return entries.get(42);
    }

    /** Get the option for the inference batch size. */
    public ConfigEntry inferBatchSize() {
        return entries.get(43);
    }

    /** Get the option for TensorRT. */
    public ConfigEntry inferTensorRt() {
        return entries.get(44);
    }

    /** Get the option for the precision. */
    public ConfigEntry inferPrecision() {
        return entries.get(45);
    }

    /** Get the option for the folder of the inference model. */
    public ConfigEntry inferModelDirectory() {
        return entries.get(46);
    }

    /** Get the option for the images to infer. */
    public ConfigEntry inferImages() {
        return entries.get(47);
    }

    /** Get the benchmark option. */
    public ConfigEntry inferBenchmark() {
        return entries.get(49);
    }

    /** Get an option that is passed to the inference as it is. */
    public ConfigEntry inferParameter() {
        return entries.get(50);
    }

    private ConfigEntry present(int index) {
        ConfigEntry entry = entries.get(index);
        if (!entry.isPresent()) {
            throw ConfigException.at(file, entry.line(), "'" + entry.key() + "' has no value", "give it a value");
        }
        return entry;
    }
}

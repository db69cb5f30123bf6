// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config.reading;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tipcjunit.config.ConfigEntries;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.config.Suite;
import org.tipcjunit.config.ValueStyle;

/** Tells which suite's scripts a config is for, by the repository's scripts, its name, and the config's content. */
final class SuiteDetection {

    private static final Map<String, Suite> REPOSITORIES = Map.ofEntries(
            Map.entry("paddleclas", Suite.CLAS),
            Map.entry("paddledetection", Suite.DETECTION),
            Map.entry("paddleyolo", Suite.DETECTION),
            Map.entry("paddleseg", Suite.SEG),
            Map.entry("paddlevideo", Suite.VIDEO),
            Map.entry("paddlegan", Suite.GAN),
            Map.entry("paddlerec", Suite.REC),
            Map.entry("paddlers", Suite.REMOTE_SENSING),
            Map.entry("paddle3d", Suite.PADDLE_3D),
            Map.entry("paddlenlp", Suite.NLP),
            Map.entry("paddlespeech", Suite.SPEECH));

    private SuiteDetection() {}

    static Suite suite(ConfigFile config, Optional<String> knownRepository) {
        String name = knownRepository
                .map(repository -> repository.substring(repository.indexOf('/') + 1))
                .orElse("")
                .toLowerCase(Locale.ROOT);
        Suite known = REPOSITORIES.get(name);
        if (known != null) {
            return known;
        }
        ConfigEntries entries = ConfigEntries.of(config, ValueStyle.UP_TO_SECOND_COLON);
        if (entries.get(12).key().equals("trainer") || entries.get(13).key().equals("norm_train")) {
            return Suite.TUTORIAL;
        }
        return byContent(entries);
    }

    /** Tell the suite by what its configs alone have; what nothing marks has the common form, which most copied. */
    private static Suite byContent(ConfigEntries entries) {
        if (hasKey(entries, "-o Global.")) {
            return Suite.CLAS;
        }
        if (hasKey(entries, "runner.")) {
            return Suite.REC;
        }
        if (hasKey(entries, "TrainReader.") || hasKey(entries, "LearningRate.")) {
            return Suite.DETECTION;
        }
        if (hasKey(entries, "-o DATASET.") || hasKey(entries, "-o MODEL.")) {
            return Suite.VIDEO;
        }
        if (hasKey(entries, "total_iters") && hasKey(entries, "dataset.train.")) {
            return Suite.GAN;
        }
        if (hasKey(entries, "--output_path") && hasKey(entries, "--params_path")) {
            return Suite.NLP;
        }
        return isSegmentation(entries) ? Suite.SEG : Suite.OCR;
    }

    /** The options alone are not PaddleSeg's: Paddle3D has them as well, and the inference script's name is PaddleDetection's too. */
    private static boolean isSegmentation(ConfigEntries entries) {
        int inference = entries.indexOf("inference");
        return inference >= 0
                && entries.get(inference).value().strip().matches("\\S*deploy/python/infer\\.py(\\s.*)?")
                && entries.indexOf("--iters") >= 0
                && entries.indexOf("--model_path") >= 0
                && entries.indexOf("--config") > inference;
    }

    private static boolean hasKey(ConfigEntries entries, String start) {
        return entries.entries().stream().anyMatch(entry -> entry.key().startsWith(start));
    }

    /** Get where the suite's scripts think that a value ends. */
    static ValueStyle valueStyle(Map<String, String> scripts, Suite suite) {
        boolean everything = scripts.containsKey("utils_func.sh") || (scripts.isEmpty() && suite == Suite.DETECTION);
        return everything ? ValueStyle.ALL_AFTER_FIRST_COLON : ValueStyle.UP_TO_SECOND_COLON;
    }
}

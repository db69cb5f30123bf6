// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.selection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certification.terms.CertificationProperties;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.config.ChainKind;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.Mode;
import org.tipcjunit.config.reading.Reading;

/**
 * Tells configs of services from those of trainings, and finds the training of a service's model.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ServiceConfigs {

    private static final String USUAL_NAME = "train_infer_python.txt";

    private final Readings readings;

    /** Create with what was read already. */
    public ServiceConfigs(Readings readings) {
        this.readings = readings;
    }

    /** Whether a config asks for a service; of one that cannot be planned, its name tells. */
    public boolean isService(SelectedConfig config) {
        return kind(config)
                .map(kind -> kind == ChainKind.SERVING_PYTHON || kind == ChainKind.SERVING_CPP)
                .orElseGet(() -> ServingSelection.isNamedAsService(config.file()));
    }

    /**
     * Refuse what is no service's.
     *
     * @throws ConfigException if the config is of another kind
     */
    public void requireService(SelectedConfig config) {
        if (!isService(config)) {
            throw ConfigException.at(
                    config.file(),
                    1,
                    isTraining(config)
                            ? "is a config of the kind " + ChainKind.TRAIN_INFER_PYTHON.label()
                                    + ", which serves nothing in Python"
                            : "is no config of a service",
                    "name the model's *serving*python*.txt");
        }
    }

    private boolean isTraining(SelectedConfig config) {
        return kind(config).filter(ChainKind.TRAIN_INFER_PYTHON::equals).isPresent();
    }

    /** A config that follows no layout of a training is asked again as that of a service, whatever its name. */
    private Optional<ChainKind> kind(SelectedConfig config) {
        try {
            Reading training = readings.of(config, Mode.LITE_TRAIN_LITE_INFER.label());
            Reading reading = training.layout().isPresent() ? training : training.in(ServingSelection.MODE);
            boolean serves = reading.kind() == ChainKind.SERVING_PYTHON || reading.kind() == ChainKind.SERVING_CPP;
            if (!serves) {
                return Optional.of(reading.kind());
            }
            if (reading.layout().isPresent()) {
                return Optional.of(reading.kind());
            }
            return training.kind() == reading.kind() ? Optional.empty() : Optional.of(training.kind());
        } catch (ConfigException e) {
            return Optional.empty();
        }
    }

    /**
     * Find the config that trains and exports the model of a service: the stated one, else the one with the usual name beside it,
     * else the only one of its kind there.
     *
     * @param stated relative to the folder that commands run in
     * @throws ConfigException if there is none, the stated one trains nothing, or the choice is not clear
     */
    public SelectedConfig trainingOf(SelectedConfig service, Optional<String> stated) {
        if (stated.isPresent()) {
            SelectedConfig config = sibling(service, service.root().folder().resolve(stated.get()));
            if (!Files.isRegularFile(config.file())) {
                throw ConfigException.at(
                        config.file(),
                        1,
                        "there is no such config of a training",
                        "name it relative to " + service.root().folder());
            }
            if (!config.file().startsWith(service.root().folder())) {
                throw ConfigException.at(
                        config.file(),
                        1,
                        "it lies outside " + service.root().folder() + ", where the service of its model is",
                        "name a config of the same repository");
            }
            if (isService(config)) {
                throw ServingSelection.trainsNothing(config.file(), "");
            }
            return config;
        }
        Path folder = service.file().resolveSibling(".").normalize();
        Path usual = folder.resolve(USUAL_NAME);
        if (Files.isRegularFile(usual)) {
            return sibling(service, usual);
        }
        List<SelectedConfig> trainings;
        try (Stream<Path> files = Files.list(folder)) {
            trainings = files.filter(file -> file.toString().endsWith(".txt"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> sibling(service, file))
                    .filter(this::isTraining)
                    .toList();
        } catch (IOException e) {
            throw ConfigException.at(folder, 1, "it cannot be listed: " + e, "check its permissions");
        }
        if (trainings.size() != 1) {
            throw ConfigException.at(
                    service.file(),
                    1,
                    "it serves a model, and "
                            + (trainings.isEmpty()
                                    ? "no config beside it trains one"
                                    : trainings.size() + " configs beside it train one: "
                                            + trainings.stream()
                                                    .map(training -> String.valueOf(
                                                            training.file().getFileName()))
                                                    .collect(Collectors.joining(", "))),
                    "name the config that trains and exports the model with --train-config CONFIG, "
                            + Term.TRAIN_CONFIG.setting() + ", or train-config=CONFIG in a "
                            + CertificationProperties.NAME
                            + " beside it");
        }
        return trainings.get(0);
    }

    private static SelectedConfig sibling(SelectedConfig service, Path file) {
        Path folder = service.root().folder();
        Path normal = file.normalize();
        return normal.startsWith(folder)
                ? service.sibling(folder.relativize(normal).toString())
                : new SelectedConfig(service.root(), normal.toString(), normal.toString());
    }
}

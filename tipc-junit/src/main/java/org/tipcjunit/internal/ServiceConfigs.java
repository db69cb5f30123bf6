// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.plan.ChainKind;
import org.tipcjunit.plan.Planner;

/**
 * Tells configs of services from those of trainings, and finds the training of a service's model.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ServiceConfigs {

    private static final String USUAL_NAME = "train_infer_python.txt";

    private final Planner planner = new Planner();
    private final RootFacts facts = new RootFacts();

    /** Whether a config asks for a service; one that cannot be planned asks for none. */
    public boolean isService(SelectedConfig config) {
        ChainKind kind = kind(config).orElse(ChainKind.TRAIN_INFER_PYTHON);
        return kind == ChainKind.SERVING_PYTHON || kind == ChainKind.SERVING_CPP;
    }

    private Optional<ChainKind> kind(SelectedConfig config) {
        try {
            return Optional.of(planner.plan(facts.request(config, ServingSelection.MODE, Optional.empty()))
                    .kind());
        } catch (ConfigException e) {
            return Optional.empty();
        }
    }

    /**
     * Find the config that trains and exports the model of a service: the stated one, else the one with the usual name beside it,
     * else the only one of its kind there.
     *
     * @param stated relative to the folder that commands run in
     * @throws ConfigException if there is none, or the choice is not clear
     */
    SelectedConfig trainingOf(SelectedConfig service, Optional<String> stated) {
        if (stated.isPresent()) {
            SelectedConfig config = sibling(service, service.root().folder().resolve(stated.get()));
            if (!Files.isRegularFile(config.file())) {
                throw new ConfigException(config.file() + ":1: there is no such config of a training\n  remedy: name it"
                        + " relative to " + service.root().folder());
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
                    .filter(config -> kind(config)
                            .filter(ChainKind.TRAIN_INFER_PYTHON::equals)
                            .isPresent())
                    .toList();
        } catch (IOException e) {
            throw new ConfigException(folder + ":1: it cannot be listed: " + e + "\n  remedy: check its permissions");
        }
        if (trainings.size() != 1) {
            throw new ConfigException(service.file() + ":1: it serves a model, and "
                    + (trainings.isEmpty()
                            ? "no config beside it trains one"
                            : trainings.size() + " configs beside it train one")
                    + "\n  remedy: name the config that trains and exports the model with --train-config CONFIG, or"
                    + " train-config=CONFIG in a " + CertificationProperties.NAME + " beside it");
        }
        return trainings.get(0);
    }

    private static SelectedConfig sibling(SelectedConfig service, Path file) {
        Path folder = service.root().folder();
        Path normal = file.normalize();
        String path = normal.startsWith(folder) ? folder.relativize(normal).toString() : normal.toString();
        return new SelectedConfig(service.root(), path, path);
    }
}

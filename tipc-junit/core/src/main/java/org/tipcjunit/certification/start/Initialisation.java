// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certification.selection.ConfigSelection;
import org.tipcjunit.certification.selection.Readings;
import org.tipcjunit.certification.selection.SelectedConfig;
import org.tipcjunit.certification.selection.ServiceConfigs;
import org.tipcjunit.certification.selection.TipcRoot;
import org.tipcjunit.certification.terms.CertificationProperties;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.config.ChainKind;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.requirement.text.TextFile;

/**
 * Begins certifications: finds out what repositories say of models, and writes it beside their configs. What is there stays as it is.
 *
 * @param mode the mode that is looked at
 * @param device {@code cpu} to look at every config as one for the CPU
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Initialisation(String mode, Optional<String> device) {

    /**
     * What came of it.
     *
     * @param models what was found out, by config
     * @param refused configs that cannot be begun with, with the reason
     */
    public record Found(List<ModelStart> models, List<String> refused) {

        public Found {
            models = List.copyOf(models);
            refused = List.copyOf(refused);
        }
    }

    /**
     * The files.
     *
     * @param written files that are new
     * @param extended files that were there, and have lines more
     * @param left files that were there and are as they were, with what would have been written, or is lacking
     */
    public record Outcome(List<Path> written, List<Path> extended, Map<Path, String> left) {

        public Outcome {
            written = List.copyOf(written);
            extended = List.copyOf(extended);
            left = Collections.unmodifiableMap(new LinkedHashMap<>(left));
        }
    }

    /** Look at configs; writes nothing. */
    public Found look(List<SelectedConfig> configs) {
        Readings readings = new Readings();
        ServiceConfigs services = new ServiceConfigs(readings);
        Map<TipcRoot, RepositoryFiles> files = new HashMap<>();
        List<ModelStart> models = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (SelectedConfig config : configs) {
            try {
                boolean serves = services.isService(config);
                SelectedConfig training = serves ? services.trainingOf(config, training(config)) : config;
                if (serves && configs.stream().map(SelectedConfig::file).anyMatch(training.file()::equals)) {
                    continue; // Its model is begun with anyway.
                }
                ChainKind kind = readings.of(training, mode).kind();
                if (kind != ChainKind.TRAIN_INFER_PYTHON) {
                    refused.add(training.shown() + ": no base chain that trains, exports and infers in Python ("
                            + kind.label() + "); name the model's *train_infer_python.txt");
                    continue;
                }
                models.add(ModelStart.of(
                        ModelLook.at(training, mode, device, readings),
                        files.computeIfAbsent(training.root(), root -> RepositoryFiles.of(root.folder())),
                        serves ? Optional.of(config) : service(training, services)));
            } catch (ConfigException e) {
                refused.add(config.shown() + ": " + e.getMessage());
            }
        }
        return new Found(models, refused);
    }

    /** Get the training that is stated beside a config of a service. */
    private static Optional<String> training(SelectedConfig service) {
        return Optional.ofNullable(
                CertificationProperties.beside(service.file()).terms().get(Term.TRAIN_CONFIG));
    }

    private static Optional<SelectedConfig> service(SelectedConfig config, ServiceConfigs services) {
        Path folder = config.file().getParent();
        String beside = config.path().substring(0, config.path().lastIndexOf('/') + 1);
        if (folder == null) {
            return Optional.empty();
        }
        try {
            return new ConfigSelection(config.root().folder())
                    .select(List.of(beside + "*serving*.txt")).stream()
                            .filter(found -> !found.path().contains("cpp"))
                            .filter(services::isService)
                            .filter(found -> isTrainedBy(config, found, services))
                            .map(found -> config.sibling(found.path()))
                            .findFirst();
        } catch (ConfigException e) {
            return Optional.empty(); // There is none.
        }
    }

    private static boolean isTrainedBy(SelectedConfig config, SelectedConfig service, ServiceConfigs services) {
        try {
            return services.trainingOf(service, Optional.empty()).path().equals(config.path());
        } catch (ConfigException e) {
            return false;
        }
    }

    /**
     * Write what was found out: properties and documentation beside the configs, and a test class where one is asked for.
     *
     * @param models what was found out
     * @param testClass a class with its package; empty for none
     * @param sources the folder of test sources
     * @param append whether lines that a file of properties lacks are added to it; none is changed
     */
    public Outcome write(List<ModelStart> models, Optional<String> testClass, Path sources, boolean append) {
        Map<Path, List<ModelStart>> byFolder = new LinkedHashMap<>();
        models.forEach(model -> byFolder.computeIfAbsent(model.config().file().getParent(), folder -> new ArrayList<>())
                .add(model));
        Map<Path, String> texts = new LinkedHashMap<>();
        byFolder.forEach((folder, beside) -> {
            texts.put(folder.resolve(CertificationProperties.NAME), new PropertiesText(beside).text());
            for (ModelStart model : beside) {
                String name = documentation(model, beside.size() > 1 || model.shared());
                texts.put(folder.resolve(name + ".md"), new DocumentationText(model, false).text());
                texts.put(folder.resolve(name + "_cn.md"), new DocumentationText(model, true).text());
            }
        });
        testClass.ifPresent(name ->
                texts.put(sources.resolve(name.replace('.', '/') + ".java"), new TestClassText(name, models).text()));
        List<Path> written = new ArrayList<>();
        List<Path> extended = new ArrayList<>();
        Map<Path, String> left = new LinkedHashMap<>();
        texts.forEach((file, text) -> {
            if (write(file, text)) {
                written.add(file);
                return;
            }
            Optional<String> lacking = Optional.ofNullable(byFolder.get(file.getParent()))
                    .filter(beside -> file.endsWith(CertificationProperties.NAME))
                    .map(beside -> new PropertiesText(beside)
                            .lackedBy(TextFile.read(file).text()));
            if (append && lacking.filter(lines -> !lines.isEmpty()).isPresent()) {
                append(file, lacking.get());
                extended.add(file);
            } else {
                left.put(file, lacking.orElse(text));
            }
        });
        return new Outcome(written, extended, left);
    }

    private static void append(Path file, String lines) {
        try {
            boolean ends = Files.readString(file).endsWith("\n");
            Files.writeString(file, (ends ? "" : "\n") + lines, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    private static String documentation(ModelStart model, boolean several) {
        String config = String.valueOf(model.config().file().getFileName());
        return "README." + (several ? config.replaceAll("\\.txt$", ".") : "") + "certification";
    }

    private static boolean write(Path file, String text) {
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.selection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certification.terms.DeclaredModel;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.certification.terms.Terms;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.finding.Clause;

/**
 * Finds the config of a model's service, and what is stated about it.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ServingSelection {

    /** The mode that upstream's scripts name where they serve. */
    public static final String MODE = Settings.SERVING_MODE;

    /** The clauses that are about a service. */
    public static final Set<Clause> CLAUSES =
            Set.of(Clause.SERVING, Clause.SERVING_LOAD, Clause.DEPLOYMENT_DOCUMENTATION);

    private static final Pattern SERVING = Pattern.compile("(?i).*serving.*");
    private static final Pattern SERVING_PYTHON =
            Pattern.compile("(?i).*serving.*python.*\\.txt|.*python.*serving.*\\.txt");

    private ServingSelection() {}

    /**
     * Get the config of the service, relative to the repository: the one that was selected, else the one that is stated, else the
     * only one beside the model's; empty when there is none or nobody asks for a service.
     *
     * @param model the model
     * @param selected the config of the service that was selected with the training of its model; empty where none was
     * @param demanded whether something is demanded of a service, or its answers are taken
     * @param terms what holds
     * @param repository the folder that the config's commands run in
     * @throws ConfigException if the stated one does not exist in the repository, or is another one than was selected
     */
    public static Optional<String> of(
            DeclaredModel model, Optional<String> selected, boolean demanded, Terms terms, Path repository) {
        Path root = repository.toAbsolutePath().normalize();
        Optional<String> stated = terms.get(Term.SERVING);
        if (selected.isPresent()) {
            if (stated.isPresent()
                    && terms.isSetting(Term.SERVING)
                    && !root.resolve(stated.get()).normalize().equals(root.resolve(selected.get()))) {
                throw ConfigException.at(
                        root.resolve(selected.get()),
                        1,
                        "it was selected, but " + Term.SERVING.setting() + " names " + stated.get(),
                        "name one service for one certification");
            }
            return selected;
        }
        boolean declared = !model.terms().getOrDefault(Term.SERVING, "").isBlank();
        if (stated.isPresent()) {
            return Optional.of(stated.get())
                    .filter(path -> demanded || declared)
                    .map(path -> existing(root, path));
        }
        List<String> beside = demanded ? beside(root, model.config()) : List.of();
        return beside.size() == 1 ? Optional.of(beside.get(0)) : Optional.empty();
    }

    private static String existing(Path root, String path) {
        Path file = root.resolve(path).normalize();
        if (!Files.isRegularFile(file)) {
            throw ConfigException.at(file, 1, "there is no such config of a service", "name it relative to " + root);
        }
        if (!file.startsWith(root)) {
            throw ConfigException.at(
                    file,
                    1,
                    "it lies outside " + root + ", where the model's own config is",
                    "name a config of the same repository");
        }
        return root.relativize(file).toString();
    }

    /** Find the configs of services beside that of a model, relative to the repository, by their names. */
    public static List<String> beside(Path repository, String config) {
        Path root = repository.toAbsolutePath().normalize();
        Path folder = root.resolve(config).resolveSibling(".").normalize();
        try (Stream<Path> siblings = Files.list(folder)) {
            return siblings.filter(sibling -> SERVING_PYTHON
                            .matcher(String.valueOf(sibling.getFileName()))
                            .matches())
                    .filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw ConfigException.of(folder + " cannot be listed: " + e, "check its permissions");
        }
    }

    /** Whether a config is called as upstream calls those of services. */
    public static boolean isNamedAsService(Path file) {
        return SERVING.matcher(String.valueOf(file.getFileName())).matches();
    }

    /** Get what is told when the config of a service is named as that of a training. */
    public static ConfigException trainsNothing(Path file, String more) {
        return ConfigException.at(
                file,
                1,
                "it is the config of a service and trains nothing",
                "name the config that trains and exports the model" + more);
    }
}

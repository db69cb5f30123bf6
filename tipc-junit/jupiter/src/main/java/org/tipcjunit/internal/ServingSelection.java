// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tipcjunit.chain.ServingRun;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.requirement.Clause;

/** Finds the config of a model's service, and what is stated about it. */
final class ServingSelection {

    /** The mode that upstream's scripts name where they serve. */
    static final String MODE = "serving_infer";

    private static final Set<Clause> CLAUSES =
            EnumSet.of(Clause.SERVING, Clause.SERVING_LOAD, Clause.DEPLOYMENT_DOCUMENTATION);
    private static final Pattern SERVING = Pattern.compile("(?i).*serving.*");
    private static final Pattern SERVING_PYTHON =
            Pattern.compile("(?i).*serving.*python.*\\.txt|.*python.*serving.*\\.txt");

    private ServingSelection() {}

    /** Whether a class demands something of a service. */
    static boolean isDemanded(Class<?> owner) {
        return ModelDeclaration.requirements(owner).stream()
                .anyMatch(requirement -> CLAUSES.contains(requirement.clause()));
    }

    private static boolean isTaken(Class<?> owner) {
        return ModelDeclaration.methods(owner).stream()
                .flatMap(method -> Arrays.stream(method.getParameterTypes()))
                .anyMatch(ServingRun.class::equals);
    }

    /**
     * Get the config of the service, relative to the repository: the one that was selected, else the one that is stated, else the
     * only one beside the model's; empty when there is none or the class asks for no service.
     *
     * @throws ConfigException if the stated one does not exist in the repository, or is another one than was selected
     */
    static Optional<String> of(ModelDeclaration declaration, Terms terms, Path repository) {
        Path root = repository.toAbsolutePath().normalize();
        Optional<String> stated = terms.get(Term.SERVING);
        Optional<String> selected = declaration.service();
        if (selected.isPresent()) {
            if (stated.isPresent()
                    && terms.isSetting(Term.SERVING)
                    && !root.resolve(stated.get()).normalize().equals(root.resolve(selected.get()))) {
                throw new ConfigException(
                        root.resolve(selected.get()) + ":1: it was selected, but " + Term.SERVING.setting() + " names "
                                + stated.get() + "\n  remedy: name one service for one certification");
            }
            return selected;
        }
        boolean demanded = isDemanded(declaration.owner()) || isTaken(declaration.owner());
        boolean declared =
                !declaration.model().terms().getOrDefault(Term.SERVING, "").isBlank();
        if (stated.isPresent()) {
            return Optional.of(stated.get())
                    .filter(path -> demanded || declared)
                    .map(path -> existing(root, path));
        }
        List<String> beside = demanded ? beside(root, declaration.model().config()) : List.of();
        return beside.size() == 1 ? Optional.of(beside.get(0)) : Optional.empty();
    }

    private static String existing(Path root, String path) {
        Path file = root.resolve(path).normalize();
        if (!Files.isRegularFile(file)) {
            throw new ConfigException(
                    file + ":1: there is no such config of a service\n  remedy: name it relative to " + root);
        }
        if (!file.startsWith(root)) {
            throw new ConfigException(file + ":1: it lies outside " + root
                    + ", where the model's own config is\n  remedy: name a config of the same repository");
        }
        return root.relativize(file).toString();
    }

    /** Find the configs of services beside that of a model, relative to the repository, by their names. */
    static List<String> beside(Path repository, String config) {
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
            throw new ConfigException(folder + " cannot be listed: " + e + "\n  remedy: check its permissions");
        }
    }

    /** Whether a config is called as upstream calls those of services. */
    static boolean isNamedAsService(Path file) {
        return SERVING.matcher(String.valueOf(file.getFileName())).matches();
    }

    /** Get what is told when the config of a service is named as that of a training. */
    static ConfigException trainsNothing(Path file, String more) {
        return new ConfigException(file + ":1: it is the config of a service and trains nothing"
                + "\n  remedy: name the config that trains and exports the model" + more);
    }
}

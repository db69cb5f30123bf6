// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.requirement.Clause;
import org.tipcjunit.serving.ServicePorts;

/** Finds the config of a model's service, and what is stated about it. */
final class ServingSelection {

    /** The mode that upstream's scripts name where they serve. */
    static final String MODE = "serving_infer";

    private static final Set<Clause> CLAUSES =
            EnumSet.of(Clause.SERVING, Clause.SERVING_LOAD, Clause.DEPLOYMENT_DOCUMENTATION);
    private static final Pattern NAME = Pattern.compile("(?i).*serving.*python.*\\.txt|.*python.*serving.*\\.txt");
    private static final Pattern PORTS = Pattern.compile("\\s*(\\d{1,5})\\s*,\\s*(\\d{1,5})\\s*");

    private ServingSelection() {}

    /** Whether a class demands something of a service. */
    static boolean isDemanded(Class<?> owner) {
        return ModelDeclaration.requirements(owner).stream()
                .anyMatch(requirement -> CLAUSES.contains(requirement.clause()));
    }

    /**
     * Get the config of the service, relative to the repository: the one that is stated, else the only one beside the model's.
     *
     * @throws ConfigException if the stated one does not exist
     */
    static Optional<String> of(ModelDeclaration declaration, Terms terms, Path configFile) {
        Path root = root(configFile, declaration.model().config());
        Optional<String> stated = terms.get(Term.SERVING);
        boolean demanded = isDemanded(declaration.owner());
        if (stated.isPresent()
                && (demanded
                        || !declaration
                                .model()
                                .terms()
                                .getOrDefault(Term.SERVING, "")
                                .isBlank())) {
            if (!Files.isRegularFile(root.resolve(stated.get()))) {
                throw new ConfigException(root.resolve(stated.get())
                        + ":1: there is no such config of a service\n  remedy: name it relative to " + root);
            }
            return stated;
        }
        return demanded ? beside(configFile).map(file -> root.relativize(file).toString()) : Optional.empty();
    }

    private static Path root(Path configFile, String config) {
        Path root = configFile.toAbsolutePath().normalize();
        for (int i = 0; i < Path.of(config).normalize().getNameCount(); i++) {
            root = root.resolveSibling(".").normalize();
        }
        return root;
    }

    private static Optional<Path> beside(Path configFile) {
        Path file = configFile.toAbsolutePath().normalize();
        try (Stream<Path> siblings = Files.list(file.resolveSibling(".").normalize())) {
            List<Path> services = siblings.filter(sibling ->
                            NAME.matcher(String.valueOf(sibling.getFileName())).matches())
                    .filter(Files::isRegularFile)
                    .toList();
            return services.size() == 1 ? Optional.of(services.get(0)) : Optional.empty();
        } catch (IOException e) {
            throw new ConfigException(
                    file + ":1: what lies beside it cannot be listed: " + e + "\n  remedy: check the permissions");
        }
    }

    /**
     * Get the ports that services are to use instead of free ones.
     *
     * @throws ConfigException if something else is stated
     */
    static Optional<ServicePorts> ports(Terms terms) {
        return terms.get(Term.SERVING_PORTS).map(value -> {
            Matcher matcher = PORTS.matcher(value);
            try {
                if (matcher.matches()) {
                    return new ServicePorts(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
                }
            } catch (IllegalArgumentException e) {
                throw noPorts(value + " (" + e.getMessage() + ")");
            }
            throw noPorts(value);
        });
    }

    private static ConfigException noPorts(String value) {
        return new ConfigException(
                Term.SERVING_PORTS.setting() + " is '" + value
                        + "', which is no pair of ports\n  remedy: write the port for HTTP and that for gRPC, such as 18080,9993");
    }
}

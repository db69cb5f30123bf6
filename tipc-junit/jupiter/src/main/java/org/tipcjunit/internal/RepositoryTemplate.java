// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.tipcjunit.TipcRepository;
import org.tipcjunit.certification.selection.CertificationPlanner;
import org.tipcjunit.certification.selection.ConfigSelection;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.certification.terms.Term;

/**
 * Runs a {@link TipcRepository} class once for each config and for each combination that this machine can run.
 *
 * <p>Invocations are made one after the other as they are run, and keep nothing once they have ended.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class RepositoryTemplate implements ClassTemplateInvocationContextProvider {

    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return annotation(context).isPresent();
    }

    @Override
    public Stream<? extends ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
            ExtensionContext context) {
        TipcRepository repository = annotation(context).orElseThrow();
        Class<?> owner = context.getRequiredTestClass();
        Settings settings = ContextSettings.of(context);
        List<String> patterns = settings.get(Term.SERVING_CONFIGS)
                .filter(configs -> ModelDeclaration.demandsService(owner))
                .or(() -> settings.get(Term.CONFIGS))
                .map(configs -> configs.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList())
                .orElseGet(() -> Arrays.asList(repository.configs()));
        if (patterns.isEmpty()) {
            throw new ExtensionConfigurationException(
                    "%s names no configs. Name them with @TipcRepository(configs = \"test_tipc/configs/*/train_infer_python.txt\") or tipc.configs"
                            .formatted(owner.getName()));
        }
        Path root = settings.get(Term.REPOSITORY, repository.path())
                .map(RepositoryTemplate::folder)
                .orElseGet(() -> ConfigSelection.repositoryAround(Path.of("")));
        CertificationPlanner planner = new CertificationPlanner();
        return new ConfigSelection(root)
                .select(patterns).stream()
                        .flatMap(config ->
                                planner.of(config, training -> ModelAnnotations.of(repository, training), settings))
                        .map(planned -> new TemplateInvocation(
                                planned.displayName(), ModelDeclaration.of(planned.model(), owner, planned.chosen())));
    }

    /** Find a folder that is named relative to the working directory or to a folder above it, as modules are started in theirs. */
    private static Path folder(String named) {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve(named).normalize();
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        return start.resolve(named);
    }

    private static Optional<TipcRepository> annotation(ExtensionContext context) {
        return context.getTestClass().flatMap(type -> AnnotationSupport.findAnnotation(type, TipcRepository.class));
    }
}

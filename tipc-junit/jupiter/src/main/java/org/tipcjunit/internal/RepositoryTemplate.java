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
import org.tipcjunit.certification.selection.ChosenCombination;
import org.tipcjunit.certification.selection.Combinations;
import org.tipcjunit.certification.selection.ConfigSelection;
import org.tipcjunit.certification.selection.RootFacts;
import org.tipcjunit.certification.selection.SelectedConfig;
import org.tipcjunit.certification.selection.ServiceConfigs;
import org.tipcjunit.certification.terms.CertificationProperties;
import org.tipcjunit.certification.terms.DeclaredModel;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.certification.terms.Terms;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.plan.Combination;
import org.tipcjunit.plan.Planner;
import org.tipcjunit.plan.TipcPlan;

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
        Planning planning = new Planning(new Planner(), new RootFacts(), new ServiceConfigs());
        return new ConfigSelection(root)
                .select(patterns).stream()
                        .flatMap(config -> planning.services().isService(config)
                                ? serviceInvocations(repository, config, owner, settings, planning)
                                : invocations(
                                        ModelAnnotations.of(repository, config), config, owner, settings, planning));
    }

    /** What invocations are planned with. */
    private record Planning(Planner planner, RootFacts facts, ServiceConfigs services) {}

    /** A service is certified together with the training and export of its model. */
    private static Stream<TemplateInvocation> serviceInvocations(
            TipcRepository repository, SelectedConfig service, Class<?> owner, Settings settings, Planning planning) {
        try {
            Optional<String> stated = settings.get(Term.TRAIN_CONFIG)
                    .or(() -> Optional.ofNullable(CertificationProperties.beside(service.file())
                            .terms()
                            .get(Term.TRAIN_CONFIG)));
            SelectedConfig training = planning.services().trainingOf(service, stated);
            return invocations(
                    ModelAnnotations.of(repository, training), service, owner, settings.ofTraining(), planning);
        } catch (ConfigException e) {
            // Told when its turn comes.
            return Stream.of(new TemplateInvocation(
                    service.shown(),
                    declaration(ModelAnnotations.of(repository, service), owner, service, Combination.none())));
        }
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

    private static Stream<TemplateInvocation> invocations(
            DeclaredModel model, SelectedConfig config, Class<?> owner, Settings settings, Planning planning) {
        SelectedConfig training = new SelectedConfig(config.root(), model.config(), config.shown());
        try {
            Terms terms = Terms.of(settings, model, new CertificationProperties(java.util.Map.of()));
            TipcPlan plan = planning.planner()
                    .plan(planning.facts()
                            .request(training, terms.get(Term.MODE).orElseThrow(), terms.device()));
            return Combinations.runnable(plan).stream()
                    .map(combination -> new TemplateInvocation(
                            displayName(config, combination), declaration(model, owner, config, combination)));
        } catch (ConfigException e) {
            // It fails when its turn comes, so that its older certificate is retired and the others go on.
            return Stream.of(
                    new TemplateInvocation(config.shown(), declaration(model, owner, config, Combination.none())));
        }
    }

    private static String displayName(SelectedConfig config, Combination combination) {
        return combination.equals(Combination.none())
                ? config.shown()
                : config.shown() + " [" + ChosenCombination.describe(combination) + "]";
    }

    private static ModelDeclaration declaration(
            DeclaredModel model, Class<?> owner, SelectedConfig config, Combination combination) {
        return ModelDeclaration.of(model, owner, new ChosenCombination(config, combination));
    }

    private static Optional<TipcRepository> annotation(ExtensionContext context) {
        return context.getTestClass().flatMap(type -> AnnotationSupport.findAnnotation(type, TipcRepository.class));
    }
}

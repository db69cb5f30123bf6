// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.platform.commons.support.AnnotationSupport;
import org.tipcjunit.Backbones;
import org.tipcjunit.TipcModel;
import org.tipcjunit.TipcRepository;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certification.BackboneModels;
import org.tipcjunit.certification.BackboneRun;
import org.tipcjunit.certification.BackboneRuns;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.requirement.Backbone;

/**
 * Runs a {@link TipcModel} class that carries {@link Backbones} once for each backbone, the original first.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class BackboneTemplate implements ClassTemplateInvocationContextProvider {

    private static final Namespace NAMESPACE = Namespace.create(BackboneTemplate.class);

    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return annotation(context).isPresent();
    }

    @Override
    public Stream<? extends ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
            ExtensionContext context) {
        Class<?> owner = context.getRequiredTestClass();
        List<Backbone> backbones = backbones(annotation(context).orElseThrow(), owner);
        TipcModel model = AnnotationSupport.findAnnotation(owner, TipcModel.class)
                .filter(found -> !AnnotationSupport.isAnnotated(owner, TipcRepository.class))
                .orElseThrow(() -> new ExtensionConfigurationException(
                        "%s carries @Backbones, which goes with @TipcModel and no other template. Annotate it with @TipcModel(config = \"test_tipc/configs/..._{backbone}/...\")"
                                .formatted(owner.getName())));
        if (!model.config().contains(Backbone.PLACEHOLDER)) {
            throw new ExtensionConfigurationException(
                    "%s: the config %s is the same for all backbones. Write {backbone} where the name of the backbone stands in @TipcModel(config = ...)"
                            .formatted(owner.getName(), model.config()));
        }
        Settings settings = ContextSettings.of(context);
        BackboneModels models = new BackboneModels(backbones);
        // JUnit closes it when the last invocation has ended.
        context.getStore(NAMESPACE)
                .put(
                        BackboneSessions.class,
                        new BackboneSessions(
                                owner,
                                new BackboneRuns(
                                        owner.getSimpleName(), models, OutputDirectory.of(settings, owner), settings),
                                context::publishReportEntry,
                                Language.of(settings.get(Term.LANG), settings.variables())));
        return backbones.stream()
                .map(backbone -> new TemplateInvocation(
                        backbone.name(), ModelDeclaration.of(model, owner, new BackboneRun(backbone, models))));
    }

    /** Find what the invocations share that {@code context} belongs to one of. */
    static BackboneSessions sessionsIn(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(BackboneSessions.class, BackboneSessions.class);
    }

    /** Get the backbones, the original first. */
    private static List<Backbone> backbones(Backbones declared, Class<?> owner) {
        List<String> names = new ArrayList<>();
        names.add(declared.original());
        names.addAll(Arrays.asList(declared.value()));
        if (new LinkedHashSet<>(names).size() < names.size()) {
            throw new ExtensionConfigurationException("%s: @Backbones names a backbone twice: %s. Name each once"
                    .formatted(owner.getName(), String.join(", ", names)));
        }
        List<Backbone> known = new ArrayList<>(Backbone.ofGuide());
        for (Backbones.Stated stated : declared.stated()) {
            known.removeIf(backbone -> backbone.name().equals(stated.name()));
            known.add(Backbone.stated(stated.name(), stated.imageNetTop1(), stated.megabytes()));
        }
        List<Backbone> backbones = new ArrayList<>();
        for (String name : names) {
            Optional<Backbone> found = known.stream()
                    .filter(backbone -> backbone.name().equals(name))
                    .findFirst();
            backbones.add(found.or(() -> Optional.of(name)
                            .filter(declared.original()::equals)
                            .map(Backbone::named))
                    .orElseThrow(() -> new ExtensionConfigurationException(
                            "%s: nothing is stated about the backbone %s; known are %s. State it with @Backbones(stated = @Backbones.Stated(name = \"%s\", imageNetTop1 = ..., megabytes = ...))"
                                    .formatted(
                                            owner.getName(),
                                            name,
                                            known.stream().map(Backbone::name).collect(Collectors.joining(", ")),
                                            name))));
        }
        return backbones;
    }

    private static Optional<Backbones> annotation(ExtensionContext context) {
        return context.getTestClass().flatMap(type -> AnnotationSupport.findAnnotation(type, Backbones.class));
    }
}

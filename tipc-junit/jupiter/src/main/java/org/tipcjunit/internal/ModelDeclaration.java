// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.tipcjunit.Backbones;
import org.tipcjunit.TipcModel;
import org.tipcjunit.TipcRepository;
import org.tipcjunit.certification.BackboneRun;
import org.tipcjunit.certification.selection.ChosenCombination;
import org.tipcjunit.certification.selection.ServingSelection;
import org.tipcjunit.certification.terms.DeclaredModel;
import org.tipcjunit.chain.ServingRun;

/**
 * The closest declaration of a model that applies to a test, and the class that it applies to.
 *
 * @param model the model
 * @param owner the test class that carries, inherits or is meta-annotated with the annotation
 * @param chosen what of the config is certified, and where results go; empty for the base chain in the usual place
 * @param backbone the backbone that the model is built on in this invocation of the class; empty where it runs once
 */
record ModelDeclaration(
        DeclaredModel model, Class<?> owner, Optional<ChosenCombination> chosen, Optional<BackboneRun> backbone) {

    static ModelDeclaration of(TipcModel model, Class<?> owner) {
        return new ModelDeclaration(ModelAnnotations.of(model), owner, Optional.empty(), Optional.empty());
    }

    static ModelDeclaration of(DeclaredModel model, Class<?> owner, ChosenCombination chosen) {
        return new ModelDeclaration(model, owner, Optional.of(chosen), Optional.empty());
    }

    static ModelDeclaration of(TipcModel model, Class<?> owner, BackboneRun backbone) {
        return new ModelDeclaration(
                ModelAnnotations.of(model).with(backbone.backbone()), owner, Optional.empty(), Optional.of(backbone));
    }

    static Optional<ModelDeclaration> closestTo(ExtensionContext context) {
        ExtensionContext test = context;
        while (test.getTestClass().isEmpty() && test.getParent().isPresent()) {
            test = test.getParent().get(); // The context of a dynamic test knows no class.
        }
        List<Class<?>> classes = new ArrayList<>(test.getEnclosingTestClasses());
        test.getTestClass().ifPresent(classes::add);
        for (int i = classes.size() - 1; i >= 0; i--) {
            Class<?> owner = classes.get(i);
            if (AnnotationSupport.isAnnotated(owner, TipcRepository.class)
                    || AnnotationSupport.isAnnotated(owner, Backbones.class)) {
                return TemplateInvocation.declarationIn(context);
            }
            Optional<TipcModel> model = AnnotationSupport.findAnnotation(owner, TipcModel.class);
            if (model.isPresent()) {
                return Optional.of(of(model.get(), owner));
            }
        }
        return Optional.empty();
    }

    /** Get the config of the service that was selected together with the training of its model, relative to the repository. */
    Optional<String> service() {
        return chosen.map(invocation -> invocation.config().path()).filter(path -> !path.equals(model.config()));
    }

    /** Whether it is what one invocation of a template certifies. */
    boolean isOfInvocation() {
        return chosen.isPresent() || backbone.isPresent();
    }

    /** Get what messages call it, which sets it apart from all others of a test run. */
    String describe() {
        return chosen.map(invocation -> owner.getName() + " for "
                        + invocation.config().shown() + ", " + ChosenCombination.describe(invocation.combination()))
                .or(() -> backbone.map(one -> owner.getName() + " with " + one.name()))
                .orElseGet(owner::getName);
    }

    boolean isDeclaredAt(ExtensionContext context) {
        return context.getTestMethod().isEmpty()
                && context.getTestClass().filter(owner::equals).isPresent();
    }

    /** Find the context of the owner among {@code context} and its parents; one invocation's, where there are several. */
    ExtensionContext contextIn(ExtensionContext context) {
        ExtensionContext candidate = context;
        while (!isDeclaredAt(candidate)) {
            candidate = candidate
                    .getParent()
                    .orElseThrow(() -> new IllegalStateException("no class-level context of " + owner.getName()));
        }
        if (isOfInvocation()) {
            return candidate;
        }
        // A template of someone else's may run the class several times: its chain is still one.
        while (candidate.getParent().filter(this::isDeclaredAt).isPresent()) {
            candidate = candidate.getParent().get();
        }
        return candidate;
    }

    /** Find every requirement that the owner and its nested classes declare. */
    List<DeclaredRequirement> requirements() {
        return requirements(owner);
    }

    /** Find every requirement that a class and its nested classes declare. */
    static List<DeclaredRequirement> requirements(Class<?> owner) {
        return methods(owner).stream()
                .flatMap(method -> DeclaredRequirement.on(method).stream())
                .toList();
    }

    /** Find every method of a class and of its nested classes that certify the same model. */
    static List<Method> methods(Class<?> owner) {
        List<Method> methods =
                new ArrayList<>(ReflectionSupport.findMethods(owner, method -> true, HierarchyTraversalMode.TOP_DOWN));
        for (Class<?> nested : ReflectionSupport.findNestedClasses(owner, ModelDeclaration::declaresNoModel)) {
            if (AnnotationSupport.isAnnotated(nested, org.junit.jupiter.api.Nested.class)) {
                methods.addAll(methods(nested));
            }
        }
        return methods;
    }

    /** Whether a class demands something of a service. */
    static boolean demandsService(Class<?> owner) {
        return requirements(owner).stream()
                .anyMatch(requirement -> ServingSelection.CLAUSES.contains(requirement.clause()));
    }

    /** Whether a test takes the answers of a service. */
    boolean takesService() {
        return methods(owner).stream()
                .flatMap(method -> Arrays.stream(method.getParameterTypes()))
                .anyMatch(ServingRun.class::equals);
    }

    private static boolean declaresNoModel(Class<?> nested) {
        return !AnnotationSupport.isAnnotated(nested, TipcModel.class)
                && !AnnotationSupport.isAnnotated(nested, TipcRepository.class);
    }
}

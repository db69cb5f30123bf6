// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.Extension;

/** Holds the package table of {@code docs/architecture.md} to be true. */
@AnalyzeClasses(packages = "org.tipcjunit", importOptions = MainClasses.class)
class ArchitectureTests {

    private static final String BASE = "org.tipcjunit";

    private static final DescribedPredicate<JavaClass> EXTENSIONS =
            resideInAPackage(BASE + ".internal..").and(assignableTo(Extension.class));

    @ArchTest
    static final ArchRule packages_depend_on_each_other_as_the_architecture_says = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("problem")
            .definedBy(BASE + ".problem..")
            .layer("digest")
            .definedBy(BASE + ".digest..")
            .layer("tensor")
            .definedBy(BASE + ".tensor..")
            .layer("process")
            .definedBy(BASE + ".process..")
            .layer("config")
            .definedBy(BASE + ".config..")
            .layer("plan")
            .definedBy(BASE + ".plan..")
            .layer("lint")
            .definedBy(BASE + ".lint..")
            .layer("corpus")
            .definedBy(BASE + ".corpus..")
            .layer("environment")
            .definedBy(BASE + ".environment..")
            .layer("workspace")
            .definedBy(BASE + ".workspace..")
            .layer("isolation")
            .definedBy(BASE + ".isolation..")
            .layer("recording")
            .definedBy(BASE + ".recording..")
            .layer("inference")
            .definedBy(BASE + ".inference..")
            .layer("serving")
            .definedBy(BASE + ".serving..")
            .layer("artifact")
            .definedBy(BASE + ".artifact..")
            .layer("stage")
            .definedBy(BASE + ".stage..")
            .layer("chain")
            .definedBy(BASE + ".chain..")
            .layer("finding")
            .definedBy(BASE + ".finding..")
            .layer("requirement")
            .definedBy(BASE + ".requirement..")
            .layer("certificate")
            .definedBy(BASE + ".certificate..")
            .layer("certification")
            .definedBy(BASE + ".certification..")
            .layer("merge")
            .definedBy(BASE + ".merge..")
            .layer("assertions")
            .definedBy(BASE + ".assertions..")
            .layer("annotations")
            .definedBy(BASE)
            .layer("internal")
            .definedBy(BASE + ".internal..")
            .layer("cli")
            .definedBy(BASE + ".cli..")
            .whereLayer("problem")
            .mayNotAccessAnyLayer()
            .whereLayer("digest")
            .mayNotAccessAnyLayer()
            .whereLayer("tensor")
            .mayNotAccessAnyLayer()
            .whereLayer("process")
            .mayNotAccessAnyLayer()
            .whereLayer("config")
            .mayOnlyAccessLayers("problem")
            .whereLayer("plan")
            .mayOnlyAccessLayers("config", "problem")
            .whereLayer("lint")
            .mayOnlyAccessLayers("config", "plan", "problem")
            .whereLayer("corpus")
            .mayOnlyAccessLayers("plan", "config", "problem")
            .whereLayer("environment")
            .mayOnlyAccessLayers("process", "digest", "problem")
            .whereLayer("workspace")
            .mayOnlyAccessLayers("process", "digest", "problem")
            .whereLayer("isolation")
            .mayOnlyAccessLayers("process", "problem")
            .whereLayer("recording")
            .mayOnlyAccessLayers("tensor", "digest", "problem")
            .whereLayer("inference")
            .mayOnlyAccessLayers("tensor", "process")
            .whereLayer("serving")
            .mayOnlyAccessLayers("process", "problem")
            .whereLayer("artifact")
            .mayOnlyAccessLayers("recording", "serving", "process", "tensor", "problem")
            .whereLayer("stage")
            .mayOnlyAccessLayers(
                    "artifact",
                    "config",
                    "plan",
                    "workspace",
                    "environment",
                    "isolation",
                    "inference",
                    "recording",
                    "serving",
                    "process",
                    "tensor",
                    "digest",
                    "problem")
            .whereLayer("chain")
            .mayOnlyAccessLayers("stage", "artifact", "config", "plan", "workspace", "isolation", "problem")
            .whereLayer("finding")
            .mayOnlyAccessLayers("artifact", "recording", "process", "problem")
            .whereLayer("requirement")
            .mayOnlyAccessLayers(
                    "finding",
                    "chain",
                    "stage",
                    "artifact",
                    "recording",
                    "serving",
                    "process",
                    "tensor",
                    "digest",
                    "problem")
            .whereLayer("certificate")
            .mayOnlyAccessLayers("finding", "artifact", "environment", "process", "digest", "problem")
            .whereLayer("certification")
            .mayOnlyAccessLayers(
                    "certificate",
                    "requirement",
                    "finding",
                    "chain",
                    "stage",
                    "artifact",
                    "lint",
                    "plan",
                    "config",
                    "workspace",
                    "environment",
                    "isolation",
                    "inference",
                    "recording",
                    "serving",
                    "process",
                    "digest",
                    "problem")
            .whereLayer("merge")
            .mayOnlyAccessLayers(
                    "requirement",
                    "finding",
                    "chain",
                    "stage",
                    "lint",
                    "plan",
                    "config",
                    "environment",
                    "workspace",
                    "process",
                    "problem")
            .whereLayer("assertions")
            .mayOnlyAccessLayers("artifact", "finding", "requirement", "recording")
            .whereLayer("annotations")
            .mayOnlyAccessLayers("requirement", "merge", "config", "internal")
            .whereLayer("internal")
            .mayOnlyBeAccessedByLayers("annotations", "cli")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer();

    /** An annotation of JUnit's names the extension that gives it a meaning, and that one reads the annotation. */
    @ArchTest
    static final ArchRule annotations_know_of_the_glue_only_the_extensions = classes()
            .that()
            .resideInAPackage(BASE)
            .should()
            .onlyDependOnClassesThat(
                    resideOutsideOfPackage(BASE + ".internal..").or(EXTENSIONS));

    @ArchTest
    static final ArchRule packages_are_free_of_cycles = slices().matching(BASE + ".(**)")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(resideInAPackage(BASE), EXTENSIONS);

    @ArchTest
    static final ArchRule only_annotations_and_glue_know_junit = noClasses()
            .that()
            .resideOutsideOfPackages(BASE, BASE + ".internal..", BASE + ".cli..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.junit..", "org.opentest4j..", "io.qameta.."));

    @ArchTest
    static final ArchRule only_assertions_know_assertj = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".assertions..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.assertj.."));

    @ArchTest
    static final ArchRule every_public_type_states_its_api_status = classes()
            .that()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .and()
            .resideOutsideOfPackage(BASE + ".serving.proto") // Generated, and used by its parent only.
            .should()
            .beAnnotatedWith(API.class);

    @ArchTest
    static final ArchRule nothing_keeps_state_in_statics =
            fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule nothing_uses_thread_locals =
            noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class);

    @ArchTest
    static final ArchRule only_the_console_writes_to_the_console = noClasses()
            .that(are_not("ConsoleProgress", "SharedTools", "CorpusReport", "ClassArchive"))
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule nothing_is_called_utils =
            noClasses().should().haveSimpleNameEndingWith("Utils").orShould().haveSimpleNameEndingWith("Helper");

    @ArchTest
    static void the_rules_see_the_whole_library(JavaClasses classes) {
        assertThat(classes.that(resideInAPackage(BASE + "..")).size()).isGreaterThan(80);
    }

    private static DescribedPredicate<JavaClass> are_not(String... simpleNames) {
        return DescribedPredicate.describe(
                "are not " + String.join(" or ", simpleNames),
                type -> !java.util.List.of(simpleNames).contains(type.getSimpleName()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.junit.jupiter.api.Test;

/** Modules export what is promised to users. */
class ModulesTests {

    private static final Set<ModuleDescriptor> MODULES = ModuleFinder.of(
                    Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                            .filter(place -> !place.endsWith("test-classes") && !place.endsWith("-tests.jar"))
                            .map(Path::of)
                            .filter(place -> place.toString().contains("tipc-junit"))
                            .toArray(Path[]::new))
            .findAll()
            .stream()
            .map(ModuleReference::descriptor)
            .filter(module -> module.name().startsWith("org.tipcjunit"))
            .collect(java.util.stream.Collectors.toUnmodifiableSet());

    @Test
    void every_module_has_a_descriptor() {
        assertThat(MODULES)
                .extracting(ModuleDescriptor::name)
                .containsExactlyInAnyOrder(
                        "org.tipcjunit",
                        "org.tipcjunit.cli",
                        "org.tipcjunit.core",
                        "org.tipcjunit.inference",
                        "org.tipcjunit.merge",
                        "org.tipcjunit.serving");
    }

    @Test
    void what_is_promised_is_exported_to_everyone() {
        Set<String> exported = MODULES.stream()
                .flatMap(module -> module.exports().stream())
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(toCollection(TreeSet::new));
        Set<String> promised = new ClassFileImporter()
                .withImportOption(new MainClasses()).importPackages("org.tipcjunit").stream()
                        .filter(type -> type.isAnnotatedWith(API.class)
                                && type.getAnnotationOfType(API.class).status() != Status.INTERNAL)
                        .map(JavaClass::getPackageName)
                        .collect(toCollection(TreeSet::new));

        assertThat(promised).isNotEmpty().isSubsetOf(exported);
    }
}

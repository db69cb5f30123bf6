// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.tipcjunit.Backbones;
import org.tipcjunit.ExemptFromBackbones;
import org.tipcjunit.certificate.CertifiedChain;

/** Reads why a class demands no light backbones. */
final class BackboneExemption {

    private static final String SECTION = "4.3.";

    private BackboneExemption() {}

    /**
     * Get what the certificate says of the exemption of a class; empty where it has none.
     *
     * @throws ExtensionConfigurationException if the class says no reason, or demands something of section 4.3 all the same
     */
    static Optional<CertifiedChain.Declared> of(Class<?> owner, List<DeclaredRequirement> requirements) {
        return AnnotationSupport.findAnnotation(owner, ExemptFromBackbones.class)
                .map(exemption -> {
                    String demanded = Stream.concat(
                                    AnnotationSupport.isAnnotated(owner, Backbones.class)
                                            ? Stream.of("@Backbones")
                                            : Stream.empty(),
                                    requirements.stream()
                                            .filter(requirement ->
                                                    requirement.clause().id().startsWith(SECTION))
                                            .map(DeclaredRequirement::label))
                            .distinct()
                            .collect(Collectors.joining(", "));
                    if (!demanded.isEmpty()) {
                        throw new ExtensionConfigurationException(
                                "%s is exempt from section 4.3, but demands %s. Take either away"
                                        .formatted(owner.getName(), demanded));
                    }
                    boolean other = exemption.value() == ExemptFromBackbones.Reason.OTHER;
                    if (other && exemption.because().isBlank()) {
                        throw new ExtensionConfigurationException(
                                "%s does not say why it is exempt from section 4.3. Write @ExemptFromBackbones(value = OTHER, because = \"...\")"
                                        .formatted(owner.getName()));
                    }
                    return new CertifiedChain.Declared(
                            "exempt from 4.3",
                            exemption.because().isBlank()
                                    ? exemption.value().words()
                                    : other
                                            ? exemption.because()
                                            : exemption.value().words() + ": " + exemption.because(),
                            owner.getSimpleName());
                });
    }
}

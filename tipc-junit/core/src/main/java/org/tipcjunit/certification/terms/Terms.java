// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.terms;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.CertifiedChain;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.requirement.Declarations;
import org.tipcjunit.requirement.Drawings;
import org.tipcjunit.requirement.tensors.Outputs;

/**
 * What holds for one certification, and who stated it: a setting wins over the annotation, and that over the
 * {@code certification.properties} beside the config.
 *
 * @param stated what is stated, by term
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Terms(Map<Term, Stated> stated) implements Declarations {

    /**
     * A value and where it comes from.
     *
     * @param value not blank
     * @param source the setting's name, the annotation, or the file
     */
    public record Stated(String value, String source) {}

    public Terms {
        stated = java.util.Collections.unmodifiableMap(new EnumMap<>(stated));
    }

    public static Terms of(Settings settings, DeclaredModel model, CertificationProperties properties) {
        Map<Term, Stated> stated = new EnumMap<>(Term.class);
        for (Term term : Term.values()) {
            if (!term.isOfCertification()) {
                continue;
            }
            settings.get(term)
                    .map(value -> new Stated(value, term.setting()))
                    .or(() -> value(model.terms(), term, model.annotation()))
                    .or(() -> value(properties.terms(), term, CertificationProperties.NAME))
                    .ifPresent(value -> stated.put(term, value));
        }
        return new Terms(stated);
    }

    private static Optional<Stated> value(Map<Term, String> terms, Term term, String source) {
        return Optional.ofNullable(terms.get(term))
                .filter(value -> !value.isBlank())
                .map(value -> new Stated(value, source));
    }

    @Override
    public Optional<String> text(String key) {
        return get(named(key));
    }

    @Override
    public Optional<BigDecimal> number(String key) {
        return number(named(key));
    }

    @Override
    public boolean holds(String key) {
        return holds(named(key));
    }

    private static Term named(String key) {
        return Term.ofCertification(key)
                .orElseThrow(() -> new IllegalArgumentException("nothing can be stated under the name " + key));
    }

    public Optional<String> get(Term term) {
        return Optional.ofNullable(stated.get(term)).map(Stated::value);
    }

    /** Whether a setting states it, which holds for every config of a run. */
    public boolean isSetting(Term term) {
        return Optional.ofNullable(stated.get(term))
                .filter(value -> value.source().equals(term.setting()))
                .isPresent();
    }

    /**
     * Get what is stated as what it is read as.
     *
     * @throws ConfigException if it is not of the form that the table gives it
     */
    public <T> Optional<T> get(Term term, Class<T> type) {
        return Optional.ofNullable(stated.get(term))
                .map(stating -> type.cast(term.form()
                        .read(
                                stating.value(),
                                stating.source().equals(term.setting())
                                        ? term.setting()
                                        : term.key() + " of " + stating.source())));
    }

    /** Whether a term is stated to hold. */
    public boolean holds(Term term) {
        return get(term, Boolean.class).orElse(false);
    }

    /** Get a positive whole number. */
    public Optional<Integer> positive(Term term) {
        return get(term, Integer.class);
    }

    /** Get a decimal number. */
    public Optional<BigDecimal> number(Term term) {
        return get(term, BigDecimal.class);
    }

    /** Get a list. */
    public List<String> list(Term term) {
        return get(term, String[].class).map(List::of).orElse(List.of());
    }

    /** Get what the outputs of the model mean. */
    @Override
    public Optional<Outputs> outputs() {
        return get(Term.OUTPUTS, Outputs.class);
    }

    /** Get the folders that prediction and inference draw into. */
    @Override
    public Optional<Drawings> drawings() {
        return get(Term.DRAWINGS, Drawings.class);
    }

    /** Get the device that every cell is planned for. */
    public Optional<String> device() {
        return get(Term.DEVICE, String.class);
    }

    /** Get the settings that changed what the config and the repository say, by name. */
    public Map<String, String> overrides() {
        Map<String, String> overrides = new LinkedHashMap<>();
        stated.forEach((term, value) -> {
            if (term.isOverride() && value.source().equals(term.setting())) {
                overrides.put(term.setting(), value.value());
            }
        });
        return overrides;
    }

    /** Get what a certificate says was declared. */
    public List<CertifiedChain.Declared> declared() {
        List<CertifiedChain.Declared> declared = new ArrayList<>();
        stated.forEach((term, value) -> {
            if (!term.isOverride() || !value.source().equals(term.setting())) {
                declared.add(new CertifiedChain.Declared(term.key(), value.value(), value.source()));
            }
        });
        return declared;
    }
}

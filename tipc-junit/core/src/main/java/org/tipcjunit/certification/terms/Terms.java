// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.terms;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.requirement.Declarations;
import org.tipcjunit.requirement.Drawings;
import org.tipcjunit.requirement.Outputs;

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
            settings.get(term.setting())
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
        return Term.ofModel(key)
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
     * Whether a term is stated to hold.
     *
     * @throws ConfigException if it is stated as something else than true or false
     */
    public boolean holds(Term term) {
        return get(term)
                .map(value -> switch (value.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw problem(term, value, "neither true nor false", "write true or false");
                })
                .orElse(false);
    }

    /**
     * Get a positive whole number.
     *
     * @throws ConfigException if something else is stated
     */
    public Optional<Integer> positive(Term term, String unit, String example) {
        return get(term).map(value -> {
            if (!value.matches("0*[1-9][0-9]{0,8}")) {
                throw problem(
                        term, value, "no positive number of " + unit, "name whole " + unit + ", such as " + example);
            }
            return Integer.parseInt(value);
        });
    }

    /**
     * Get a decimal number.
     *
     * @throws ConfigException if something else is stated
     */
    public Optional<BigDecimal> number(Term term) {
        return get(term).map(value -> {
            try {
                return new BigDecimal(value);
            } catch (NumberFormatException e) {
                throw problem(term, value, "no number", "write one such as 0.752");
            }
        });
    }

    /** Get a list, whose entries are separated by commas or line ends. */
    public List<String> list(Term term) {
        return get(term).stream()
                .flatMap(value -> Arrays.stream(value.split("[,\n]")))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /**
     * Get what the outputs of the model mean.
     *
     * @throws ConfigException if something else is stated
     */
    @Override
    public Optional<Outputs> outputs() {
        return get(Term.OUTPUTS).map(word -> Outputs.of(word)
                .orElseThrow(() -> problem(Term.OUTPUTS, word, "no meaning of outputs", "write scores or embeddings")));
    }

    /**
     * Get the folders that prediction and inference draw into.
     *
     * @throws ConfigException if something else than two folders of the working copy is stated
     */
    @Override
    public Optional<Drawings> drawings() {
        List<String> folders = list(Term.DRAWINGS);
        if (folders.isEmpty()) {
            return Optional.empty();
        }
        String value = String.join(",", folders);
        String remedy =
                "write the folder of the prediction and that of the inference, such as output/predict,output/infer";
        if (folders.size() != 2) {
            throw problem(Term.DRAWINGS, value, "no pair of folders", remedy);
        }
        try {
            return Optional.of(new Drawings(folders.get(0), folders.get(1)));
        } catch (IllegalArgumentException e) {
            throw problem(Term.DRAWINGS, value, "no pair of folders: " + e.getMessage(), remedy);
        }
    }

    /**
     * Get the device that every cell is planned for.
     *
     * @throws ConfigException if it is not the CPU
     */
    public Optional<String> device() {
        Optional<String> device = get(Term.DEVICE);
        if (device.isPresent() && !device.get().equals("cpu")) {
            throw problem(Term.DEVICE, device.get(), "no device to plan for", "write cpu, or leave it out");
        }
        return device;
    }

    private ConfigException problem(Term term, String value, String what, String remedy) {
        Stated stating = stated.get(term);
        String source = stating == null || stating.source().equals(term.setting())
                ? term.setting()
                : term.key() + " of " + stating.source();
        return new ConfigException(source + " is '" + value + "', which is " + what + "\n  remedy: " + remedy);
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
    public List<Certificate.Declared> declared() {
        List<Certificate.Declared> declared = new ArrayList<>();
        stated.forEach((term, value) -> {
            if (!term.isOverride() || !value.source().equals(term.setting())) {
                declared.add(new Certificate.Declared(term.key(), value.value(), value.source()));
            }
        });
        return declared;
    }
}

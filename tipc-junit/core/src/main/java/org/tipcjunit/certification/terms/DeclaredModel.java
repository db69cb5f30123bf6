// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.terms;

import java.util.EnumMap;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.requirement.Backbone;

/**
 * A model to certify, as an annotation or a caller declares it.
 *
 * @param annotation the annotation as messages call it, such as {@code @TipcModel}
 * @param repository the folder that the config's commands run in; blank when it is to be searched
 * @param config the config, relative to the repository
 * @param name the name that results use; blank for the one that the config gives
 * @param terms what the annotation states
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record DeclaredModel(String annotation, String repository, String config, String name, Map<Term, String> terms) {

    public DeclaredModel {
        terms = Map.copyOf(terms);
    }

    /** Get the model with one of the backbones, whose name stands where texts say {@code {backbone}}. */
    public DeclaredModel with(Backbone backbone) {
        Map<Term, String> filled = new EnumMap<>(Term.class);
        terms.forEach((term, value) -> filled.put(term, backbone.fill(value)));
        filled.put(Term.BACKBONE, backbone.name());
        return new DeclaredModel(
                annotation, backbone.fill(repository), backbone.fill(config), backbone.fill(name), filled);
    }

    /**
     * Get the model with something stated about it.
     *
     * @param key as in {@code certification.properties}, or the name of an option, such as {@code device}
     * @param value what is stated
     * @throws IllegalArgumentException if nothing can be stated under that name
     */
    public DeclaredModel with(String key, String value) {
        Map<Term, String> more = new EnumMap<>(Term.class);
        more.putAll(terms);
        more.put(
                Term.ofCertification(key)
                        .orElseThrow(() -> new IllegalArgumentException("nothing can be stated under the name " + key)),
                value);
        return new DeclaredModel(annotation, repository, config, name, more);
    }
}

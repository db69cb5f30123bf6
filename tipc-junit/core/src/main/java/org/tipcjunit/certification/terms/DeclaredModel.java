// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.terms;

import java.util.EnumMap;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

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

    /** How texts write the name of the backbone. */
    public static final String PLACEHOLDER = "{backbone}";

    public DeclaredModel {
        terms = Map.copyOf(terms);
    }

    /** Get the model with one of the backbones, whose name stands where texts say {@code {backbone}}. */
    public DeclaredModel with(String backbone) {
        Map<Term, String> filled = new EnumMap<>(Term.class);
        terms.forEach((term, value) -> filled.put(term, fill(value, backbone)));
        filled.put(Term.BACKBONE, backbone);
        return new DeclaredModel(
                annotation, fill(repository, backbone), fill(config, backbone), fill(name, backbone), filled);
    }

    /** Get a text with the name of a backbone where it says {@code {backbone}}. */
    public static String fill(String text, String backbone) {
        return text.replace(PLACEHOLDER, backbone);
    }
}

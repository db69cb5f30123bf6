// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.tensors;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What the outputs of a model mean, which decides by what besides their numbers they are compared.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public enum Outputs {
    /** Scores of classes or pixels: the best ones and their order are the decision. */
    SCORES,
    /** Vectors whose direction counts: their cosine similarity to the reference is the decision. */
    EMBEDDINGS;

    /** Get the word that settings use, such as {@code embeddings}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Find the meaning by its word. */
    public static Optional<Outputs> of(String word) {
        return Arrays.stream(values())
                .filter(outputs -> outputs.word().equals(word))
                .findFirst();
    }
}

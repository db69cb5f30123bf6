// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * States why the light backbones of section 4.3 are not demanded of a model; the certificate says so.
 *
 * <p>An exemption is no pass: it demands nothing and hides nothing. A class that carries it and a requirement of section 4.3
 * is refused.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
public @interface ExemptFromBackbones {

    /** Why, in the words of the guide's question 5.5. */
    Reason value();

    /** More about it; demanded of {@link Reason#OTHER}. */
    String because() default "";

    /** What needs no validation of light backbones (question 5.5 of the guide). */
    enum Reason {
        /** A model of natural language. */
        NLP("natural language"),
        /** A classifier of images, which is a backbone itself. */
        IMAGE_CLASSIFICATION("image classification"),
        /** Something that is not trained, such as a visualisation. */
        NO_TRAINING("no training"),
        /** A network that attacks others. */
        ADVERSARIAL("adversarial network"),
        /** Something else, which {@link ExemptFromBackbones#because()} tells. */
        OTHER("other");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** Get the words that the certificate uses. */
        public String words() {
            return words;
        }
    }
}

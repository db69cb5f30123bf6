// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.terms;

import java.util.List;

/**
 * What the table of all settings says of one of them.
 *
 * @param options the names of the option; {@code --} stands for the usual one; empty without an option
 * @param label what stands for the option's value; empty for a flag
 * @param attribute the attribute of {@code @TipcModel} or {@code @TipcRepository}; empty without one
 * @param help what it says, in English and in Chinese; code stands between backticks
 * @param otherwise what holds where nobody states it, in both languages; empty where that goes without saying
 */
record Row(
        Effect effect,
        Form<?> form,
        List<String> options,
        String label,
        String attribute,
        List<String> help,
        List<String> otherwise) {

    enum Effect {
        /** Says how much is certified, and how. */
        SCOPE,
        /** Changes what the config and the repository say. */
        OVERRIDE,
        /** Says something of the model for which configs have no line. */
        MODEL,
        /** The same of the model's service, beside whose config it stands. */
        SERVICE,
        /** Says what is certified where and what is left, and nothing of the model. */
        RUN,
        /** Sets one invocation of a class apart from the others; a class says it, or a repository beside the config of each. */
        INVOCATION
    }

    static Row row(Effect effect, Form<?> form) {
        return new Row(effect, form, List.of(), "", "", List.of(), List.of());
    }

    Row option(String label, String... names) {
        return new Row(
                effect, form, names.length == 0 ? List.of("--") : List.of(names), label, attribute, help, otherwise);
    }

    Row attribute(String name) {
        return new Row(effect, form, options, label, name, help, otherwise);
    }

    Row says(String english, String chinese) {
        return new Row(effect, form, options, label, attribute, List.of(english, chinese), otherwise);
    }

    Row otherwise(String english, String chinese) {
        return new Row(effect, form, options, label, attribute, help, List.of(english, chinese));
    }
}

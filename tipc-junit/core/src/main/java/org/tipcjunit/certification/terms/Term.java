// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.terms;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What can be stated about a certification: by a setting, an annotation or a {@code certification.properties}.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum Term {
    MODE(Effect.SCOPE),
    PYTHON(Effect.OVERRIDE),
    ENVIRONMENT(Effect.OVERRIDE),
    DEVICE(Effect.OVERRIDE),
    TRAIN_ARGS(Effect.OVERRIDE),
    ITERATIONS(Effect.OVERRIDE),
    STAGE_LIMIT(Effect.OVERRIDE),
    LIMIT(Effect.OVERRIDE),
    PREPARE(Effect.SCOPE),
    EVERY_CELL_BY_SCRIPT(Effect.SCOPE),
    DATA(Effect.MODEL),
    PREDICT(Effect.MODEL),
    IMAGES(Effect.MODEL),
    METRIC(Effect.MODEL),
    DOCUMENTED_IN(Effect.MODEL),
    ROW(Effect.MODEL),
    VALUE(Effect.MODEL),
    LOWER_IS_BETTER(Effect.MODEL),
    README(Effect.MODEL),
    SERVING(Effect.MODEL),
    SERVING_REQUEST(Effect.MODEL),
    SERVING_PORTS(Effect.OVERRIDE),
    DEPLOYMENT(Effect.MODEL),
    TRAIN_CONFIG(Effect.MODEL),
    BACKBONE(Effect.MODEL),
    OUTPUTS(Effect.MODEL),
    DRAWINGS(Effect.MODEL);

    private enum Effect {
        /** Says how much is certified, and how. */
        SCOPE,
        /** Changes what the config and the repository say. */
        OVERRIDE,
        /** Says something of the model for which configs have no line. */
        MODEL
    }

    private final Effect effect;

    Term(Effect effect) {
        this.effect = effect;
    }

    /** Get the name in {@code certification.properties} and of the option, such as {@code documented-in}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Get the name of the setting, such as {@code tipc.documented.in}. */
    public String setting() {
        return "tipc." + name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** Whether it changes what the config and the repository say, which a certificate states as an override. */
    public boolean isOverride() {
        return effect == Effect.OVERRIDE;
    }

    /** Whether a repository may state it beside its config. */
    public boolean isOfModel() {
        return effect == Effect.MODEL;
    }

    /** Whether it says something of the service, and so stands beside the service's config. */
    public boolean isOfService() {
        return this == SERVING_REQUEST || this == DEPLOYMENT;
    }

    public static Optional<Term> ofModel(String key) {
        return Arrays.stream(values())
                .filter(term -> term.isOfModel() && term.key().equals(key))
                .findFirst();
    }
}

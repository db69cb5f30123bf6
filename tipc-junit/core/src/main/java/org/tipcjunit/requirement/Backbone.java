// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A backbone that a model is built on, with what is stated about it (clause 4.3.3 of the acceptance guide).
 *
 * @param name its name, such as {@code MobileNetV1_x1_0}; never blank
 * @param imageNetTop1 its accuracy on ImageNet, from 0 to 1; empty where nothing is stated
 * @param megabytes its size in 10^6 bytes; empty where nothing is stated
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Backbone(String name, OptionalDouble imageNetTop1, OptionalDouble megabytes) {

    /** How texts write the name of the backbone. */
    public static final String PLACEHOLDER = "{backbone}";

    private static final List<Backbone> OF_GUIDE = List.of(
            stated("MobileNetV1_x1_0", 0.7099, 24),
            stated("MobileNetV3_large_x1_0", 0.7530, 32),
            stated("MobileNetV3_small_x1_0", 0.6820, 17),
            stated("ShuffleNetV2_x1_0", 0.6880, 12));

    public Backbone {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a backbone needs a name");
        }
        if (imageNetTop1.isPresent() && !(imageNetTop1.getAsDouble() > 0 && imageNetTop1.getAsDouble() < 1)) {
            throw new IllegalArgumentException(
                    "the accuracy of " + name + " is a share between 0 and 1, not " + imageNetTop1.getAsDouble());
        }
        if (megabytes.isPresent() && !(megabytes.getAsDouble() > 0 && megabytes.getAsDouble() < 1e6)) {
            throw new IllegalArgumentException(
                    "the size of " + name + " is a number of megabytes, not " + megabytes.getAsDouble());
        }
    }

    /** Get the four light backbones of the guide, in its order. */
    public static List<Backbone> ofGuide() {
        return OF_GUIDE;
    }

    /** Find the backbone of the guide that has exactly this name. */
    public static Optional<Backbone> ofGuide(String name) {
        return OF_GUIDE.stream()
                .filter(backbone -> backbone.name().equals(name))
                .findFirst();
    }

    /** Get a backbone of which nothing but the name is known, such as the one of the original paper. */
    public static Backbone named(String name) {
        return new Backbone(name, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** Get a backbone with its accuracy on ImageNet (0 to 1) and its size in 10^6 bytes. */
    public static Backbone stated(String name, double imageNetTop1, double megabytes) {
        return new Backbone(name, OptionalDouble.of(imageNetTop1), OptionalDouble.of(megabytes));
    }

    /** Get {@code text} with this backbone's name where it says {@value #PLACEHOLDER}. */
    public String fill(String text) {
        return text.replace(PLACEHOLDER, name);
    }
}

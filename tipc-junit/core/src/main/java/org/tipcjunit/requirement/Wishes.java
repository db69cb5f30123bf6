// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What a requirement wants to be run on, recorded or printed.
 *
 * @param images the test images, relative to the repository; empty for those that are stated or that the config names
 * @param layer the attribute of the exported layer to look into, such as {@code net.backbone}
 * @param multiplyAdds whether the multiply-adds of the exported layer are to be counted
 * @param metric the metric that an evaluation prints
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Wishes(Optional<String> images, Optional<String> layer, boolean multiplyAdds, Optional<String> metric) {

    /** Wish for nothing that an evaluation prints. */
    public Wishes(Optional<String> images, Optional<String> layer, boolean multiplyAdds) {
        this(images, layer, multiplyAdds, Optional.empty());
    }

    /** Wish for nothing. */
    public static Wishes none() {
        return new Wishes(Optional.empty(), Optional.empty(), false);
    }

    /** Get these wishes and those of another requirement; where both wish for one thing, these. */
    public Wishes and(Wishes other) {
        return new Wishes(
                images.or(other::images),
                layer.or(other::layer),
                multiplyAdds || other.multiplyAdds,
                metric.or(other::metric));
    }
}

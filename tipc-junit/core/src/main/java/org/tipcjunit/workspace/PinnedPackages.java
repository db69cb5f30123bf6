// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The packages that a preparation may not replace, as all numbers of a certificate hang on them.
 *
 * @param constraints them, as pip takes constraints
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PinnedPackages(List<String> constraints) {

    private static final Set<String> PADDLE = Set.of("paddlepaddle", "paddlepaddle-gpu");
    private static final Set<String> OTHERS = Set.of("numpy", "protobuf");

    public PinnedPackages {
        constraints = List.copyOf(constraints);
    }

    /** Choose them from all packages of an environment, each as {@code name==version}. */
    public static PinnedPackages of(List<String> packages) {
        List<String> constraints = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String installed : packages) {
            int end = installed.indexOf("==");
            String name =
                    end < 0 ? "" : installed.substring(0, end).replace('_', '-').toLowerCase(Locale.ROOT);
            if (PADDLE.contains(name) || OTHERS.contains(name)) {
                names.add(name);
                constraints.add(name + installed.substring(end));
            }
        }
        // The other of Paddle's two packages would bring another Paddle under a name of its own.
        PADDLE.stream().filter(name -> !names.contains(name)).sorted().forEach(name -> constraints.add(name + "<0"));
        return new PinnedPackages(constraints);
    }
}

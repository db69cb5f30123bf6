// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.turn;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageRun;

/**
 * What ran beside what, in all certifications of a test run.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class Meetings {

    private final List<Running> running = new ArrayList<>();

    /** A command that runs, or ran. */
    static final class Running {

        private final Object chain;
        private final String name;
        private final Set<String> met = new LinkedHashSet<>();

        private Running(Object chain, String name) {
            this.chain = chain;
            this.name = name;
        }

        private void meet(Running other) {
            // A zoo has thousands of others.
            met.add(chain.equals(other.chain) ? other.name : StageRun.OF_ANOTHER);
        }
    }

    synchronized Running begin(Object chain, String name) {
        Running begun = new Running(chain, name);
        running.forEach(other -> {
            begun.meet(other);
            other.meet(begun);
        });
        running.add(begun);
        return begun;
    }

    synchronized void end(Running ended) {
        running.remove(ended);
    }

    synchronized List<String> met(Running ran) {
        return List.copyOf(ran.met);
    }
}

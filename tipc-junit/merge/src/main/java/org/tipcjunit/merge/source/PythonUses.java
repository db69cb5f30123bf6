// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What a Python file does with what it imports; what everybody has, such as Paddle, is left out.
 *
 * @param members what it takes of a module by its name, such as {@code net.DeepFMLayer}, with the first lines; {@code sys.path} too
 * @param calls what it calls of what it imports, where it says all arguments
 * @param asked the keys that it asks a config for and gives no default of, where it looks at the answer, with the first lines
 * @param packages the packages of others that it cannot be imported without, with the first lines; none where the Python that parses is older than 3.10
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PythonUses(
        Map<String, Integer> members, List<Call> calls, Map<String, Integer> asked, Map<String, Integer> packages) {

    public PythonUses {
        members = Map.copyOf(members);
        calls = List.copyOf(calls);
        asked = Map.copyOf(asked);
        packages = Map.copyOf(packages);
    }

    /** Whether it has a say in where modules are looked for. */
    public boolean leadsElsewhere() {
        return members.containsKey("sys.path");
    }

    /**
     * A call.
     *
     * @param name what is called, such as {@code net.DeepFMLayer}
     * @param line its line, from 1
     * @param placed how many arguments are given by their place
     * @param named the names of the others
     */
    public record Call(String name, int line, int placed, List<String> named) {

        public Call {
            named = List.copyOf(named);
        }
    }

    static PythonUses none() {
        return new PythonUses(Map.of(), List.of(), Map.of(), Map.of());
    }
}

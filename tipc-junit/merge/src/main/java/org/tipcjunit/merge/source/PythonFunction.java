// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A function or a method.
 *
 * @param name its name
 * @param line its line, from 1
 * @param parameters its parameters by name, without {@code self} and {@code cls}
 * @param required those of them that have no default
 * @param passes what it hands all other arguments on to, such as {@code super().__init__}; {@code ?} where nobody can say; none where it takes no others
 * @param variable those that take any number, without their stars
 * @param decorators its decorators, such as {@code register()}
 * @param superArguments how many arguments a constructor gives to {@code super} when it calls that one's; 0 where it calls the one of a class by
 *     its name; -1 where it calls none
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PythonFunction(
        String name,
        int line,
        List<String> parameters,
        List<String> required,
        List<String> passes,
        List<String> variable,
        List<String> decorators,
        int superArguments) {

    public PythonFunction {
        parameters = List.copyOf(parameters);
        required = List.copyOf(required);
        passes = List.copyOf(passes);
        variable = List.copyOf(variable);
        decorators = List.copyOf(decorators);
    }
}

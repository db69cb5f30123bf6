// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.foresight;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.stage.ChainPlan;

/**
 * What the code of a chain's scripts says of itself; Python reads it and runs none of it.
 *
 * @param scripts what each stage's script says, by the stage's name; none where nobody could look
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ScriptLook(Map<String, Script> scripts) {

    public ScriptLook {
        scripts = Map.copyOf(scripts);
    }

    /**
     * What a script says.
     *
     * @param name the stage
     * @param known whether all options of its parser are known; nothing is said of one that is not wholly understood
     * @param unknown the options of the command that its parser refuses
     * @param options the options that it takes
     * @param seeds what it seeds; {@code null} where that was not asked, or is not understood
     * @param devices what asks for a GPU with the command, where Paddle has none
     */
    record Script(
            String name,
            boolean known,
            List<Strange> unknown,
            List<String> options,
            @Nullable Seeds seeds,
            List<Asked> devices) {

        Script {
            unknown = List.copyOf(unknown);
            options = List.copyOf(options);
            devices = List.copyOf(devices);
        }
    }

    /**
     * An option that no parser knows.
     *
     * @param option the option
     * @param near the one that is most like it; empty where none is
     */
    record Strange(String option, String near) {}

    /**
     * A line that asks for a GPU.
     *
     * @param place the line
     * @param option the option whose default decides it; empty where none does
     * @param value that default
     * @param cpu what to add to the command for a CPU; empty where no words are known to do it
     */
    record Asked(String place, String option, String value, String cpu) {}

    /**
     * What a script and the repository's modules that it imports seed.
     *
     * @param seeded the kinds that are seeded: {@code paddle}, {@code numpy}, {@code random}
     * @param off calls that seed, and are not made with this command line
     * @param draws where numbers of a kind are drawn; {@code loading} are those of Paddle that a DataLoader's thread draws
     * @param open whether other code may seed as well
     */
    record Seeds(List<String> seeded, List<Guarded> off, Map<String, Drawn> draws, boolean open) {
        Seeds {
            seeded = List.copyOf(seeded);
            off = List.copyOf(off);
            draws = Map.copyOf(draws);
        }
    }

    /** A call at {@code place} that is made only with the option {@code guard}. */
    record Guarded(String place, String guard) {}

    /** A call of {@code what} at {@code place}. */
    record Drawn(String place, String what) {}

    /** Get nothing, as where nobody can look. */
    public static ScriptLook none() {
        return new ScriptLook(Map.of());
    }

    /** Look at the scripts of {@code plan} with the Python that will run them; what keeps it from looking is no matter. */
    public static ScriptLook at(ChainPlan plan, Path python, ProcessRunner runner) {
        return new PythonLook(plan, python, runner)
                .ask("scripts.py", "-IS", Script[].class)
                .map(scripts -> new ScriptLook(List.of(scripts).stream()
                        .collect(Collectors.toMap(Script::name, script -> script, (one, other) -> one))))
                .orElseGet(ScriptLook::none);
    }
}

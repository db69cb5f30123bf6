// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.process.Command;

/** The name of the script that a stage ran. */
@API(status = Status.INTERNAL, since = "0.1")
public final class ScriptName {

    private ScriptName() {}

    /** Get the file name of the script in the stage's command, such as {@code infer.py}; else that of its module or program. */
    public static String of(StageRun stage) {
        return of(stage.outcome().command());
    }

    /** Get the same, or the script's path where another stage's script has that name as well, as PaddleDetection's have. */
    public static String beside(StageRun stage, StageRun other) {
        String name = of(stage);
        return name.equals(of(other)) ? path(stage.outcome().command()).replaceFirst("^\\./", "") : name;
    }

    /** Get the same of a command. */
    public static String of(Command command) {
        String script = path(command);
        return script.substring(script.lastIndexOf('/') + 1);
    }

    private static String path(Command command) {
        List<String> argv = command.argv();
        return argv.stream()
                .filter(argument -> argument.endsWith(".py"))
                .findFirst()
                .orElseGet(() -> argv.indexOf("-m") >= 0 && argv.indexOf("-m") + 1 < argv.size()
                        ? argv.get(argv.indexOf("-m") + 1)
                        : argv.get(0));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tipcjunit.workspace.Overlay;
import org.tipcjunit.workspace.PrepareScript;

/**
 * The Python that stages run with where the repository's preparation has made one for their working copy.
 *
 * @param base the interpreter that they run with elsewhere
 */
record PreparedPython(Path base) {

    /** Get the arguments of a stage, with the copy's own interpreter where it has one. */
    List<String> argv(PlannedStage stage) {
        Overlay overlay = new Overlay(stage.workspace());
        return overlay.isMade()
                ? stage.command().argv().stream()
                        .map(word ->
                                word.equals(base.toString()) ? overlay.python().toString() : word)
                        .toList()
                : stage.command().argv();
    }

    /** Let a stage find the programs of its copy's own environment first, where it has one. */
    void prepend(PlannedStage stage, Map<String, String> variables) {
        Overlay overlay = new Overlay(stage.workspace());
        if (overlay.isMade()) {
            String path = variables.getOrDefault("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
            variables.put("PATH", overlay.programPath(path));
            variables.put("VIRTUAL_ENV", overlay.folder().toString());
        }
    }

    /** Get what a failed stage may lack, as a line of its own; empty where nothing of the preparation failed. */
    static String gaps(Path workingCopy) {
        List<String> failures = PrepareScript.failures(workingCopy);
        return failures.isEmpty() ? "" : ".\nIt may lack what prepare.sh could not do: " + String.join("; ", failures);
    }
}

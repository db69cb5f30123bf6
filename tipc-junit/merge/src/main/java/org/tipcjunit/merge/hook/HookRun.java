// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.hook;

import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What became of a hook's tool.
 *
 * @param tool the tool
 * @param version its version; empty where the suite pins none
 * @param arguments what it was called with
 * @param files how many files it looked at
 * @param faults what it has against them
 * @param problem why it did not look at all that it is for; empty where it did
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record HookRun(
        HookTool tool,
        String version,
        List<String> arguments,
        int files,
        List<HookFault> faults,
        Optional<String> problem) {

    public HookRun {
        arguments = List.copyOf(arguments);
        faults = List.copyOf(faults);
    }

    static HookRun none(HookTool tool, String version, String why) {
        return new HookRun(tool, version, List.of(), 0, List.of(), Optional.of(why));
    }

    /** Get the tool with its version, such as {@code yapf 0.40.2}. */
    public String name() {
        return version.isEmpty() ? tool.label() : tool.label() + " " + version;
    }

    /** Get the commands that a contributor runs for a file. */
    public String remedy(String path) {
        StringBuilder command = new StringBuilder("pip install " + tool.label());
        if (!version.isEmpty()) {
            command.append("==").append(version);
        }
        command.append(" && ").append(tool.label()).append(tool == HookTool.YAPF ? " -i" : "");
        arguments.forEach(argument -> command.append(' ').append(argument));
        return command.append(' ').append(path).toString();
    }
}

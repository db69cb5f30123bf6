// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.hook;

import java.util.List;
import java.util.Optional;

/**
 * A hook as a suite configures it.
 *
 * @param id its id, such as {@code yapf}
 * @param repository where it comes from; {@code local} for a program of the suite or of the machine
 * @param revision which revision of that; empty for a local one
 * @param arguments its arguments
 * @param include the pattern of the files that it is for
 * @param exclude the patterns of those that it leaves out
 */
record Hook(
        String id, String repository, String revision, List<String> arguments, String include, List<String> exclude) {

    Hook {
        arguments = List.copyOf(arguments);
        exclude = List.copyOf(exclude);
    }

    Optional<HookTool> tool() {
        return HookTool.of(id);
    }

    boolean isLocal() {
        return repository.equals("local");
    }
}

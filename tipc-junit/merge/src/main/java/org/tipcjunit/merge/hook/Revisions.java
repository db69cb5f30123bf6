// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.hook;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells which release of a tool a hook's revision is. */
final class Revisions {

    private static final Pattern RELEASE = Pattern.compile("v?(\\d{1,4}(?:\\.\\d{1,4}){1,3})");

    /** Commits that suites pin: the release that the mirror installs, or the first one that formats as the commit does. */
    private static final Map<String, String> COMMITS = Map.of(
            "0d79c0c469bab64f7229c9aca2b1186ef47f0e37", "0.13.2",
            "c0908d043b45f082e6339cd767c28e6d697cb22e", "0.43.0");

    /** What a hook of the machine's own is taken for; the formatters' releases differ too much for that. */
    private static final Map<HookTool, String> UNPINNED = Map.of(HookTool.FLAKE8, "7.1.1");

    private Revisions() {}

    static Optional<String> version(Hook hook, HookTool tool) {
        if (hook.isLocal()) {
            return Optional.ofNullable(UNPINNED.get(tool));
        }
        Matcher release = RELEASE.matcher(hook.revision());
        return release.matches() ? Optional.of(release.group(1)) : Optional.ofNullable(COMMITS.get(hook.revision()));
    }
}

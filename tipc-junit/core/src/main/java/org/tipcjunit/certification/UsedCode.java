// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.certificate.Certificate.Beside;
import org.tipcjunit.certificate.Certificate.WorkingTree;
import org.tipcjunit.certificate.CodeState;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.workspace.CopiedCode;

/**
 * The code that stages ran from elsewhere than the working copy and the environment, as their recordings have it.
 *
 * @param outside the digests of imported files by their paths; those of no commit
 * @param instead the digests of installed files that were imported although the working copy has others of their names
 * @param ledIn the digests of what led to code: entries of PYTHONPATH and LD_PRELOAD, customizations, path configuration files,
 *     libraries that the machine names; and variables that Paddle or Python read
 * @param inside the code of the working copy that ran, by its paths there
 */
record UsedCode(
        Map<String, String> outside, Map<String, String> instead, Map<String, String> ledIn, Set<String> inside) {

    private static final int TOLD = 20;

    /** What Python imports. */
    private static final String CODE = ".*\\.(py|pyc|pyx|pyw|pyd)|.*\\.(cpython|abi3)[^/]*\\.so";

    static UsedCode of(List<StageRun> stages) {
        Map<String, String> outside = new LinkedHashMap<>();
        Map<String, String> instead = new LinkedHashMap<>();
        Map<String, String> ledIn = new LinkedHashMap<>();
        Set<String> inside = new TreeSet<>();
        stages.stream().flatMap(stage -> stage.recording().processes().stream()).forEach(process -> {
            read(process.properties().getOrDefault("code outside", ""), outside);
            read(process.properties().getOrDefault("code in its place", ""), instead);
            read(process.properties().getOrDefault("code led in", ""), ledIn);
            process.lines(Recorder.CODE_NOTE).forEach(inside::add);
        });
        return new UsedCode(outside, instead, ledIn, inside);
    }

    /** Get what ran and was not copied: commands of the run have made it; with its digests of now. */
    List<Beside> made(CopiedCode copied) {
        return inside.stream()
                .filter(path -> !copied.holds(path))
                .sorted()
                .limit(TOLD)
                .map(path -> new Beside("code that commands of this run made", path, 1, copied.now(path)))
                .toList();
    }

    private static void read(String lines, Map<String, String> digests) {
        lines.lines().forEach(line -> {
            int space = line.indexOf(' ');
            if (space > 0) {
                String digest = line.substring(0, space);
                digests.putIfAbsent(line.substring(space + 1), digest.equals("-") ? "" : digest);
            }
        });
    }

    /** Get a repository with what was used besides; code that lies in no commit is a difference. */
    Certificate.Repository in(Certificate.Repository repository, Optional<CopiedCode> copied) {
        List<String> differences = new ArrayList<>(repository.differences());
        outside.keySet().stream()
                .limit(TOLD)
                .forEach(path -> differences.add(
                        path + (path.matches(CODE) ? " was imported" : " was loaded or run") + CodeState.NEITHER));
        instead.keySet().stream().limit(TOLD).forEach(path -> differences.add(path + CodeState.INSTEAD));
        List<Beside> beside = new ArrayList<>(repository.beside());
        outside.forEach((path, digest) -> beside.add(new Beside("code that no commit holds", path, 1, digest)));
        instead.forEach((path, digest) -> beside.add(new Beside("code that no commit holds", path, 1, digest)));
        copied.ifPresent(code -> beside.addAll(made(code)));
        ledIn.forEach((path, digest) -> beside.add(new Beside(kind(path), path, digest.isEmpty() ? 0 : 1, digest)));
        return new Certificate.Repository(
                repository.path(),
                repository.remote(),
                repository.commit(),
                repository.workingTree() == WorkingTree.CLEAN && !(outside.isEmpty() && instead.isEmpty())
                        ? WorkingTree.DIRTY
                        : repository.workingTree(),
                differences,
                beside);
    }

    private static String kind(String path) {
        if (path.endsWith(".pth")) {
            return "a path configuration file of the environment";
        }
        if (path.startsWith("FLAGS_")) {
            return "a variable that Paddle reads";
        }
        if (path.startsWith("PYTHON")) {
            return "a variable that Python reads";
        }
        if (path.matches(".*\\.so(\\.[0-9.]+)?")) {
            return "a library of the machine";
        }
        return path.matches(".*/(site|user)customize(\\.py|/__init__\\.py)")
                ? "code that Python runs when it starts"
                : "an entry of PYTHONPATH";
    }
}

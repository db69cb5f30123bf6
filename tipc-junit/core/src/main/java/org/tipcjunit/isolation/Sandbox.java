// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.isolation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.Enclosure;

/**
 * Runs commands in bubblewrap.
 *
 * @param bubblewrap one that works
 * @param hidden what commands do not see of the machine
 * @param network which of them have its network
 * @param allowance what they may take of it
 * @param variables the variables that they inherit
 * @param python the interpreter that runs the repository
 */
record Sandbox(
        Bubblewrap bubblewrap,
        HiddenPlaces hidden,
        Network network,
        Allowance allowance,
        Map<String, String> variables,
        Path python) {

    private static final Path DEVICES = Path.of("/dev");
    private static final int PART_FOR_SHARED_MEMORY = 2;

    Sandbox {
        variables = Map.copyOf(variables);
    }

    Command enclose(Command command, Place place) {
        List<Path> written = List.of(place.workspace(), place.own(), place.home(), place.temporary());
        makeHome(place);
        List<String> words = bubblewrap.words(network.reaches(place));
        graphics().forEach(device -> bind(words, "--dev-bind", device, device));
        words.addAll(bubblewrap.size(allowance.bytesOfMemory() / PART_FOR_SHARED_MEMORY));
        words.addAll(List.of("--tmpfs", "/dev/shm"));
        words.addAll(List.of("--tmpfs", "/run"));
        // The names of hosts, where systemd tells them.
        words.addAll(List.of("--ro-bind-try", "/run/systemd/resolve", "/run/systemd/resolve"));
        place.loopback().ifPresent(loopback -> loopback.show(words, place.serves()));
        hidden.homes().forEach(home -> words.addAll(List.of("--tmpfs", home.toString())));
        bind(words, "--bind", place.temporary(), Path.of("/tmp"));
        bind(words, "--bind", place.temporary(), Path.of("/var/tmp"));
        hidden.shown().forEach(path -> bind(words, "--ro-bind-try", path, path));
        // What earlier stages left may be read, and not rewritten.
        names(place.run()).forEach(name -> bind(words, "--ro-bind", name, name));
        written.subList(0, 3).forEach(folder -> names(folder).forEach(name -> bind(words, "--bind", name, name)));
        words.addAll(List.of("--chdir", command.workingDirectory().toString(), "--"));
        bubblewrap
                .prlimit()
                .ifPresent(
                        program -> words.addAll(List.of(program.toString(), "--nproc=" + allowance.tasksOfKernel())));
        place.loopback().ifPresent(loopback -> words.addAll(loopback.around(python, place.serves())));
        return command.within(
                new Enclosure(words, allowance.limits(written)),
                PrivateVariables.of(command.environment(), variables, hidden.home(), place.home()));
    }

    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(
                "files",
                "the machine read-only, without homes, /tmp and /run; written are the working copy, the stage's own"
                        + " folder, and a home and a /tmp of the run");
        settings.put("network", network.describe());
        settings.put("memory", allowance.describeMemory());
        settings.put("processes", allowance.tasks() + " processes and threads of a stage together");
        settings.put("disk", allowance.describeDisk());
        return settings;
    }

    private void makeHome(Place place) {
        try {
            Files.createDirectories(place.temporary());
            if (!Files.isDirectory(place.home())) {
                Files.createDirectories(place.home());
                Caches.link(hidden.home(), place.home());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the home for the run's commands cannot be made", e);
        }
    }

    /** Get a folder by the name that commands use, and by the one behind links. */
    private static Set<Path> names(Path folder) {
        Set<Path> names = new LinkedHashSet<>();
        names.add(folder.toAbsolutePath().normalize());
        names.add(HiddenPlaces.real(folder));
        return names;
    }

    private static void bind(List<String> words, String how, Path from, Path to) {
        words.addAll(List.of(how, from.toString(), to.toString()));
    }

    private static List<Path> graphics() {
        List<Path> devices = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(DEVICES, "{nvidia*,dri,kfd}")) {
            found.forEach(devices::add);
        } catch (IOException e) {
            return List.of(); // No devices that can be listed, so none to show.
        }
        return devices;
    }
}

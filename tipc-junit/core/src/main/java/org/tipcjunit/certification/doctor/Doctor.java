// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.doctor;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.environment.EnvironmentCheck;
import org.tipcjunit.environment.EnvironmentException;
import org.tipcjunit.environment.EnvironmentRequest;
import org.tipcjunit.environment.EnvironmentSettings;
import org.tipcjunit.environment.PaddleEnvironment;
import org.tipcjunit.environment.PaddleEnvironments;
import org.tipcjunit.isolation.Bubblewrap;
import org.tipcjunit.process.NativeNames;
import org.tipcjunit.serving.FreePorts;

/**
 * Looks at a machine; installs nothing, and starts no more than interpreters, which it asks for their version, and an empty isolation.
 *
 * @param computer the machine
 * @param settings where environments are
 * @param results the folder of results
 * @param python the interpreter that the user named; empty where an environment is provisioned
 * @param environment the environment that is provisioned else
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Doctor(
        Computer computer, EnvironmentSettings settings, Path results, Optional<String> python, String environment) {

    private static final String PYTHON = "python";
    private static final long MEBI = 1L << 20;
    private static final long GIBI = 1L << 30;

    /** An environment of Paddle takes 1.2 GiB, and is built aside of its place. */
    private static final long ENVIRONMENT_SPACE = 3 * GIBI;

    private static final long RESULTS_SPACE = GIBI;
    private static final long MEMORY = 2 * GIBI;

    /** The size that containers have unless somebody says otherwise. */
    private static final long SMALL_SHARED_MEMORY = 64 * MEBI;

    /** Look at everything. */
    public List<Observation> observations() {
        List<Observation> all = new ArrayList<>();
        all.add(system());
        all.add(java());
        all.add(git());
        all.add(locale());
        List<Observation> environments = environments();
        all.addAll(environments);
        all.add(isolation());
        all.add(gpu());
        all.add(memory());
        sharedMemory().ifPresent(all::add);
        all.add(folder("cache", settings.cacheDirectory(), environmentSpace(environments), "tipc.cache"));
        all.add(folder("results", results, RESULTS_SPACE, "--output DIR"));
        all.add(ports());
        proxies().ifPresent(all::add);
        all.add(compiler());
        return all;
    }

    private long environmentSpace(List<Observation> environments) {
        return environments.stream()
                        .anyMatch(found -> found.subject().equals(PYTHON)
                                || (found.subject().equals(environment)
                                        && found.observed().startsWith("provisioned")))
                ? 0
                : ENVIRONMENT_SPACE;
    }

    private Observation system() {
        return computer.system().matches("Linux (amd64|x86_64)")
                ? Observation.ok("system", computer.system())
                : Observation.lacks(
                        "system", computer.system() + "; it works on Linux on x86-64 only", "use such a machine");
    }

    private Observation java() {
        String version = Runtime.version() + " of " + System.getProperty("java.vendor", "unknown");
        return computer.hasProgram("javac") || Files.exists(Path.of(System.getProperty("java.home"), "bin/javac"))
                ? Observation.ok("java", "JDK " + version)
                : Observation.note(
                        "java",
                        version + ", without a compiler: tipc works, test classes need a JDK",
                        "apt-get install openjdk-17-jdk-headless");
    }

    private Observation git() {
        return computer.hasProgram("git")
                ? Observation.ok("git", "found")
                : Observation.lacks(
                        "git",
                        "not on PATH; without it no certificate can say of which commit it is",
                        "apt-get install git");
    }

    private Observation locale() {
        return computer.names().holds("模型/图片.jpg")
                ? Observation.ok("locale", "UTF-8")
                : Observation.note(
                        "locale",
                        computer.names().locale() + ": names of files in Chinese are refused",
                        NativeNames.REMEDY);
    }

    private List<Observation> environments() {
        if (python.isPresent()) {
            return List.of(named(python.get()));
        }
        List<EnvironmentCheck.Found> found = new EnvironmentCheck(settings).environments();
        if (found.stream().noneMatch(set -> set.name().equals(environment))) {
            return List.of(Observation.lacks(
                    environment,
                    "there is no such environment",
                    "name one of "
                            + found.stream().map(EnvironmentCheck.Found::name).collect(Collectors.joining(", "))
                            + " with --environment"));
        }
        return found.stream().map(this::environment).toList();
    }

    private Observation named(String interpreter) {
        try {
            PaddleEnvironment found = new PaddleEnvironments(settings, line -> {})
                    .resolve(new EnvironmentRequest(Optional.of(interpreter), environment));
            return Observation.ok(
                    PYTHON,
                    found.python() + " with Python " + found.pythonVersion() + " and Paddle " + found.paddleVersion());
        } catch (EnvironmentException e) {
            return Observation.lacks(PYTHON, e.problem().what(), e.problem().remedy());
        }
    }

    private Observation environment(EnvironmentCheck.Found found) {
        String observed = found.observed();
        return switch (found.state()) {
            case PROVISIONED, CAN_BE_PROVISIONED -> Observation.ok(found.name(), observed);
            case CANNOT_BE_PROVISIONED ->
                found.name().equals(environment)
                        ? Observation.lacks(found.name(), observed, found.remedy())
                        : Observation.note(
                                found.name(),
                                observed + "; only --environment " + found.name() + " needs it",
                                found.remedy());
        };
    }

    private Observation isolation() {
        Bubblewrap.Found found = Bubblewrap.look(computer.variables());
        return found.working()
                .map(working -> Observation.ok(
                        "isolation",
                        "bubblewrap " + working.version() + " keeps repositories from the rest of the machine"))
                .orElseGet(() -> Observation.note(
                        "isolation",
                        found.problem() + ", so that what is certified runs with all your rights",
                        found.remedy()));
    }

    private Observation gpu() {
        return computer.hasGpu()
                ? Observation.note(
                        "gpu",
                        "found; the environments that are provisioned have Paddle for the CPU",
                        "certify on the GPU with --python /path/to/a/python/with/paddlepaddle-gpu, or add --device cpu")
                : Observation.note(
                        "gpu",
                        "none; configs that ask for one cannot run as they are",
                        "add --device cpu to tipc certify");
    }

    private Observation memory() {
        OptionalLong free = computer.memory();
        if (free.isEmpty()) {
            return Observation.note("memory", "the system does not say how much is free", "");
        }
        String observed =
                size(free.getAsLong()) + " free, " + Runtime.getRuntime().availableProcessors() + " CPUs";
        return free.getAsLong() >= MEMORY
                ? Observation.ok("memory", observed)
                : Observation.note(
                        "memory",
                        observed + "; trainings may be killed for lack of memory",
                        "end other programs, raise the container's limit (docker run --memory=4g), or use smaller batches");
    }

    private Optional<Observation> sharedMemory() {
        OptionalLong size = computer.sharedMemory();
        if (size.isPresent() && size.getAsLong() > SMALL_SHARED_MEMORY) {
            return Optional.of(Observation.ok("shared memory", size(size.getAsLong()) + " in /dev/shm"));
        }
        return Optional.of(Observation.note(
                "shared memory",
                (size.isPresent() ? size(size.getAsLong()) : "none")
                        + " in /dev/shm; workers of data loaders may die of it",
                "docker run --shm-size=1g, or mount -o remount,size=1g /dev/shm"));
    }

    private static Observation folder(String subject, Path folder, long needed, String setting) {
        Path existing = Computer.existing(folder);
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            return Observation.lacks(
                    subject,
                    existing + " cannot be written to",
                    "make it writable, or name another folder with " + setting);
        }
        OptionalLong space = Computer.space(folder);
        String observed = folder + ": " + (space.isPresent() ? size(space.getAsLong()) + " free" : "space unknown");
        if (space.isPresent() && space.getAsLong() < needed) {
            return Observation.lacks(
                    subject,
                    observed + ", " + size(needed) + " are needed",
                    "free disk space there, or name another folder with " + setting);
        }
        return Observation.ok(subject, observed);
    }

    private static Observation ports() {
        try {
            FreePorts ports = new FreePorts();
            return Observation.ok(
                    "ports",
                    "services can have free ones, such as " + ports.next().http());
        } catch (UncheckedIOException e) {
            return Observation.note(
                    "ports",
                    "none is free, so no service can be certified: " + e.getMessage(),
                    "end other services: ss -ltnp");
        }
    }

    private Optional<Observation> proxies() {
        String set = Stream.of("http_proxy", "https_proxy", "all_proxy")
                .flatMap(name -> Stream.of(name, name.toUpperCase(Locale.ROOT)))
                .filter(name -> !computer.variables().getOrDefault(name, "").isEmpty())
                .collect(Collectors.joining(" "));
        return set.isEmpty()
                ? Optional.empty()
                : Optional.of(Observation.note(
                        "proxies",
                        "set: " + set
                                + "; certifications keep them from services and their clients, but a service that is started by"
                                + " hand gets no request through them",
                        "unset " + set));
    }

    private Observation compiler() {
        return computer.hasProgram("g++") || computer.hasProgram("clang++")
                ? Observation.ok("compiler", "found")
                : Observation.note(
                        "compiler",
                        "no g++ on PATH; certifying needs none, building tipc-junit and packages from source do",
                        "apt-get install g++");
    }

    private static String size(long bytes) {
        return bytes >= GIBI ? String.format(Locale.ROOT, "%.1f GiB", bytes / (double) GIBI) : bytes / MEBI + " MiB";
    }
}

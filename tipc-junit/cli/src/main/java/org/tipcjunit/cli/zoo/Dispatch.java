// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.zoo;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certification.selection.SelectedConfig;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.config.CommandWords;
import org.tipcjunit.process.ProcessRunner;

/**
 * Hands each config of a call to a cluster, as a job that calls the same command with that config.
 *
 * @param call the command and its options, but for those that say which configs, where from and to, and how many cores
 * @param repository the repository
 * @param results where certificates go
 * @param settings what the user set
 * @param isService whether a config is that of a service
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Dispatch(
        List<String> call, Path repository, Path results, Settings settings, Predicate<SelectedConfig> isService) {

    /** By its name, as it knows all commands. */
    private static final String MAIN = "org.tipcjunit.cli.Tipc";

    /** How many jobs may wait for a machine at once; each is a process here. */
    private static final int AT_ONCE = 200;

    public Dispatch {
        call = List.copyOf(call);
    }

    /** Hears what becomes of configs. */
    public interface Told extends SlurmJobs.Listener {

        /** A job has reported. */
        void reported(SlurmJob job, JobReport report);

        /** There is no report of a job. */
        void failed(SlurmJob job, RuntimeException failure);
    }

    /** Certify configs on whatever machines there are; returns when all have ended. */
    public void run(List<SelectedConfig> configs, Told told) {
        List<Runnable> runs = new ArrayList<>();
        try (ProcessRunner runner = new ProcessRunner()) {
            SlurmJobs jobs = new SlurmJobs(runner, results.resolve("jobs"), told);
            for (SelectedConfig config : configs) {
                SlurmJob job = new SlurmJob(
                        runs.size() + 1, config.path(), options(), isService.test(config), jvm(), arguments(config));
                runs.add(() -> run(job, jobs, told));
            }
            new Zoo(AT_ONCE, () -> true).run(runs);
        }
    }

    private static void run(SlurmJob job, SlurmJobs jobs, Told told) {
        try {
            told.reported(job, jobs.run(job));
        } catch (RuntimeException e) {
            told.failed(job, e);
        }
    }

    private List<String> options() {
        List<String> options = new ArrayList<>();
        settings.get(Term.CORES).ifPresent(cores -> options.add("--cpus-per-task=" + settings.cores()));
        settings.get(Term.DISPATCH_ARGS).map(CommandWords::split).ifPresent(options::addAll);
        return options;
    }

    /** Get this very Java with its options. */
    private static List<String> jvm() {
        List<String> jvm = new ArrayList<>();
        jvm.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        jvm.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        return jvm;
    }

    private List<String> arguments(SelectedConfig config) {
        List<String> arguments = new ArrayList<>(List.of(
                "-cp",
                Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                        .splitAsStream(System.getProperty("java.class.path"))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .collect(Collectors.joining(File.pathSeparator)),
                MAIN));
        arguments.addAll(call);
        arguments.add("--repository=" + repository);
        arguments.add("--config=" + config.path());
        arguments.add("--output=" + results);
        settings.get(Term.CORES).ifPresent(cores -> arguments.add("--cores=" + settings.cores()));
        return arguments;
    }
}

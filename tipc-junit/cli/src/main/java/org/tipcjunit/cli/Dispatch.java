// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tipcjunit.certification.selection.CertificationPlanner;
import org.tipcjunit.certification.selection.SelectedConfig;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.cli.zoo.SlurmJob;
import org.tipcjunit.cli.zoo.SlurmJobs;
import org.tipcjunit.cli.zoo.Zoo;
import org.tipcjunit.config.CommandWords;
import org.tipcjunit.process.ProcessRunner;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Hands each config of a call to a cluster, as a job that calls the same command with that config.
 *
 * @param spec the command
 * @param options its options
 * @param results where certificates go
 * @param planner tells services from trainings
 * @param summary is told what becomes of each config
 */
record Dispatch(
        CommandSpec spec, SettingOptions options, Path results, CertificationPlanner planner, ConsoleSummary summary) {

    /** How many jobs may wait for a machine at once; each is a process here. */
    private static final int AT_ONCE = 200;

    /** What each job is told for itself. */
    private static final Set<Term> OWN =
            EnumSet.of(Term.REPOSITORY, Term.CONFIGS, Term.OUTPUT, Term.CORES, Term.DISPATCH, Term.DISPATCH_ARGS);

    void run(List<SelectedConfig> configs, SelectionOptions selection, Settings settings) {
        List<String> words =
                settings.get(Term.DISPATCH_ARGS).map(CommandWords::split).orElse(List.of());
        List<Runnable> runs = new ArrayList<>();
        try (ProcessRunner runner = new ProcessRunner()) {
            SlurmJobs jobs = new SlurmJobs(runner, results.resolve("jobs"), new Told(summary));
            for (SelectedConfig config : configs) {
                SlurmJob job = new SlurmJob(
                        runs.size() + 1,
                        config.path(),
                        slurm(settings, words),
                        planner.isService(config),
                        jvm(),
                        arguments(config, selection, settings));
                runs.add(() -> run(job, jobs, summary.of(job.number() - 1)));
            }
            new Zoo(AT_ONCE, () -> true).run(runs);
        }
    }

    private static List<String> slurm(Settings settings, List<String> words) {
        List<String> all = new ArrayList<>();
        settings.get(Term.CORES).ifPresent(cores -> all.add("--cpus-per-task=" + settings.cores()));
        all.addAll(words);
        return all;
    }

    /** Get this very Java with its options. */
    private static List<String> jvm() {
        List<String> jvm = new ArrayList<>();
        jvm.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        jvm.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        return jvm;
    }

    private List<String> arguments(SelectedConfig config, SelectionOptions selection, Settings settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "-cp",
                Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                        .splitAsStream(System.getProperty("java.class.path"))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .collect(Collectors.joining(File.pathSeparator)),
                Tipc.class.getName(),
                spec.name(),
                "--repository=" + selection.repository(),
                "--config=" + config.path(),
                "--output=" + results));
        settings.get(Term.CORES).ifPresent(cores -> arguments.add("--cores=" + settings.cores()));
        arguments.addAll(options.arguments(OWN));
        return arguments;
    }

    private static void run(SlurmJob job, SlurmJobs jobs, ConsoleSummary.OfConfig told) {
        try {
            told.reported(jobs.run(job).ends());
        } catch (RuntimeException e) {
            told.failed(job.config(), e);
        }
        told.done();
    }

    /** Tells the user. */
    private record Told(ConsoleSummary summary) implements SlurmJobs.Listener {

        @Override
        public void said(SlurmJob job, String node, String line) {
            if (!line.isBlank()) {
                summary.said(job.number(), node, line);
            }
        }

        @Override
        public void lost(SlurmJob job, String node, int attempt, String how) {
            summary.lost(job.number(), node, job.config(), how);
        }
    }
}

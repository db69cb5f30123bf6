// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.zoo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.LogTail;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.process.Termination;

/**
 * Runs configs as jobs of a Slurm cluster, and again those whose machine was lost. Thread-safe.
 *
 * <p>A job is done when it has said the digest of its report and the report and its certificates have come, whatever the exit
 * status; a job that ends before it has is lost.
 *
 * @param runner runs {@code srun}
 * @param folder where reports and logs of jobs go, which all machines see
 * @param listener is told what becomes of jobs
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record SlurmJobs(ProcessRunner runner, Path folder, Listener listener) {

    private static final int TRIES = 3;
    private static final String RUNS_ON = "[tipc] this job runs on ";
    private static final String REPORTED = "[tipc] this job has reported ";

    /** What Slurm itself answers to a job that it will never run. */
    private static final List<String> REFUSALS = List.of(
            "Unable to allocate resources", "srun: unrecognized option", "srun: option ", "srun: invalid option");

    /** Folders of a network may show what another machine wrote a while later. */
    private static final Duration ARRIVAL = Duration.ofSeconds(90);

    /** Slurm has its own limits. */
    private static final Duration NO_LIMIT = Duration.ofDays(365);

    /** Hears of jobs; called from several threads. */
    public interface Listener {

        /** A job printed a line. */
        void said(SlurmJob job, String node, String line);

        /** A job ended without its report, and is run again. */
        void lost(SlurmJob job, String node, String how);
    }

    /** A job that was lost as often as it was run. */
    public static final class LostException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        LostException(String message) {
            super(message);
        }
    }

    /** Get what a job prints first, so that it is known where it runs. */
    public static String runsOn(String node) {
        return RUNS_ON + node;
    }

    /** Get what a job prints last. */
    public static String reported(String digest) {
        return REPORTED + digest;
    }

    /**
     * Run a job to its end.
     *
     * @return what it reports
     * @throws ConfigException if Slurm is not there or will not run it
     * @throws LostException if it was lost as often as it was run
     */
    public JobReport run(SlurmJob job) {
        for (int attempt = 1; ; attempt++) {
            Output output = new Output(job);
            Path report = job.report(folder, attempt);
            Path log = job.log(folder, attempt);
            Command command = new Command(job.argv(report), Path.of("").toAbsolutePath(), Map.of());
            ProcessOutcome outcome = runner.run(command, log, NO_LIMIT, output);
            if (!output.digest.isEmpty()) {
                return gathered(job, report, output);
            }
            requireSlurm(job, outcome, output, log);
            String how = outcome.termination().describe();
            if (attempt == TRIES || outcome.termination() instanceof Termination.Stopped) {
                throw new LostException(
                        "the job of " + job.config() + " ended without a report, last "
                                + (output.node.isEmpty() ? "on no machine" : "on " + output.node)
                                + ", "
                                + how
                                + shown(log)
                                + "\n  log:     "
                                + log
                                + "\n  remedy:  look at sinfo and at the log of that machine's slurmd, and call the same command again");
            }
            listener.lost(job, output.node, how);
        }
    }

    private static void requireSlurm(SlurmJob job, ProcessOutcome outcome, Output output, Path log) {
        if (outcome.termination() instanceof Termination.NotStarted notStarted) {
            throw ConfigException.of(
                    "no job of Slurm can be started for " + job.config() + ": " + notStarted.describe(),
                    "install the client of Slurm (srun) on this machine, or leave --dispatch out");
        }
        if (output.node.isEmpty()
                && LogTail.lastLines(log, 20).stream()
                        .anyMatch(line -> REFUSALS.stream().anyMatch(line::contains))) {
            throw ConfigException.of(
                    "Slurm refuses the job of " + job.config() + ": "
                            + outcome.command().commandLine() + shown(log),
                    "name options that this cluster has, with --dispatch-args; sinfo tells its partitions");
        }
    }

    private static String shown(Path log) {
        List<String> lines = LogTail.lastLines(log, 5);
        return lines.isEmpty() ? ", and printed nothing" : "; it printed last\n    " + String.join("\n    ", lines);
    }

    /** Wait until what a job says it wrote is there. */
    private static JobReport gathered(SlurmJob job, Path report, Output output) {
        long end = System.nanoTime() + ARRIVAL.toNanos();
        while (true) {
            try {
                JobReport found = JobReport.read(report, output.digest);
                Files.delete(report);
                return found;
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw new LostException(
                            "what the job of " + job.config() + " wrote on " + output.node + " did not come within "
                                    + ARRIVAL.toSeconds() + " s: " + e
                                    + "\n  remedy:  name an --output that all machines of the cluster see as the same folder");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }
    }

    /** What a job prints, from one thread. */
    private final class Output implements OutputListener {

        private final SlurmJob job;
        private String node = "";
        private String digest = "";

        private Output(SlurmJob job) {
            this.job = job;
        }

        @Override
        public void line(String line) {
            if (line.startsWith(RUNS_ON)) {
                node = line.substring(RUNS_ON.length());
            } else if (line.startsWith(REPORTED)) {
                digest = line.substring(REPORTED.length());
            } else {
                listener.said(job, node, line);
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.zoo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The certification of one config on whatever machine Slurm chooses.
 *
 * @param number its place among the configs of the call, from 1
 * @param config the config, relative to the repository
 * @param options of {@code srun}, which win over those that every job has
 * @param alone whether nothing else may run on the machine, as times are measured
 * @param jvm starts Java with its own options
 * @param arguments what Java is to run, which certifies the config
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record SlurmJob(
        int number, String config, List<String> options, boolean alone, List<String> jvm, List<String> arguments) {

    /** By which a job knows that it is one, and where to leave its report. */
    private static final String REPORT = "tipc.job.report";

    public SlurmJob {
        options = List.copyOf(options);
        jvm = List.copyOf(jvm);
        arguments = List.copyOf(arguments);
    }

    /** Get where this process has to leave its report, if it is a job. */
    public static Optional<Path> report() {
        return Optional.ofNullable(System.getProperty(REPORT)).map(Path::of);
    }

    /** Get the command that waits for a machine, runs the job there, and ends with it. */
    List<String> argv(Path report) {
        List<String> argv = new ArrayList<>(List.of(
                "srun",
                "--job-name=tipc-" + number,
                "--nodes=1",
                "--ntasks=1",
                "--input=none",
                "--unbuffered",
                "--quit-on-interrupt"));
        if (alone) {
            argv.add("--exclusive");
        }
        argv.addAll(options);
        argv.addAll(jvm);
        argv.add("-D" + REPORT + "=" + report);
        argv.addAll(arguments);
        return argv;
    }

    Path report(Path folder, int attempt) {
        return folder.resolve("%d-%d.json".formatted(number, attempt));
    }

    Path log(Path folder, int attempt) {
        return folder.resolve("%d-%d.log".formatted(number, attempt));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.tipcjunit.certification.doctor.Computer;
import org.tipcjunit.certification.doctor.Doctor;
import org.tipcjunit.certification.doctor.Observation;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.cli.status.ExitStatus;
import org.tipcjunit.cli.status.Reader;
import org.tipcjunit.cli.status.ToolVersion;
import org.tipcjunit.environment.EnvironmentRequest;
import org.tipcjunit.environment.EnvironmentSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what this machine lacks. */
@Command(
        name = "doctor",
        modelTransformer = SettingOptions.OfMachine.class,
        versionProvider = ToolVersion.class,
        description =
                "Says what this machine lacks for certifying, each with the command that mends it. Installs nothing."
                        + " Exit status 1 when nothing can be certified.",
        footerHeading = "%nExamples:%n",
        footer = {"  tipc doctor", "  tipc doctor --python /opt/paddle/bin/python --output /data/results --format json"
        })
final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--format", defaultValue = "text", description = "text or json.")
    private OutputFormat format = OutputFormat.TEXT;

    @Mixin
    private Reader reader = new Reader();

    @Override
    public Integer call() {
        SettingOptions options = new SettingOptions(spec);
        Settings settings = Settings.ofProcess();
        Doctor doctor = new Doctor(
                Computer.here(),
                EnvironmentSettings.ofSystem(),
                Path.of(options.get(Term.OUTPUT)
                                .or(() -> settings.get(Term.OUTPUT))
                                .orElse("tipc-results"))
                        .toAbsolutePath(),
                options.get(Term.PYTHON).or(() -> settings.get(Term.PYTHON)),
                options.get(Term.ENVIRONMENT)
                        .or(() -> settings.get(Term.ENVIRONMENT))
                        .orElse(EnvironmentRequest.DEFAULT_PROVISION));
        List<Observation> observations = doctor.observations();
        boolean works = observations.stream().noneMatch(found -> found.state() == Observation.State.LACKS);
        PrintWriter out = spec.commandLine().getOut();
        if (format == OutputFormat.JSON) {
            json(observations, works, out);
        } else {
            PrintWriter lines = reader.lines(out);
            observations.forEach(found -> print(found, lines));
            lines.println(
                    works ? "Certifying can work on this machine." : "Nothing can be certified before that is mended.");
        }
        return works ? ExitStatus.OK : ExitStatus.NOT_CERTIFIED;
    }

    private static void print(Observation found, PrintWriter out) {
        out.printf("%-5s %s: %s%n", found.state().label(), found.subject(), found.observed());
        found.remedy().lines().forEach(line -> out.println("      mend: " + line.strip()));
    }

    private static void json(List<Observation> observations, boolean works, PrintWriter out) {
        JsonOutput.print(out, json -> {
            json.writeStartObject();
            json.writeBooleanField("works", works);
            json.writeArrayFieldStart("observations");
            for (Observation found : observations) {
                json.writeStartObject();
                json.writeStringField("subject", found.subject());
                json.writeStringField("state", found.state().label());
                json.writeStringField("observed", found.observed());
                json.writeStringField("remedy", found.remedy());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}

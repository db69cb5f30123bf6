// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.tipcjunit.certification.selection.SelectedConfig;
import org.tipcjunit.certification.selection.ServiceConfigs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Certifies the models of configs, through the JUnit Platform as a build does. */
@Command(
        name = "certify",
        mixinStandardHelpOptions = true,
        versionProvider = ToolVersion.class,
        sortOptions = false,
        description =
                "Runs the chain of each config in a working copy of the repository and judges every clause. A model is"
                        + " certified when all clauses passed; what was not run or not declared is never a pass.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tipc certify --repository PaddleClas --config test_tipc/configs/ResNet/ResNet50_train_infer_python.txt --mode"
                    + " lite_train_lite_infer --device cpu --prepare",
            "  tipc certify --config 'test_tipc/configs/*/train_infer_python.txt' --iterations 100 --metric top1"
                    + " --documented-in README.md --readme README.md --output results",
            "  tipc certify --config 'test_tipc/configs/*/*serving*python*.txt' --deployment deploy/README.md",
            "",
            "The config of a service is certified together with the training and export of its model; --mode says how much is"
                    + " trained.",
            "What is not in a config may also stand in a file certification.properties beside it: predict, images, data,"
                    + " metric, documented-in, row, value, lower-is-better, readme, serving, serving-request, deployment,"
                    + " train-config. Options win over it."
        })
final class CertifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = "tipc-results",
            description = "Where certificates, logs, recordings and Allure's results go. Default: ${DEFAULT-VALUE}.")
    private Path output = Path.of("tipc-results");

    @Option(
            names = "--iterations",
            paramLabel = "N",
            description =
                    "Train for at least N iterations, by a number of epochs that is computed. Certificates show it.")
    private @Nullable String iterations;

    @Option(
            names = "--every-cell-by-script",
            description =
                    "Run the repository's script for every cell of the inference matrix, instead of once per device and"
                            + " replaying the others.")
    private boolean everyCellByScript;

    @Option(names = "--prepare", description = "Run test_tipc/prepare.sh in the working copy first.")
    private boolean prepare;

    @Option(
            names = "--data",
            paramLabel = "PATH",
            arity = "1..*",
            description = "Git-ignored files or folders of the repository that the stages need, such as dataset.")
    private List<String> data = List.of();

    @Option(
            names = "--predict",
            paramLabel = "COMMAND",
            description =
                    "The dygraph prediction as after 'python', with {weights} and {images}; without it the exported layer"
                            + " predicts in the export process.")
    private @Nullable String predict;

    @Option(
            names = "--images",
            paramLabel = "PATH",
            description = "Test images instead of those that the config names.")
    private @Nullable String images;

    @Option(
            names = "--outputs",
            paramLabel = "MEANING",
            description = "What the model's outputs are: scores or embeddings. Default: scores.")
    private @Nullable String outputs;

    @Option(
            names = "--drawings",
            paramLabel = "DIR,DIR",
            description = "The folders that prediction and inference draw each image into, to be compared.")
    private @Nullable String drawings;

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            description = "The documented metric, as the evaluation prints it.")
    private @Nullable String metric;

    @Option(names = "--documented-in", paramLabel = "README", description = "The README that documents the metric.")
    private @Nullable String documentedIn;

    @Option(names = "--row", paramLabel = "ROW", description = "The row of the README's table, by its first cell.")
    private @Nullable String row;

    @Option(names = "--value", paramLabel = "V", description = "The value that the README must document.")
    private @Nullable String value;

    @Option(names = "--lower-is-better", description = "A lower value of the metric is a better one.")
    private boolean lowerIsBetter;

    @Option(
            names = "--readme",
            paramLabel = "README",
            description = "The README whose commands and results are compared with those of the run.")
    private @Nullable String readme;

    @Option(
            names = "--train-config",
            paramLabel = "CONFIG",
            description =
                    "The config that trains and exports the model of a service, when --config names a service's config."
                            + " Default: train_infer_python.txt beside it, or the only one of its kind there.")
    private @Nullable String trainConfig;

    @Option(
            names = "--serving-request",
            paramLabel = "SERVICE:KEY",
            description =
                    "How a service is asked about an image, such as digits:image. Default: as its own client does.")
    private @Nullable String servingRequest;

    @Option(
            names = "--serving-ports",
            paramLabel = "HTTP,RPC",
            description = "The ports of services, such as 18080,9993. Default: free ones.")
    private @Nullable String servingPorts;

    @Option(
            names = "--deployment",
            paramLabel = "DOCUMENT",
            description = "The deployment document whose commands and results are compared with those of the service.")
    private @Nullable String deployment;

    @Option(names = "--python", paramLabel = "FILE", description = "The interpreter that has Paddle installed.")
    private @Nullable String python;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "The environment to provision without --python: paddle-2.6.2 or paddle-3.3.1.")
    private @Nullable String environment;

    @Option(names = "--train-args", paramLabel = "ARGS", description = "Arguments added to the training command.")
    private @Nullable String trainArguments;

    @Option(names = "--stage-limit", paramLabel = "SECONDS", description = "How long one stage may run.")
    private @Nullable String stageLimit;

    @Option(names = "--limit", paramLabel = "SECONDS", description = "How long all stages of one config may take.")
    private @Nullable String limit;

    @Option(names = "--keep-working-copy", description = "Keep the working copy, also of a run that ended well.")
    private boolean keepWorkingCopy;

    @Option(names = "--publish", paramLabel = "DIR", description = "A folder that gets a copy of each certificate.")
    private @Nullable Path publish;

    @Override
    public Integer call() {
        if (!selection.namesConfigs()) {
            throw new ParameterException(spec.commandLine(), "Name a config with --config FILE-OR-GLOB");
        }
        List<SelectedConfig> configs = selection.select();
        Path results = makeOutput();
        PrintWriter out = spec.commandLine().getOut();
        CertificationListener listener = new CertificationListener(configs.size(), out);
        ServiceConfigs kinds = new ServiceConfigs();
        Map<Boolean, List<SelectedConfig>> byService =
                configs.stream().collect(Collectors.partitioningBy(kinds::isService));
        List<Class<?>> certifications = new ArrayList<>();
        if (!byService.getOrDefault(false, List.of()).isEmpty()) {
            certifications.add(RepositoryCertification.class);
        }
        if (!byService.getOrDefault(true, List.of()).isEmpty()) {
            certifications.add(ServingCertification.class);
        }
        // Allure knows no other way to be told than a system property.
        System.setProperty(
                "allure.results.directory",
                System.getProperty(
                        "allure.results.directory",
                        results.resolve("allure-results").toString()));
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(certifications.stream()
                                        .map(DiscoverySelectors::selectClass)
                                        .toList())
                                .configurationParameters(parameters(byService, results))
                                .build(),
                        listener);
        out.println();
        out.print(listener.summary());
        out.flush();
        return listener.exitStatus();
    }

    private Path makeOutput() {
        Path results = output.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(results)) {
                Files.createDirectories(results);
                // Results in a checkout are no change of it.
                Files.writeString(results.resolve(".gitignore"), "*\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder for results " + results + " cannot be made", e);
        }
        return results;
    }

    private Map<String, String> parameters(Map<Boolean, List<SelectedConfig>> byService, Path results) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("junit.jupiter.extensions.autodetection.enabled", "true");
        parameters.put("tipc.repository", selection.repository().toString());
        parameters.put("tipc.configs", lines(byService.getOrDefault(false, List.of())));
        parameters.put("tipc.serving.configs", lines(byService.getOrDefault(true, List.of())));
        parameters.put("tipc.mode", selection.mode());
        parameters.put("tipc.output", results.toString());
        selection.device().ifPresent(device -> parameters.put("tipc.device", device));
        put(parameters, "tipc.iterations", iterations);
        put(parameters, "tipc.predict", predict);
        put(parameters, "tipc.images", images);
        put(parameters, "tipc.outputs", outputs);
        put(parameters, "tipc.drawings", drawings);
        put(parameters, "tipc.metric", metric);
        put(parameters, "tipc.documented.in", documentedIn);
        put(parameters, "tipc.row", row);
        put(parameters, "tipc.value", value);
        put(parameters, "tipc.readme", readme);
        put(parameters, "tipc.train.config", trainConfig);
        put(parameters, "tipc.serving.request", servingRequest);
        put(parameters, "tipc.serving.ports", servingPorts);
        put(parameters, "tipc.deployment", deployment);
        put(parameters, "tipc.python", python);
        put(parameters, "tipc.environment", environment);
        put(parameters, "tipc.train.args", trainArguments);
        put(parameters, "tipc.stage.limit", stageLimit);
        put(parameters, "tipc.limit", limit);
        put(parameters, "tipc.data", String.join(",", data));
        put(parameters, "tipc.every.cell.by.script", everyCellByScript);
        put(parameters, "tipc.prepare", prepare);
        put(parameters, "tipc.lower.is.better", lowerIsBetter);
        put(parameters, "tipc.keep.working.copy", keepWorkingCopy);
        Path published = publish;
        if (published != null) {
            parameters.put(
                    "tipc.publish", published.toAbsolutePath().normalize().toString());
        }
        return parameters;
    }

    private static String lines(List<SelectedConfig> configs) {
        return configs.stream().map(SelectedConfig::shown).collect(Collectors.joining("\n"));
    }

    private static void put(Map<String, String> parameters, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            parameters.put(name, value);
        }
    }

    private static void put(Map<String, String> parameters, String name, boolean holds) {
        if (holds) {
            parameters.put(name, "true");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.tipcjunit.certification.selection.SelectedConfig;
import org.tipcjunit.certification.selection.ServiceConfigs;
import org.tipcjunit.certification.terms.Term;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Certifies the models of configs, through the JUnit Platform as a build does. */
@Command(
        name = "certify",
        modelTransformer = SettingOptions.OfAllSettings.class,
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
                    + " trained."
        })
final class CertifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        SettingOptions options = new SettingOptions(spec);
        SelectionOptions selection = new SelectionOptions(options);
        if (!selection.namesConfigs()) {
            throw new ParameterException(spec.commandLine(), "Name a config with --config FILE-OR-GLOB");
        }
        List<SelectedConfig> configs = selection.select();
        Path results = makeOutput(options.get(Term.OUTPUT).orElse("tipc-results"));
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
                                .configurationParameters(parameters(options.stated(), selection, byService, results))
                                .build(),
                        listener);
        out.println();
        out.print(listener.summary());
        out.flush();
        return listener.exitStatus();
    }

    private static Path makeOutput(String output) {
        Path results = Path.of(output).toAbsolutePath().normalize();
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

    private static Map<String, String> parameters(
            Map<Term, String> stated,
            SelectionOptions selection,
            Map<Boolean, List<SelectedConfig>> byService,
            Path results) {
        Map<Term, String> settings = new EnumMap<>(stated);
        settings.put(Term.REPOSITORY, selection.repository().toString());
        settings.put(Term.CONFIGS, lines(byService.getOrDefault(false, List.of())));
        settings.put(Term.SERVING_CONFIGS, lines(byService.getOrDefault(true, List.of())));
        settings.put(Term.MODE, selection.mode());
        settings.put(Term.OUTPUT, results.toString());
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("junit.jupiter.extensions.autodetection.enabled", "true");
        settings.forEach((setting, value) -> parameters.put(setting.setting(), value));
        return parameters;
    }

    private static String lines(List<SelectedConfig> configs) {
        return configs.stream().map(SelectedConfig::shown).collect(Collectors.joining("\n"));
    }
}

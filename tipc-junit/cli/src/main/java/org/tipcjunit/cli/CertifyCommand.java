// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.tipcjunit.certificate.CertificateException;
import org.tipcjunit.certification.Certification;
import org.tipcjunit.certification.CertificationListener;
import org.tipcjunit.certification.GuideDemands;
import org.tipcjunit.certification.Outcome;
import org.tipcjunit.certification.Request;
import org.tipcjunit.certification.ResultsFolder;
import org.tipcjunit.certification.SharedTools;
import org.tipcjunit.certification.ahead.Ahead;
import org.tipcjunit.certification.selection.CertificationPlanner;
import org.tipcjunit.certification.selection.PlannedCertification;
import org.tipcjunit.certification.selection.SelectedConfig;
import org.tipcjunit.certification.terms.DeclaredModel;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.cli.merge.Certifier;
import org.tipcjunit.cli.status.AtSignal;
import org.tipcjunit.cli.status.ClassArchive;
import org.tipcjunit.cli.status.ExitStatus;
import org.tipcjunit.cli.status.ToolVersion;
import org.tipcjunit.cli.zoo.Dispatch;
import org.tipcjunit.cli.zoo.SlurmJob;
import org.tipcjunit.cli.zoo.SlurmJobs;
import org.tipcjunit.cli.zoo.Zoo;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.internal.allure.AllureResultsWriter;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.requirement.DemandException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Certifies the models of configs, as a build does. */
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
class CertifyCommand implements Callable<Integer>, Certifier {

    /** What each job of a cluster is told for itself. */
    private static final Set<Term> OF_EACH_JOB =
            EnumSet.of(Term.REPOSITORY, Term.CONFIGS, Term.OUTPUT, Term.CORES, Term.DISPATCH, Term.DISPATCH_ARGS);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final List<Demand<?>> also = new ArrayList<>();

    @Override
    public void alsoDemand(Demand<?> demand) {
        also.add(demand);
    }

    /** Get the settings that the command itself makes. */
    Map<Term, String> own() {
        return Map.of();
    }

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
        // Allure knows no other way to be told than a system property.
        System.setProperty(
                "allure.results.directory",
                System.getProperty(
                        "allure.results.directory",
                        results.resolve("allure-results").toString()));
        Settings settings = settings(stated(options), selection, results);
        CertificationPlanner planner = new CertificationPlanner();
        Optional<Path> report = SlurmJob.report();
        report.ifPresent(place -> tellMachine(settings, out));
        if (report.isEmpty() && also.isEmpty() && settings.get(Term.DISPATCH).isPresent()) {
            ConsoleSummary summary = new ConsoleSummary(configs.size(), true, out, ConsoleWords.language(settings));
            List<String> call = new ArrayList<>(List.of(spec.name()));
            call.addAll(options.arguments(OF_EACH_JOB));
            new Dispatch(call, selection.repository(), results, settings, planner::isService).run(configs, summary);
            return told(summary, out);
        }
        ProvidedDemands provided = provided();
        // Trainings first, as services may take long; and one at a time, as their times are measured.
        Map<Boolean, List<SelectedConfig>> byService =
                configs.stream().collect(Collectors.partitioningBy(planner::isService));
        List<SelectedConfig> trainings = byService.getOrDefault(false, List.of());
        // Others' judges may measure time.
        int atOnce = provided.providers().isEmpty() ? Math.min(settings.cores(), trainings.size()) : 1;
        ConsoleSummary summary = new ConsoleSummary(configs.size(), atOnce > 1, out, ConsoleWords.language(settings));
        PrintWriter err = spec.commandLine().getErr();
        boolean keeps = settings.get(Term.REUSE).isPresent();
        try (SharedTools tools = SharedTools.start(settings)) {
            BiFunction<SelectedConfig, Settings, Runnable> certifying = (config, own) -> () -> {
                ConsoleSummary.OfConfig told = summary.of(configs.indexOf(config));
                new CertificationPlanner()
                        .of(config, CertifyCommand::model, own)
                        .map(planned -> new Named(
                                planned.displayName(),
                                () -> demands(planned, planner.isService(config), provided),
                                demands -> request(planned, demands, own, results)))
                        .forEach(named -> certify(named, told, tools));
                told.done();
            };
            Settings ofEach = atOnce > 1 ? sharing(settings, atOnce) : settings;
            AtSignal.during(() -> summary.stopped(tools.stop(), keeps, err), () -> {
                new Zoo(Math.max(1, atOnce), Ahead::hasMemory)
                        .run(trainings.stream()
                                .map(config -> certifying.apply(config, ofEach))
                                .toList());
                byService
                        .getOrDefault(true, List.of())
                        .forEach(config -> certifying.apply(config, settings).run());
            });
        }
        if (report.isPresent()) {
            report(summary, report.get(), out);
            return ExitStatus.OK;
        }
        int status = told(summary, out);
        if (status == ExitStatus.OK) {
            // Every class that a certification needs was there.
            ClassArchive.wanted().ifPresent(ClassArchive::make);
        }
        return status;
    }

    private static int told(ConsoleSummary summary, PrintWriter out) {
        out.println();
        out.print(summary.summary());
        out.flush();
        return summary.exitStatus();
    }

    private static void tellMachine(Settings settings, PrintWriter out) {
        out.println(SlurmJobs.runsOn(settings.variables().getOrDefault("SLURMD_NODENAME", "a machine")));
        out.flush();
    }

    private static void report(ConsoleSummary summary, Path place, PrintWriter out) {
        try {
            out.println(SlurmJobs.reported(summary.report().write(place)));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the report of this job cannot be written", e);
        }
    }

    /** Get the settings of each of several certifications that share the cores. */
    private static Settings sharing(Settings settings, int atOnce) {
        String share = String.valueOf(Math.max(1, settings.cores() / atOnce));
        return new Settings(
                name -> name.equals(Term.CORES.setting())
                        ? Optional.of(share)
                        : settings.parameters().apply(name),
                settings.variables());
    }

    private Map<Term, String> stated(SettingOptions options) {
        Map<Term, String> stated = new EnumMap<>(Term.class);
        stated.putAll(options.stated());
        stated.putAll(own());
        return stated;
    }

    private ProvidedDemands provided() {
        try {
            return ProvidedDemands.onClassPath();
        } catch (DemandException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * A certification before it starts.
     *
     * @param name what it is called
     * @param demands makes what is demanded, with the name of each
     * @param request makes the request of it
     */
    private record Named(
            String name, Supplier<Map<Demand<?>, String>> demands, Function<List<Demand<?>>, Request> request) {}

    private static DeclaredModel model(SelectedConfig config) {
        return new DeclaredModel("tipc certify", config.root().folder().toString(), config.path(), "", Map.of());
    }

    private Map<Demand<?>, String> demands(PlannedCertification planned, boolean service, ProvidedDemands provided) {
        Map<Demand<?>, String> names = new LinkedHashMap<>();
        (service ? GuideDemands.ofService() : GuideDemands.ofBaseChain())
                .forEach((name, demand) -> names.put(demand, name));
        SelectedConfig config = planned.chosen().config();
        provided.of(config.root().folder(), planned.model().config())
                .forEach(demand -> names.put(demand, demand.label()));
        also.forEach(demand -> names.put(demand, demand.label()));
        return names;
    }

    private static Request request(
            PlannedCertification planned, List<Demand<?>> demands, Settings settings, Path results) {
        return new Request(
                planned.model(),
                demands,
                settings,
                results,
                new Request.Requester("tipc certify", "tipc certify", "tipc certify for " + planned.displayName()),
                Optional.of(planned.chosen()),
                Optional.empty(),
                List.of(),
                false);
    }

    /** One that fails does not keep the others from being made. */
    private static void certify(Named named, ConsoleSummary.OfConfig summary, SharedTools tools) {
        if (tools.isStopped()) {
            return;
        }
        summary.started(named.name());
        try {
            Map<Demand<?>, String> names = named.demands().get();
            Request request = named.request().apply(List.copyOf(names.keySet()));
            CertificationListener allure = new AllureResultsWriter(
                    request.chosen().orElseThrow(), names, ConsoleWords.language(request.settings()), tools);
            summary.ended(
                    named.name(),
                    Certification.run(
                            request,
                            allure.then(new CertificationListener() {
                                @Override
                                public void judged(Demand<?> demand, Outcome outcome) {
                                    summary.judged(named.name(), names.getOrDefault(demand, demand.label()), outcome);
                                }
                            }),
                            tools));
        } catch (CancellationException e) {
            return; // Whoever stopped it is told so.
        } catch (RuntimeException e) {
            summary.failed(named.name(), e);
        } catch (AssertionError | LinkageError | ServiceConfigurationError e) {
            summary.failed(named.name(), new IllegalStateException(e.toString(), e));
        }
    }

    private static Path makeOutput(String output) {
        Path results = Path.of(output).toAbsolutePath().normalize();
        try {
            ResultsFolder.make(results);
        } catch (CertificateException e) {
            // Whoever called named the place.
            throw ConfigException.of(
                    "the results cannot go to " + results + ": " + e.problem().what() + ", "
                            + e.problem().observed(),
                    "name a folder with --output, or a place where one can be made");
        }
        return results;
    }

    private static Settings settings(Map<Term, String> stated, SelectionOptions selection, Path results) {
        Map<Term, String> all = new EnumMap<>(stated);
        all.put(Term.REPOSITORY, selection.repository().toString());
        all.put(Term.MODE, selection.mode());
        all.put(Term.OUTPUT, results.toString());
        if (SlurmJob.report().isPresent()) {
            // What Slurm gave to the job, not all that the machine has.
            Optional.ofNullable(System.getenv("SLURM_CPUS_ON_NODE"))
                    .ifPresent(cores -> all.putIfAbsent(Term.CORES, cores));
        }
        Map<String, String> byName = new HashMap<>();
        all.forEach((term, value) -> byName.put(term.setting(), value));
        return Settings.of(byName);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.serving;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tipcjunit.artifact.Answer;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.ServedCell;
import org.tipcjunit.artifact.ServiceRun;
import org.tipcjunit.artifact.ServingRun;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Evidence.TableEvidence;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Judgement;
import org.tipcjunit.finding.Latency;
import org.tipcjunit.finding.Part;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.requirement.tensors.Rounding;
import org.tipcjunit.requirement.tensors.Samples;
import org.tipcjunit.requirement.text.ScriptName;
import org.tipcjunit.serving.ServicePorts;

/** One judgement of {@link ServingConsistency}; used once. */
final class ServingCheck {

    private static final String REQUIREMENT = "@ServingMatchesInference";
    private static final String EXPECTED =
            "every request answered with err_no 0; inputs and outputs of the served model equal bit for bit those of Paddle"
                    + " Inference; equal results; equal answers over HTTP and gRPC, alone and among others, first and last";

    private final ServingConsistency.Parameters parameters;
    private final ExportedModel exported;
    private final Inference inference;
    private final List<Path> images;
    private final ServingRun serving;
    private final List<List<String>> cells = new ArrayList<>();
    private Part found = Part.none();
    private int requests;
    private int ranAsAsked;

    /** The stage that the finding shows: the first one that has a fault, or else one that could not be judged. */
    private Optional<StageRun> faulty = Optional.empty();

    private Optional<StageRun> unseen = Optional.empty();
    private boolean detailed;

    ServingCheck(
            ServingConsistency.Parameters parameters,
            ExportedModel exported,
            Inference inference,
            List<Path> images,
            ServingRun serving) {
        this.parameters = parameters;
        this.exported = exported;
        this.inference = inference;
        this.images = images;
        this.serving = serving;
    }

    Finding finding() {
        if (!serving.cells().isEmpty()
                && serving.cells().stream().allMatch(cell -> cell.notRun().isPresent())) {
            return notRun();
        }
        Optional<ServiceRun> first = serving.first();
        StageRun stage = first.map(ServiceRun::stage).orElse(serving.conversion());
        Samples expected = ServedTensors.expected(inference);
        if (expected.size() != images.size()) {
            return judgement(stage)
                    .cannotJudge(
                            ScriptName.of(inference.stage()) + " did not run each test image once",
                            expected.size() + " samples and " + Quantity.count(images.size(), "image"),
                            "let it run every test image once, without extra warm-up runs",
                            List.of(),
                            List.of());
        }
        if (serving.cells().isEmpty()) {
            found = found.plus(Part.unjudged(
                    new Fault("the config asks for no service", "0 cells", "name a service in the serving config")));
        }
        for (ServedCell cell : serving.cells()) {
            judge(cell, expected);
        }
        if (ranAsAsked == 0 && !serving.services().isEmpty()) {
            found = found.plus(Part.unjudged(new Fault(
                    "no service ran as its row says",
                    cells.stream().map(row -> row.get(0) + ": " + row.get(5)).collect(Collectors.joining("\n")),
                    "name a cell that Paddle Serving can run on this machine")));
        }
        found = found.plus(new Part(
                List.of(),
                List.of(),
                List.of(
                        Figure.of("requests answered", requests, ""),
                        Figure.share(
                                "cells of the service that ran",
                                ranAsAsked,
                                serving.cells().size(),
                                "")),
                List.of(new TableEvidence(
                        "services",
                        List.of("cell", "start to ready", "requests", "p50 HTTP", "p50 gRPC", "result"),
                        cells))));
        found = first.map(service -> found.plus(Part.showing(new TextEvidence("how it was served", served(service)))))
                .orElse(found);
        return verdict(stage);
    }

    private static Judgement judgement(StageRun stage) {
        return Judgement.of(Clause.SERVING, REQUIREMENT, stage, EXPECTED);
    }

    private Finding verdict(StageRun stage) {
        StageRun about = !found.faults().isEmpty()
                ? faulty.orElse(stage)
                : !found.unjudged().isEmpty() ? unseen.orElse(stage) : stage;
        Part told = new Part(
                Fault.withSummaries(found.faults()),
                Fault.withSummaries(found.unjudged()),
                found.figures(),
                found.evidence());
        return judgement(about)
                .conclude(
                        List.of(told),
                        "the service and inference agree on " + Quantity.count(images.size(), "image"),
                        requests + " requests to "
                                + Quantity.count(serving.services().size(), "service")
                                + " answered; inputs and outputs equal bit for bit");
    }

    private Finding notRun() {
        return Finding.notRun(
                Clause.SERVING,
                REQUIREMENT,
                serving.conversion().model(),
                new Problem(
                        Place.nowhere(),
                        "this machine can run none of the services",
                        EXPECTED,
                        serving.cells().stream()
                                .map(cell -> cell.name() + ": " + cell.notRun().orElse(""))
                                .collect(Collectors.joining("\n")),
                        "certify a serving config with a cell for the CPU, or on a machine that can run its cells"));
    }

    private void judge(ServedCell cell, Samples expected) {
        if (cell.notRun().isPresent()) {
            cells.add(List.of(
                    cell.name(), "-", "-", "-", "-", "NOT_RUN: " + cell.notRun().get()));
            return;
        }
        if (cell.failure().isPresent()) {
            StageFailure failure = cell.failure().get();
            add(
                    Part.faulty(List.of(new Fault(
                            failure.summary() + " (" + cell.name() + ")", failure.observed(), failure.remedy()))),
                    failure.run());
            cells.add(List.of(cell.name(), "-", "-", "-", "-", failure.summary()));
            return;
        }
        if (cell.service().isEmpty()) {
            found = found.plus(Part.unjudged(new Fault(
                    "it cannot be seen what became of a service (" + cell.name() + ")",
                    "no answers, no failure and no reason why it was not run",
                    "run it again to the end")));
            cells.add(List.of(cell.name(), "-", "-", "-", "-", "not seen"));
            return;
        }
        judge(cell, cell.service().get(), expected);
    }

    private void add(Part part, Optional<StageRun> stage) {
        faulty = found.faults().isEmpty() && !part.faults().isEmpty() ? stage : faulty;
        unseen = found.unjudged().isEmpty() && !part.unjudged().isEmpty() ? stage : unseen;
        found = found.plus(part);
    }

    private void judge(ServedCell cell, ServiceRun service, Samples expected) {
        String name = cell.name();
        ServedClaims claims = ServedClaims.of(cell, service);
        boolean first = !detailed;
        detailed = true;
        ServedAnswers answers = ServedAnswers.of(service, name, images);
        requests += answers.answered();
        boolean beside = isBeside(service, answers.answered());
        Optional<Fault> model = otherModel(name, service, beside);
        Part part = answers.part()
                .plus(
                        model.isEmpty()
                                ? tensors(name, service, expected, answers, first)
                                : beside ? Part.unjudged(model.get()) : Part.faulty(List.of(model.get())));
        if (answers.part().faults().isEmpty()) {
            part = part.plus(results(
                    name,
                    service,
                    answers,
                    first,
                    model.isEmpty() && part.faults().isEmpty()));
        }
        // The other model may well be set otherwise.
        part = beside ? part : part.plus(Part.faulty(claims.faults()));
        ranAsAsked += claims.notRun().isEmpty() ? 1 : 0;
        boolean well = part.faults().isEmpty() && part.unjudged().isEmpty();
        cells.add(List.of(
                name,
                seconds(service.startToReady().toMillis()) + " s",
                String.valueOf(answers.answered()),
                milliseconds(service.http(), 0.5) + " ms",
                milliseconds(service.grpc(), 0.5) + " ms",
                (well ? "identical" : "not identical")
                        + claims.notRun().map(why -> "; NOT_RUN: " + why).orElse("")));
        add(first ? part.plus(latencies(service)) : part, Optional.of(service.stage()));
    }

    private Part results(String name, ServiceRun service, ServedAnswers answers, boolean first, boolean sameTensors) {
        ServedResults results = ServedResults.of(
                service, name, answers.values(), inference.stage(), parameters.resultPattern(), Rounding.of(inference));
        // Where the answers' tensors differ, their results say so again.
        Part part = sameTensors ? results.part() : results.part().withoutFaults();
        if (first) {
            part = part.plus(Part.showing(new TextEvidence("results", results.sideBySide())));
        }
        boolean blind = answers.values().size() > 1
                && answers.values().values().stream().distinct().count() < 2;
        return blind
                ? part.plus(Part.unjudged(new Fault(
                        "blind evidence: all images get the same answer (" + name + ")",
                        "1 answer to " + images.size() + " images: "
                                + answers.values().values().iterator().next(),
                        "choose test images that differ, or train longer")))
                : part;
    }

    private Optional<Fault> otherModel(String name, ServiceRun service, boolean beside) {
        if (service.runs().isEmpty()) {
            return Optional.of(new Fault(
                    "the service never ran a Paddle Inference predictor (" + name + ")",
                    "0 predictor runs",
                    "let the service run the converted model through Paddle Serving's local predictor; an answer that is made"
                            + " without running the model is no inference"));
        }
        Optional<PredictorRun> other =
                service.runs().stream().filter(run -> !isOfServed(run)).findFirst();
        return other.map(run -> {
            String ran = "ran " + (run.modelFile().isEmpty() ? "a model whose file could not be seen" : run.modelFile())
                    + ", converted was " + serving.servedModel() + " from " + exported.program();
            return beside
                    ? new Fault(
                            "the service runs another model beside the one that was converted in this run (" + name
                                    + ")",
                            ran,
                            "serve the converted model alone, in a service that the config names: what this one answers depends on the"
                                    + " other model, of which this run knows nothing")
                    : new Fault(
                            "the service runs another model than the one that was converted in this run (" + name + ")",
                            ran,
                            "name the folder of the conversion (--serving_server) as model_config of the service");
        });
    }

    private boolean isOfServed(PredictorRun run) {
        return Path.of(run.modelFile()).normalize().startsWith(serving.servedModel());
    }

    /** Whether the converted model ran for each answer, and others did, as where one finds what the next one tells apart. */
    private boolean isBeside(ServiceRun service, int answered) {
        long served = service.runs().stream().filter(this::isOfServed).count();
        return answered > 0 && Math.min(served, service.runs().size() - served) >= answered;
    }

    private Part tensors(String name, ServiceRun service, Samples expected, ServedAnswers answers, boolean first) {
        ServedTensors tensors = ServedTensors.of(
                service, name, expected, images, ScriptName.of(inference.stage()), Rounding.of(inference));
        // Figures and tables are those of the first service.
        Part part = first ? tensors.part() : Part.faulty(tensors.part().faults());
        return part.faults().isEmpty() && tensors.samples() < answers.answered()
                ? part.plus(
                        Part.faulty(
                                List.of(
                                        new Fault(
                                                "the service answered more requests than it ran its model for (" + name
                                                        + ")",
                                                answers.answered() + " answers, " + tensors.samples()
                                                        + " runs of the model",
                                                "let the service run its model for every request; an answer of another request may be another one's"))))
                : part;
    }

    private static Part latencies(ServiceRun service) {
        return Part.measuring(
                Figure.of("start to ready", service.startToReady().toMillis() / 1000.0, "s"),
                Latency.figure("latency over HTTP, p50", quantile(service.http(), 0.5)),
                Latency.figure("latency over HTTP, p95", quantile(service.http(), 0.95)),
                Latency.figure("latency over HTTP, p99", quantile(service.http(), 0.99)),
                Latency.figure("latency over gRPC, p50", quantile(service.grpc(), 0.5)),
                Figure.of("time to stop", service.stop().duration().toMillis() / 1000.0, "s"));
    }

    private static String seconds(long millis) {
        return Quantity.of(millis / 1000.0);
    }

    private static String milliseconds(List<Answer> answers, double p) {
        return quantile(answers, p).map(Latency::milliseconds).orElse("-");
    }

    private static Optional<Duration> quantile(List<Answer> answers, double p) {
        return Latency.quantile(answers.stream().map(Answer::latency).toList(), p);
    }

    private String served(ServiceRun service) {
        List<String> lines = new ArrayList<>();
        lines.add("service " + service.serviceName() + ", key " + service.key());
        lines.add("ports " + ports(service.used()) + " in place of the documented " + ports(service.documented()));
        lines.add(
                service.proxiesRemoved().isEmpty()
                        ? "no variable named a proxy"
                        : "taken from the service and its clients: " + String.join(", ", service.proxiesRemoved()));
        lines.add("model " + serving.servedModel() + ", converted from " + serving.exportedAt()
                + ", where the exported " + exported.program() + " was put");
        lines.add("Paddle Inference ran with the service's settings: "
                + service.reference().settings());
        return String.join("\n", lines);
    }

    private static String ports(ServicePorts ports) {
        return ports.http() + " (HTTP) and " + ports.rpc() + " (gRPC)";
    }
}

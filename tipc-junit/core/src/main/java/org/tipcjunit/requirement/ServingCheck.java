// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tipcjunit.chain.Answer;
import org.tipcjunit.chain.ExportedModel;
import org.tipcjunit.chain.Inference;
import org.tipcjunit.chain.ServedCell;
import org.tipcjunit.chain.ServiceRun;
import org.tipcjunit.chain.ServingRun;
import org.tipcjunit.chain.StageFailure;
import org.tipcjunit.chain.StageRun;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.requirement.Evidence.TableEvidence;
import org.tipcjunit.requirement.Evidence.TextEvidence;
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
    private final List<Fault> faults = new ArrayList<>();
    private final List<Fault> unjudged = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();
    private final List<Evidence> evidence = new ArrayList<>();
    private final List<List<String>> cells = new ArrayList<>();
    private int requests;

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
                            Script.name(inference.stage()) + " did not run each test image once",
                            expected.size() + " samples and " + Quantity.count(images.size(), "image"),
                            "let it run every test image once, without extra warm-up runs",
                            List.of(),
                            List.of());
        }
        if (serving.cells().isEmpty()) {
            unjudged.add(
                    new Fault("the config asks for no service", "0 cells", "name a service in the serving config"));
        }
        for (ServedCell cell : serving.cells()) {
            judge(cell, expected);
        }
        figures.add(Figure.of("requests answered", requests, ""));
        figures.add(Figure.share(
                "cells of the service that ran",
                serving.services().size(),
                serving.cells().size(),
                ""));
        evidence.add(new TableEvidence(
                "services", List.of("cell", "start to ready", "requests", "p50 HTTP", "p50 gRPC", "result"), cells));
        first.ifPresent(service -> evidence.add(new TextEvidence("how it was served", served(service))));
        return verdict(stage);
    }

    private static Judgement judgement(StageRun stage) {
        return Judgement.of(Clause.SERVING, REQUIREMENT, stage, EXPECTED);
    }

    private Finding verdict(StageRun stage) {
        if (!faults.isEmpty()) {
            Fault fault = faults.get(0);
            return judgement(faulty.orElse(stage))
                    .fail(fault.summary(), details(faults), fault.remedy(), figures, evidence);
        }
        if (!unjudged.isEmpty()) {
            Fault fault = unjudged.get(0);
            return judgement(unseen.orElse(stage))
                    .cannotJudge(fault.summary(), details(unjudged), fault.remedy(), figures, evidence);
        }
        return judgement(stage)
                .pass(
                        "the service and inference agree on " + Quantity.count(images.size(), "image"),
                        requests + " requests to "
                                + Quantity.count(serving.services().size(), "service")
                                + " answered; inputs and outputs equal bit for bit",
                        figures,
                        evidence);
    }

    private Finding notRun() {
        return new Finding(
                Clause.SERVING,
                REQUIREMENT,
                serving.conversion().model(),
                Verdict.NOT_RUN,
                "this machine can run none of the services",
                EXPECTED,
                serving.cells().stream()
                        .map(cell -> cell.name() + ": " + cell.notRun().orElse(""))
                        .collect(Collectors.joining("\n")),
                "certify a serving config with a cell for the CPU, or on a machine that can run its cells",
                List.of(),
                List.of(),
                Optional.empty());
    }

    /** The finding's own summary says what the first one is about. */
    private static String details(List<Fault> faults) {
        return IntStream.range(0, faults.size())
                .mapToObj(i -> (i == 0 ? "" : faults.get(i).summary() + ": ")
                        + faults.get(i).detail())
                .collect(Collectors.joining("\n"));
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
                    List.of(new Fault(
                            failure.summary() + " (" + cell.name() + ")", failure.observed(), failure.remedy())),
                    List.of(),
                    failure.run());
            cells.add(List.of(cell.name(), "-", "-", "-", "-", failure.summary()));
            return;
        }
        if (cell.service().isEmpty()) {
            unjudged.add(new Fault(
                    "it cannot be seen what became of a service (" + cell.name() + ")",
                    "no answers, no failure and no reason why it was not run",
                    "run it again to the end"));
            cells.add(List.of(cell.name(), "-", "-", "-", "-", "not seen"));
            return;
        }
        judge(cell.name(), cell.service().get(), expected);
    }

    private void add(List<Fault> wrong, List<Fault> hidden, Optional<StageRun> stage) {
        faulty = faults.isEmpty() && !wrong.isEmpty() ? stage : faulty;
        unseen = unjudged.isEmpty() && !hidden.isEmpty() ? stage : unseen;
        faults.addAll(wrong);
        unjudged.addAll(hidden);
    }

    private void judge(String name, ServiceRun service, Samples expected) {
        List<Fault> wrong = new ArrayList<>();
        List<Fault> hidden = new ArrayList<>();
        boolean first = !detailed;
        detailed = true;
        ServedAnswers answers = ServedAnswers.of(service, name, images);
        wrong.addAll(answers.faults());
        hidden.addAll(answers.unjudged());
        requests += answers.answered();
        Optional<Fault> model = otherModel(name, service);
        if (model.isPresent()) {
            wrong.add(model.get());
        } else {
            wrong.addAll(judgeTensors(name, service, expected, answers, first));
        }
        if (answers.faults().isEmpty()) {
            ServedResults results =
                    ServedResults.of(service, name, answers.values(), inference.stage(), parameters.resultPattern());
            // Where the answers' tensors differ, their results say so again.
            if (wrong.isEmpty()) {
                wrong.addAll(results.faults());
            }
            hidden.addAll(results.unjudged());
            if (first) {
                evidence.add(new TextEvidence("results", results.sideBySide()));
            }
            if (answers.values().size() > 1
                    && answers.values().values().stream().distinct().count() < 2) {
                hidden.add(new Fault(
                        "blind evidence: all images get the same answer (" + name + ")",
                        "1 answer to " + images.size() + " images: "
                                + answers.values().values().iterator().next(),
                        "choose test images that differ, or train longer"));
            }
        }
        latencies(name, service, answers, first, wrong.isEmpty() && hidden.isEmpty());
        add(wrong, hidden, Optional.of(service.stage()));
    }

    private Optional<Fault> otherModel(String name, ServiceRun service) {
        if (service.runs().isEmpty()) {
            return Optional.of(new Fault(
                    "the service never ran a Paddle Inference predictor (" + name + ")",
                    "0 predictor runs",
                    "let the service run the converted model through Paddle Serving's local predictor; an answer that is made"
                            + " without running the model is no inference"));
        }
        for (PredictorRun run : service.runs()) {
            if (!Path.of(run.modelFile()).normalize().startsWith(serving.servedModel())) {
                return Optional.of(new Fault(
                        "the service runs another model than the one that was converted in this run (" + name + ")",
                        "ran " + (run.modelFile().isEmpty() ? "a model whose file could not be seen" : run.modelFile())
                                + ", converted was " + serving.servedModel() + " from " + exported.program(),
                        "name the folder of the conversion (--serving_server) as model_config of the service"));
            }
        }
        return Optional.empty();
    }

    private List<Fault> judgeTensors(
            String name, ServiceRun service, Samples expected, ServedAnswers answers, boolean first) {
        ServedTensors tensors = ServedTensors.of(service, name, expected, images, Script.name(inference.stage()));
        List<Fault> wrong = new ArrayList<>(tensors.faults());
        if (tensors.faults().isEmpty() && tensors.samples() < answers.answered()) {
            wrong.add(
                    new Fault(
                            "the service answered more requests than it ran its model for (" + name + ")",
                            answers.answered() + " answers, " + tensors.samples() + " runs of the model",
                            "let the service run its model for every request; an answer of another request may be another one's"));
        }
        if (first) {
            evidence.add(0, new TableEvidence("tensors of the service", ServedTensors.HEADER, tensors.rows()));
            figures.add(Figure.of(
                    "max abs difference to the inference script",
                    tensors.againstScript().maxAbs(),
                    ""));
        }
        return wrong;
    }

    private void latencies(String name, ServiceRun service, ServedAnswers answers, boolean first, boolean well) {
        String ready = seconds(service.startToReady().toMillis());
        if (first) {
            figures.add(Figure.of("start to ready", service.startToReady().toMillis() / 1000.0, "s"));
            figures.add(Latency.figure("latency over HTTP, p50", quantile(service.http(), 0.5)));
            figures.add(Latency.figure("latency over HTTP, p95", quantile(service.http(), 0.95)));
            figures.add(Latency.figure("latency over HTTP, p99", quantile(service.http(), 0.99)));
            figures.add(Latency.figure("latency over gRPC, p50", quantile(service.grpc(), 0.5)));
            figures.add(Figure.of("time to stop", service.stop().duration().toMillis() / 1000.0, "s"));
        }
        cells.add(List.of(
                name,
                ready + " s",
                String.valueOf(answers.answered()),
                milliseconds(service.http(), 0.5) + " ms",
                milliseconds(service.grpc(), 0.5) + " ms",
                well ? "identical" : "not identical"));
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

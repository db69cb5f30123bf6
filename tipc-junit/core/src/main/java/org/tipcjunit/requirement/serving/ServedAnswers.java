// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.serving;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tipcjunit.artifact.Answer;
import org.tipcjunit.artifact.ClientRun;
import org.tipcjunit.artifact.ServiceRun;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Part;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.recording.ClientExchange;
import org.tipcjunit.requirement.text.ScriptName;
import org.tipcjunit.serving.PipelineResponse;

/**
 * What a service answered, compared between the ways in which it was asked.
 *
 * @param part what is wrong, and what could not be seen
 * @param values the values of the answer about each image, over HTTP, one request at a time
 * @param answered how many requests were answered well, those of the repository's clients included
 */
record ServedAnswers(Part part, Map<Path, List<String>> values, int answered) {

    /** Compare; every one of {@code images} has to be asked about in every way. */
    static ServedAnswers of(ServiceRun service, String name, List<Path> images) {
        return new AnswerComparison(service, name, images).result();
    }

    /** One comparison; used once. */
    private static final class AnswerComparison {

        private final ServiceRun service;
        private final String name;
        private final List<Path> images;
        private final List<Fault> faults = new ArrayList<>();
        private final List<Fault> unjudged = new ArrayList<>();
        private final Map<Path, List<String>> values = new LinkedHashMap<>();
        private int answered;

        AnswerComparison(ServiceRun service, String name, List<Path> images) {
            this.service = service;
            this.name = name;
            this.images = images;
        }

        ServedAnswers result() {
            if (requireAnswers("over HTTP", service.http())) {
                service.http()
                        .forEach(answer -> values.put(
                                answer.image(), answer.response().orElseThrow().values()));
                compare("over gRPC", service.grpc());
                compareInFlight();
                service.clients().forEach(this::judge);
                compare("after " + answered + " answers", service.later());
            }
            return new ServedAnswers(new Part(faults, unjudged, List.of(), List.of()), values, answered);
        }

        /** Whether there was a request about every image, and every request was answered well. */
        private boolean requireAnswers(String way, List<Answer> answers) {
            List<Path> asked = answers.stream().map(Answer::image).toList();
            Optional<Path> unasked =
                    images.stream().filter(image -> !asked.contains(image)).findFirst();
            if (unasked.isPresent()) {
                unjudged.add(new Fault(
                        "the service was not asked about every image " + way + " (" + name + ")",
                        Quantity.count(answers.size(), "request") + ", none about " + fileName(unasked.get()),
                        "run it again to the end"));
                return false;
            }
            for (Answer answer : answers) {
                Optional<String> error = error(answer);
                if (error.isPresent()) {
                    faults.add(new Fault(
                            "the service does not answer " + way + " (" + name + ")",
                            fileName(answer.image()) + ": " + error.get(),
                            "see what its log says of the request; HTTP status 200 alone says nothing"));
                    return false;
                }
                answered++;
            }
            return true;
        }

        private static Optional<String> error(Answer answer) {
            if (answer.response().isEmpty()) {
                return Optional.of(answer.error());
            }
            PipelineResponse response = answer.response().get();
            return response.isSuccess()
                    ? response.values().isEmpty() ? Optional.of("err_no 0 without any value") : Optional.empty()
                    : Optional.of(
                            ErrNo.describe(response.errNo(), response.errMsg()) + ", HTTP status " + response.status());
        }

        private void compare(String way, List<Answer> answers) {
            if (!requireAnswers(way, answers)) {
                return;
            }
            for (Answer answer : answers) {
                List<String> got = answer.response().orElseThrow().values();
                List<String> first = expected(answer.image());
                if (!got.equals(first)) {
                    faults.add(new Fault(
                            "the service answers otherwise " + way + " (" + name + ")",
                            fileName(answer.image()) + ": first " + first + ", then " + got,
                            "let an answer depend on its request only"));
                    return;
                }
            }
        }

        private void compareInFlight() {
            if (!requireAnswers("when several requests are under way", service.inFlight())) {
                return;
            }
            for (Answer answer : service.inFlight()) {
                List<String> got = answer.response().orElseThrow().values();
                List<String> alone = expected(answer.image());
                if (!got.equals(alone)) {
                    Optional<Path> other = values.entrySet().stream()
                            .filter(entry -> entry.getValue().equals(got))
                            .map(Map.Entry::getKey)
                            .findFirst();
                    faults.add(new Fault(
                            other.isPresent()
                                    ? "answers are swapped between concurrent requests (" + name + ")"
                                    : "the service answers otherwise when several requests are under way (" + name
                                            + ")",
                            fileName(answer.image())
                                    + other.map(image -> " got the answer about " + fileName(image))
                                            .orElse(": alone " + alone + ", among others " + got),
                            "keep what belongs to a request with it (data_id), and share no state between requests"));
                    return;
                }
            }
        }

        private List<String> expected(Path image) {
            return values.getOrDefault(image, List.of());
        }

        private void judge(ClientRun client) {
            String script = ScriptName.of(client.stage());
            if (client.exchanges().isEmpty()) {
                unjudged.add(new Fault(
                        "it cannot be seen what " + script + " was answered (" + name + ")",
                        "0 exchanges of requests, urllib or gRPC",
                        "let it ask the service with requests, urllib or Serving's PipelineClient"));
                return;
            }
            for (ClientExchange exchange : client.exchanges()) {
                if (!exchange.isSuccess()) {
                    faults.add(
                            new Fault(
                                    "the service does not answer the repository's " + script + " (" + name + ")",
                                    "request " + (exchange.index() + 1) + " over " + exchange.transport() + ": "
                                            + (exchange.error().isEmpty()
                                                            && exchange.errNo().isPresent()
                                                    ? ErrNo.describe(
                                                            exchange.errNo().getAsInt(), exchange.errMsg())
                                                    : exchange.error().isEmpty()
                                                            ? "HTTP status " + exchange.status()
                                                                    + " and no answer of a pipeline service"
                                                            : exchange.error()),
                                    "let it send what the service takes, and end with a status other than 0 when err_no is not 0"));
                    return;
                }
                answered++;
                if (!values.containsValue(exchange.values())) {
                    faults.add(new Fault(
                            "the service answers the repository's " + script + " otherwise (" + name + ")",
                            "request " + (exchange.index() + 1) + ": " + exchange.values()
                                    + ", which is the answer about no test image",
                            "let it send the test images as files, in Base64"));
                    return;
                }
            }
            long told = distinct(client.exchanges().stream().map(ClientExchange::values));
            long known = distinct(values.values().stream());
            // One that asks about a single image, or about one again and again for the time it takes, is left alone.
            if (client.exchanges().size() == images.size() && told < known) {
                unjudged.add(new Fault(
                        script + " asks about some images several times and about others not at all (" + name + ")",
                        "different answers to " + images.size() + " requests: " + told + "; to the " + images.size()
                                + " images: " + known,
                        "let it send each of the images once"));
            }
        }

        private static long distinct(Stream<List<String>> answers) {
            return answers.distinct().count();
        }

        private static String fileName(Path image) {
            return String.valueOf(image.getFileName());
        }
    }
}

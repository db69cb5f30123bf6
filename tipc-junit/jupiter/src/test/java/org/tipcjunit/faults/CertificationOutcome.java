// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/**
 * How a certification class ended under EngineTestKit.
 *
 * @param tests what became of each test method, by name
 * @param containers what became of each class that did not end well, by name
 * @param directory the folder of the model's results
 */
public record CertificationOutcome(Map<String, Result> tests, Map<String, Result> containers, Path directory) {

    /**
     * What became of a test.
     *
     * @param status how it ended
     * @param message its failure's message; empty when it has none
     */
    public record Result(TestExecutionResult.Status status, String message) {}

    /** Run a certification of the digits. */
    public static CertificationOutcome of(Class<?> certification, Path output, Map<String, String> parameters) {
        return of(certification, "digits", output, parameters);
    }

    /** Run a certification of {@code model}, whose results go to a folder of that name in {@code output}. */
    public static CertificationOutcome of(
            Class<?> certification, String model, Path output, Map<String, String> parameters) {
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(certification))
                .configurationParameter("tipc.output", output.toString());
        parameters.forEach(kit::configurationParameter);
        return of(kit.execute(), certification, output.resolve(model));
    }

    /** Get how one of the classes of an execution ended. */
    public static CertificationOutcome of(EngineExecutionResults results, Class<?> certification, Path directory) {
        Map<String, Result> tests = results.testEvents().finished().stream()
                .filter(event -> isIn(certification, event))
                .collect(Collectors.toMap(CertificationOutcome::name, CertificationOutcome::result));
        Map<String, Result> containers = results.containerEvents().finished().stream()
                .filter(event -> isIn(certification, event))
                .filter(event -> result(event).status() != TestExecutionResult.Status.SUCCESSFUL)
                .collect(Collectors.toMap(CertificationOutcome::name, CertificationOutcome::result));
        return new CertificationOutcome(new TreeMap<>(tests), new TreeMap<>(containers), directory);
    }

    private static boolean isIn(Class<?> certification, Event event) {
        return event.getTestDescriptor().getUniqueId().toString().contains("[class:" + certification.getName() + "]");
    }

    /** Get the names of the tests that ended with {@code status}. */
    public Set<String> named(TestExecutionResult.Status status) {
        return tests.entrySet().stream()
                .filter(entry -> entry.getValue().status() == status)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Get the folder of the only run that was made. */
    public Path onlyRun() {
        try (Stream<Path> runs = Files.list(directory.resolve("runs"))) {
            List<Path> found = runs.toList();
            if (found.size() != 1) {
                throw new IllegalStateException("there is not one run, but " + found);
            }
            return found.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean hasCertificate() {
        return Files.exists(directory.resolve("certificate.json"))
                || Files.exists(directory.resolve("certificate.md"))
                || Files.exists(directory.resolve("certificate.html"));
    }

    private static String name(Event event) {
        return event.getTestDescriptor().getDisplayName().replaceFirst("\\(.*", "");
    }

    private static Result result(Event event) {
        TestExecutionResult result = event.getRequiredPayload(TestExecutionResult.class);
        return new Result(
                result.getStatus(),
                result.getThrowable().map(Throwable::getMessage).orElse(""));
    }
}

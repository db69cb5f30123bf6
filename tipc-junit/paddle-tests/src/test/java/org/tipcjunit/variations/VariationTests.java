// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.variations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tipcjunit.certificate.PublishedCertificate;
import org.tipcjunit.certification.Certification;
import org.tipcjunit.certification.CertificationListener;
import org.tipcjunit.certification.GuideDemands;
import org.tipcjunit.certification.Request;
import org.tipcjunit.certification.SharedTools;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.config.Mode;
import org.tipcjunit.faults.KeptRuns;
import org.tipcjunit.lanes.PlantsFaults;
import org.tipcjunit.process.NativeNames;
import org.tipcjunit.requirement.Demand;

/**
 * What users of other suites met and reported, each rebuilt in a repository that trains for a second: sound ones are not refused,
 * and broken ones not passed.
 */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@PlantsFaults
class VariationTests {

    private Settings settings;
    private SharedTools tools;

    /** All of them share environments and predictors. */
    @BeforeAll
    void start() {
        Map<String, String> parameters = new LinkedHashMap<>(KeptRuns.on("paddle-2.6.2"));
        parameters.put("tipc.stage.limit", "120");
        settings = new Settings(name -> Optional.ofNullable(parameters.get(name)), System.getenv());
        tools = SharedTools.start(settings);
    }

    @AfterAll
    void end() {
        tools.close();
    }

    static List<Variation> everyday() throws IOException {
        return variations().stream()
                .filter(variation -> variation.like().isEmpty())
                .toList();
    }

    static List<Variation> further() throws IOException {
        return variations().stream()
                .filter(variation -> variation.like().isPresent())
                .toList();
    }

    private static List<Variation> variations() throws IOException {
        try (Stream<Path> files = Files.list(resources())) {
            return files.filter(file -> file.toString().endsWith(".variation"))
                    .sorted()
                    .map(Variation::in)
                    .toList();
        }
    }

    private static Path resources() {
        try {
            return Path.of(VariationTests.class.getResource("base/README.md").toURI())
                    .getParent()
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("everyday")
    void is_judged_by_what_it_is(Variation variation, @TempDir Path folder) throws IOException {
        assertIsJudgedByWhatItIs(variation, folder);
    }

    @ParameterizedTest
    @MethodSource("further")
    @Tag("thorough")
    void is_judged_as_what_it_is_like(Variation variation, @TempDir Path folder) throws IOException {
        assertIsJudgedByWhatItIs(variation, folder);
    }

    @Test
    void stands_for_others_in_every_build() throws IOException {
        assertThat(everyday())
                .extracting(Variation::name)
                .containsAll(further().stream()
                        .flatMap(variation -> variation.like().stream())
                        .toList());
    }

    private void assertIsJudgedByWhatItIs(Variation variation, Path folder) throws IOException {
        NativeNames names = NativeNames.ofJvm();
        assumeThat(names.holds(variation.place())).as(names.locale()).isTrue();
        // A path in Chinese is no other path, where the locale knows it.
        Path repository = Files.createDirectory(folder.resolve(names.holds("仓库") ? "仓库" : "repository"));
        variation.into(resources().resolve("base"), repository);

        assertThat(wrong(variation, certify(variation, repository, folder.resolve("results"))))
                .isEmpty();
    }

    /** Only what a variation expects something of is demanded, so that no other stage runs. */
    private PublishedCertificate certify(Variation variation, Path repository, Path results) {
        List<Demand<?>> demands = GuideDemands.ofBaseChain().values().stream()
                .filter(demand ->
                        variation.expected().containsKey(demand.clause().id()))
                .toList();
        Request plain = Request.of(
                repository, "test_tipc/configs/stripes/train_infer_python.txt", Mode.LITE_TRAIN_LITE_INFER, results);
        Request request = new Request(
                        plain.model(),
                        List.of(),
                        settings,
                        plain.results(),
                        plain.requester(),
                        plain.chosen(),
                        plain.backbone(),
                        plain.declared(),
                        plain.takesService())
                .demanding(demands);
        return Certification.run(request, CertificationListener.none(), tools);
    }

    private static List<String> wrong(Variation variation, PublishedCertificate published) {
        List<String> wrong = new ArrayList<>();
        Map<String, String> reasons = published.certificate().clauses().stream()
                .collect(Collectors.toMap(
                        clause -> clause.clause(), clause -> clause.status() + ": " + clause.reason()));
        variation.expected().forEach((clause, statuses) -> {
            String found = reasons.getOrDefault(clause, "absent:");
            if (!statuses.contains(found.substring(0, found.indexOf(':')))) {
                wrong.add(clause + " is to be " + statuses + " and is " + found);
            }
        });
        for (String pattern : variation.never()) {
            Matcher matcher = Pattern.compile(pattern).matcher(text(published.markdown()));
            if (matcher.find()) {
                wrong.add("the report says: " + matcher.group());
            }
        }
        return wrong;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

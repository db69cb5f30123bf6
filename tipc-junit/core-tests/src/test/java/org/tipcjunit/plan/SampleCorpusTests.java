// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tipcjunit.config.ChainKind;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.config.line.LineLayout;
import org.tipcjunit.config.reading.Reading;
import org.tipcjunit.plan.model.Deviation;
import org.tipcjunit.plan.model.NotRun;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.PlannedInput;
import org.tipcjunit.plan.model.TipcPlan;

/**
 * Plans configs of made-up models in every layout, and compares them with what the folder of each says.
 *
 * <p>To take what is planned now as what is expected, run with {@code -Dsamples.write=FOLDER}, the folder of the samples in the
 * sources, and look at the difference.
 */
class SampleCorpusTests {

    private static final String EXPECTED = "plan.expected";

    /**
     * A config and what is expected of it.
     *
     * @param folder its folder
     * @param reading the config as it is understood
     * @param expected the expected plan, as {@link #rendered} writes it
     */
    record Sample(Path folder, Reading reading, String expected) {

        static Sample in(Path folder) throws IOException {
            String expected = Files.readString(folder.resolve(EXPECTED));
            List<String> head = expected.lines()
                    .map(line -> line.substring(line.indexOf(' ') + 1))
                    .toList();
            Optional<String> repository = Optional.of(head.get(1)).filter(name -> !name.equals("-"));
            try (Stream<Path> files = Files.list(folder)) {
                Path config = files.filter(file -> file.toString().endsWith(".txt"))
                        .findFirst()
                        .orElseThrow();
                String path = "test_tipc/configs/" + folder.getFileName() + "/" + config.getFileName();
                ConfigFile lines = ConfigFile.of(Path.of(path), Files.readAllBytes(config));
                return new Sample(folder, Reading.of(lines, path, head.get(0), repository, Map.of()), expected);
            }
        }

        @Override
        public String toString() {
            return String.valueOf(folder.getFileName());
        }
    }

    static List<Sample> samples() throws IOException, URISyntaxException {
        URL samples = Objects.requireNonNull(SampleCorpusTests.class.getResource("samples"));
        List<Path> folders;
        try (Stream<Path> found = Files.list(Path.of(samples.toURI()))) {
            folders = found.sorted().toList();
        }
        List<Sample> all = new ArrayList<>();
        for (Path folder : folders) {
            all.add(Sample.in(folder));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_config_is_planned_as_expected(Sample sample) throws IOException {
        TipcPlan plan = new Planner().plan(sample.reading(), Optional.empty());

        String rendered = rendered(plan, sample.reading());
        String write = System.getProperty("samples.write", "");
        if (!write.isEmpty()) {
            Files.writeString(Path.of(write).resolve(sample.toString()).resolve(EXPECTED), rendered);
        }
        assertThat(rendered).isEqualTo(sample.expected());
    }

    @Test
    void every_layout_and_every_kind_has_a_sample() throws IOException, URISyntaxException {
        Set<LineLayout> layouts = EnumSet.noneOf(LineLayout.class);
        Set<ChainKind> kinds = EnumSet.noneOf(ChainKind.class);
        for (Sample sample : samples()) {
            sample.reading().layout().ifPresent(layouts::add);
            kinds.add(sample.reading().kind());
        }
        assertThat(layouts).containsExactlyInAnyOrder(LineLayout.values());
        assertThat(kinds).containsExactlyInAnyOrder(ChainKind.values());
    }

    /** Write a plan as text: what was understood, the commands, where they differ from upstream's, and what does not run. */
    private static String rendered(TipcPlan plan, Reading reading) {
        StringBuilder text = new StringBuilder();
        text.append("mode ").append(plan.mode()).append('\n');
        text.append("repository ").append(reading.repository().orElse("-")).append('\n');
        text.append("kind ").append(plan.kind().label()).append('\n');
        text.append("suite ").append(name(plan.suite())).append('\n');
        text.append("layout ")
                .append(reading.layout().map(SampleCorpusTests::name).orElse("-"));
        text.append("\nmodel ").append(plan.model()).append('\n');
        for (PlannedCommand command : plan.commands()) {
            text.append('\n').append(command.step().label()).append("  ").append(Plans.line(command));
            text.append("\n  lines ").append(command.lines()).append(" cell ").append(command.cell());
            for (PlannedInput input : command.given()) {
                text.append("\n  reads ").append(name(input.role())).append(' ').append(input.path());
            }
            command.outputs().forEach(output -> text.append("\n  makes ").append(output));
            command.log().ifPresent(log -> text.append("\n  log ").append(log));
            command.notRun().ifPresent(reason -> text.append("\n  not run: ").append(reason));
        }
        text.append('\n');
        for (Deviation deviation : plan.deviations()) {
            text.append("\ndeviation ")
                    .append(deviation.kind().label())
                    .append(": ")
                    .append(deviation.detail());
            Plans.lines(deviation.planned())
                    .forEach(line -> text.append("\n  planned ").append(line));
            Plans.lines(deviation.upstream())
                    .forEach(line -> text.append("\n  upstream ").append(line));
        }
        for (NotRun left : plan.notRun()) {
            text.append("\nnot run (line ").append(left.line()).append("): ").append(left.what());
            text.append(": ").append(left.reason());
        }
        return text.toString().strip() + "\n";
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

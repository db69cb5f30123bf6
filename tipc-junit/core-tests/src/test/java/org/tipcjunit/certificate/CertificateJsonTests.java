// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.digest.Sha256;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Evidence.FileEvidence;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Figure.Value;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.lanes.OnEveryJdk;
import org.tipcjunit.process.Termination;

@OnEveryJdk
class CertificateJsonTests {

    @TempDir
    Path folder;

    private final ObjectMapper mapper = new ObjectMapper();
    private DigitsRun run;

    @BeforeEach
    void prepare() {
        run = new DigitsRun(folder.resolve("run"));
    }

    @Test
    void a_certificate_follows_the_schema() throws Exception {
        assertThat(problems(publish(run.sound()))).isEmpty();
    }

    @Test
    void the_account_of_a_failed_run_follows_the_schema() throws Exception {
        CertificateDraft failed = DigitsRun.withoutEnvironment(DigitsRun.withStages(
                run.with(
                        run.fail(Clause.METRIC, "top1 is 0.91"),
                        run.finding(Clause.REPRODUCIBILITY, Verdict.CANNOT_JUDGE, "one training only", List.of())),
                List.of(run.stage(StageKind.INFER, new Termination.NotStarted("no such program")))));

        JsonNode json = publish(failed);

        assertThat(problems(json)).isEmpty();
        assertThat(json.get("verdict").asText()).isEqualTo("NOT_CERTIFIED");
    }

    @Test
    void the_schema_refuses_unknown_properties_everywhere() throws Exception {
        JsonNode json = publish(run.sound());
        int objects = 0;
        for (ObjectNode object : objects(json).toList()) {
            if (object == json.at("/run/overrides")) {
                continue;
            }
            object.put("surprise", 1);
            assertThat(problems(json)).describedAs(object.toString()).isNotEmpty();
            object.remove("surprise");
            objects++;
        }
        assertThat(objects).isGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAIL", "NOT_RUN"})
    void the_schema_refuses_a_certificate_with_a_required_clause_that_did_not_pass(String status) throws Exception {
        JsonNode json = publish(run.sound());

        ((ObjectNode) json.at("/clauses/2")).put("status", status);

        assertThat(problems(json)).isNotEmpty();
    }

    @Test
    void the_schema_refuses_a_certificate_that_gives_reasons_against_itself() throws Exception {
        JsonNode json = publish(run.sound());

        ((ArrayNode) json.get("reasons")).add("it failed");

        assertThat(problems(json)).isNotEmpty();
    }

    @Test
    void reads_back_what_it_wrote() {
        PublishedCertificate published = store("a").publish(run.failed());

        assertThat(new CertificateJson().read(published.json())).isEqualTo(published.certificate());
    }

    @Test
    void the_same_findings_give_the_same_bytes() throws Exception {
        Path first = store("a").publish(run.sound()).json();
        Path second = store("b").publish(run.sound()).json();

        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(second.resolveSibling("certificate.html"))
                .hasSameBinaryContentAs(first.resolveSibling("certificate.html"));
        assertThat(second.resolveSibling("certificate.md"))
                .hasSameBinaryContentAs(first.resolveSibling("certificate.md"));
    }

    @Test
    void runs_at_two_instants_differ_in_that_line_only() throws Exception {
        Path first = store("a").publish(run.sound()).json();
        Path second = store("b")
                .publish(DigitsRun.changed(
                        run.sound(),
                        r -> new Certificate.Run(
                                Instant.parse("2027-01-01T00:00:00Z"),
                                r.duration(),
                                r.toolVersion(),
                                r.threads(),
                                r.seeds(),
                                r.overrides(),
                                r.isolation())))
                .json();

        List<String> added = Files.readAllLines(second);
        added.removeAll(Files.readAllLines(first));
        assertThat(added).containsExactly("    \"started\" : \"2027-01-01T00:00:00Z\",");
    }

    @Test
    void orders_overrides_by_name() throws Exception {
        JsonNode json = publish(DigitsRun.changed(
                run.sound(),
                r -> new Certificate.Run(
                        r.started(),
                        r.duration(),
                        r.toolVersion(),
                        r.threads(),
                        r.seeds(),
                        Map.of("tipc.z", "1", "tipc.train.args", "--epochs 1", "tipc.a", "2"),
                        r.isolation())));

        assertThat(json.at("/run/overrides").fieldNames())
                .toIterable()
                .containsExactly("tipc.a", "tipc.train.args", "tipc.z");
    }

    @Test
    void survives_half_a_surrogate_pair_and_control_characters_in_a_log() throws Exception {
        JsonNode json = publish(run.with(run.finding(
                Clause.METRIC,
                Verdict.PASS,
                "half \uD83D pair, \u0000 and \u001B[31m",
                List.of(new TextEvidence("Log \uD83D", "\uD83D\u0000")))));

        assertThat(problems(json)).isEmpty();
        assertThat(json.at("/clauses/1/findings/1/summary").asText()).isEqualTo("half ? pair, \u0000 and \u001B[31m");
    }

    @Test
    void writes_durations_as_seconds_and_hashes_as_hexadecimal_digits() throws Exception {
        JsonNode json = publish(run.sound());

        assertThat(json.at("/run/seconds").decimalValue()).isEqualByComparingTo("93.215");
        assertThat(json.at("/stages/0/seconds").decimalValue()).isEqualByComparingTo("12.345");
        assertThat(json.at("/stages/0/log/0/sha256").asText())
                .isEqualTo(Sha256.of("log of train\n").hex());
    }

    @Test
    void writes_figures_as_numbers_with_units_and_only_what_is_no_number_as_text() throws Exception {
        Finding sound = run.pass(Clause.METRIC);
        JsonNode json = publish(run.with(new Finding(
                sound.clause(),
                sound.requirement(),
                sound.model(),
                Verdict.PASS,
                sound.summary(),
                sound.expected(),
                sound.observed(),
                "",
                List.of(
                        Figure.of("difference", 9.5367431640625e-7, ""),
                        Figure.of("size", 11732410, "bytes"),
                        Figure.of("margin", new BigDecimal("0.000"), ""),
                        Figure.share("cells", 3, 4, ""),
                        Figure.of("latency", Double.NaN, "ms")),
                List.of(),
                Optional.empty())));

        assertThat(problems(json)).isEmpty();
        assertThat(json.at("/clauses/1/findings/1/figures")).isEqualTo(mapper.readTree("""
                        [{"name": "difference", "value": 9.537e-7, "unit": ""},
                         {"name": "size", "value": 11732410, "unit": "bytes"},
                         {"name": "margin", "value": 0.000, "unit": ""},
                         {"name": "cells", "value": 3, "unit": "of 4"},
                         {"name": "latency", "value": "NaN", "unit": "ms"}]"""));
    }

    @Test
    void reads_certificates_of_schema_version_2_whose_numbers_are_texts() throws Exception {
        Path json = store("store").publish(run.sound()).json();
        Path old = Files.writeString(
                folder.resolve("old.json"),
                Files.readString(json)
                        .replace("\"schemaVersion\" : 5", "\"schemaVersion\" : 2")
                        .replaceAll(",\\s*\"started\" : \"plainly\"", "")
                        .replaceAll(",\\s*\"beside\" : \\[[^\\]]*\\](?=,\\s*\"log\")", "")
                        .replaceFirst(",\\s*\"renderer\" : \"[^\"]*\"", "")
                        .replaceFirst(",\\s*\"isolation\" : \\{[^{}]*\\{[^{}]*\\}\\s*\\}", "")
                        .replaceFirst(",\\s*\"differences\" : \\[ *\\],\\s*\"beside\" : \\[ *\\]", "")
                        .replaceAll("\"value\" : ([0-9.e-]+)", "\"value\" : \"$1\""));

        Certificate certificate = new CertificateJson().read(old);

        assertThat(certificate.schemaVersion()).isEqualTo(2);
        assertThat(certificate.renderer()).isEqualTo(Certificate.UNKNOWN);
        assertThat(certificate.stages())
                .isNotEmpty()
                .allMatch(stage -> stage.started().equals(Certificate.UNKNOWN))
                .allMatch(stage -> stage.beside().isEmpty());
        assertThat(certificate.run().isolation()).isEqualTo(CertifiedIsolation.unknown());
        assertThat(certificate.repository().differences()).isEmpty();
        assertThat(certificate.clauses().get(0).findings().get(0).figures())
                .extracting(figure -> figure.value())
                .containsExactly(new Value.Text("0.9812"), new Value.Text("41.2"));
    }

    @Test
    void states_the_digest_of_large_parameters_without_a_copy_of_them() throws Exception {
        Path weights = large("large.pdiparams");
        Path table = large("table.txt");
        PublishedCertificate published = store("store")
                .publish(run.with(run.finding(
                        Clause.EXPORT,
                        Verdict.PASS,
                        "loads",
                        List.of(new FileEvidence("Weights", weights), new FileEvidence("Table", table)))));

        List<Certificate.EvidenceFile> evidence =
                published.certificate().clauses().get(3).findings().get(1).evidence();
        assertThat(evidence.get(0).path()).isEqualTo("evidence/4.1.3-weights.pdiparams");
        assertThat(evidence.get(0).sha256()).isEqualTo(Sha256.of(weights).hex());
        assertThat(published.json().resolveSibling(evidence.get(0).path())).doesNotExist();
        assertThat(published.json().resolveSibling(evidence.get(1).path())).exists();
        assertThat(problems(mapper.readTree(published.json().toFile()))).isEmpty();
        assertThat(new CertificateVerifier().verify(published.json()).absent())
                .containsExactly("evidence/4.1.3-weights.pdiparams");
    }

    private Path large(String name) throws Exception {
        Path path = run.write(name, new byte[0]);
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(Certificate.EvidenceFile.LARGEST_PARAMETERS + 1);
        }
        return path;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"schemaVersion\": 1}", "null"})
    void refuses_a_file_that_is_no_certificate(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("certificate.json"), text);

        assertThatExceptionOfType(CertificateException.class)
                .isThrownBy(() -> new CertificateJson().read(file))
                .withMessageContaining("cannot read a certificate")
                .withMessageContaining(file.toString());
    }

    @Test
    void says_of_a_certificate_of_a_newer_version_which_tool_reads_it() throws Exception {
        Path json = store("store").publish(run.sound()).json();
        Path newer = Files.writeString(
                folder.resolve("newer.json"),
                Files.readString(json)
                        .replaceFirst(
                                "\"schemaVersion\" : [0-9]+",
                                "\"schemaVersion\" : " + (Certificate.SCHEMA_VERSION + 1)
                                        + ", \"novelty\" : {\"signed\" : true}")
                        .replaceFirst("(\"toolVersion\" : )\"[^\"]*\"", "$1\"9.8.7\""));

        assertThatExceptionOfType(CertificateException.class)
                .isThrownBy(() -> new CertificateJson().read(newer))
                .withMessageContainingAll(
                        newer.toString(),
                        "it is of schema version " + (Certificate.SCHEMA_VERSION + 1),
                        "use the tipc-junit that wrote it, or a newer one: it says 9.8.7")
                .withMessageNotContaining("novelty");
    }

    private CertificateStore store(String name) {
        return new CertificateStore(folder.resolve(name));
    }

    private JsonNode publish(CertificateDraft certification) throws Exception {
        return mapper.readTree(store("store").publish(certification).json().toFile());
    }

    private static Stream<ObjectNode> objects(JsonNode node) {
        Stream<ObjectNode> children = node.valueStream().flatMap(CertificateJsonTests::objects);
        return node instanceof ObjectNode object ? Stream.concat(Stream.of(object), children) : children;
    }

    private static List<String> problems(JsonNode json) throws Exception {
        try (InputStream in = CertificateStore.class.getResourceAsStream("certificate.schema.json")) {
            JsonSchema schema =
                    JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(in);
            return schema
                    .validate(json, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
                    .stream()
                    .map(Object::toString)
                    .toList();
        }
    }
}

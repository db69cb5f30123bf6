// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.tensor.NpyFile;
import org.tipcjunit.tensor.TensorValue;

class RecordingReaderTests {

    private static final String START = "{\"kind\":\"start\",\"format\":3,\"pid\":7,\"started\":20,\"rank\":1,"
            + "\"argv\":[\"train.py\",\"-x\"],\"properties\":{\"paddle\":\"2.6.2\"}}\n";
    private static final String LOSS =
            "{\"kind\":\"loss\",\"time\":0.5,\"iteration\":1,\"step\":1,\"site\":\"train.py:7\",\"loss\":0.25,"
                    + "\"reader\":null,\"batch\":0.125,\"samples\":4,\"networks\":null}\n";

    @TempDir
    Path directory;

    @Test
    void keeps_complete_records_and_reports_a_half_written_line() throws IOException {
        write("process-1.jsonl", START + LOSS + "{\"kind\":\"loss\",\"ti");

        RecordedProcess process = only();

        assertThat(process.losses()).hasSize(1);
        assertThat(process.problems())
                .containsExactly("record 3 of process-1.jsonl is incomplete: the process ended while it was writing");
    }

    @Test
    void reads_losses_that_are_no_numbers() throws IOException {
        write(
                "process-1.jsonl",
                START
                        + LOSS.replace("0.25", "\"nan\"")
                        + LOSS.replace("0.25", "\"inf\"")
                        + LOSS.replace("0.25", "\"-inf\""));

        assertThat(only().losses())
                .extracting(LossRecord::loss)
                .containsExactly(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }

    @Test
    void orders_processes_by_their_start() throws IOException {
        write("process-1.jsonl", START);
        write(
                "process-2.jsonl",
                START.replace("\"started\":20", "\"started\":10").replace("\"pid\":7", "\"pid\":9"));

        assertThat(RecordingReader.read(directory).processes())
                .extracting(RecordedProcess::pid)
                .containsExactly(9L, 7L);
    }

    @Test
    void names_the_record_that_is_damaged() throws IOException {
        write("process-1.jsonl", START + "{\"kind\":\"lo\n" + LOSS);

        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(this::only)
                .withMessageContainingAll(
                        "record 2 of " + directory.resolve("process-1.jsonl"),
                        "it is no JSON object",
                        "run the command again into an empty folder");
    }

    @Test
    void refuses_a_journal_that_was_changed_after_it_was_written() throws IOException {
        String whole = chained("process-1.jsonl", START + LOSS + LOSS.replace("0.25", "0.5"));
        List<String> lines = whole.lines().toList();
        String reason =
                "it does not follow from the records before it: one was changed, added or taken out after it was"
                        + " written";

        refusesAsItIs(whole.replace("\"loss\":0.25", "\"loss\":0.15"), "record 2 of ", reason);
        refusesAsItIs(lines.get(0) + "\n" + lines.get(2) + "\n", "record 2 of ", reason);
        refusesAsItIs(String.join("\n", lines.get(0), lines.get(1), lines.get(1), ""), "record 3 of ", reason);
        refusesAsItIs(lines.get(0) + "\n" + LOSS, "record 2 of ", "it has no digest of the records so far");
        // The same records, of another process.
        Files.delete(directory.resolve("process-1.jsonl"));
        Files.writeString(directory.resolve("process-2.jsonl"), whole);
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(() -> RecordingReader.read(directory))
                .withMessageContainingAll("record 1 of " + directory.resolve("process-2.jsonl"), reason);
    }

    private void refusesAsItIs(String content, String... reasons) throws IOException {
        Files.writeString(directory.resolve("process-1.jsonl"), content);
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(this::only)
                .withMessageContainingAll(reasons);
    }

    @Test
    void refuses_unknown_formats_kinds_and_missing_fields() throws IOException {
        refuses(
                START.replace("\"format\":3", "\"format\":4"),
                "it has format 4 and this version of tipc-junit reads format 3");
        refuses(START + "{\"kind\":\"feeling\"}\n", "its kind 'feeling' is not known");
        refuses(START + LOSS.replace("\"step\":1,\"site\":\"train.py:7\",", ""), "it has no field 'step'");
        refuses(START + LOSS.replace("0.25", "\"low\""), "its loss 'low' is no number");
        refuses(
                START + LOSS.replace("\"iteration\":1", "\"iteration\":1.5"),
                "its field 'iteration' is no whole number");
        refuses(START + START, "a record of kind 'start' can't be there");
        refuses(LOSS, "a record of kind 'loss' can't be there");
        refuses("", "it has no complete record");
        refuses(START + "{\"time\":1}\n", "it has no field 'kind'");
    }

    @Test
    void reads_exchanges_of_clients_in_their_order_and_refuses_damaged_ones() throws IOException {
        String exchange =
                "{\"kind\":\"client_exchange\",\"time\":1,\"index\":0,\"transport\":\"http\",\"target\":\"http://a:1/\","
                        + "\"status\":200,\"err_no\":0,\"err_msg\":\"\",\"request_keys\":[\"image\"],\"keys\":[\"result\"],"
                        + "\"values\":[\"class 4\"],\"error\":\"\",\"seconds\":0.25}\n";
        String failed = exchange.replace("\"index\":0", "\"index\":1")
                .replace("\"err_no\":0", "\"err_no\":null")
                .replace("\"status\":200", "\"status\":0")
                .replace("\"error\":\"\"", "\"error\":\"refused\"");
        write("process-1.jsonl", START + failed + exchange);

        assertThat(only().exchanges())
                .containsExactly(
                        new ClientExchange(
                                0,
                                "http",
                                "http://a:1/",
                                200,
                                OptionalInt.of(0),
                                "",
                                List.of("image"),
                                List.of("result"),
                                List.of("class 4"),
                                "",
                                0.25),
                        new ClientExchange(
                                1,
                                "http",
                                "http://a:1/",
                                0,
                                OptionalInt.empty(),
                                "",
                                List.of("image"),
                                List.of("result"),
                                List.of("class 4"),
                                "refused",
                                0.25));

        refuses(START + exchange.replace("\"err_no\":0,", ""), "it has no field 'err_no'");
        refuses(
                START + exchange.replace("\"err_no\":0", "\"err_no\":true"),
                "its field 'err_no' is no whole number: true");
        refuses(START + exchange.replace("[\"class 4\"]", "\"class 4\""), "its field 'values' is no list: \"class 4\"");
        refuses(START + exchange.replace("\"class 4\"", "4"), "its field 'values' holds something that is no text: 4");
    }

    @Test
    void refuses_a_tensor_that_is_missing_or_not_what_was_recorded() throws IOException {
        String call = "{\"kind\":\"layer_call\",\"time\":1,\"index\":0,\"layer_class\":\"Net\",\"training\":false,"
                + "\"inputs\":[{\"name\":\"x\",\"type\":\"float32\",\"shape\":[2],\"file\":\"x.npy\"}],\"outputs\":[]}\n";
        refuses(START + call, directory.resolve("x.npy").toString());

        NpyFile.write(directory.resolve("x.npy"), TensorValue.ofFloats("", List.of(1L), 1));
        refuses(START + call, "has shape [1] and not the recorded [2]");

        NpyFile.write(directory.resolve("x.npy"), TensorValue.ofFloats("", List.of(2L), 1, 2));
        write("process-1.jsonl", START + call);
        assertThat(only().layerCalls().get(0).inputs()).containsExactly(TensorValue.ofFloats("x", List.of(2L), 1, 2));
    }

    @Test
    void says_that_a_recording_is_missing() {
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(() -> RecordingReader.read(directory.resolve("gone")))
                .withMessageContaining("the recording's folder " + directory.resolve("gone") + " is missing");
    }

    private void refuses(String content, String reason) throws IOException {
        write("process-1.jsonl", content);
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(this::only)
                .withMessageContaining(reason);
    }

    private RecordedProcess only() {
        List<RecordedProcess> processes = RecordingReader.read(directory).processes();
        assertThat(processes).hasSize(1);
        return processes.get(0);
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), chained(name, content));
    }

    /** Get records with the running digests that the recorder gives them. */
    private static String chained(String name, String content) {
        JournalChain chain = new JournalChain(name.replace(".jsonl", ""));
        List<String> lines = new ArrayList<>();
        for (String line : content.split("\n", -1)) {
            String body = line.endsWith("}") ? line.substring(0, line.length() - 1) : "";
            lines.add(body.isEmpty() ? line : body + ",\"chain\":\"" + chain.next(body) + "\"}");
        }
        return String.join("\n", lines);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tipcjunit.certificate.page.PictureGallery;
import org.tipcjunit.digest.Sha256;

/** The published certificate of the digits with its evidence, rendered by this version: as it is, and as if its inference had failed. */
final class RenderedCertificates {

    private static final Path REPORT = Path.of("..", "..", "reports", "digits");
    private static final String CONSISTENCY = "4.1.3-3";

    private final ObjectMapper mapper = new ObjectMapper();
    private final Path folder;

    RenderedCertificates(Path folder) {
        this.folder = folder;
    }

    /** Render it as this version would have written it; the page in English. */
    Path certified() throws IOException {
        Path target = copy("certified");
        ObjectNode certificate = certificate();
        nameWindows(target);
        showPictures(target, certificate);
        return render(target.resolve("certificate.json"), certificate);
    }

    /** Render it with a matrix in which cells differ and one did not run. */
    Path notCertified() throws IOException {
        Path target = copy("failed");
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode certificate =
                (ObjectNode) mapper.readTree(REPORT.resolve("certificate.json").toFile());
        certificate.put("verdict", "NOT_CERTIFIED");
        certificate.putArray("reasons").add(CONSISTENCY + " FAIL: the inputs of predict.py and infer.py differ");
        for (JsonNode clause : certificate.get("clauses")) {
            if (clause.get("clause").asText().equals(CONSISTENCY)) {
                fail((ObjectNode) clause);
            }
        }
        List<String> cells = cells(certificate);
        StringBuilder matrix =
                new StringBuilder("cell,how it ran,tolerance,max abs,max rel,decisions changed,result\n");
        for (int i = 0; i < cells.size(); i++) {
            matrix.append('"').append(cells.get(i)).append('"');
            matrix.append(
                    i == 0
                            ? ",script,|a-b| <= 1e-5,0,0,0 of 16,agrees\n"
                            : i == 1
                                    ? ",NOT_RUN,-,-,-,-,needs a GPU that Paddle can use\n"
                                    : ",replay,|a-b| <= 1e-5,0.25,0.5,3 of 16,differs\n");
        }
        Files.writeString(file(target, "inference-matrix.csv"), matrix);
        nameWindows(target);
        showPictures(target, certificate);
        return render(target.resolve("not-certified.json"), certificate);
    }

    /** Make certificates of many models with the evidence that a verdict rests on, every fifth of them not certified. */
    Path many(int count) throws IOException {
        Path all = Files.createDirectories(folder.resolve("many"));
        for (int i = 0; i < count; i++) {
            ObjectNode certificate = certificate();
            Path home = Files.createDirectories(all.resolve("model" + i).resolve("evidence"));
            certificate.put("model", "family" + i % 7 + "_model" + i);
            certificate.put("mode", i % 2 == 0 ? "lite_train_lite_infer" : "whole_train_whole_infer");
            if (i % 5 == 0) {
                certificate.put("verdict", "NOT_CERTIFIED");
                certificate
                        .putArray("reasons")
                        .add(CONSISTENCY + " FAIL: the inputs of predict.py and infer.py differ");
            }
            for (JsonNode clause : certificate.get("clauses")) {
                if (i % 5 == 0 && clause.get("clause").asText().equals(CONSISTENCY)) {
                    fail((ObjectNode) clause);
                }
                ArrayNode evidence = (ArrayNode) clause.at("/findings/0/evidence");
                for (int file = evidence.size() - 1; file >= 0; file--) {
                    if (!evidence.get(file).get("kind").asText().equals("CURVE")) {
                        evidence.remove(file);
                    }
                }
                link(evidence, home);
            }
            for (JsonNode stage : certificate.get("stages")) {
                link(stage.get("log"), home);
            }
            Files.write(
                    home.resolveSibling(i % 5 == 0 ? "not-certified.json" : "certificate.json"),
                    mapper.writeValueAsBytes(certificate));
        }
        return all;
    }

    /** All models have the same files, so that one copy of each is enough. */
    private void link(JsonNode evidence, Path home) throws IOException {
        Path shared = Files.createDirectories(folder.resolve("shared"));
        for (JsonNode file : evidence) {
            String name = file.get("path").asText().replace("evidence/", "");
            if (!Files.exists(shared.resolve(name))) {
                Files.copy(REPORT.resolve("evidence").resolve(name), shared.resolve(name));
            }
            if (!Files.exists(home.resolve(name))) {
                Files.createLink(home.resolve(name), shared.resolve(name));
            }
        }
    }

    private ObjectNode certificate() throws IOException {
        return (ObjectNode) mapper.readTree(REPORT.resolve("certificate.json").toFile());
    }

    /** Name in the losses what was compared, as older versions did not. */
    private static void nameWindows(Path target) throws IOException {
        Path losses = file(target, "loss-of-every-iteration.csv");
        List<String> rows = Files.readAllLines(losses);
        StringBuilder judged = new StringBuilder("iteration,loss,judged\n");
        for (int i = 1; i < rows.size(); i++) {
            String[] numbers = rows.get(i).split(",", -1);
            String window = i <= 15 ? "start" : i > 75 && i <= 100 ? "end" : "";
            judged.append(numbers[0] + "," + numbers[1] + "," + window + "\n");
        }
        Files.writeString(losses, judged);
    }

    /** Put what older versions drew on one sheet into the form in which pictures stand beside what was said about them. */
    private static void showPictures(Path target, JsonNode certificate) throws IOException {
        for (JsonNode clause : certificate.get("clauses")) {
            for (JsonNode file : clause.at("/findings/0/evidence")) {
                if (file.get("kind").asText().equals("PLOT")
                        && file.get("title").asText().startsWith("test images")) {
                    List<String> said = Files.readAllLines(file(target, "printed-results.txt"));
                    Iterator<String> lines = said.iterator();
                    StringBuilder csv = new StringBuilder(String.join(",", PictureGallery.HEADER) + "\n");
                    for (Path image : files(target)
                            .filter(path -> path.toString().endsWith("-png.png"))
                            .sorted()
                            .toList()) {
                        csv.append("evidence/" + image.getFileName() + ",,\"" + lines.next() + "\n" + lines.next()
                                + "\"\n");
                    }
                    Files.delete(target.resolve(file.get("path").asText()));
                    ((ObjectNode) file).put("kind", "TABLE").put("path", "evidence/test-images.csv");
                    Files.writeString(target.resolve("evidence/test-images.csv"), csv);
                }
            }
        }
    }

    private static Stream<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("evidence"))) {
            return files.toList().stream();
        }
    }

    private static void fail(ObjectNode clause) {
        clause.put("status", "FAIL").put("reason", "the inputs of predict.py and infer.py differ");
        ObjectNode finding = (ObjectNode) clause.get("findings").get(0);
        finding.put("status", "FAIL")
                .put("summary", "the inputs of predict.py and infer.py differ")
                .put(
                        "observed",
                        "inputs, 0124.png: max abs 0.25, max rel 0.5, max 8388608 ULP; looks like swapped channels")
                .put(
                        "remedy",
                        "prepare images by the same code in predict.py and infer.py (decoding, size, channel order, scale, mean, std)");
    }

    private static List<String> cells(JsonNode certificate) {
        return Stream.iterate(0, i -> i < certificate.at("/chain/cells").size(), i -> i + 1)
                .map(i -> certificate.at("/chain/cells").get(i).get("cell").asText())
                .toList();
    }

    private static Path file(Path folder, String ending) throws IOException {
        return files(folder)
                .filter(file -> file.toString().endsWith(ending))
                .findFirst()
                .orElseThrow();
    }

    private Path copy(String name) throws IOException {
        Path target = folder.resolve(name);
        Files.createDirectories(target.resolve("evidence"));
        try (Stream<Path> files = Files.list(REPORT.resolve("evidence"))) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve("evidence").resolve(file.getFileName()));
            }
        }
        return target;
    }

    private Path render(Path json, ObjectNode made) throws IOException {
        Files.writeString(json, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(made));
        Certificate certificate = new CertificateJson().read(json);
        String stem = String.valueOf(json.getFileName()).replace(".json", "");
        Map<String, byte[]> pages = CertificatePage.pages(
                certificate,
                Exhibit.of(json.resolveSibling("."), certificate.evidence()),
                stem,
                Sha256.of(json),
                CertificatePage.names(stem));
        for (Map.Entry<String, byte[]> page : pages.entrySet()) {
            Files.write(json.resolveSibling(page.getKey()), page.getValue());
        }
        return json.resolveSibling(stem + ".html");
    }
}

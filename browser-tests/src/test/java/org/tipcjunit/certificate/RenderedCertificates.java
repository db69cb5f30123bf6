// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The published certificate of the digits with its evidence, rendered by this version: as it is, and as if its inference had failed. */
final class RenderedCertificates {

    private static final Path REPORT = Path.of("..", "reports", "digits");
    private static final String CONSISTENCY = "4.1.3-3";

    private final Path folder;

    RenderedCertificates(Path folder) {
        this.folder = folder;
    }

    /** Render it as it is; the page in English. */
    Path certified() throws IOException {
        Path json = copy("certified").resolve("certificate.json");
        Files.copy(REPORT.resolve("certificate.json"), json);
        render(json);
        return json.resolveSibling("certificate.html");
    }

    /** Render it with losses that name their windows, and a matrix in which a cell differs and another did not run. */
    Path notCertified() throws IOException {
        Path target = copy("failed");
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode certificate =
                (ObjectNode) mapper.readTree(REPORT.resolve("certificate.json").toFile());
        certificate.put("verdict", "NOT_CERTIFIED");
        certificate.putArray("reasons").add(CONSISTENCY + " FAIL: inference differs from prediction on 3 of 16 images");
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
        Path losses = file(target, "loss-of-every-iteration.csv");
        List<String> rows = Files.readAllLines(losses);
        StringBuilder judged = new StringBuilder(rows.get(0)).append(",judged\n");
        for (int i = 1; i < rows.size(); i++) {
            judged.append(rows.get(i)).append(i <= 15 ? ",start\n" : i > 75 && i <= 100 ? ",end\n" : ",\n");
        }
        Files.writeString(losses, judged);
        Path json = target.resolve("not-certified.json");
        Files.writeString(json, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(certificate));
        render(json);
        return json.resolveSibling("not-certified.html");
    }

    private static void fail(ObjectNode clause) {
        clause.put("status", "FAIL").put("reason", "inference differs from prediction on 3 of 16 images");
        ObjectNode finding = (ObjectNode) clause.get("findings").get(0);
        finding.put("status", "FAIL")
                .put("summary", "inference differs from prediction on 3 of 16 images")
                .put("expected", "the same outputs from the same inputs, |a-b| <= 1e-5")
                .put("observed", "max abs 0.25; inputs differ as if the colour channels were swapped: BGR in infer.py")
                .put(
                        "remedy",
                        "read images in infer.py as predict.py reads them, such as cv2.cvtColor(image, cv2.COLOR_BGR2RGB)");
    }

    private static List<String> cells(JsonNode certificate) {
        return Stream.iterate(0, i -> i < certificate.at("/chain/cells").size(), i -> i + 1)
                .map(i -> certificate.at("/chain/cells").get(i).get("cell").asText())
                .toList();
    }

    private static Path file(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("evidence"))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow();
        }
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

    private static void render(Path json) throws IOException {
        Certificate certificate = new CertificateJson().read(json);
        String stem = String.valueOf(json.getFileName()).replace(".json", "");
        Map<String, byte[]> pages = CertificatePage.pages(
                certificate, Exhibit.of(json.resolveSibling("."), certificate.evidence()), stem, Sha256.of(json));
        for (Map.Entry<String, byte[]> page : pages.entrySet()) {
            Files.write(json.resolveSibling(page.getKey()), page.getValue());
        }
    }
}

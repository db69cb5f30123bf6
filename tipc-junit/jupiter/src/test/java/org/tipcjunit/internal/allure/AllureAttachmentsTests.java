// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal.allure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.model.TestResult;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.certificate.LossPlot;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.finding.Evidence.CurveEvidence;
import org.tipcjunit.finding.Evidence.FileEvidence;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.lanes.OnEveryJdk;

/** What becomes of evidence in Allure's results: small texts and pictures, and never the end of a certification. */
@OnEveryJdk
class AllureAttachmentsTests {

    /** More than an array can hold. */
    private static final long HUGE = (1L << 31) + 4096;

    @TempDir
    private Path folder;

    /** A program, in a JVM with little memory. */
    static final class Main {
        public static void main(String[] arguments) throws IOException {
            attaching(Path.of(arguments[0])).attach(new FileEvidence("parameters", Path.of(arguments[1])));
        }
    }

    @Test
    void parameters_larger_than_the_memory_are_named_with_size_and_digest() throws Exception {
        Path parameters = folder.resolve("inference.pdiparams");
        try (RandomAccessFile file = new RandomAccessFile(parameters.toFile(), "rw")) {
            file.setLength(HUGE);
        }
        Path log = folder.resolve("log");

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        folder.resolve("results").toString(),
                        parameters.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        assertThat(attached(".txt"))
                .singleElement()
                .asString()
                .startsWith("not attached")
                .contains("file: " + parameters, "bytes: " + HUGE)
                .containsPattern("SHA-256: [0-9a-f]{64}\n");
    }

    @Test
    void small_texts_and_pictures_are_attached_as_they_are_and_nothing_else_as_text() throws IOException {
        AllureAttachments attachments = attaching(folder.resolve("results"));
        Path readme = Files.writeString(folder.resolve("README.md"), "# 模型\n");
        Path png = Files.write(folder.resolve("drawn.PNG"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0});
        Path program = Files.write(folder.resolve("inference.pdmodel"), new byte[] {10, 0, 18, 4});

        attachments.attach(new FileEvidence("README", readme));
        attachments.attach(new FileEvidence("drawing", png));
        attachments.attach(new FileEvidence("program", program));

        assertThat(attached(".png")).containsExactly(Files.readString(png, StandardCharsets.ISO_8859_1));
        assertThat(attached(".txt"))
                .hasSize(2)
                .contains(Files.readString(readme, StandardCharsets.ISO_8859_1))
                .anyMatch(text -> text.contains("file: " + program + "\n  bytes: 4\n  SHA-256: "));
    }

    @Test
    void of_a_large_log_the_last_lines_are_shown() throws IOException {
        Path log = folder.resolve("stage.log");
        Files.writeString(log, "iteration\n".repeat((int) (AllureAttachments.LARGEST / 10) + 1) + "the end\n");

        attaching(folder.resolve("results")).file("train log", log);

        assertThat(attached(".txt"))
                .singleElement()
                .asString()
                .contains("bytes: " + Files.size(log))
                .endsWith("iteration\nthe end\n")
                .hasSizeLessThan(10_000);
    }

    @Test
    void attachments_are_called_as_their_reader_speaks() throws IOException {
        Path results = folder.resolve("results");
        Path program = Files.write(folder.resolve("inference.pdmodel"), new byte[] {10, 0, 18, 4});
        AllureLifecycle lifecycle = new AllureLifecycle(new FileSystemResultsWriter(results));
        lifecycle.scheduleTestCase(new TestResult().setUuid("test"));
        lifecycle.startTestCase("test");
        AllureAttachments attachments =
                new AllureAttachments(lifecycle, AllureWords.in(Language.CHINESE), new LossPlot());

        attachments.attach(new TextEvidence("printed results", "bus"));
        attachments.attach(new FileEvidence("program", program));
        attachments.attach(new FileEvidence("test image 0001.png", folder.resolve("missing.png")));
        attachments.attach(new TextEvidence("what a third party calls so", "bus"));

        List<String> names = new ArrayList<>();
        lifecycle.updateTestCase(
                "test", result -> result.getAttachments().forEach(attachment -> names.add(attachment.getName())));
        assertThat(names).containsExactly("打印的结果", "模型结构文件", "测试图片 0001.png", "what a third party calls so");
        assertThat(attached(".txt"))
                .map(text -> new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .anyMatch(text -> text.startsWith("未附上：不是至多") && text.contains("  文件：" + program + "\n  字节：4\n"))
                .anyMatch(text -> text.startsWith("无法附上："));
    }

    @Test
    void what_cannot_be_attached_is_said_and_ends_nothing() throws IOException {
        AllureAttachments attachments = attaching(folder.resolve("results"));

        attachments.attach(new FileEvidence("README", folder.resolve("missing.md")));

        assertThat(attached(".txt"))
                .containsExactly(
                        "cannot be attached: java.nio.file.NoSuchFileException: " + folder.resolve("missing.md"));
    }

    @Test
    void results_that_cannot_be_written_end_nothing() throws IOException {
        Path file = Files.writeString(folder.resolve("results"), "no folder");
        AllureAttachments attachments = attaching(file);

        assertThatCode(() -> {
                    attachments.attach(new TextEvidence("loss", "falls"));
                    attachments.attach(new CurveEvidence("loss", "iteration", "loss", List.of(1.0, 0.5)));
                    attachments.file("log", file);
                })
                .doesNotThrowAnyException();
    }

    private static AllureAttachments attaching(Path results) {
        AllureLifecycle lifecycle = new AllureLifecycle(new FileSystemResultsWriter(results));
        lifecycle.scheduleTestCase(new TestResult().setUuid("test"));
        lifecycle.startTestCase("test");
        return new AllureAttachments(lifecycle, AllureWords.in(Language.ENGLISH), new LossPlot());
    }

    private List<String> attached(String extension) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("results"))) {
            return files.filter(file -> file.toString().endsWith("-attachment" + extension))
                    .map(AllureAttachmentsTests::latin)
                    .toList();
        }
    }

    private static String latin(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

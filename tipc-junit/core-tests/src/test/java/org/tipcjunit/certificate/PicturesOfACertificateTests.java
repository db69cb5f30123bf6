// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.certificate.Certificate.EvidenceFile;
import org.tipcjunit.certificate.Certificate.EvidenceKind;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Evidence.CaptionedImage;
import org.tipcjunit.finding.Evidence.FileEvidence;
import org.tipcjunit.finding.Evidence.ImagesEvidence;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.lanes.OnEveryJdk;

@OnEveryJdk
class PicturesOfACertificateTests {

    @TempDir
    Path folder;

    private Path small;
    private Path large;

    @BeforeEach
    void draw() throws IOException {
        small = picture("small.png", 8);
        large = picture("large.png", 900);
    }

    @Test
    void each_picture_stands_once_on_the_page_beside_what_was_said_about_it() throws Exception {
        PublishedCertificate published =
                publish(new CaptionedImage(small, List.of("predict.py: class <b>4</b>", "infer.py: class 4")));
        String html = Files.readString(published.html());

        assertThat(html)
                .containsOnlyOnce("<ul class=\"gallery\">")
                .contains("<img class=\"tiny\" alt=\"4.1.3-3-small-png.png\"")
                .contains("predict.py: class &lt;b&gt;4&lt;/b&gt;&#10;infer.py: class 4");
        assertThat(html).containsOnlyOnce(base64(small));
        assertThat(Files.readString(published.markdown()))
                .contains("| ![4.1.3-3-small-png.png](evidence/4.1.3-3-small-png.png) | predict.py: class");
        assertThat(new CertificateVerifier().verify(published.json()).isSound()).isTrue();
    }

    @Test
    void a_large_picture_is_shown_small_and_one_without_a_file_leaves_its_caption() throws Exception {
        PublishedCertificate published = publish(
                new CaptionedImage(large, Optional.of(folder.resolve("none.png")), List.of("left: predict.py")),
                new CaptionedImage(Files.writeString(folder.resolve("broken.bmp"), "no picture"), List.of("broken")));
        String html = Files.readString(published.html());

        List<EvidenceFile> pictures = published.certificate().evidence().stream()
                .filter(file -> file.title().endsWith(", small"))
                .toList();
        assertThat(pictures).singleElement().satisfies(file -> {
            assertThat(file.kind()).isEqualTo(EvidenceKind.IMAGE);
            BufferedImage shown =
                    ImageIO.read(published.json().resolveSibling(file.path()).toFile());
            assertThat(shown.getWidth()).isEqualTo(256);
        });
        assertThat(html).contains("left: predict.py", "broken").contains("<img class=\"whole\"");
        assertThat(Files.size(published.html())).isLessThan(150_000);
    }

    @Test
    void the_test_images_are_evidence_themselves_and_are_not_shown_again() throws Exception {
        DigitsRun run = new DigitsRun(folder.resolve("run"));
        PublishedCertificate published = new CertificateStore(folder.resolve("store"))
                .publish(run.with(run.finding(
                        Clause.CONSISTENCY,
                        Verdict.PASS,
                        "holds",
                        List.of(
                                new ImagesEvidence("both", List.of(new CaptionedImage(small, List.of("a")))),
                                new FileEvidence("test image small.png", small)))));

        assertThat(Files.readString(published.html())).containsOnlyOnce(base64(small));
    }

    @Test
    void a_page_of_many_pictures_stays_short_shows_what_differs_and_says_where_the_others_are() throws Exception {
        List<CaptionedImage> many = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            many.add(new CaptionedImage(
                    picture("image-" + i + ".png", 1 + i % 9),
                    Optional.empty(),
                    List.of("predict.py: image " + i, "infer.py: image " + i),
                    i == 222));
        }

        PublishedCertificate published = publish(many.toArray(CaptionedImage[]::new));

        String html = Files.readString(published.html());
        assertThat(html.split("<li><img", -1)).hasSize(1 + 25);
        assertThat(html)
                .contains("infer.py: image 23<", "infer.py: image 222<")
                .doesNotContain("infer.py: image 24<", "4.1.3-3-image-24-png")
                .contains(
                        "275 more pictures, with what was said about them:"
                                + " <a href=\"evidence/4.1.3-3-test-images-with-both-results.csv\">",
                        "275 more files, the pictures that no gallery shows, are named in ");
        assertThat(html.length()).isLessThan(100_000);
        assertThat(Files.readString(published
                        .html()
                        .resolveSibling(
                                published.html().getFileName().toString().replace(".html", "_cn.html"))))
                .contains("另有 275 张图片及其说明：", "另有 275 个文件（图库中未显示的图片）");
        assertThat(Files.readString(published.markdown()))
                .contains("275 more pictures, with what was said about them: evidence/")
                .doesNotContain("4.1.3-3-image-24-png");
        assertThat(Files.readString(published.json())).contains("4.1.3-3-image-24-png");
        assertThat(Files.readString(
                        published.json().resolveSibling("evidence/4.1.3-3-test-images-with-both-results.csv")))
                .contains("infer.py: image 24\",", "infer.py: image 222\",differs");
        assertThat(new CertificateVerifier().verify(published.json()).isSound()).isTrue();
    }

    private static String base64(Path file) throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    }

    private PublishedCertificate publish(CaptionedImage... images) {
        DigitsRun run = new DigitsRun(folder.resolve("run"));
        return new CertificateStore(folder.resolve("store"))
                .publish(run.with(run.finding(
                        Clause.CONSISTENCY,
                        Verdict.PASS,
                        "holds",
                        List.of(new ImagesEvidence("test images with both results", List.of(images))))));
    }

    private Path picture(String name, int size) throws IOException {
        BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        Random noise = new Random(7);
        for (int i = 0; i < size * size; i++) {
            picture.setRGB(i % size, i / size, noise.nextInt(1 << 24));
        }
        Path file = folder.resolve(name);
        ImageIO.write(picture, "png", file.toFile());
        return file;
    }
}

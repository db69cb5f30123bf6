// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PictureGalleryTests {

    private final PageWords english = PageWords.in(Language.ENGLISH);

    @Test
    void only_a_table_of_pictures_is_one() {
        List<String> row = List.of("evidence/a.png", "", "a");

        assertThat(PictureGallery.of(PictureGallery.HEADER, List.of(row))).isPresent();
        assertThat(PictureGallery.of(List.of("image", "backend", "max abs"), List.of(row)))
                .isEmpty();
        assertThat(PictureGallery.of(PictureGallery.HEADER, List.of(List.of("evidence/a.png"))))
                .isEmpty();
    }

    @Test
    void a_file_that_is_no_evidence_is_not_shown() {
        PictureGallery gallery = new PictureGallery(List.of(List.of("../secret.png", "javascript:x", "a")));

        assertThat(gallery.view(file -> "", english).toString())
                .contains("caption=a")
                .doesNotContain("secret", "javascript");
    }

    @Test
    void of_many_pictures_the_first_and_those_that_differ_are_shown_and_the_others_counted() {
        List<List<String>> rows = IntStream.range(0, 3000)
                .mapToObj(i -> List.of("evidence/" + i + ".png", "", "image " + i, i == 2345 ? "differs" : ""))
                .toList();
        PictureGallery gallery =
                PictureGallery.of(PictureGallery.header(true), rows).orElseThrow();

        Map<String, Object> view = gallery.view(file -> "", english);
        assertThat((List<?>) view.get("entries")).hasSize(25).last().asString().contains("caption=image 2345");
        assertThat(view)
                .containsEntry("hasMoreImages", true)
                .containsEntry("moreImages", PageText.grouped(2975) + " more pictures, with what was said about them:");
        assertThat(gallery.view(file -> "", PageWords.in(Language.CHINESE)))
                .containsEntry("moreImages", "另有 " + PageText.grouped(2975) + " 张图片及其说明：");
        assertThat(gallery.folded())
                .hasSize(2975)
                .contains("evidence/24.png", "evidence/2999.png")
                .doesNotContain("evidence/23.png", "evidence/2345.png");
    }

    @Test
    void a_gallery_that_can_be_looked_at_is_shown_whole() {
        PictureGallery gallery = PictureGallery.of(
                        PictureGallery.HEADER,
                        IntStream.range(0, 24)
                                .mapToObj(i -> List.of("evidence/" + i + ".png", "", "differs"))
                                .toList())
                .orElseThrow();

        assertThat(gallery.view(file -> "", english)).containsEntry("hasMoreImages", false);
        assertThat(gallery.folded()).isEmpty();
    }
}

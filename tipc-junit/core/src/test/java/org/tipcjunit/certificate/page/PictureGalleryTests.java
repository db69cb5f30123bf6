// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PictureGalleryTests {

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

        assertThat(gallery.view(file -> "").toString()).contains("caption=a").doesNotContain("secret", "javascript");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.rule;

import java.util.Locale;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A suite of PaddlePaddle that models are merged into.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public enum OfficialSuite {
    PADDLE_CLAS("PaddleClas"),
    PADDLE_DETECTION("PaddleDetection"),
    PADDLE_SEG("PaddleSeg"),
    PADDLE_OCR("PaddleOCR"),
    PADDLE_VIDEO("PaddleVideo"),
    PADDLE_GAN("PaddleGAN"),
    PADDLE_REC("PaddleRec");

    private final String title;

    OfficialSuite(String title) {
        this.title = title;
    }

    /** Get the name that the suite has itself, such as {@code PaddleClas}. */
    public String title() {
        return title;
    }

    /** Get the name that options and files use, such as {@code paddle-clas}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

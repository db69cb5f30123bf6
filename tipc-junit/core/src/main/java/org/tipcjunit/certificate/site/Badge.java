// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import java.util.Map;
import org.tipcjunit.certificate.page.PageTemplate;
import org.tipcjunit.certificate.page.PageWords;

/**
 * A badge for a README.
 *
 * @param standing decides its colour
 * @param verdict what it says
 * @param title what is told when it is pointed at
 */
record Badge(Standing standing, String verdict, String title) {

    private static final PageTemplate TEMPLATE = PageTemplate.html(Badge.class, "badge.svg.mustache");
    private static final int LEFT = 44;
    private static final int EDGE = 8;
    private static final double NARROW = 6.7;
    private static final double WIDE = 11;
    private static final int FIRST_WIDE = 0x2E80;

    byte[] svg(PageWords words) {
        // The text is fitted into the length stated, whichever font a reader has.
        int text = (int) Math.ceil(
                verdict.chars().mapToDouble(c -> c < FIRST_WIDE ? NARROW : WIDE).sum());
        int right = text + 2 * EDGE;
        return TEMPLATE.render(Map.of(
                "width",
                LEFT + right,
                "right",
                right,
                "text",
                text,
                "middle",
                LEFT + right / 2.0,
                "lang",
                words.language().tag(),
                "label",
                "TIPC: " + verdict,
                "title",
                title,
                "verdict",
                verdict,
                "colour",
                colour()));
    }

    /** White text is read on all of them. */
    private String colour() {
        return switch (standing) {
            case CERTIFIED -> "#1a7f37";
            case NOT_CERTIFIED -> "#cf222e";
            case UNSOUND -> "#8a5a00";
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

/** What a site says of a certificate, after it was compared with the files beside it. */
enum Standing {
    CERTIFIED("certified", "pass", "✔"),
    NOT_CERTIFIED("notCertified", "fail", "✘"),
    /** It, or a file beside it, is not as it was written; what it says of its model is worth nothing. */
    UNSOUND("unsound", "bad", "!");

    private final String key;
    private final String style;
    private final String mark;

    Standing(String key, String style, String mark) {
        this.key = key;
        this.style = style;
        this.mark = mark;
    }

    /** Get the key of the words for it, which is also its name in links, feeds and filters. */
    String key() {
        return key;
    }

    String style() {
        return style;
    }

    String mark() {
        return mark;
    }
}

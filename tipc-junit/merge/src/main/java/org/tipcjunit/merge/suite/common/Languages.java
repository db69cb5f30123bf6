// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Documents in several languages.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class Languages {

    private static final Pattern LANGUAGE =
            Pattern.compile("[_.-]?(?i:zh[-_]cn|en[-_]us|doc_ch|doc_en|cn|ch|zh|en)(?=[./])");

    private Languages() {}

    /** Get the path that a document and its translations share. */
    public static String family(String path) {
        return LANGUAGE.matcher(path).replaceAll("");
    }
}

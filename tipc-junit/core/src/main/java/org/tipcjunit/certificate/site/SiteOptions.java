// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What a site is made of.
 *
 * @param folders hold what the last runs of models left, at any depth
 * @param history hold older certificates of these models
 * @param output the folder of the site
 * @param certificates what becomes of the certificates themselves
 * @param kept how many certificates of a model are shown at most
 * @param address where the site will be published; empty when that is not known
 * @param title what it is called; empty for the usual title
 * @param drop whether models and copies go that an earlier site in its place held and this one does not; it is refused otherwise
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record SiteOptions(
        List<Path> folders,
        List<Path> history,
        Path output,
        Holding certificates,
        int kept,
        String address,
        String title,
        boolean drop) {

    /** How many certificates of a model are shown where nobody says it. */
    public static final int USUALLY_KEPT = 20;

    /** What becomes of the certificates and their evidence. */
    public enum Holding {
        /** They are copied, with pages made anew, so that the site can be published alone. */
        COPY,
        /** The site leads to where they lie. */
        LINK,
        /** The site does without them. */
        NONE
    }

    public SiteOptions {
        folders = List.copyOf(folders);
        history = List.copyOf(history);
        output = output.toAbsolutePath().normalize();
        address = address.isEmpty() || address.endsWith("/") ? address : address + "/";
        if (kept < 1) {
            throw new IllegalArgumentException("at least the newest certificate is shown, not " + kept);
        }
    }
}

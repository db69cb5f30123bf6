// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.page.PageWords;
import org.tipcjunit.certificate.page.Sentences;

/**
 * How the code that ran belongs to the commit that a certificate names, as its repository says.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum CodeState {
    /** It is that of the commit. */
    CLEAN("clean"),
    /** Files were changed, added or removed and not committed. */
    CHANGED("changed"),
    /** The working copy was as committed, and code from elsewhere ran. */
    FOREIGN("foreign"),
    /** Both. */
    CHANGED_AND_FOREIGN("changedAndForeign"),
    /** Nobody knows of which commit it is. */
    UNKNOWN("stateUnknown");

    /** How a difference ends that is of code which the working copy does not hold. */
    public static final String NEITHER = ", which is neither in the working copy nor installed";

    /** How a difference ends that is of installed code where the working copy has its own. */
    public static final String INSTEAD = ", which is installed, was imported in the place of the working copy's own";

    private final String key;

    CodeState(String key) {
        this.key = key;
    }

    /** Get that of what ran. */
    public static CodeState of(Certificate.Repository repository) {
        List<String> differences = repository.differences();
        long foreign = differences.stream().filter(CodeState::isForeign).count();
        return switch (repository.workingTree()) {
            case CLEAN -> CLEAN;
            case UNKNOWN -> UNKNOWN;
            case DIRTY -> foreign == 0 ? CHANGED : foreign == differences.size() ? FOREIGN : CHANGED_AND_FOREIGN;
        };
    }

    private static boolean isForeign(String difference) {
        return difference.endsWith(NEITHER) || difference.endsWith(INSTEAD);
    }

    public boolean isChanged() {
        return this == CHANGED || this == CHANGED_AND_FOREIGN;
    }

    public boolean isForeign() {
        return this == FOREIGN || this == CHANGED_AND_FOREIGN;
    }

    /** Get it in words, to stand behind a commit. */
    public String word(PageWords words) {
        return words.get(key);
    }

    /** Get what the certificate is of, in words. */
    String code(PageWords words) {
        return words.get("code." + key);
    }

    /** Get what to head the differences with. */
    String title(PageWords words) {
        return words.get(this == CLEAN || this == UNKNOWN ? "dirty" : "dirty." + key);
    }

    /** Get what to tell of a certificate whose code is not, or not only, that of the commit, as far as that is known. */
    public static Optional<String> warning(Certificate certificate, PageWords words) {
        Certificate.Repository repository = certificate.repository();
        CodeState state = of(repository);
        if (!state.isChanged() && !state.isForeign()) {
            return Optional.empty();
        }
        // Foreign code is what nobody expects.
        Optional<String> first = repository.differences().stream()
                .filter(difference -> isForeign(difference) == state.isForeign())
                .findFirst()
                .map(Sentences.in(words.language())::expected);
        String told = words.get("announce.code", certificate.model(), state.title(words), words.get("dirtyMeans"));
        int more = repository.differences().size() - 1;
        return Optional.of(told
                + first.map(difference -> "\n    " + difference).orElse("")
                + (more > 0 ? "\n    " + words.get("announce.more", String.valueOf(more)) : ""));
    }
}

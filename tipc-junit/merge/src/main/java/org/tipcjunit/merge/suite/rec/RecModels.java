// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.rec;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/**
 * The folders of models that a change adds, such as {@code models/rank/deepfm}.
 *
 * @param review the change
 * @param folders the folders, each with one new file of a model at least
 */
record RecModels(Review review, List<String> folders) {

    private static final Set<String> ROLES = Set.of("net", "dygraph", "config");
    private static final Set<String> FILES =
            Set.of("net.py", "dygraph_model.py", "static_model.py", "config.yaml", "config_bigdata.yaml");

    RecModels {
        folders = List.copyOf(folders);
    }

    static RecModels of(Review review) {
        return review.sources().once(RecModels.class, () -> found(review));
    }

    private static RecModels found(Review review) {
        Set<String> added = new HashSet<>(review.change().added(path -> true));
        List<String> folders = review.addition().of(ROLES).stream()
                .map(AddedPart::folder)
                .distinct()
                .filter(folder -> isNew(review, folder, added))
                .toList();
        return new RecModels(review, folders);
    }

    /** A folder is that of a new model where two of its files are new, and its network was not there before under its name. */
    private static boolean isNew(Review review, String folder, Set<String> added) {
        long files = FILES.stream()
                .filter(name -> added.contains(folder + "/" + name))
                .count();
        boolean isMoved = review.change()
                .of(folder + "/net.py")
                .filter(file -> !file.isNew())
                .isPresent();
        return files >= 2
                && !isMoved
                && review.sources().view().before(folder + "/net.py").isEmpty();
    }

    boolean isEmpty() {
        return folders.isEmpty();
    }

    /** Get the name of a folder's model. */
    static String model(String folder) {
        return folder.substring(folder.lastIndexOf('/') + 1);
    }

    /** Get the class of a folder's model, such as {@code rank}. */
    static String group(String folder) {
        return new AddedPart("model", folder).folderName();
    }

    /** Start a violation with the values that most texts need. */
    static Violation violation(String path, String folder) {
        return with(Violation.of(path), folder);
    }

    static Violation with(Violation violation, String folder) {
        return violation
                .with("folder", folder)
                .with("model", model(folder))
                .with("group", group(folder))
                .with("file", violation.path());
    }

    /** The outcome where nothing is added. */
    static Outcome absent() {
        return new Outcome.DoesNotApply("the change adds no model below models/");
    }
}

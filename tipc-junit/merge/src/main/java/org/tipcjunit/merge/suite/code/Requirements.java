// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.code;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tipcjunit.merge.change.ChangedFile;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.ModuleTree;
import org.tipcjunit.merge.source.Names;
import org.tipcjunit.merge.source.PythonFile;
import org.tipcjunit.merge.source.PythonImport;
import org.tipcjunit.merge.suite.common.SuiteCode;

/**
 * Demands that the suite's code can be imported with what it asks to be installed: a package that no other module of it imports stands in
 * its requirements. Value: {@code name}.
 */
final class Requirements implements MergeJudge {

    private static final Pattern LISTS =
            Pattern.compile("(?s)(?:.*/)?(?:requirements[^/]*\\.txt|requirements/.*\\.txt|setup\\.(?:py|cfg)"
                    + "|pyproject\\.toml|(?i:install)[^/]*\\.md)");

    private static final String LIST = "requirements.txt";

    /** What is installed under another name than it is imported by. */
    private static final Map<String, List<String>> INSTALLED = Map.of(
            "cv2", List.of("opencv"),
            "skimage", List.of("scikit-image"),
            "sklearn", List.of("scikit-learn"),
            "yaml", List.of("pyyaml"),
            "PIL", List.of("pillow"),
            "Levenshtein", List.of("python-Levenshtein", "Levenshtein"),
            "faiss", List.of("faiss-cpu", "faiss-gpu"),
            "lap", List.of("lap", "lapx"),
            "attr", List.of("attrs"));

    /** What Paddle, VisualDL, scikit-image, librosa and motmetrics, which the suites ask for, bring with them. */
    private static final Set<String> BROUGHT = Set.of(
            "requests",
            "six",
            "decorator",
            "google",
            "matplotlib",
            "pandas",
            "packaging",
            "psutil",
            "networkx",
            "imageio",
            "sklearn",
            "joblib",
            "numba",
            "soundfile",
            "setuptools",
            "pkg_resources");

    @Override
    public Outcome judge(Review review) {
        List<ChangedFile> files = review.change()
                .there(path -> path.endsWith(".py") && review.suite().isCode(path));
        if (files.isEmpty()) {
            return new Outcome.DoesNotApply("the change touches no Python of the suite's code");
        }
        // PaddleRec's models tell in their documents what they need, or do not.
        if (review.sources().text(LIST).filter(text -> !text.isBlank()).isEmpty()) {
            return new Outcome.DoesNotApply("the suite has no list of what is to be installed");
        }
        List<Violation> violations = new ArrayList<>();
        for (ChangedFile file : files) {
            BitSet added = review.sources().newLines(file);
            review.sources()
                    .python(file.path())
                    .ifPresent(python -> python.uses().packages().forEach((name, line) -> {
                        if (added.get(line) && !isProgram(python) && isMissing(review, python, name)) {
                            violations.add(Violation.at(file.path(), line).with("name", name));
                        }
                    }));
        }
        return Outcome.of(violations);
    }

    /** What is run by its own is imported by nobody. */
    private static boolean isProgram(PythonFile file) {
        return file.strings().containsKey("__main__");
    }

    private static boolean isMissing(Review review, PythonFile file, String name) {
        return !BROUGHT.contains(name)
                && !review.sources()
                        .once(Known.class, () -> known(review))
                        .packages()
                        .contains(name)
                && !isOwn(Trees.after(review), file, name)
                && !isListed(review, file, name);
    }

    /** The packages that code of the suite took before the change. */
    private record Known(Set<String> packages) {}

    private static Known known(Review review) {
        Map<String, ChangedFile> changed = review.change().there(path -> true).stream()
                .collect(Collectors.toMap(ChangedFile::path, Function.identity(), (one, other) -> one));
        Set<String> known = new HashSet<>();
        for (PythonFile file : SuiteCode.of(review).files()) {
            BitSet added = Optional.ofNullable(changed.get(file.path()))
                    .map(review.sources()::newLines)
                    .orElseGet(BitSet::new);
            file.uses().packages().forEach((name, line) -> {
                if (!added.get(line)) {
                    known.add(name);
                }
            });
        }
        return new Known(known);
    }

    /** Whether a name is that of a module of the repository, wherever the file may find it. */
    private static boolean isOwn(ModuleTree tree, PythonFile file, String name) {
        PythonImport used = new PythonImport(name, 0, List.of(), List.of(), 1, false);
        return file.uses().leadsElsewhere()
                || tree.places(used, file.path()).stream().anyMatch(tree::has);
    }

    /** Whether a list of requirements has a package, or a document beside the file, as where each model has its own. */
    private static boolean isListed(Review review, PythonFile file, String name) {
        Set<String> wanted = Stream.concat(Stream.of(name), INSTALLED.getOrDefault(name, List.of()).stream())
                .map(Names::plain)
                .collect(Collectors.toSet());
        String folder = file.path().substring(0, file.path().lastIndexOf('/'));
        List<String> lists = new ArrayList<>(
                review.sources().paths(path -> LISTS.matcher(path).matches()));
        review.sources().in(folder).stream()
                .filter(path -> path.endsWith(".md"))
                .forEach(lists::add);
        return lists.stream()
                .flatMap(path -> review.sources().text(path).stream())
                .flatMap(String::lines)
                .map(line -> Names.plain(line.toLowerCase(Locale.ROOT)))
                .anyMatch(line -> wanted.stream().anyMatch(line::contains));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.code;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tipcjunit.merge.change.ChangeKind;
import org.tipcjunit.merge.change.ChangedFile;
import org.tipcjunit.merge.change.FileContent;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.merge.rule.Words;
import org.tipcjunit.merge.source.ModuleTree;
import org.tipcjunit.merge.source.PythonFile;
import org.tipcjunit.merge.source.PythonImport;
import org.tipcjunit.merge.suite.common.SuiteCode;
import org.tipcjunit.merge.suite.common.WholeName;

/**
 * Demands that a package goes on importing the modules of others, and listing their classes where it lists them: what is there still and
 * is imported by nothing any more, or not listed, is lost to configs. Values: {@code module}, {@code fault}, {@code was}.
 */
final class KeptModules implements MergeJudge {

    private static final int MOST = 20;
    private static final String INIT = "/__init__.py";

    private static final Words UNIMPORTED = new Words(
            "nothing imports it any more: what it registers is lost to configs", "已没有任何代码导入它，配置文件将无法使用其中注册的内容");

    private static final Words UNLISTED =
            new Words("the list here has it no more, so that no config can name it", "此处的列表中已没有它，配置文件将无法使用它");

    @Override
    public Outcome judge(Review review) {
        List<ChangedFile> packages = review.change().files().stream()
                .filter(file -> file.kind() == ChangeKind.MODIFIED && isOfSuite(review, file.path()))
                .toList();
        if (packages.isEmpty()) {
            return new Outcome.DoesNotApply("the change touches no list of modules");
        }
        Trees trees = Trees.of(review);
        List<Violation> violations = new ArrayList<>();
        for (ChangedFile file : packages) {
            Optional<FileContent> old = review.sources().view().before(file.path());
            Optional<PythonFile> after = review.sources().python(file.path());
            if (old.isPresent()
                    && after.filter(read -> read.problem().isEmpty()).isPresent()) {
                Map<String, Integer> lost = new LinkedHashMap<>();
                for (PythonFile before : review.sources().pythonsBefore(List.of(old.get()))) {
                    lost.putAll(modules(trees.before(), before));
                    unlisted(before, after.get())
                            .forEach(name -> violations.add(Violation.of(file.path())
                                    .with("module", name)
                                    .with("fault", UNLISTED)
                                    .with("was", "'" + name + "'")));
                }
                lost.keySet().removeAll(modules(trees.after(), after.get()).keySet());
                lost.keySet()
                        .removeIf(place -> !trees.after().has(place)
                                || !review.sources().has(place + ".py")
                                || !isOfSuite(review, place + INIT));
                // Whoever takes all apart at once knows it; a few are told.
                lost.keySet().retainAll(lost.keySet().stream().limit(MOST).collect(Collectors.toSet()));
                lost.forEach((place, line) -> fault(review, trees, file.path(), place)
                        .ifPresent(fault -> violations.add(Violation.of(file.path())
                                .with("module", place + ".py")
                                .with("fault", fault)
                                .with("was", old.get().lines().get(line - 1).strip()))));
            }
        }
        return Outcome.of(violations);
    }

    /** Tell what is lost with the import of a module; nothing where another module gives the package most of what this one gave it. */
    private static Optional<Words> fault(Review review, Trees trees, String path, String place) {
        String home = ModuleTree.place(path);
        Set<String> given = defined(review, place + ".py");
        given.retainAll(trees.before().names(home));
        Set<String> lost = new TreeSet<>(given);
        lost.removeAll(trees.after().names(home));
        boolean isReplaced = !given.isEmpty() && lost.size() * 2 <= given.size();
        boolean isImportedElsewhere = review.sources()
                .once(Imported.class, () -> imported(review, trees))
                .places()
                .contains(place);
        if (!isImportedElsewhere && !isReplaced) {
            return Optional.of(UNIMPORTED);
        }
        // PaddleClas has no registry: configs name what the package of backbones gives.
        boolean byName = review.suite().suite().equals(Optional.of(OfficialSuite.PADDLE_CLAS));
        return byName
                ? review
                        .sources()
                        .paths(config -> config.startsWith("ppcls/configs/") && config.endsWith(".yaml"))
                        .stream()
                        .filter(config -> review.sources()
                                .text(config)
                                .filter(text -> WholeName.isAnyWritten(text, lost))
                                .isPresent())
                        .findFirst()
                        .map(config -> new Words(
                                "the package does not give any more what " + config + " names of it",
                                "包中已没有 " + config + " 所使用的内容"))
                : Optional.empty();
    }

    private static Set<String> defined(Review review, String path) {
        Set<String> names = new HashSet<>();
        review.sources().python(path).ifPresent(file -> {
            file.classes().forEach(type -> names.add(type.name()));
            file.functions().forEach(function -> names.add(function.name()));
        });
        return names;
    }

    /** Get the names that a package listed and lists no more, though it imports them still. */
    private static Set<String> unlisted(PythonFile before, PythonFile after) {
        Set<String> names = new LinkedHashSet<>();
        before.listed().values().forEach(names::addAll);
        after.listed().values().forEach(names::removeAll);
        Set<String> bound = new HashSet<>();
        after.imports().forEach(used -> bound.addAll(used.bound()));
        names.retainAll(bound);
        return before.listed().isEmpty() || after.listed().isEmpty() ? Set.of() : names;
    }

    private static boolean isOfSuite(Review review, String path) {
        return path.endsWith(INIT) && review.suite().isCode(path);
    }

    /** What the suite's code imports, wherever, by the places of the modules. */
    private record Imported(Set<String> places) {}

    private static Imported imported(Review review, Trees trees) {
        Set<String> imported = new HashSet<>();
        SuiteCode.of(review)
                .files()
                .forEach(file -> imported.addAll(modules(trees.after(), file).keySet()));
        return new Imported(imported);
    }

    /** Get the places of the modules that a file imports, with the lines that import them. */
    private static Map<String, Integer> modules(ModuleTree tree, PythonFile file) {
        Map<String, Integer> modules = new LinkedHashMap<>();
        for (PythonImport used : file.imports()) {
            for (String place : tree.places(used, file.path())) {
                if (tree.has(place)) {
                    modules.putIfAbsent(place, used.line());
                    used.names().stream()
                            .map(name -> place + "/" + name)
                            .filter(tree::has)
                            .forEach(module -> modules.putIfAbsent(module, used.line()));
                }
            }
        }
        return modules;
    }
}

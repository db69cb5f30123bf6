// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.skeleton;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.rule.SuiteRules;
import org.tipcjunit.merge.source.Names;
import org.tipcjunit.merge.source.PythonClass;
import org.tipcjunit.merge.source.PythonFile;
import org.tipcjunit.merge.source.PythonFunction;
import org.tipcjunit.merge.source.Sources;

/**
 * What a suite already has of a name that a new model is to get.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ExistingModel {

    private ExistingModel() {}

    private static final Pattern BY_FOLDER = Pattern.compile("models/[^/]+/([^/]+)/net\\.py");

    private static final Pattern TESTED =
            Pattern.compile("test_tipc/configs/(?:rec_)?([^/]+)/[^/]*train_infer_python\\.txt");

    /**
     * Find what is called like the class of a model, its folder where the suite keeps models by folders, or its TIPC configs, whatever the
     * case and the marks: its file, and its line where it has one.
     */
    public static Optional<String> find(Sources sources, SuiteRules rules, ModelName name) {
        List<String> code = sources.paths(
                path -> path.endsWith(".py") && rules.code().stream().anyMatch(root -> path.startsWith(root + "/")));
        Optional<String> defined = sources.pythons(code).stream()
                .flatMap(file -> places(file, name))
                .findFirst();
        return defined.or(() -> sources.paths(path -> isOf(BY_FOLDER, path, name)).stream()
                        .findFirst())
                .or(() ->
                        sources.paths(path -> isOf(TESTED, path, name)).stream().findFirst());
    }

    private static boolean isOf(Pattern way, String path, ModelName name) {
        Matcher matched = way.matcher(path);
        return matched.matches() && Names.same(matched.group(1), name.name());
    }

    private static Stream<String> places(PythonFile file, ModelName name) {
        return Stream.concat(
                        file.classes().stream()
                                .filter(type -> Names.same(type.name(), name.name()))
                                .map(PythonClass::line),
                        file.functions().stream()
                                .filter(function -> Names.same(function.name(), name.name()))
                                .map(PythonFunction::line))
                .map(line -> file.path() + ":" + line);
    }
}

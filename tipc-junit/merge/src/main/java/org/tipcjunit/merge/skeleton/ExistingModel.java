// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.skeleton;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.rule.SuiteRules;
import org.tipcjunit.merge.source.PythonFile;
import org.tipcjunit.merge.source.Sources;

/**
 * What a suite already has of a name that a new model is to get.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ExistingModel {

    private ExistingModel() {}

    /** Find what is called like the class of a model, or the folder of one that the suite keeps by folders: its file, and its line where it has one. */
    public static Optional<String> find(Sources sources, SuiteRules rules, ModelName name) {
        List<String> code = sources.paths(
                path -> path.endsWith(".py") && rules.code().stream().anyMatch(root -> path.startsWith(root + "/")));
        Optional<String> defined = sources.pythons(code).stream()
                .flatMap(file -> places(file, name))
                .findFirst();
        return defined.or(
                () -> sources.paths(path -> path.matches("models/[^/]+/" + name.stem() + "/net\\.py")).stream()
                        .findFirst());
    }

    private static Stream<String> places(PythonFile file, ModelName name) {
        return Stream.concat(
                        file.findClass(name.type()).map(type -> type.line()).stream(),
                        file.findFunction(name.type()).map(function -> function.line()).stream())
                .map(line -> file.path() + ":" + line);
    }
}

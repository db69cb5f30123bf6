// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.rec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.Words;
import org.tipcjunit.merge.source.PythonFile;
import org.tipcjunit.merge.source.PythonFunction;
import org.tipcjunit.merge.source.PythonImport;
import org.tipcjunit.merge.source.PythonUses;
import org.tipcjunit.merge.source.YamlFile;
import org.tipcjunit.merge.source.YamlValue;
import org.tipcjunit.merge.suite.common.CloseNames;

/**
 * Demands that the files of a model agree on names: keys that code asks for and configs give, arguments that layers take and are given, modules
 * beside each other, and the class of the reader. Value: {@code fault}.
 */
final class RecNames implements MergeJudge {

    private static final List<String> CONFIGS = List.of("config.yaml", "config_bigdata.yaml");
    private static final Set<String> MODELS = Set.of("net.py", "dygraph_model.py", "static_model.py");

    @Override
    public Outcome judge(Review review) {
        RecModels models = RecModels.of(review);
        if (models.isEmpty()) {
            return RecModels.absent();
        }
        List<Violation> violations = new ArrayList<>();
        for (String folder : models.folders()) {
            List<String> beside = review.sources().in(folder).stream()
                    .filter(path -> path.endsWith(".py"))
                    .toList();
            List<PythonFile> files = review.sources().pythons(beside).stream()
                    .filter(file -> file.problem().isEmpty())
                    .toList();
            for (PythonFile file : files) {
                modules(review, folder, file, violations);
                calls(folder, file, files, violations);
            }
            for (String name : CONFIGS) {
                review.sources()
                        .yaml(folder + "/" + name)
                        .filter(config -> config.problem().isEmpty())
                        .ifPresent(config -> config(folder, config, files, violations));
            }
        }
        return Outcome.of(violations.stream().distinct().toList());
    }

    /** A module that is not there, and is called almost like one beside it. */
    private static void modules(Review review, String folder, PythonFile file, List<Violation> violations) {
        for (PythonImport used : file.imports()) {
            String module = used.module();
            boolean isPlain = used.level() == 0 && !used.optional() && !module.isEmpty() && !module.contains(".");
            if (isPlain
                    && !review.sources().has(folder + "/" + module + ".py")
                    && !review.sources().hasFolder(folder + "/" + module)
                    && !review.sources().hasFolder(module)) {
                MODELS.stream()
                        .filter(other -> review.sources().has(folder + "/" + other))
                        .map(other -> other.substring(0, other.length() - ".py".length()))
                        .filter(other -> CloseNames.areClose(module, other))
                        .findFirst()
                        .ifPresent(other -> violations.add(violation(
                                file,
                                used.line(),
                                folder,
                                new Words(
                                        "there is no module " + module + ", but " + other,
                                        "没有模块 " + module + "，只有 " + other))));
            }
        }
    }

    /** Calls of classes and functions of a module beside. */
    private static void calls(String folder, PythonFile file, List<PythonFile> files, List<Violation> violations) {
        for (PythonUses.Call call : file.uses().calls()) {
            int dot = call.name().lastIndexOf('.');
            String called = call.name().substring(dot + 1);
            String root = dot < 0 ? call.name() : call.name().substring(0, dot);
            file.imports().stream()
                    .filter(used -> used.level() == 0 && binds(used, root, dot < 0))
                    .flatMap(used ->
                            files.stream().filter(other -> other.path().equals(folder + "/" + used.module() + ".py")))
                    .findFirst()
                    .flatMap(module -> callable(module, called))
                    .flatMap(function -> wrong(function, call))
                    .ifPresent(fault -> violations.add(violation(
                            file,
                            call.line(),
                            folder,
                            new Words(called + " " + fault.en(), called + " " + fault.zh()))));
        }
    }

    private static boolean binds(PythonImport used, String root, boolean isName) {
        return isName
                ? used.names().contains(root) && used.bound().contains(root)
                : used.names().isEmpty()
                        && (used.bound().isEmpty()
                                        ? used.module()
                                        : used.bound().get(0))
                                .equals(root);
    }

    private static Optional<PythonFunction> callable(PythonFile module, String name) {
        return module.findClass(name).flatMap(type -> type.method("__init__")).or(() -> module.findFunction(name)
                .filter(function -> function.decorators().isEmpty()));
    }

    private static Optional<Words> wrong(PythonFunction function, PythonUses.Call call) {
        if (!function.variable().isEmpty()) {
            return Optional.empty();
        }
        List<String> parameters = function.parameters();
        if (call.placed() > parameters.size()) {
            return Optional.of(new Words(
                    "takes " + parameters.size() + " arguments, and is given " + call.placed(),
                    "只有 " + parameters.size() + " 个参数，却给了 " + call.placed() + " 个"));
        }
        Set<String> given = new HashSet<>(parameters.subList(0, call.placed()));
        given.addAll(call.named());
        Set<String> missing = new TreeSet<>(function.required());
        missing.removeAll(given);
        Set<String> strange = new TreeSet<>(call.named());
        parameters.forEach(strange::remove);
        if (!missing.isEmpty()) {
            String all = String.join(", ", missing);
            return Optional.of(new Words("is not given " + all, "缺少参数 " + all));
        }
        String all = String.join(", ", strange);
        return strange.isEmpty() ? Optional.empty() : Optional.of(new Words("does not take " + all, "没有参数 " + all));
    }

    private static void config(String folder, YamlFile config, List<PythonFile> files, List<Violation> violations) {
        Set<String> readers = new HashSet<>();
        for (String key : List.of("runner.train_reader_path", "runner.infer_reader_path")) {
            config.get(key).map(YamlValue::text).ifPresent(reader -> readers.add(folder + "/" + reader + ".py"));
        }
        for (PythonFile file : files) {
            boolean isReader = readers.contains(file.path());
            if (isReader && !file.top().contains("RecDataset") && !file.bound().contains("*")) {
                violations.add(violation(
                        file,
                        1,
                        folder,
                        new Words(
                                "the trainer reads by a class RecDataset, which the reader does not have",
                                "训练程序通过类 RecDataset 读取数据，但该 reader 没有这个类")));
            }
            if (isReader || MODELS.contains(file.path().substring(folder.length() + 1))) {
                file.uses().asked().forEach((key, line) -> {
                    boolean isOfConfig = key.startsWith("hyper_parameters.") || key.startsWith("runner.");
                    if (isOfConfig && !config.has(key)) {
                        String name = config.path().substring(folder.length() + 1);
                        violations.add(violation(
                                file,
                                line,
                                folder,
                                new Words(
                                        key + " is asked for, and " + name + " has no such key",
                                        "读取了 " + key + "，但 " + name + " 中没有")));
                    }
                });
            }
        }
    }

    private static Violation violation(PythonFile file, int line, String folder, Words fault) {
        return RecModels.with(Violation.at(file.path(), line), folder).with("fault", fault);
    }
}

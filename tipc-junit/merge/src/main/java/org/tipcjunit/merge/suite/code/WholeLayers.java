// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.code;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tipcjunit.merge.change.ChangedFile;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.Words;
import org.tipcjunit.merge.source.PythonClass;
import org.tipcjunit.merge.source.PythonFile;
import org.tipcjunit.merge.source.PythonFunction;
import org.tipcjunit.merge.suite.common.CloseNames;
import org.tipcjunit.merge.suite.common.SuiteCode;

/**
 * Demands that new layers can be built and called: a constructor calls that of its base, and a part of the suite that nothing derives has a
 * forward, or another method that somebody calls instead, and a layer that nothing derives asks itself for nothing that it is never given.
 * Values: {@code type}, {@code fault}.
 */
final class WholeLayers implements MergeJudge {

    private static final Set<String> LAYER = Set.of("nn.Layer", "paddle.nn.Layer");
    private static final Set<String> CALLED = Set.of("forward", "__call__");

    /** Methods that make a layer, or serve another method. */
    private static final Pattern HELPING = Pattern.compile("_.*|init.*|reset.*");

    private static final Words UNBUILT = new Words(
            "does not call super().__init__(), without which Paddle refuses to give it layers and parameters",
            "没有调用 super().__init__()，Paddle 因此会拒绝为其添加子层和参数");

    private static final Words UNCALLED =
            new Words("has no forward, neither itself nor by what it derives", "自身及其基类都没有 forward 方法");

    /** What Paddle's own layers have, in any of its versions since 2.0. */
    private static final Set<String> OF_PADDLE = Set.of(
            ("add_module add_parameter add_sublayer apply astype backward bfloat16 buffers children clear_gradients cpu create_parameter"
                            + " create_tensor create_variable cuda double eval extra_repr float float16 forward full full_name"
                            + " get_buffer get_extra_state get_parameter get_sublayer get_submodule half load_dict load_state_dict"
                            + " modules named_buffers named_children named_modules named_parameters named_sublayers parameters"
                            + " register_buffer register_forward_hook register_forward_post_hook register_forward_pre_hook"
                            + " register_module register_parameter register_state_dict_hook requires_grad_ set_dict"
                            + " set_state_dict set_sublayer set_submodule sharded_state_dict state_dict sublayers to"
                            + " to_static_state_dict train training type xpu zero_grad")
                    .split(" "));

    @Override
    public Outcome judge(Review review) {
        List<ChangedFile> files = review.change()
                .there(path -> path.endsWith(".py") && review.suite().isCode(path));
        if (files.isEmpty()) {
            return new Outcome.DoesNotApply("the change touches no Python of the suite's code");
        }
        Types types = review.sources()
                .once(Types.class, () -> Types.of(SuiteCode.of(review).files()));
        List<Violation> violations = new ArrayList<>();
        for (ChangedFile changed : files) {
            // Elsewhere a layer may only hold others, as to save them together.
            boolean isPart = review.addition().parts().stream()
                    .anyMatch(part -> part.path().equals(changed.path()));
            review.sources().python(changed.path()).ifPresent(file -> {
                for (PythonClass type : file.classes()) {
                    if (review.sources().newLines(changed).get(type.line())) {
                        fault(types, file, type, isPart)
                                .ifPresent(fault -> violations.add(Violation.at(file.path(), type.line())
                                        .with("type", type.name())
                                        .with("fault", fault)));
                    }
                }
            });
        }
        return Outcome.of(violations);
    }

    private static Optional<Words> fault(Types types, PythonFile file, PythonClass type, boolean isPart) {
        Optional<List<PythonClass>> line = types.line(file, type);
        if (line.isEmpty()) {
            return Optional.empty();
        }
        boolean isUnbuilt = type.method("__init__")
                .filter(constructor -> constructor.superArguments() < 0)
                .isPresent();
        if (isUnbuilt) {
            return Optional.of(UNBUILT);
        }
        boolean isCalled =
                line.get().stream().anyMatch(above -> above.fields().stream().anyMatch(CALLED::contains));
        boolean isOthers = line.get().stream()
                .flatMap(above -> above.methods().stream())
                .map(PythonFunction::name)
                .anyMatch(name -> !HELPING.matcher(name).matches() && !CloseNames.areClose(name, "forward"));
        if (types.derived().contains(type.name())) {
            return Optional.empty();
        }
        return isPart && !isCalled && !isOthers ? Optional.of(UNCALLED) : lacking(types, line.get(), type);
    }

    /** Find the first thing that a layer asks itself for, and neither it nor what it derives nor anybody else gives it. */
    private static Optional<Words> lacking(Types types, List<PythonClass> line, PythonClass type) {
        if (line.stream().anyMatch(above -> above.reads().isEmpty())) {
            return Optional.empty();
        }
        return type.reads().orElseThrow().entrySet().stream()
                .filter(read -> !OF_PADDLE.contains(read.getKey()))
                .filter(read -> line.stream()
                        .noneMatch(above -> above.fields().contains(read.getKey())
                                || types.homes(above)
                                        .anyMatch(home -> home.strings().containsKey(read.getKey()))))
                .filter(read -> !types.given().contains(read.getKey()))
                .min(Map.Entry.comparingByValue())
                .map(read -> new Words(
                        "asks for self." + read.getKey() + " in line " + read.getValue() + ", which nothing gives it",
                        "在第 " + read.getValue() + " 行使用了 self." + read.getKey() + "，但从未给它赋值"));
    }

    /**
     * The classes of a suite.
     *
     * @param named the files that have a class, by its name
     * @param derived the names that classes derive
     * @param given the attributes that anybody gives to other objects
     */
    private record Types(Map<String, List<PythonFile>> named, Set<String> derived, Set<String> given) {

        static Types of(List<PythonFile> files) {
            Map<String, List<PythonFile>> named = files.stream()
                    .flatMap(file -> file.classes().stream().map(type -> Map.entry(type.name(), file)))
                    .collect(Collectors.groupingBy(
                            Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
            Set<String> derived = files.stream()
                    .flatMap(file -> file.classes().stream())
                    .flatMap(type -> type.bases().stream())
                    .map(base -> base.substring(base.lastIndexOf('.') + 1))
                    .collect(Collectors.toSet());
            Set<String> given =
                    files.stream().flatMap(file -> file.given().stream()).collect(Collectors.toSet());
            return new Types(named, derived, given);
        }

        /** Get the files that have a class of this name. */
        Stream<PythonFile> homes(PythonClass type) {
            return named.getOrDefault(type.name(), List.of()).stream();
        }

        /** Get a class and all that it derives, down to Paddle's layer; empty where it derives something else as well, or nobody can say. */
        Optional<List<PythonClass>> line(PythonFile file, PythonClass type) {
            List<PythonClass> line = new ArrayList<>();
            Set<String> seen = new HashSet<>();
            PythonFile home = file;
            PythonClass next = type;
            while (seen.add(next.name()) && next.bases().size() == 1) {
                line.add(next);
                String base = next.bases().get(0);
                if (isLayer(home, base)) {
                    return Optional.of(line);
                }
                String name = base.substring(base.lastIndexOf('.') + 1);
                Optional<PythonClass> own = home.findClass(name);
                List<PythonFile> homes = named.getOrDefault(name, List.of());
                if (own.isEmpty() && homes.size() != 1) {
                    return Optional.empty();
                }
                home = own.isPresent() ? home : homes.get(0);
                next = home.findClass(name).orElseThrow();
            }
            return Optional.empty();
        }

        private static boolean isLayer(PythonFile file, String base) {
            return LAYER.contains(base)
                    || (base.equals("Layer")
                            && file.imports().stream()
                                    .anyMatch(used -> used.level() == 0
                                            && used.module().startsWith("paddle")
                                            && used.bound().contains(base)));
        }
    }
}

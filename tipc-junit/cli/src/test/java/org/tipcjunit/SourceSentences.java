// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The sentences that the sources hold, with {@value #PLACE} where a value stands: of each package what is said in a place for a
 * summary or a remedy, and all that is said anywhere.
 *
 * @param summaries what failed or holds, by package
 * @param remedies what to do, by package
 * @param details what is demanded and what was seen, by package
 * @param labels what evidence, figures, units, axes and columns are called, by package
 * @param advice what commands tell that certify nothing, by package
 * @param all every text
 */
record SourceSentences(
        Map<String, Set<String>> summaries,
        Map<String, Set<String>> remedies,
        Map<String, Set<String>> details,
        Map<String, Set<String>> labels,
        Map<String, Set<String>> advice,
        Set<String> all) {

    static final String PLACE = "{}";

    private static final int MOST_WAYS = 64;

    /** Which argument of a call is a remedy, by the name and the number of arguments. */
    private static final Map<String, Integer> REMEDIES = Map.ofEntries(
            Map.entry("fail/3", 2),
            Map.entry("fail/5", 2),
            Map.entry("cannotJudge/5", 2),
            Map.entry("notRun/5", 2),
            Map.entry("Problem/3", 2),
            Map.entry("Problem/5", 4),
            Map.entry("Fault/3", 2),
            Map.entry("StageFailure/9", 7),
            Map.entry("of/5", 4),
            Map.entry("noEvidence/5", 4),
            Map.entry("concluding/4", 3));

    /** Which one is a summary. */
    private static final Map<String, Integer> SUMMARIES = Map.ofEntries(
            Map.entry("pass/4", 0),
            Map.entry("conclude/3", 1),
            Map.entry("fail/3", 0),
            Map.entry("fail/5", 0),
            Map.entry("cannotJudge/5", 0),
            Map.entry("notRun/5", 0),
            Map.entry("Problem/3", 1),
            Map.entry("Problem/5", 1),
            Map.entry("Fault/3", 0),
            Map.entry("StageFailure/9", 4),
            Map.entry("of/5", 1),
            Map.entry("noEvidence/5", 1),
            Map.entry("concluding/4", 1));

    /** Which are what is demanded, or what was seen. */
    private static final Map<String, List<Integer>> DETAILS = Map.ofEntries(
            Map.entry("Judgement/5", List.of(3)),
            Map.entry("pass/4", List.of(1)),
            Map.entry("conclude/3", List.of(2)),
            Map.entry("fail/3", List.of(1)),
            Map.entry("fail/5", List.of(1)),
            Map.entry("cannotJudge/5", List.of(1)),
            Map.entry("notRun/5", List.of(1)),
            Map.entry("Fault/3", List.of(1)),
            Map.entry("concluding/4", List.of(2)));

    /** Which are names of evidence, of figures and their units, of axes and of columns; calls of methods with what they are called on. */
    private static final Map<String, List<Integer>> LABELS = Map.ofEntries(
            Map.entry("FileEvidence/2", List.of(0)),
            Map.entry("TextEvidence/2", List.of(0)),
            Map.entry("ImagesEvidence/4", List.of(0)),
            Map.entry("TableEvidence/3", List.of(0, 1)),
            Map.entry("CurveEvidence/4", List.of(0, 1, 2)),
            Map.entry("CurveEvidence/5", List.of(0, 1, 2)),
            Map.entry("Window/3", List.of(0)),
            Map.entry("Figure/4", List.of(0, 2)),
            Map.entry("Figure.of/3", List.of(0, 2)),
            Map.entry("Figure.share/4", List.of(0, 3)),
            Map.entry("Figure.unmeasured/3", List.of(0, 2)));

    /** Which are told by lint, doctor, init and plan. */
    private static final Map<String, List<Integer>> ADVICE = Map.ofEntries(
            Map.entry("error/5", List.of(2, 3, 4)),
            Map.entry("warning/5", List.of(2, 3, 4)),
            Map.entry("note/5", List.of(2, 3, 4)),
            Map.entry("add/6", List.of(3, 4, 5)),
            Map.entry("ok/2", List.of(1)),
            Map.entry("note/3", List.of(1, 2)),
            Map.entry("lacks/3", List.of(1, 2)),
            Map.entry("of/3", List.of(2)),
            Map.entry("none/3", List.of(1)),
            Map.entry("Deviation/4", List.of(1)),
            Map.entry("deviate/2", List.of(1)),
            Map.entry("deviate/4", List.of(2)),
            Map.entry("deviate/5", List.of(2)),
            Map.entry("NotRun/3", List.of(2)),
            Map.entry("notRun/3", List.of(2)));

    static SourceSentences of(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, Set<String>> summaries = new TreeMap<>();
        Map<String, Set<String>> remedies = new TreeMap<>();
        Map<String, Set<String>> details = new TreeMap<>();
        Map<String, Set<String>> labels = new TreeMap<>();
        Map<String, Set<String>> advice = new TreeMap<>();
        Set<String> all = new TreeSet<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            for (CompilationUnitTree unit : task.parse()) {
                String name = String.valueOf(unit.getPackageName()).replaceFirst("^org\\.tipcjunit\\.", "");
                Reader reader = new Reader(unit);
                reader.scan(unit, null);
                all.addAll(reader.all);
                summaries.computeIfAbsent(name, key -> new TreeSet<>()).addAll(reader.summaries);
                remedies.computeIfAbsent(name, key -> new TreeSet<>()).addAll(reader.remedies);
                details.computeIfAbsent(name, key -> new TreeSet<>()).addAll(reader.details);
                labels.computeIfAbsent(name, key -> new TreeSet<>()).addAll(reader.labels);
                advice.computeIfAbsent(name, key -> new TreeSet<>()).addAll(reader.advice);
            }
        }
        return new SourceSentences(summaries, remedies, details, labels, advice, all);
    }

    /** Reads one file. */
    private static final class Reader extends TreeScanner<Void, Void> {

        private final Map<String, ExpressionTree> variables = new HashMap<>();
        private final Map<String, List<ExpressionTree>> methods = new HashMap<>();
        private final Set<String> summaries = new LinkedHashSet<>();
        private final Set<String> remedies = new LinkedHashSet<>();
        private final Set<String> details = new LinkedHashSet<>();
        private final Set<String> labels = new LinkedHashSet<>();
        private final Set<String> advice = new LinkedHashSet<>();
        private final Set<String> all = new LinkedHashSet<>();

        Reader(CompilationUnitTree unit) {
            new TreeScanner<Void, String>() {
                @Override
                public Void visitVariable(VariableTree variable, String method) {
                    if (variable.getInitializer() != null) {
                        variables.put(variable.getName().toString(), variable.getInitializer());
                    }
                    return super.visitVariable(variable, method);
                }

                @Override
                public Void visitMethod(MethodTree tree, String method) {
                    return super.visitMethod(tree, tree.getName().toString());
                }

                @Override
                public Void visitLambdaExpression(LambdaExpressionTree lambda, String method) {
                    return super.visitLambdaExpression(lambda, null);
                }

                @Override
                public Void visitClass(ClassTree type, String method) {
                    return super.visitClass(type, null);
                }

                @Override
                public Void visitReturn(ReturnTree tree, String method) {
                    if (method != null) {
                        methods.computeIfAbsent(method, key -> new ArrayList<>())
                                .add(tree.getExpression());
                    }
                    return super.visitReturn(tree, method);
                }

                @Override
                public Void visitYield(YieldTree tree, String method) {
                    if (method != null) {
                        methods.computeIfAbsent(method, key -> new ArrayList<>())
                                .add(tree.getValue());
                    }
                    return super.visitYield(tree, method);
                }
            }.scan(unit, null);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
            String name = name(call.getMethodSelect());
            said(name, call.getArguments());
            called(String.valueOf(call.getMethodSelect()), call.getArguments());
            note(call);
            return super.visitMethodInvocation(call, none);
        }

        @Override
        public Void visitNewClass(NewClassTree made, Void none) {
            said(name(made.getIdentifier()), made.getArguments());
            called(name(made.getIdentifier()), made.getArguments());
            return super.visitNewClass(made, none);
        }

        @Override
        public Void visitBinary(BinaryTree tree, Void none) {
            note(tree);
            return super.visitBinary(tree, none);
        }

        @Override
        public Void visitLiteral(LiteralTree tree, Void none) {
            note(tree);
            return super.visitLiteral(tree, none);
        }

        private void note(ExpressionTree tree) {
            all.addAll(ways(tree, 0));
        }

        private void called(String name, List<? extends ExpressionTree> arguments) {
            LABELS.getOrDefault(name + "/" + arguments.size(), List.of())
                    .forEach(place -> labels.addAll(names(arguments.get(place))));
        }

        /** Get the names that an expression may give, also those of a list. */
        private List<String> names(ExpressionTree tree) {
            if (tree instanceof MethodInvocationTree call
                    && name(call.getMethodSelect()).equals("of")) {
                return call.getArguments().stream()
                        .flatMap(name -> names(name).stream())
                        .toList();
            }
            return tree instanceof IdentifierTree name && variables.containsKey(name.toString())
                    ? names(variables.get(name.toString()))
                    : ways(tree, 0);
        }

        private void said(String name, List<? extends ExpressionTree> arguments) {
            String call = name + "/" + arguments.size();
            said(REMEDIES.get(call), arguments, remedies);
            said(SUMMARIES.get(call), arguments, summaries);
            DETAILS.getOrDefault(call, List.of()).forEach(place -> said(place, arguments, details));
            ADVICE.getOrDefault(call, List.of()).forEach(place -> said(place, arguments, advice));
        }

        private void said(@Nullable Integer place, List<? extends ExpressionTree> arguments, Set<String> sentences) {
            if (place != null) {
                ways(arguments.get(place), 0).stream()
                        .filter(text -> text.replace(PLACE, "").matches("(?s).*[a-z]{2}.* .*"))
                        .forEach(sentences::add);
            }
        }

        private static String name(Tree tree) {
            if (tree instanceof MemberSelectTree select) {
                return select.getIdentifier().toString();
            }
            return tree.toString();
        }

        /** Get what an expression may say. */
        private List<String> ways(ExpressionTree tree, int depth) {
            if (depth > 12) {
                return List.of(PLACE);
            }
            if (tree instanceof LiteralTree literal) {
                return List.of(literal.getValue() instanceof String text ? text : PLACE);
            }
            if (tree instanceof ParenthesizedTree inner) {
                return ways(inner.getExpression(), depth + 1);
            }
            if (tree instanceof ConditionalExpressionTree either) {
                List<String> both = new ArrayList<>(ways(either.getTrueExpression(), depth + 1));
                both.addAll(ways(either.getFalseExpression(), depth + 1));
                return both;
            }
            if (tree instanceof BinaryTree sum && tree.getKind() == Tree.Kind.PLUS) {
                List<String> joined = new ArrayList<>();
                List<String> right = ways(sum.getRightOperand(), depth + 1);
                for (String left : ways(sum.getLeftOperand(), depth)) {
                    right.forEach(end -> joined.add(left + end));
                }
                return joined.size() > MOST_WAYS ? List.of(PLACE) : joined;
            }
            if (tree instanceof IdentifierTree name && variables.containsKey(name.toString())) {
                return ways(variables.get(name.toString()), depth + 4);
            }
            if (tree instanceof MethodInvocationTree call) {
                return called(call, depth);
            }
            return List.of(PLACE);
        }

        private List<String> called(MethodInvocationTree call, int depth) {
            String name = name(call.getMethodSelect());
            if (name.equals("formatted") && call.getMethodSelect() instanceof MemberSelectTree select) {
                return ways(select.getExpression(), depth + 1).stream()
                        .map(text -> text.replaceAll("%[-.0-9,]*[sdfg]", "{}")
                                .replace("%n", "\n")
                                .replace("%%", "%"))
                        .collect(Collectors.toList());
            }
            if (call.getMethodSelect() instanceof IdentifierTree && methods.containsKey(name)) {
                return methods.get(name).stream()
                        .flatMap(returned -> ways(returned, depth + 4).stream())
                        .collect(Collectors.toList());
            }
            return List.of(PLACE);
        }
    }
}

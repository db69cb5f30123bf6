// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.Words;
import org.tipcjunit.merge.shell.PrepareScript;

/**
 * What {@code test_tipc/prepare.sh} does for the model of a TIPC config. Values of violations: {@code model}, {@code mode}, {@code why}.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class PreparedModel {

    /** The script. */
    public static final String SCRIPT = "test_tipc/prepare.sh";

    /** The mode that every model is certified in. */
    static final String MODE = "lite_train_lite_infer";

    private static final String NAME = "model_name:";

    private PreparedModel() {}

    /** The script, read once. */
    private record Read(PrepareScript script) {}

    /** Get the name that a TIPC config gives its model; empty where it gives none. */
    public static Optional<String> name(Review review, String config) {
        return review.sources().text(config).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(NAME))
                .map(line -> line.substring(NAME.length()).strip())
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    /** Tell why the script prepares nothing for a model; empty where it does. */
    public static Optional<Violation> missing(Review review, String config, String model) {
        PrepareScript script = review.sources()
                .once(
                        Read.class,
                        () -> new Read(
                                PrepareScript.of(review.sources().text(SCRIPT).orElse(""))))
                .script();
        if (script.fault().isPresent()) {
            String fault = script.fault().get().what();
            return Optional.of(Violation.at(SCRIPT, script.fault().get().line())
                    .with("model", model)
                    .with("mode", MODE)
                    .with("why", new Words("no shell reads it: " + fault, "shell 无法解析它：" + fault)));
        }
        return script.knows(model, config, MODE)
                ? Optional.empty()
                : Optional.of(Violation.of(SCRIPT)
                        .with("model", model)
                        .with("mode", MODE)
                        .with(
                                "why",
                                new Words(
                                        "no branch that does anything is taken for this name",
                                        "没有任何执行操作的分支会因这个名字而被选中")));
    }
}

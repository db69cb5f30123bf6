// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.train;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.ConfigLine;
import org.tipcjunit.plan.dialect.Dialect;
import org.tipcjunit.plan.dialect.DialectTrainers;

/** The trainers that a config defines, by name. */
final class Trainers {

    /** Names that configs use for the plain training, whatever its line is called. */
    private static final Set<String> NORM_NAMES = Set.of("norm", "norm_train");

    /** The lines whose trainers continue from the weights of the plain training, in every layout. */
    private static final Set<Integer> CONTINUING = Set.of(16, 17);

    private static final Pattern TO_STATIC = Pattern.compile("(?<!\\w)to_static_train_benchmark_params(?!\\w)");

    private final Script script;
    private final Dialect dialect;

    Trainers(Script script) {
        this.script = script;
        this.dialect = script.dialect();
    }

    /** Find the trainer called {@code name}; empty when the config has no command for it. */
    Optional<Trainer> find(String name) {
        for (DialectTrainers.Pair pair : dialect.trainers().pairs()) {
            if (pair.kind() == DialectTrainers.PairKind.STATIC_BLOCK) {
                Optional<ConfigEntry> toStatic = toStatic();
                if (toStatic.isPresent() && toStatic.get().key().equals(name)) {
                    return given(statically(toStatic.get().value()));
                }
                continue;
            }
            ConfigEntry train = script.entry(pair.lines().train());
            if (train.key().isEmpty() || !train.key().equals(name)) {
                continue;
            }
            if (pair.kind() == DialectTrainers.PairKind.STATIC_LINE) {
                return given(statically(train.value()));
            }
            boolean quantised = pair.kind() == DialectTrainers.PairKind.QUANTISED;
            boolean continues = CONTINUING.contains(pair.lines().train());
            ConfigEntry export = script.entry(pair.lines().export());
            return given(new Trainer(train, train.value(), export, "", quantised, false, continues));
        }
        return unknown(name);
    }

    private Optional<Trainer> unknown(String name) {
        boolean isNorm = normKey().equals(name);
        if (!isNorm && script.isFaithful() && dialect.trainers().unknown() == DialectTrainers.Unknown.SKIP) {
            return Optional.empty();
        }
        boolean meansNorm =
                isNorm || NORM_NAMES.contains(name) || dialect.trainers().unknown() == DialectTrainers.Unknown.ANY;
        if (!meansNorm && !script.isFaithful()) {
            throw script.entries()
                    .problem(
                            script.entry(dialect.trainers().list()),
                            "there is no command for the trainer '" + name + "'; upstream's script would "
                                    + (dialect.trainers().unknown() == DialectTrainers.Unknown.SKIP
                                            ? "leave it out"
                                            : "train " + normKey() + " under that name"),
                            "give the key of one of the lines below, such as " + normKey());
        }
        Trainer norm = norm();
        return given(new Trainer(norm.from(), norm.train(), norm.export(), "", false, isNorm, false));
    }

    private String normKey() {
        return script.entry(dialect.trainers().norm().train()).key();
    }

    private Trainer norm() {
        DialectTrainers.Lines lines = dialect.trainers().norm();
        ConfigEntry train = script.entry(lines.train());
        return new Trainer(train, train.value(), script.entry(lines.export()), "", false, true, false);
    }

    private Trainer statically(String option) {
        Trainer norm = norm();
        boolean appended = dialect.trainers().toStaticBy() == DialectTrainers.ToStaticBy.APPENDED;
        return new Trainer(
                norm.from(),
                appended ? norm.train() + " " + option : norm.train(),
                norm.export(),
                appended ? "" : option,
                false,
                false,
                false);
    }

    private static Optional<Trainer> given(Trainer trainer) {
        return trainer.train().equals("null") ? Optional.empty() : Optional.of(trainer);
    }

    /** Whether upstream's script finds another option than the config gives for static training called {@code name}. */
    boolean isShifted(String name) {
        Optional<ConfigEntry> asWritten = toStaticByNumber();
        Optional<ConfigEntry> meant = toStaticByHeader();
        return dialect.trainers().hasStaticBlock()
                && !asWritten.equals(meant)
                && (asWritten.filter(entry -> entry.key().equals(name)).isPresent()
                        || meant.filter(entry -> entry.key().equals(name)).isPresent());
    }

    private Optional<ConfigEntry> toStatic() {
        return script.isFaithful() ? toStaticByNumber() : toStaticByHeader();
    }

    /** Takes the number of the header's line for an index, which empty lines before it make wrong. */
    private Optional<ConfigEntry> toStaticByNumber() {
        return headers().reduce((first, second) -> second).map(number -> script.entry(number));
    }

    private Optional<ConfigEntry> toStaticByHeader() {
        return headers().reduce((first, second) -> second).flatMap(number -> script.entries().entries().stream()
                .filter(entry -> entry.line() > number)
                .findFirst());
    }

    private Stream<Integer> headers() {
        return script.input().request().config().lines().stream()
                .filter(line -> TO_STATIC.matcher(line.text()).find())
                .map(ConfigLine::number);
    }
}

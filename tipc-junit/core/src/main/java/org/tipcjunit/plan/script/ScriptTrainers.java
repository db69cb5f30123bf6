// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tipcjunit.config.shell.ShellBranches;
import org.tipcjunit.plan.dialect.DialectDraft;
import org.tipcjunit.plan.dialect.DialectSetting;
import org.tipcjunit.plan.dialect.DialectTrainers;

/** What the trainers of a script run. */
final class ScriptTrainers {

    private static final Pattern TRAINER = Pattern.compile("\\$\\{trainer} = \"?\\$\\{(\\w+)}\"?");
    private static final Pattern LINE = Pattern.compile("\\{(\\d+)}.*");

    private final DialectDraft settings;
    private final ScriptText text;
    private final ShellBranches conditions;
    private final Map<String, Pair> trainers = new LinkedHashMap<>();

    /**
     * Start without any trainer.
     *
     * @param settings where to put what is found
     * @param text what the script's variables hold
     * @param conditions where its present line stands
     */
    ScriptTrainers(DialectDraft settings, ScriptText text, ShellBranches conditions) {
        this.settings = settings;
        this.text = text;
        this.conditions = conditions;
    }

    /** Take what a trainer runs, or the option that ends a training early. */
    void trainer(String name, String value) {
        if (value.startsWith("{run_train} ")) {
            settings.put(DialectSetting.MAX_ITERATIONS, value.substring("{run_train} ".length()));
            return;
        }
        Matcher condition = TRAINER.matcher(conditions.innermost());
        String key = !conditions.isOtherwise() && condition.find() ? condition.group(1) : "";
        Pair pair = trainers.getOrDefault(key, new Pair("", "", false));
        trainers.put(
                key,
                name.equals("run_train")
                        ? new Pair(value, pair.export(), pair.quantised())
                        : new Pair(pair.train(), value, pair.quantised()));
    }

    /** Take whether a trainer's model is quantised. */
    void quantised(String value) {
        Matcher condition = TRAINER.matcher(conditions.innermost());
        if (value.equals("True") && condition.find()) {
            Pair pair = trainers.getOrDefault(condition.group(1), new Pair("", "", false));
            trainers.put(condition.group(1), new Pair(pair.train(), pair.export(), true));
        }
    }

    /** Write the lines of all trainers. */
    void write() {
        List<String> words = new ArrayList<>();
        trainers.forEach((key, pair) -> {
            String train = number(pair.train());
            if (key.isEmpty()) {
                settings.put(DialectSetting.NORM, train + "/" + number(pair.export()));
                return;
            }
            String index = text.index(key);
            if (index.equals(ScriptText.STATIC)) {
                words.add("s");
                settings.put(
                        DialectSetting.TO_STATIC_BY,
                        pair.train().contains(" ")
                                ? DialectTrainers.ToStaticBy.APPENDED
                                : DialectTrainers.ToStaticBy.WORD);
            } else if (pair.train().contains(" ")) {
                words.add(index + "s");
            } else if (!index.isEmpty()) {
                words.add(index + "/" + number(pair.export()) + (pair.quantised() ? "q" : ""));
            }
            if (key.equals("norm_key")) {
                settings.put(DialectSetting.NORM, train + "/" + number(pair.export()));
            }
        });
        settings.put(DialectSetting.PAIRS, String.join(" ", words));
        if (trainers.keySet().equals(Set.of(""))) {
            settings.put(
                    DialectSetting.UNKNOWN_TRAINER,
                    settings.get(DialectSetting.AUTOCAST).isPresent()
                            ? DialectTrainers.Unknown.NORM
                            : DialectTrainers.Unknown.ANY);
        }
    }

    /** Get the line that a command starts with; empty when it is none of the config's. */
    static String number(String value) {
        Matcher matcher = LINE.matcher(value);
        return matcher.matches() ? matcher.group(1) : "";
    }

    /** Take a trainer that the script leaves out. */
    void leaveOut() {
        if (conditions.isOtherwise() && conditions.innermost().contains("${trainer}")) {
            settings.put(DialectSetting.UNKNOWN_TRAINER, DialectTrainers.Unknown.SKIP);
        } else if (conditions.directlyUnder("${autocast} = \"amp\"")) {
            settings.put(DialectSetting.PACT_WITHOUT_AMP, true);
        }
    }

    /** Get the command of the plain training as text with gaps. */
    String norm() {
        return trainers.getOrDefault("", new Pair("", "", false)).train();
    }

    /** What a trainer runs, as text with gaps. */
    private record Pair(String train, String export, boolean quantised) {}
}

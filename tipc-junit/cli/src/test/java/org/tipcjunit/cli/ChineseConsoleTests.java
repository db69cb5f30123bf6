// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.PageWords;
import org.tipcjunit.certification.Outcome;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Judgement;
import org.tipcjunit.finding.Verdict;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The command line in Chinese: help of every command, and verdicts with what to do. */
class ChineseConsoleTests {

    /** Commands whose help is still English. This list may only become shorter. */
    private static final Set<String> TO_DO = Set.of("merge-check");

    private final StringWriter out = new StringWriter();

    @Test
    void every_command_option_and_parameter_has_its_help_in_chinese() {
        CommandSpec tipc = tipc(Language.CHINESE).getCommandSpec();
        Map<String, String> english = new TreeMap<>();
        lookAt(tipc, english);
        tipc.subcommands().forEach((name, command) -> {
            if (!TO_DO.contains(name)) {
                lookAt(command.getCommandSpec(), english);
            }
        });

        assertThat(english).isEmpty();
    }

    @Test
    void examples_stay_as_a_terminal_takes_them() {
        String help = tipc(Language.CHINESE).getSubcommands().get("verify").getUsageMessage();

        assertThat(help)
                .contains("用法：", "示例：", "  tipc verify reports --absent '*.pdiparams'", "将证书与旁边的文件核对")
                .doesNotContain("Examples:", "Usage:");
        assertThat(tipc(Language.ENGLISH).getSubcommands().get("verify").getUsageMessage())
                .contains("Usage:", "Examples:");
    }

    @Test
    void every_key_has_words_in_both_languages_with_the_same_values_in_them() {
        PageWords english = ConsoleWords.in(Language.ENGLISH);
        PageWords chinese = ConsoleWords.in(Language.CHINESE);

        assertThat(chinese.words().keySet()).isEqualTo(english.words().keySet());
        english.words()
                .forEach((key, text) ->
                        assertThat(places(chinese.words().get(key))).as(key).isEqualTo(places(text)));
    }

    @Test
    void a_verdict_is_told_with_what_to_do() {
        Finding finding = new Judgement(Clause.CONVERGENCE, "@LossConverges", "digits", "falls", Optional.empty())
                .fail("the loss rises", "from 1 to 2", "check the sign of the loss and lower the learning rate");
        ConsoleSummary summary = new ConsoleSummary(1, new PrintWriter(out), Language.CHINESE);

        summary.started("digits.txt");
        summary.judged(
                "training",
                new Outcome(Verdict.FAIL, "said in English", Optional.of(finding), Optional.empty(), false));

        assertThat(out.toString().lines())
                .containsExactly(
                        "",
                        "[tipc] digits.txt（第 1 次认证；共指定 1 个配置）",
                        "[tipc] training：未通过",
                        "[4.1.3-1] @LossConverges 未通过，模型 digits: 损失上升",
                        "  期望：falls",
                        "  实际：from 1 to 2",
                        "  解决办法：检查损失的符号，并降低学习率");
        assertThat(summary.summary()).isEqualTo("认证通过 0 个，未通过 0 个，配置错误 0 个" + System.lineSeparator());
    }

    private static List<String> places(String text) {
        return Pattern.compile("\\{\\d}")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .sorted()
                .toList();
    }

    private CommandLine tipc(Language language) {
        return CommandLines.of(new PrintWriter(out), new PrintWriter(out), language);
    }

    private static void lookAt(CommandSpec spec, Map<String, String> english) {
        note(spec.qualifiedName(), String.join(" ", spec.usageMessage().description()), english);
        for (OptionSpec option : spec.options()) {
            note(spec.qualifiedName() + " " + option.longestName(), String.join(" ", option.description()), english);
        }
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            note(
                    spec.qualifiedName() + " " + parameter.paramLabel(),
                    String.join(" ", parameter.description()),
                    english);
        }
    }

    private static void note(String what, String text, Map<String, String> english) {
        if (text.codePoints().noneMatch(Character::isIdeographic)) {
            english.put(what, text);
        }
    }
}

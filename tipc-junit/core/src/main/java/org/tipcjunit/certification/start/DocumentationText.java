// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.start;

import java.util.List;
import org.tipcjunit.certification.terms.Term;

/**
 * Writes the section that a README needs for clause 4.1.3, to be filled in with the results of the user's own run.
 *
 * @param model the model
 * @param chinese whether in Chinese, else in English
 */
record DocumentationText(ModelStart model, boolean chinese) {

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(say("## Usage: ", "## 使用说明：")).append(model.config().path()).append("\n\n");
        text.append(say(
                "<!-- Copy this into the README, and replace what stands between ‹ and ›. -->\n\n",
                "<!-- 将本节复制到 README 中，并替换 ‹ 与 › 之间的内容。 -->\n\n"));
        text.append(say("### Scripts\n\n", "### 脚本\n\n"));
        text.append(say("Training, evaluation, export and inference, in this order:\n\n", "依次为训练、评估、导出和推理：\n\n"));
        code(text, model.commands());
        if (model.onCpu()) {
            text.append(say(
                    "These are the commands on a CPU; the config itself asks for another device.\n\n",
                    "以上为 CPU 上的命令；配置本身要求其他设备。\n\n"));
        }
        text.append(say("Prediction with the trained weights:\n\n", "用训练得到的权重预测：\n\n"));
        code(
                text,
                List.of("python "
                        + value(Term.PREDICT)
                                .replace("{weights}", say("‹weights›", "‹权重›"))
                                .replace("{images}", say("‹images›", "‹图片›"))));
        text.append(say("### Results\n\n", "### 结果\n\n"));
        String metric = value(Term.METRIC);
        text.append(say("| model | ", "| 模型 | "))
                .append(metric)
                .append(" |\n|---|---|\n| ")
                .append(value(Term.ROW))
                .append(say(" | ‹the evaluated value› |\n\n", " | ‹评估得到的值› |\n\n"));
        // Which results these are is told by the closest heading that says either; the first one holds the config's name.
        text.append(say("### Prediction results\n\n", "### 预测结果\n\n"));
        results(text, List.of(say("‹what the prediction printed›", "‹预测脚本的输出›")));
        text.append(say("### Inference results\n\n", "### 推理结果\n\n"));
        results(text, List.of(say("‹what the inference printed›", "‹推理脚本的输出›")));
        return text.toString().stripTrailing() + "\n";
    }

    private static void code(StringBuilder text, List<String> lines) {
        block(text, "bash", lines);
    }

    private static void results(StringBuilder text, List<String> lines) {
        block(text, "text", lines);
    }

    private static void block(StringBuilder text, String language, List<String> lines) {
        text.append("```").append(language).append('\n').append(String.join("\n", lines)).append("\n```\n\n");
    }

    private String value(Term term) {
        return model.guesses().stream()
                .filter(guess -> guess.term() == term)
                .map(Guess::suggestion)
                .findFirst()
                .orElse("");
    }

    private String say(String english, String inChinese) {
        return chinese ? inChinese : english;
    }
}

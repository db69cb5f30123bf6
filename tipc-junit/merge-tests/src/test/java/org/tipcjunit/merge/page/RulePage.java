// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.page;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.merge.rule.Rule;
import org.tipcjunit.merge.rule.RuleBook;
import org.tipcjunit.merge.rule.RuleSource;

/**
 * The page of a suite's rules, as its data make it.
 *
 * @param book the rules
 * @param suite the suite
 * @param chinese whether in Chinese
 */
record RulePage(RuleBook book, OfficialSuite suite, boolean chinese) {

    String text() {
        return (chinese ? CHINESE : ENGLISH)
                .formatted(suite.title(), suite.label(), rows(book.of(suite).rules()), rows(book.commonOf(suite)));
    }

    private String rows(List<Rule> rules) {
        return rules.stream().map(this::row).collect(Collectors.joining());
    }

    private String row(Rule rule) {
        RuleSource source = rule.source();
        String kind = chinese ? inChinese(source.kind()) : source.kind().label();
        return "| `%s` | %s | %s | %s | %s | %s | %s |%n"
                .formatted(
                        rule.id(),
                        chinese ? inChinese(rule) : rule.severity().label(),
                        rule.applies().isEmpty() ? "" : String.join(", ", new TreeSet<>(rule.applies())),
                        cell(rule.title().in(chinese)),
                        rule.since(),
                        cell(source.document().isEmpty() ? kind : kind + ": " + source.document()),
                        source.share().map(share -> share.text()).orElse(""))
                .replace("\r", "");
    }

    private static String inChinese(Rule rule) {
        return switch (rule.severity()) {
            case ERROR -> "错误";
            case WARNING -> "警告";
            case HINT -> "提示";
        };
    }

    private static String inChinese(RuleSource.Kind kind) {
        return switch (kind) {
            case DOCUMENTED -> "文档";
            case HOOK -> "钩子";
            case EMPIRICAL -> "历史";
            case REVIEW -> "评审";
        };
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*").replace("__", "\\_\\_");
    }

    private static final String ENGLISH = """
            # %s: the rules of a contribution

            `tipc merge-check --suite %s` judges a contribution by these rules. Made of the rules' data by `RulePagesTests`; what the columns mean, and how
            the shares were counted, says [the page of all suites](README.md).

            ## Rules of the suite

            | rule | severity | about a new | demanded | since | source | followed by |
            |---|---|---|---|---|---|---|
            %s
            ## Rules of all suites

            | rule | severity | about a new | demanded | since | source | followed by |
            |---|---|---|---|---|---|---|
            %s""";

    private static final String CHINESE = """
            # %s：贡献须遵守的规则

            `tipc merge-check --suite %s` 按以下规则检查贡献。本页由 `RulePagesTests` 根据规则数据生成；各列的含义及统计方法见
            [总览](README_cn.md)。

            ## 本套件的规则

            | 规则 | 级别 | 针对新增的 | 要求 | 起始日期 | 来源 | 遵守情况 |
            |---|---|---|---|---|---|---|
            %s
            ## 所有套件的规则

            | 规则 | 级别 | 针对新增的 | 要求 | 起始日期 | 来源 | 遵守情况 |
            |---|---|---|---|---|---|---|
            %s""";
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.digest.Sha256;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Evidence.TableEvidence;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.lanes.OnEveryJdk;
import org.tipcjunit.process.Termination;

@OnEveryJdk
class CertificatePageTests {

    private static final String NASTY =
            "<script>alert('1')</script> | a `b` ```` *c* _d_ [e](http://f) ![g](h) \\ # ~ & &amp; <br> $x$ {{model}}";

    @TempDir
    Path folder;

    private DigitsRun run;

    @BeforeEach
    void prepare() {
        run = new DigitsRun(folder.resolve("run"));
    }

    @Test
    void html_shows_the_verdict_the_clauses_and_the_hashes() throws Exception {
        PublishedCertificate published = publish(run.sound());
        String html = Files.readString(published.html());

        assertThat(html)
                .contains("<h1>✔ Certified</h1>", "5 of 5 required clauses passed in this run")
                .contains("4.1.3-3", Clause.CONSISTENCY.title(), "0.9812", "1.2e-7")
                .contains("2.6.2 (commit cfc8a6c0e9bd3b7a7c4b4d1f1ce5b0e2ab5c0b1d)", "1 min 33 s")
                .contains("src=\"data:image/png;base64,")
                .contains("started plainly, side by side with evaluate-noise-1<br>")
                .contains(Sha256.of(published.json()).hex());
        published.certificate().evidence().forEach(file -> assertThat(html).contains(file.sha256()));
    }

    @Test
    void its_head_says_what_ran_when_on_what_and_what_it_is_good_for() throws Exception {
        String html = Files.readString(publish(run.sound()).html());

        String head = html.substring(0, html.indexOf("</header>"));
        assertThat(head)
                .contains("<dt>Date</dt><dd>", " UTC, took 1 min 33 s</dd>")
                .contains("<dt>Commit</dt><dd>", ", clean</dd>")
                .contains("<dt>Paddle</dt><dd>2.6.2, Python ")
                .contains("<dt>Ran</dt><dd>", "norm_train, CPU, full precision</dd>")
                .contains("<dt>You may rely on</dt><dd>the whole chain of this commit runs");
        assertThat(Files.readString(publish(run.failed()).html()))
                .contains("<dt>You may rely on</dt><dd>nothing here: the model is not certified.");
    }

    @Test
    void the_same_page_is_there_in_chinese_and_each_leads_to_the_other() throws Exception {
        PublishedCertificate published = publish(run.sound());
        String english = Files.readString(published.html());
        String chinese = Files.readString(published.html().resolveSibling("certificate_cn.html"));

        assertThat(english).contains("<html lang=\"en\">", "href=\"certificate_cn.html\"");
        assertThat(chinese)
                .contains("<html lang=\"zh-CN\">", "href=\"certificate.html\"")
                .contains("<h1>✔ 认证通过</h1>", "5 项必需条款中 5 项通过", "✔ 通过", "在真实测试图像上，预测与推理完全一致")
                .doesNotContain("Certified", "PASS", Clause.CONSISTENCY.title());
    }

    @Test
    void what_passed_is_folded_but_for_what_was_seen() throws Exception {
        String sound = Files.readString(publish(run.sound()).html());
        String failed = Files.readString(publish(run.failed()).html());

        assertThat(sound)
                .contains("<summary class=\"soft\">Demand, figures and evidence</summary>")
                .doesNotContain("<details open");
        String card = failed.substring(failed.indexOf("id=\"clause-4.1.3-2\""));
        assertThat(card.substring(0, card.indexOf("<details>"))).contains("Expected", "Observed", "Remedy");
    }

    @Test
    void both_pages_show_what_was_declared_what_did_not_run_and_how_cells_were_run() throws Exception {
        PublishedCertificate published = publish(run.sound());

        for (Path page : List.of(published.html(), published.markdown())) {
            String text = Files.readString(page).replace("\\", "").replace("&#61;", "=");
            assertThat(text)
                    .contains("test_tipc/configs/digits/train_infer_python.txt")
                    .contains("train_infer_python after ocr, norm_train, CPU, full precision")
                    .contains("certification.properties", "top1")
                    .contains("no-kill-by-name", "F1, F2", "the service is ended by its group")
                    .contains("train: norm_train, GPU 0", "needs a GPU that Paddle can use")
                    .contains("threads=6", "replay", "within 1e-5")
                    .contains("prepare.sh", "ended with exit status 0")
                    .contains("300 files, SHA-256 " + "ab".repeat(32));
        }
    }

    @Test
    void a_curve_is_drawn_once_with_the_windows_that_were_judged_which_its_file_names() throws Exception {
        PublishedCertificate published = publish(run.sound());
        String html = Files.readString(published.html());

        assertThat(html)
                .containsOnlyOnce("<svg class=\"chart\"")
                .contains("start (iterations 1 to 15): median ", " → end (iterations 76 to 100): median ")
                .contains("href=\"evidence/4.1.3-1-loss.png\"");
        assertThat(Files.readString(published.markdown()))
                .containsOnlyOnce("![Loss](evidence/4.1.3-1-loss.png)")
                .contains("start (iterations 1 to 15): median ");
        assertThat(Files.readAllLines(published.json().resolveSibling("evidence/4.1.3-1-loss.csv")))
                .startsWith("iteration,loss,judged")
                .anyMatch(row -> row.matches("15,[0-9.]+,start"))
                .anyMatch(row -> row.matches("16,[0-9.]+,"))
                .anyMatch(row -> row.matches("76,[0-9.]+,end"));
    }

    @Test
    void html_is_one_page_that_loads_nothing_and_runs_nothing() throws Exception {
        String html = Files.readString(publish(run.sound()).html());

        assertThat(html).doesNotContain("<script", "<link", "@import", "url(", "src=\"http", "{{", "}}");
        assertThat(html).contains("default-src 'none'");
    }

    @Test
    void html_says_why_a_model_is_not_certified() throws Exception {
        PublishedCertificate published = publish(run.failed());
        String html = Files.readString(published.html());

        assertThat(published.html()).hasFileName("not-certified.html");
        assertThat(html)
                .contains("<h1>✘ Not certified</h1>", "4 of 5 required clauses passed in this run")
                .contains("<li><a href=\"#clause-4.1.3-2\">4.1.3-2 FAIL: top1 is 0.91</a></li>", "repair the model")
                .doesNotContain("✔ Certified");
    }

    @Test
    void html_escapes_what_models_print() throws Exception {
        String html = Files.readString(publish(nasty()).html());

        assertThat(html)
                .doesNotContain("<script")
                .contains("&lt;script&gt;alert(")
                .doesNotContain("\u001B", "\u0000");
    }

    @Test
    void html_shows_the_last_lines_of_a_stage_that_failed() throws Exception {
        CertificateDraft failed =
                DigitsRun.withStages(run.sound(), List.of(run.stage(StageKind.TRAIN, new Termination.Exited(3))));

        assertThat(Files.readString(publish(failed).html()))
                .contains("exit status 3", "<details class=\"stage\" open>", "log of train");
    }

    @Test
    void shows_overrides_uncommitted_changes_and_unknown_commits() throws Exception {
        CertificateDraft sound = DigitsRun.changed(
                run.sound(),
                r -> new Certificate.Run(
                        r.started(),
                        r.duration(),
                        r.toolVersion(),
                        r.threads(),
                        r.seeds(),
                        Map.of("tipc.train.args", "--epochs 1"),
                        r.isolation()));
        String overridden = Files.readString(publish(sound).html());
        PublishedCertificate unknown = publish(DigitsRun.withoutEnvironment(sound));

        assertThat(overridden)
                .contains("Overridden in this run", "tipc.train.args", "--epochs 1")
                .doesNotContain("Not traceable");
        assertThat(Files.readString(unknown.html())).contains("Not traceable");
        assertThat(Files.readString(unknown.markdown())).contains("Not traceable", "tipc.train.args = --epochs 1");
    }

    @Test
    void shows_the_first_hundred_rows_of_a_long_table() throws Exception {
        List<List<String>> rows =
                IntStream.range(0, 150).mapToObj(i -> List.of("row " + i)).toList();
        PublishedCertificate published = publish(run.with(run.finding(
                Clause.METRIC, Verdict.PASS, "holds", List.of(new TableEvidence("Long", List.of("n"), rows)))));

        assertThat(Files.readString(published.html()))
                .contains("<td>row 99</td>", "50 more rows are in the file.")
                .doesNotContain("row 100");
        assertThat(published.json().resolveSibling("evidence/4.1.3-2-long.csv"))
                .content()
                .contains("row 149");
    }

    @Test
    void markdown_shows_every_value_as_it_is() throws Exception {
        Node page = parse(publish(nasty()).markdown());

        assertThat(texts(page)).anySatisfy(text -> assertThat(text).contains(NASTY));
        assertThat(codeBlocks(page)).contains(NASTY + "\n```\n````\n");
    }

    @Test
    void markdown_tables_keep_their_columns_whatever_the_cells_hold() throws Exception {
        Node page = parse(publish(nasty()).markdown());

        List<List<String>> rows = rows(page);
        assertThat(rows).contains(List.of(NASTY, "two lines", "c"));
        assertThat(rows).anySatisfy(row -> assertThat(row).startsWith("4.1.3-2").hasSize(4));
    }

    @Test
    void markdown_holds_no_html_but_line_breaks() throws Exception {
        List<String> html = new ArrayList<>();
        parse(publish(nasty()).markdown()).accept(new AbstractVisitor() {
            @Override
            public void visit(HtmlInline inline) {
                html.add(inline.getLiteral());
            }

            @Override
            public void visit(HtmlBlock block) {
                html.add(block.getLiteral());
            }
        });

        assertThat(html).isNotEmpty().containsOnly("<br>");
    }

    @Test
    void markdown_links_to_evidence_that_is_there() throws Exception {
        PublishedCertificate published = publish(run.sound());
        String markdown = Files.readString(published.markdown());

        published.certificate().evidence().forEach(file -> {
            assertThat(markdown).contains("(" + file.path() + ")", file.sha256());
            assertThat(published.markdown().resolveSibling(file.path())).isRegularFile();
        });
        assertThat(markdown).doesNotContain("data:image").startsWith("# ✔ Certified: digits\n");
    }

    private CertificateDraft nasty() {
        return run.with(run.finding(
                Clause.METRIC,
                Verdict.FAIL,
                NASTY + "\u001B[31m\u0000",
                List.of(
                        new TableEvidence(NASTY, List.of("a|b", "b", "c"), List.of(List.of(NASTY, "two\nlines", "c"))),
                        new TextEvidence(NASTY, NASTY + "\n```\n````"))));
    }

    private PublishedCertificate publish(CertificateDraft certification) {
        return new CertificateStore(folder.resolve("store")).publish(certification);
    }

    private static Node parse(Path markdown) throws Exception {
        return Parser.builder()
                .extensions(List.of(TablesExtension.create()))
                .build()
                .parse(Files.readString(markdown));
    }

    private static List<List<String>> rows(Node page) {
        List<List<String>> rows = new ArrayList<>();
        page.accept(new AbstractVisitor() {
            @Override
            public void visit(CustomNode node) {
                if (node instanceof TableRow) {
                    rows.add(new ArrayList<>());
                } else if (node instanceof TableCell) {
                    rows.get(rows.size() - 1).add(text(node));
                }
                visitChildren(node);
            }
        });
        return rows;
    }

    private static String text(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text literal) {
                text.append(literal.getLiteral());
            }

            @Override
            public void visit(HtmlInline inline) {
                text.append(inline.getLiteral().equals("<br>") ? " " : inline.getLiteral());
            }
        });
        return text.toString();
    }

    private static List<String> texts(Node page) {
        List<String> texts = new ArrayList<>();
        page.accept(new AbstractVisitor() {
            @Override
            public void visit(Paragraph paragraph) {
                texts.add(text(paragraph));
            }
        });
        return texts;
    }

    private static List<String> codeBlocks(Node page) {
        List<String> blocks = new ArrayList<>();
        page.accept(new AbstractVisitor() {
            @Override
            public void visit(FencedCodeBlock block) {
                blocks.add(block.getLiteral());
            }
        });
        return blocks;
    }
}

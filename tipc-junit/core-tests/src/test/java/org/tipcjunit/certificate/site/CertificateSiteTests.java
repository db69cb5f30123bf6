// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.certificate.BackboneTable;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.certificate.CertificateDraft;
import org.tipcjunit.certificate.CertificateException;
import org.tipcjunit.certificate.CertificateStore;
import org.tipcjunit.certificate.CertificateVerifier;
import org.tipcjunit.certificate.DigitsRun;
import org.tipcjunit.certificate.site.CertificateSite.Made;
import org.tipcjunit.certificate.site.SiteOptions.Holding;
import org.tipcjunit.finding.Evidence.FileEvidence;
import org.tipcjunit.finding.Finding;

class CertificateSiteTests {

    private static final Pattern HOST = Pattern.compile("(?:src|href|action|url)\\s*[=(]\\s*[\"']?(?:https?:)?//");
    private static final String HOSTILE = "\"><script>alert(1)</script>|[x](y)../../up`\u202e";

    private static final Pattern OF_MODEL =
            Pattern.compile("(models|badges)/(.+\\.lite_train_lite_infer)(\\.svg|\\.html|_cn\\.svg|_cn\\.html)");

    @TempDir
    Path folder;

    @Test
    void certified_and_failed_models_are_told_apart_in_both_languages() {
        publish("one", draft("one", "2026-10-01T00:00:00Z", false));
        publish("two", draft("two", "2026-10-02T00:00:00Z", true));

        Made made = site(Holding.LINK);

        assertThat(made.models()).isEqualTo(2);
        assertThat(made.certified()).isEqualTo(1);
        assertThat(made.unsound()).isEmpty();
        assertThat(row("index.html", "one")).contains("✔ Certified", "\"p\" data-c=\"4.1.3-2\">PASS<", "2026-10-01");
        assertThat(row("index.html", "two"))
                .contains("✘ Not certified", "\"f\" data-c=\"4.1.3-2\">FAIL<", "data-f=\"4.1.3-2\"");
        assertThat(row("index_cn.html", "two")).contains("✘ 认证未通过", "未通过<");
        assertThat(read("models/two.lite_train_lite_infer_cn.html")).contains("4.1.3-2 未通过：top1 is 0.91");
        assertThat(read("badges/one.lite_train_lite_infer.svg")).contains("Certified</text>", "commit 0123456789ab");
        assertThat(read("badges/two.lite_train_lite_infer_cn.svg")).contains("认证未通过</text>");
        assertThat(read("README.md"))
                .containsPattern(
                        "!\\[Not certified]\\(<badges/two\\.lite_train_lite_infer-[0-9a-f]{8}\\.svg>\\)<br>4\\.1\\.3-2 FAIL");
    }

    @Test
    void a_changed_certificate_is_unsound_and_nothing_that_it_says_is_shown_as_found_out() throws IOException {
        Path json = publish("one", draft("one", "2026-10-01T00:00:00Z", false));
        Files.writeString(json.resolveSibling("evidence/stage-train.log"), "better");

        Made made = site(Holding.COPY);

        assertThat(made.certified()).isZero();
        assertThat(made.unsound())
                .singleElement()
                .asString()
                .startsWith("one: evidence/stage-train.log: expected SHA-256");
        assertThat(row("index.html", "one")).contains("! Unsound").doesNotContain("PASS");
        assertThat(read("models/one.lite_train_lite_infer.html"))
                .contains("evidence/stage-train.log: expected SHA-256")
                .doesNotContain("Certified<", "PASS", "href=\"../certificates");
        assertThat(read("badges/one.lite_train_lite_infer.svg")).contains("Unsound</text>");
        JsonNode item = feed().path("items").path(0).path("_tipc");
        assertThat(item.path("verdict").asText()).isEqualTo("unsound");
        assertThat(item.has("clauses")).isFalse();
    }

    @Test
    void a_file_that_is_no_certificate_is_a_row_of_its_own_and_not_left_out() throws IOException {
        Path json = publish("one", draft("one", "2026-10-01T00:00:00Z", false));
        Files.writeString(json, "{ half");

        assertThat(site(Holding.LINK).unsound()).singleElement().asString().contains("cannot read a certificate");
        assertThat(row("index.html", "one")).contains("! Unsound");
    }

    @Test
    void what_was_superseded_is_history_and_certifies_nothing() {
        publish("one", draft("one", "2026-10-01T00:00:00Z", false));
        new CertificateStore(folder.resolve("in/one")).begin();

        assertThat(site(Holding.LINK).certified()).isZero();
        assertThat(read("models/one.lite_train_lite_infer.html"))
                .contains("✘ Not certified", "The last run left no certificate", "2026-10-01 00:00");
    }

    @Test
    void the_newest_of_all_certificates_decides_wherever_it_lies() {
        publish("one", draft("one", "2026-10-01T00:00:00Z", false));
        new CertificateStore(folder.resolve("old/one")).publish(draft("one", "2026-10-05T00:00:00Z", true));
        new CertificateStore(folder.resolve("old/gone")).publish(draft("gone", "2026-10-05T00:00:00Z", false));

        Made made = site(Holding.LINK, folder.resolve("old"));

        assertThat(made.models()).isEqualTo(1);
        assertThat(made.certified()).isZero();
        assertThat(read("models/one.lite_train_lite_infer.html"))
                .contains(
                        "Compared with the certificate of 2026-10-01 00:00",
                        "<td class=\"what\">status</td>",
                        ">PASS</td>",
                        ">FAIL</td>")
                .contains(
                        "role=\"img\" aria-label=\"Metric: top1: 2 values from 0.9812 to 0.9812; the last is 0.9812\"")
                .contains("<circle class=\"pass\"", "<path class=\"fail\"");
    }

    @Test
    void names_and_summaries_cannot_leave_their_place() throws IOException {
        CertificateDraft failed = draft(HOSTILE, "2026-10-01T00:00:00Z", true);
        publish("hostile", failed);
        publish("tame", draft("tame", "2026-10-01T00:00:00Z", false));

        site(Holding.COPY);

        Map<String, String> pages = pages();
        assertThat(pages).hasSizeGreaterThan(10).allSatisfy((name, text) -> {
            assertThat(name).doesNotContain("..", "<", " ");
            assertThat(text).as(name).doesNotContain("<script>alert");
            assertThat(HOST.matcher(text).find()).as(name).isFalse();
            if (name.endsWith(".html") && !name.startsWith("certificates/")) {
                assertThat(text).contains("default-src 'none'");
                assertThat(text.split("<script", -1)).hasSize(name.startsWith("index") ? 2 : 1);
            }
        });
        assertThat(feed().path("items").findValuesAsText("model"))
                .anyMatch(name -> name.startsWith("\"><script>alert(1)"));
        assertThat(read("README.md")).contains("&lt;script&gt;", "\\|\\[x\\](y)");
        assertThat(folder.resolve("up")).doesNotExist();
    }

    @Test
    void the_feed_is_what_its_schema_says() throws IOException {
        publish("one", draft("one", "2026-10-01T00:00:00Z", false));
        publish("two", draft("two", "2026-10-02T00:00:00Z", true));
        Files.writeString(publish("three", draft("three", "2026-10-03T00:00:00Z", true)), "{");

        site(Holding.COPY);

        String schema = read("feed.schema.json");
        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(schema)
                        .validate(feed()))
                .isEmpty();
        assertThat(feed().path("items").findValuesAsText("verdict"))
                .containsExactly("not_certified", "certified", "unsound");
        assertThat(feed().at("/items/0/_tipc/clauses/4.1.3-2").asText()).isEqualTo("FAIL");
        assertThat(output().resolve(feed().at("/items/0/_tipc/certificate").asText()))
                .exists();
    }

    @Test
    void copies_are_sound_and_are_the_history_of_the_next_site() throws IOException {
        publish("one", draft("one", "2026-10-01T00:00:00Z", false));
        site(Holding.COPY);
        publish("one", draft("one", "2026-11-01T00:00:00Z", false));
        site(Holding.COPY, output());

        List<Path> copies = CertificateSearch.below(output(), output()).current();
        assertThat(copies).hasSize(2).allSatisfy(json -> {
            assertThat(new CertificateVerifier().verify(json).differences()).isEmpty();
            assertThat(json.resolveSibling("certificate_cn.html")).exists();
        });
        assertThat(read("models/one.lite_train_lite_infer.html")).contains("2026-10-01 00:00", "2026-11-01 00:00");
        assertThat(feed().at("/items/0/_tipc/certificates").asInt()).isEqualTo(2);
    }

    @Test
    void a_copy_that_somebody_changed_is_made_again_of_the_certificate_it_was_made_of() throws IOException {
        publish("one", draft("one", "2026-10-01T00:00:00Z", false));
        site(Holding.COPY);
        Path copy = CertificateSearch.below(output(), output()).current().get(0);
        Files.writeString(copy, Files.readString(copy).replace("0.9812", "0.9999"));

        site(Holding.COPY);

        assertThat(new CertificateVerifier().verify(copy).differences()).isEmpty();
        assertThat(read("models/one.lite_train_lite_infer.html")).doesNotContain("Unsound");
        assertThat(SiteCheck.of(output()).isSound()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0.9812, 0.9999", "0.9812, 0.1111", "2026-10-01, 2026-09-01"})
    void a_certificate_that_was_changed_after_the_site_was_made_is_unsound_though_the_site_holds_a_copy(
            String written, String changed) throws IOException {
        Path json = publish("one", draft("one", "2026-10-01T00:00:00Z", false));
        site(Holding.COPY);
        Files.writeString(json, Files.readString(json).replace(written, changed));

        Made made = site(Holding.COPY);

        assertThat(made.certified()).isZero();
        assertThat(made.unsound()).singleElement().asString().startsWith("one: ");
        assertThat(row("index.html", "one")).contains("! Unsound");
    }

    @Test
    void why_a_certificate_is_unsound_is_told_in_the_language_of_the_page() throws IOException {
        Path json = publish("one", draft("one", "2026-10-01T00:00:00Z", false));
        Files.delete(json.resolveSibling("evidence/stage-train.log"));
        Files.writeString(publish("two", draft("two", "2026-10-01T00:00:00Z", false)), "{ half");

        site(Holding.NONE);

        assertThat(read("models/one.lite_train_lite_infer_cn.html"))
                .contains("实际 没有这个文件")
                .doesNotContain("expected");
        assertThat(row("index_cn.html", "two")).contains("证书不可信");
        assertThat(read("README_cn.md")).contains("无法读取证书").doesNotContain("cannot");
    }

    @Test
    void evidence_that_a_browser_would_run_is_not_published() {
        DigitsRun run = new DigitsRun(folder.resolve("run"));
        CertificateDraft sound = draft("one", "2026-10-01T00:00:00Z", false);
        Path page = write(folder.resolve("page.html"), "<script>steal()</script>");
        Finding last = sound.findings().get(sound.findings().size() - 1);
        publish("one", with(sound, run, new FileEvidence("a page", page), last));

        assertThat(site(Holding.COPY).certified()).isEqualTo(1);
        assertThat(output().resolve("certificates")).doesNotExist();
        assertThat(read("models/one.lite_train_lite_infer.html"))
                .contains("Not copied, since a browser would run it: evidence/");
    }

    @Test
    void what_somebody_else_put_there_stays() throws IOException {
        publish("one", draft("one", "2026-10-01T00:00:00Z", false));
        site(Holding.NONE);
        write(output().resolve("models/mine.txt"), "mine");

        site(Holding.NONE);

        assertThat(output().resolve("models/mine.txt")).exists();
        Path theirs = write(folder.resolve("theirs/index.html"), "theirs");
        assertThatThrownBy(() -> new CertificateSite().write(options(Holding.NONE, theirs.getParent(), List.of())))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("a file is there that tipc report did not make");
        assertThat(theirs).hasContent("theirs");
        assertThat(theirs.getParent().toFile().list()).containsExactly("index.html");
    }

    @Test
    void a_site_that_shows_models_of_other_folders_is_left_as_it_is() throws IOException {
        Path one = publish("one", draft("one", "2026-10-01T00:00:00Z", false));
        publish("two", draft("two", "2026-10-01T00:00:00Z", false));
        site(Holding.COPY);
        Map<String, String> before = pages();
        Files.move(one.getParent(), folder.resolve("away"));

        assertThatThrownBy(() -> site(Holding.COPY))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("cannot write the site")
                .hasMessageContaining(output().toString())
                .hasMessageContaining("models that are in none of the folders: one.lite_train_lite_infer")
                .hasMessageContaining("name their folders as well, name another folder with --output, or let them go");
        assertThat(pages()).isEqualTo(before);

        new CertificateSite()
                .write(new SiteOptions(
                        List.of(folder.resolve("in")), List.of(), output(), Holding.COPY, 20, "", "", true));
        assertThat(pages().keySet()).noneMatch(name -> name.contains("one.")).anyMatch(name -> name.contains("two."));
    }

    @Test
    void copies_of_certificates_are_not_removed_by_a_site_that_holds_none() throws IOException {
        publish("one", draft("one", "2026-10-01T00:00:00Z", false));
        site(Holding.COPY);
        Map<String, String> before = pages();

        assertThatThrownBy(() -> site(Holding.NONE))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("holds copies of certificates")
                .hasMessageContaining("--drop");
        assertThat(pages()).isEqualTo(before);
    }

    @Test
    void the_certificate_before_is_kept_in_the_site_though_nobody_names_it_as_history() throws IOException {
        publish("one", draft("one", "2026-10-01T00:00:00Z", false));
        site(Holding.COPY);
        Files.move(folder.resolve("in"), folder.resolve("before"));
        publish("one", draft("one", "2026-11-01T00:00:00Z", false));

        site(Holding.COPY);

        assertThat(CertificateSearch.below(output(), output()).current()).hasSize(2);
        assertThat(read("models/one.lite_train_lite_infer.html")).contains("2026-10-01 00:00", "2026-11-01 00:00");
    }

    @Test
    void a_model_keeps_its_names_when_another_of_its_name_joins_and_both_say_what_they_are() throws IOException {
        publish("one", draft("one", "2026-10-01T00:00:00Z", false));
        site(Holding.COPY);
        Map<String, String> alone = pages();
        CertificateDraft other = of("https://example.org/fork.git", draft("one", "2026-10-02T00:00:00Z", true));
        publish("other", other);

        site(Holding.COPY);

        assertThat(pages().keySet()).containsAll(alone.keySet());
        assertThat(pages().keySet())
                .filteredOn(name -> name.startsWith("badges/one.") && !name.contains("_cn"))
                .hasSize(2);
        assertThat(rows("index.html", "one"))
                .satisfiesExactlyInAnyOrder(
                        row -> assertThat(row).contains("✔ Certified", "<bdi>example.org/digits</bdi>"),
                        row -> assertThat(row).contains("✘ Not certified", "<bdi>example.org/fork</bdi>"));
        assertThat(read("README.md")).contains("| one<br>example.org/digits |", "| one<br>example.org/fork |");
        assertThat(pages().entrySet())
                .filteredOn(page -> page.getKey().matches("models/one\\..*(?<!_cn)\\.html"))
                .extracting(page -> page.getValue().replaceAll("(?s).*subject\"><bdi>([^<]*)<.*", "$1"))
                .containsExactlyInAnyOrder(
                        "lite_train_lite_infer; test_tipc/configs/digits/train_infer_python.txt; example.org/digits",
                        "lite_train_lite_infer; test_tipc/configs/digits/train_infer_python.txt; example.org/fork");
    }

    @Test
    void a_table_of_backbones_is_copied_and_leads_to_the_copies() throws IOException {
        publish("one", draft("one", "2026-10-01T00:00:00Z", false));
        new BackboneTable(
                        "digits",
                        "top1",
                        List.of(
                                backbone("ResNet", "../one/certificate"),
                                backbone("Other", "../../somewhere/else/certificate")),
                        Optional.empty())
                .write(folder.resolve("in/DigitsBackbones"));

        site(Holding.COPY);

        assertThat(read("index.html")).contains("href=\"tables/DigitsBackbones/backbones.html\"");
        assertThat(read("index_cn.html")).contains("href=\"tables/DigitsBackbones/backbones_cn.html\"");
        String table = read("tables/DigitsBackbones/backbones.html");
        Matcher link = Pattern.compile("href=\"(\\.\\./\\.\\./certificates/[^\"]*/certificate\\.html)\"")
                .matcher(table);
        assertThat(link.find()).isTrue();
        assertThat(output().resolve("tables/DigitsBackbones").resolve(link.group(1)))
                .exists();
        assertThat(table).contains("href=\"backbones_cn.html\"").doesNotContain("somewhere");

        Path source = folder.resolve("in/DigitsBackbones/backbones.html");
        Files.writeString(source, Files.readString(source).replace("<main>", "<main><script>steal()</script>"));
        site(Holding.COPY);
        assertThat(output().resolve("tables/DigitsBackbones/backbones.html")).doesNotExist();
    }

    private static BackboneTable.Row backbone(String backbone, String page) {
        return new BackboneTable.Row(
                backbone, false, "0.9", "-", "1 MB", "-", "-", "-", BackboneTable.State.CERTIFIED, "", page);
    }

    @Test
    void pages_name_no_folder_of_the_machine_that_made_them() throws IOException {
        Files.writeString(publish("one", draft("one", "2026-10-01T00:00:00Z", false)), "{ half");
        Path old = write(folder.resolve("old/two/certificate.json"), "{ half");

        site(Holding.COPY, old.getParent().getParent());

        assertThat(pages()).allSatisfy((name, text) -> assertThat(text).as(name).doesNotContain(folder.toString()));
        assertThat(read("index.html")).contains("old/two/certificate.json");
        assertThat(read("feed.json")).contains("in/one/certificate.json").doesNotContain(folder.toString());
    }

    @Test
    void a_site_that_was_not_finished_is_finished_by_the_next_call() throws IOException {
        publish("one", draft("one", "2026-10-01T00:00:00Z", false));
        Path theirs = write(output().resolve("feed.json"), "theirs");
        assertThatThrownBy(() -> site(Holding.COPY))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("feed.json");
        Files.move(theirs, folder.resolve("feed.json"));

        site(Holding.COPY);

        assertThat(feed().at("/items/0/_tipc/model").asText()).isEqualTo("one");
        assertThat(folder.resolve("feed.json")).hasContent("theirs");
    }

    @Test
    void a_site_that_cannot_be_written_keeps_what_was_made_before() throws IOException {
        publish("one", draft("one", "2026-10-01T00:00:00Z", false));
        site(Holding.COPY);
        Map<String, String> before = pages();
        String list = read(".tipc-site");
        // What is written aside has no place, as on a full disk.
        Path inTheWay = write(output().resolve(".tipc-site.part/mine"), "mine");
        publish("one", draft("one", "2026-11-01T00:00:00Z", true));

        assertThatThrownBy(() -> site(Holding.COPY)).isInstanceOf(CertificateException.class);

        assertThat(pages()).isEqualTo(before);
        assertThat(read(".tipc-site")).contains(list);
        Files.move(inTheWay.getParent(), folder.resolve("away"));
        site(Holding.COPY);
        assertThat(read("index.html")).contains("Not certified");
    }

    @Test
    void a_folder_without_certificates_makes_no_empty_site() throws IOException {
        Files.createDirectories(folder.resolve("in"));

        assertThatThrownBy(() -> site(Holding.NONE))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("there is no certificate.json and no not-certified.json");
        assertThat(output()).doesNotExist();
    }

    private CertificateDraft draft(String model, String started, boolean fails) {
        DigitsRun run = new DigitsRun(folder.resolve("run"));
        CertificateDraft from = fails ? run.failed() : run.sound();
        Certificate.Run ran = from.run();
        return new CertificateDraft(
                model,
                from.mode(),
                from.repository(),
                from.environment(),
                new Certificate.Run(
                        Instant.parse(started),
                        ran.duration(),
                        ran.toolVersion(),
                        ran.threads(),
                        ran.seeds(),
                        ran.overrides(),
                        ran.isolation()),
                from.chain(),
                from.required(),
                from.findings().stream().map(finding -> of(model, finding)).toList(),
                from.stages(),
                List.of());
    }

    private static CertificateDraft of(String remote, CertificateDraft from) {
        Certificate.Repository repository = from.repository();
        return new CertificateDraft(
                from.model(),
                from.mode(),
                Certificate.Repository.of(repository.path(), remote, repository.commit(), repository.workingTree()),
                from.environment(),
                from.run(),
                from.chain(),
                from.required(),
                from.findings(),
                from.stages(),
                List.of());
    }

    private static Finding of(String model, Finding from) {
        return new Finding(
                from.clause(),
                from.requirement(),
                model,
                from.verdict(),
                from.summary(),
                from.expected(),
                from.observed(),
                from.remedy(),
                from.figures(),
                from.evidence(),
                from.stage());
    }

    private static CertificateDraft with(CertificateDraft from, DigitsRun run, FileEvidence evidence, Finding to) {
        Finding finding = new Finding(
                to.clause(),
                to.requirement(),
                to.model(),
                to.verdict(),
                to.summary(),
                to.expected(),
                to.observed(),
                to.remedy(),
                to.figures(),
                List.of(evidence),
                to.stage());
        return new CertificateDraft(
                from.model(),
                from.mode(),
                from.repository(),
                from.environment(),
                from.run(),
                from.chain(),
                from.required(),
                Stream.concat(from.findings().stream().filter(other -> !other.equals(to)), Stream.of(finding))
                        .toList(),
                from.stages(),
                List.of());
    }

    private Path publish(String name, CertificateDraft draft) {
        CertificateStore store = new CertificateStore(folder.resolve("in").resolve(name));
        store.begin();
        return store.publish(draft).json();
    }

    private Made site(Holding holding, Path... history) {
        return new CertificateSite().write(options(holding, output(), List.of(history)));
    }

    private SiteOptions options(Holding holding, Path output, List<Path> history) {
        return new SiteOptions(List.of(folder.resolve("in")), history, output, holding, 20, "", "", false);
    }

    private Path output() {
        return folder.resolve("site");
    }

    private String row(String page, String model) {
        return rows(page, model).get(0);
    }

    private List<String> rows(String page, String model) {
        return read(page)
                .lines()
                .filter(line ->
                        line.startsWith("<tr role=\"row\" data-v") && line.contains("<bdi>" + model + "<wbr></bdi>"))
                .toList();
    }

    private JsonNode feed() {
        try {
            return new JsonMapper().readTree(read("feed.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> pages() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        try (Stream<Path> files = Files.walk(output())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.toString().matches(".*\\.(html|svg|md)")
                        && !file.toString().contains("/evidence/")) {
                    pages.put(output().relativize(file).toString(), Files.readString(file));
                }
            }
        }
        return pages;
    }

    private String read(String name) {
        try {
            return Files.readString(ofModel(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Find a file of a model by its name without the digest that tells it from others. */
    private Path ofModel(String name) throws IOException {
        Matcher plain = OF_MODEL.matcher(name);
        if (!plain.matches()) {
            return output().resolve(name);
        }
        Pattern whole = Pattern.compile(Pattern.quote(plain.group(2)) + "-[0-9a-f]{8}" + Pattern.quote(plain.group(3)));
        try (Stream<Path> files = Files.list(output().resolve(plain.group(1)))) {
            return files.filter(
                            file -> whole.matcher(file.getFileName().toString()).matches())
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

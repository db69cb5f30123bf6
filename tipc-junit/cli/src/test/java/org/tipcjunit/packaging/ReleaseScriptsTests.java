// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.lanes.NeedsPython;

/** What release/stage does after Maven has built: signing and checking, on a small staged folder. */
@NeedsPython
class ReleaseScriptsTests {

    private static final Path SCRIPTS = FixtureCopy.projectRoot().resolve("release");
    private static final String PROJECT = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <artifactId>%s</artifactId><version>1.2.3</version><packaging>%s</packaging>
              <name>a name</name><description>a description</description>
              %s
            </project>
            """;
    private static final String OF_PARENT = """
            <url>https://example.org</url>
            <licenses><license><name>Apache-2.0</name><url>https://example.org/licence</url></license></licenses>
            <developers><developer><name>someone</name></developer></developers>
            <scm><connection>scm:git:https://example.org/x.git</connection><url>https://example.org/x</url></scm>
            """;
    private static final String CHILD = "<parent><artifactId>tipc-junit-parent</artifactId></parent>%s";

    @TempDir
    Path folder;

    private Path stage;

    @BeforeEach
    void stage_a_bom_and_a_jar() throws IOException {
        stage = folder.resolve("stage");
        pom("tipc-junit-parent", "pom", OF_PARENT);
        pom(
                "tipc-junit-bom",
                "pom",
                CHILD.formatted(
                        "<dependencyManagement><dependencies><dependency><artifactId>tipc-junit-cli</artifactId><version>1.2.3"
                                + "</version></dependency></dependencies></dependencyManagement>"));
        pom("tipc-junit-cli", "jar", CHILD.formatted(""));
        jar("tipc-junit-cli-1.2.3.jar", "1.2.3", List.of("META-INF/LICENSE", "META-INF/NOTICE", "module-info.class"));
        jar("tipc-junit-cli-1.2.3-all.jar", "1.2.3", List.of("META-INF/LICENSE", "META-INF/NOTICE"));
        jar("tipc-junit-cli-1.2.3-sources.jar", "1.2.3", List.of());
        jar("tipc-junit-cli-1.2.3-javadoc.jar", "1.2.3", List.of());
        jar("tipc-junit-cli-1.2.3-tests.jar", "1.2.3", List.of());
        staged("tipc-junit-cli", "tipc-junit-cli-1.2.3-cyclonedx.json", "{\"components\": [{}]}".getBytes());
    }

    @Test
    void what_is_whole_is_fit_and_fixtures_of_tests_are_taken_out() throws Exception {
        assertThat(sign("--unsigned").status()).isZero();

        ScriptRun check = check("--unsigned");

        assertThat(check.output()).contains("is fit for Maven Central, but for signatures");
        assertThat(check.status()).isZero();
        assertThat(artifact("tipc-junit-cli").resolve("tipc-junit-cli-1.2.3-tests.jar"))
                .doesNotExist();
    }

    @Test
    void each_thing_that_lacks_is_named_with_its_remedy() throws Exception {
        pom("tipc-junit-parent", "pom", OF_PARENT.replaceAll("(?s)<scm>.*</scm>", ""));
        pom("model-tests", "pom", "");
        jar("tipc-junit-cli-1.2.3.jar", "1.2.2", List.of("META-INF/LICENSE"));
        Files.delete(artifact("tipc-junit-cli").resolve("tipc-junit-cli-1.2.3-javadoc.jar"));
        Files.writeString(artifact("tipc-junit-cli").resolve("tipc-junit-cli-1.2.3-all.jar.md5"), "0");

        ScriptRun check = check("--unsigned");

        assertThat(check.status()).isEqualTo(1);
        assertThat(check.output())
                .contains("model-tests: is staged\n  remedy: tests are not published")
                .contains("tipc-junit-cli: no <scm/connection> in its pom or a parent's\n  remedy: ")
                .contains("tipc-junit-cli: no tipc-junit-cli-1.2.3-javadoc.jar\n  remedy: build with -Prelease")
                .contains("tipc-junit-cli-1.2.3.jar: holds no META-INF/NOTICE")
                .contains("tipc-junit-cli-1.2.3.jar: Implementation-Version is 1.2.2, expected 1.2.3")
                .contains("tipc-junit-cli-1.2.3.jar: is no module and has no Automatic-Module-Name")
                .contains("tipc-junit-cli-1.2.3-all.jar: is not what its md5 says")
                .contains("tipc-junit-cli-1.2.3-tests.jar: is staged")
                .contains("is not fit for Maven Central");
    }

    @Test
    void every_file_is_signed_and_a_wrong_signature_is_seen() throws Exception {
        assumeThat(Path.of("/usr/bin/gpg")).exists();
        assertThat(sign().output()).contains("gpg has no secret key");
        gpg("gpg", "--batch", "--passphrase", "", "--quick-generate-key", "nobody@example.org", "ed25519", "sign");
        try {
            assertThat(sign("--key", "nobody@example.org")).isEqualTo(new ScriptRun(0, ""));
            assertThat(check().output()).contains("is fit for Maven Central\n");

            Path sources = artifact("tipc-junit-cli").resolve("tipc-junit-cli-1.2.3-sources.jar.asc");
            Files.copy(
                    artifact("tipc-junit-cli").resolve("tipc-junit-cli-1.2.3.jar.asc"),
                    sources,
                    StandardCopyOption.REPLACE_EXISTING);
            Files.delete(artifact("tipc-junit-cli").resolve("tipc-junit-cli-1.2.3.pom.asc"));
            assertThat(check().output())
                    .contains("tipc-junit-cli-1.2.3-sources.jar: its signature is wrong: ")
                    .contains("tipc-junit-cli-1.2.3.pom: is not signed");
        } finally {
            gpg("gpgconf", "--kill", "gpg-agent");
        }
    }

    @Test
    void a_snapshot_is_not_released() throws Exception {
        ScriptRun run =
                script("bash", "stage", "1.2.3-SNAPSHOT", folder.resolve("new").toString());

        assertThat(run)
                .isEqualTo(new ScriptRun(
                        1,
                        "release/stage: 1.2.3-SNAPSHOT is no version to release. Give one as"
                                + " semantic versioning writes it, such as 0.1.0 or 0.1.0-rc.1.\n"));
    }

    private ScriptRun sign(String... options) throws Exception {
        return script("bash", "sign", options);
    }

    private ScriptRun check(String... options) throws Exception {
        return script(
                "python3",
                "check.py",
                options.length == 0
                        ? new String[] {stage.toString(), "1.2.3"}
                        : new String[] {stage.toString(), "1.2.3", options[0]});
    }

    private ScriptRun script(String interpreter, String name, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(interpreter, SCRIPTS.resolve(name).toString()));
        if (name.equals("sign")) {
            command.add(stage.toString());
        }
        command.addAll(List.of(arguments));
        return ScriptRun.of(folder, keys(), command);
    }

    private void gpg(String... command) throws Exception {
        ScriptRun run = ScriptRun.of(folder, keys(), List.of(command));
        assertThat(run.status()).as(run.output()).isZero();
    }

    private Map<String, String> keys() throws IOException {
        Path home = Files.createDirectories(folder.resolve("keys"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        return Map.of("GNUPGHOME", home.toString());
    }

    private Path artifact(String name) throws IOException {
        return Files.createDirectories(
                stage.resolve("org/tipcjunit").resolve(name).resolve("1.2.3"));
    }

    private void pom(String name, String packaging, String content) throws IOException {
        staged(
                name,
                name + "-1.2.3.pom",
                PROJECT.formatted(name, packaging, content).getBytes(StandardCharsets.UTF_8));
    }

    private void jar(String name, String version, List<String> entries) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "org.example.Main");
        Path jar = folder.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (String entry : entries) {
                out.putNextEntry(new ZipEntry(entry));
            }
        }
        staged("tipc-junit-cli", name, Files.readAllBytes(jar));
    }

    private void staged(String artifact, String name, byte[] content) throws IOException {
        Path file = Files.write(artifact(artifact).resolve(name), content);
        Files.writeString(file.resolveSibling(name + ".md5"), hex("MD5", content));
        Files.writeString(file.resolveSibling(name + ".sha1"), hex("SHA-1", content));
    }

    private static String hex(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

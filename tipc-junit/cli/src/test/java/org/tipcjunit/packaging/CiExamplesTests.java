// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.Phases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.faults.FixtureCopy;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The examples under docs/ci are what the services take, as far as can be told here: syntax by YAML's and Groovy's own parsers, keywords
 * as the services document them, shell by bash, settings by the table of settings.
 */
class CiExamplesTests {

    private static final Path FOLDER = FixtureCopy.projectRoot().resolve("docs/ci");
    private static final Pattern SETTING = Pattern.compile("-Dtipc\\.([a-z.]+)=|\\bTIPC_([A-Z_]+)\\b");

    @ParameterizedTest
    @ValueSource(strings = {"github-actions.yml", "gitlab-ci.yml", "Jenkinsfile"})
    void demands_the_certificate_and_keeps_caches_and_results(String name) throws IOException {
        String text = Files.readString(FOLDER.resolve(name));

        assertThat(text)
                .contains(" test -Dtipc.require=certified")
                .containsAnyOf("TIPC_CACHE", "~/.cache/tipc-junit/environments")
                .containsAnyOf("cache: maven", "-Dmaven.repo.local=$CI_PROJECT_DIR/.cache/maven", "~/.m2")
                .contains(
                        "**/target/tipc/**/certificate.*",
                        "**/target/tipc/**/not-certified.*",
                        "/target/tipc/**/evidence/")
                .contains("target/allure-results");
        assertThat(SETTING.matcher(text).results().map(CiExamplesTests::setting))
                .isNotEmpty()
                .isSubsetOf(Arrays.stream(Term.values()).map(Term::setting).toList());
    }

    @Test
    void github_actions_keywords_and_commands() throws Exception {
        Map<?, ?> workflow = yaml("github-actions.yml");
        // YAML 1.1 reads the word on as true.
        assertThat(workflow.keySet().stream().map(Object::toString))
                .containsExactly("name", "true", "permissions", "jobs");
        Map<?, ?> job = (Map<?, ?>) ((Map<?, ?>) workflow.get("jobs")).get("certify");
        assertThat(job.keySet().stream().map(Object::toString)).containsExactly("runs-on", "timeout-minutes", "steps");
        for (Object step : (List<?>) job.get("steps")) {
            Map<?, ?> keys = (Map<?, ?>) step;
            assertThat(Set.of("uses", "with", "run", "if", "name", "env", "id").containsAll(keys.keySet()))
                    .as("%s", keys)
                    .isTrue();
            assertThat(keys.containsKey("uses"))
                    .as("a step uses or runs: %s", keys)
                    .isNotEqualTo(keys.containsKey("run"));
            if (keys.containsKey("run")) {
                isShell(keys.get("run").toString());
            } else {
                assertThat(keys.get("uses").toString()).matches("actions/[a-z-]+@v\\d+");
            }
            if (keys.get("uses") instanceof String uses && uses.startsWith("actions/upload-artifact")) {
                assertThat(keys.get("if").toString())
                        .as("kept after a failure too")
                        .isEqualTo("${{ !cancelled() }}");
            }
        }
    }

    @Test
    void gitlab_keywords_and_commands() throws Exception {
        Map<?, ?> job = (Map<?, ?>) yaml("gitlab-ci.yml").get("certify");

        assertThat(job.keySet().stream().map(Object::toString))
                .containsExactly("image", "timeout", "variables", "cache", "before_script", "script", "artifacts");
        for (String section : List.of("before_script", "script")) {
            for (Object line : (List<?>) job.get(section)) {
                isShell(line.toString());
            }
        }
        Map<?, ?> artifacts = (Map<?, ?>) job.get("artifacts");
        assertThat(artifacts.keySet().stream().map(Object::toString))
                .containsExactly("when", "expire_in", "paths", "reports");
        assertThat(artifacts.get("when")).as("kept after a failure too").isEqualTo("always");
        assertThat(((Map<?, ?>) job.get("cache")).get("paths").toString())
                .contains(".cache/maven/", ".cache/tipc-junit/environments/");
    }

    @Test
    void jenkinsfile_is_groovy_of_one_pipeline() throws IOException {
        CompilationUnit unit = new CompilationUnit();
        unit.addSource("Jenkinsfile", Files.readString(FOLDER.resolve("Jenkinsfile")));
        unit.compile(Phases.CONVERSION);

        assertThat(unit.getAST().getModules().get(0).getStatementBlock().getStatements())
                .singleElement()
                .satisfies(statement -> assertThat(statement.getText()).startsWith("this.pipeline("));
        assertThat(Files.readString(FOLDER.resolve("Jenkinsfile"))).containsPattern("post \\{\\s+always \\{");
    }

    private static String setting(MatchResult named) {
        return "tipc."
                + (named.group(1) == null
                        ? named.group(2).toLowerCase(Locale.ROOT).replace('_', '.')
                        : named.group(1));
    }

    private static Map<?, ?> yaml(String name) throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(FOLDER.resolve(name)));
    }

    private static void isShell(String command) throws Exception {
        // What GitHub puts in before a shell sees it.
        ScriptRun run = ScriptRun.of(
                FOLDER, Map.of(), List.of("bash", "-n", "-c", command.replaceAll("\\$\\{\\{[^}]*}}", "word")));
        assertThat(run).isEqualTo(new ScriptRun(0, ""));
    }
}

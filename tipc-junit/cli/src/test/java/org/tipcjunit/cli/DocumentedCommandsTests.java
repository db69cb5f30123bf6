// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tipcjunit.config.CommandWords;
import picocli.CommandLine;

/** Every command line that is documented is one that the command line takes, and what is cheap does what is said. */
class DocumentedCommandsTests {

    private static final Pattern CALL =
            Pattern.compile("(?m)^\\s*(?:\\$ )?(?:java -jar \\S*tipc\\S*\\.jar|(?:\\S*/)?tipc) +(\\S.*)$");

    /** What the user guide takes out of its clone as a repository of its own. */
    private static final Path LITTLENET = root().resolve("fixtures/world/clas");

    /**
     * A documented call.
     *
     * @param page where it is documented
     * @param words its words after the program
     */
    record Call(String page, List<String> words) {

        @Override
        public String toString() {
            return page + ": tipc " + String.join(" ", words);
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(folder.resolve("README_cn.md"))) {
            folder = folder.resolveSibling(".").normalize();
        }
        return folder;
    }

    private static Stream<Call> calls() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(root().resolve("README.md"), root().resolve("README_cn.md")));
        try (Stream<Path> docs = Files.walk(root().resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        List<Call> calls = new ArrayList<>();
        for (Path page : pages) {
            String text = Files.readString(page).replaceAll("\\\\\\n\\s*", " ");
            calls.addAll(in(root().relativize(page).toString(), text));
        }
        new CommandLine(new TipcCommand())
                .getSubcommands()
                .forEach((name, command) -> calls.addAll(in(
                        "tipc " + name + " --help",
                        String.join(
                                "\n", command.getCommandSpec().usageMessage().footer()))));
        return calls.stream();
    }

    private static List<Call> in(String page, String text) {
        List<Call> calls = new ArrayList<>();
        Matcher matcher = CALL.matcher(text);
        while (matcher.find()) {
            calls.add(new Call(page, CommandWords.split(matcher.group(1).replaceFirst("\\s(?:#|>|\\|).*$", ""))));
        }
        return calls;
    }

    @Test
    void both_readmes_and_all_commands_are_looked_at() throws IOException {
        assertThat(calls().map(Call::page)).contains("README.md", "README_cn.md", "tipc certify --help");
    }

    @ParameterizedTest
    @MethodSource("calls")
    void documented_call_is_a_call(Call call) {
        CommandLine tipc = CommandLines.of(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()));

        assertThat(tipc.parseArgs(call.words().toArray(String[]::new)).hasSubcommand())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("cheapCalls")
    void cheap_documented_call_ends_well(Call call) {
        List<String> words = new ArrayList<>(call.words());
        if (words.contains("--repository")) {
            words.replaceAll(word -> word.equals("../littlenet") ? LITTLENET.toString() : word);
        } else {
            words.addAll(List.of("--repository", root().toString()));
        }

        TipcRun run = TipcRun.of(words.toArray(String[]::new));

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isNotBlank();
    }

    private static Stream<Call> cheapCalls() throws IOException {
        return calls().filter(
                        call -> call.page().startsWith("README") || call.page().startsWith("docs/guide/"))
                // Both languages have the same ones.
                .filter(call -> !call.page().endsWith("_cn.md"))
                .filter(call -> List.of("lint", "plan").contains(call.words().get(0)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal.allure;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.qameta.allure.util.PropertiesUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.certificate.CodeState;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.PageWords;
import org.tipcjunit.certificate.page.Sentences;

/**
 * The files beside Allure's results that are about the whole run: environment, categories of failures, and who ran it.
 *
 * <p>Several certifications share them: what differs between them is named side by side.
 *
 * @param folder the folder of the results
 * @param language the language of the reader
 * @param variables the environment variables
 */
record RunFiles(Path folder, Language language, Map<String, String> variables) {

    private static final String SEPARATOR = "; ";
    private static final int MOST_VALUES = 20;
    private static final String AND_MORE = "...";

    /** Get those in the folder that Allure itself writes to. */
    static RunFiles inAllureFolder(Language language, Map<String, String> variables) {
        return new RunFiles(
                Path.of(PropertiesUtils.loadAllureProperties()
                        .getProperty("allure.results.directory", "allure-results")),
                language,
                variables);
    }

    /** Write what is known of a run that a certificate tells of. */
    void write(Certificate certificate) {
        try {
            Files.createDirectories(folder);
            environment(certificate);
            categories();
            executor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void environment(Certificate certificate) throws IOException {
        Path file = folder.resolve("environment.properties");
        Properties known = new Properties();
        if (Files.exists(file)) {
            try (InputStream content = Files.newInputStream(file)) {
                known.load(content);
            }
        }
        Map<String, String> lines = new TreeMap<>();
        known.stringPropertyNames().forEach(name -> lines.put(name, known.getProperty(name)));
        facts(certificate).forEach((name, value) -> lines.merge(name, value, RunFiles::both));
        Path made = Files.createTempFile(folder, "environment", ".part");
        try (Writer writer = Files.newBufferedWriter(made, StandardCharsets.ISO_8859_1)) {
            for (Map.Entry<String, String> line : lines.entrySet()) {
                writer.write(line.getKey() + "=" + escaped(line.getValue()) + "\n");
            }
        }
        Files.move(made, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private Map<String, String> facts(Certificate certificate) {
        Map<String, String> facts = new LinkedHashMap<>();
        Certificate.Environment environment = certificate.environment();
        facts.put("Model", certificate.model());
        facts.put("Mode", certificate.mode());
        facts.put("Paddle", environment.paddle());
        facts.put("Python", environment.python());
        facts.put("Device", Sentences.in(language).label(certificate.chain().combination()));
        facts.put("Processor", environment.cpu());
        facts.put("System", environment.os());
        facts.put("tipc-junit", certificate.run().toolVersion());
        Certificate.Repository repository = certificate.repository();
        if (!repository.remote().equals(Certificate.UNKNOWN)) {
            facts.put("Repository", repository.remote());
        }
        facts.put("Commit", commit(repository));
        return facts;
    }

    private String commit(Certificate.Repository repository) {
        PageWords words = PageWords.in(language);
        String commit = repository.commit();
        if (commit.equals(Certificate.UNKNOWN)) {
            return Sentences.in(language).label(commit);
        }
        CodeState state = CodeState.of(repository);
        return state == CodeState.CLEAN ? commit : words.get("commitAndState", commit, state.word(words));
    }

    /** A zoo's hundreds of models are not all named. */
    private static String both(String known, String value) {
        Set<String> values = new LinkedHashSet<>(Arrays.asList(known.split(SEPARATOR, -1)));
        if (values.contains(AND_MORE)) {
            return known;
        }
        values.add(values.size() < MOST_VALUES ? value : AND_MORE);
        return String.join(SEPARATOR, values);
    }

    /** As files of properties have it: what is not ASCII by its number. */
    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\') {
                escaped.append("\\\\");
            } else if (c < 0x20 || c > 0x7e) {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private void categories() throws IOException {
        String name = "categories" + (language == Language.CHINESE ? "_zh" : "") + ".json";
        try (@Nullable InputStream content = RunFiles.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new IOException("no resource " + name);
            }
            unlessThere("categories.json", content.readAllBytes());
        }
    }

    private void executor() throws IOException {
        CiRun run = CiRun.of(variables).orElse(null);
        if (run != null) {
            unlessThere("executor.json", JsonMapper.builder().build().writeValueAsBytes(new TreeMap<>(run.fields())));
        }
    }

    /** Whoever put one there, such as a plugin of the CI system, knows better. */
    private void unlessThere(String name, byte[] content) throws IOException {
        if (!Files.exists(folder.resolve(name))) {
            Files.write(folder.resolve(name), content);
        }
    }
}

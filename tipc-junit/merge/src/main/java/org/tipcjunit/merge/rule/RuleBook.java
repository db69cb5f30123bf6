// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.rule.RuleSource.Share;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The rules of all suites, as the data files of this library state them.
 *
 * @param common the rules of all suites
 * @param suites the suites, in the order of their names
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record RuleBook(SuiteRules common, List<SuiteRules> suites) {

    private static final String FOLDER = "/org/tipcjunit/merge/rules/";

    public RuleBook {
        suites = List.copyOf(suites);
    }

    /** Read the data files; a fault in one of them is a fault of this library. */
    public static RuleBook read() {
        List<SuiteRules> suites = new ArrayList<>();
        for (OfficialSuite suite : OfficialSuite.values()) {
            suites.add(read(Optional.of(suite), suite.label()));
        }
        return new RuleBook(read(Optional.empty(), "common"), suites);
    }

    /** Get a suite. */
    public SuiteRules of(OfficialSuite suite) {
        return suites.stream()
                .filter(rules -> rules.suite().equals(Optional.of(suite)))
                .findFirst()
                .orElseThrow();
    }

    /** Get the rules of all suites, each with how much of this suite's history follows it. */
    public List<Rule> commonOf(OfficialSuite suite) {
        Map<String, Share> shares = of(suite).shares();
        return common.rules().stream().map(rule -> rule.followedBy(shares)).toList();
    }

    /** Get the rules of a suite, those of all suites first. */
    public List<Rule> rulesOf(OfficialSuite suite) {
        List<Rule> rules = new ArrayList<>(commonOf(suite));
        rules.addAll(of(suite).rules());
        return rules;
    }

    private static SuiteRules read(Optional<OfficialSuite> suite, String name) {
        String file = FOLDER + name + ".yaml";
        try (InputStream stream = RuleBook.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("there is no " + file);
            }
            Object root = new Yaml(new SafeConstructor(new LoaderOptions()))
                    .load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            return new RuleData(name + ".yaml", suite).suite(root);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}

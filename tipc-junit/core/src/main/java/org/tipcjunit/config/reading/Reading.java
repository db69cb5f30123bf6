// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config.reading;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ChainKind;
import org.tipcjunit.config.ConfigEntries;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.config.Suite;
import org.tipcjunit.config.line.Line;
import org.tipcjunit.config.line.LineLayout;

/**
 * A config as it is understood, once for all who work with it: its kind, its suite, its layout and its lines by name.
 *
 * @param config the config's lines as they are
 * @param path the config's path relative to the parent of {@code test_tipc}, with forward slashes
 * @param mode the mode as upstream's scripts take it, which has a part in the kind
 * @param repository the repository as {@code owner/name}; empty when unknown
 * @param scripts the texts of the checkout's own {@code test_tipc/*.sh} by file name; empty when there is no checkout
 * @param kind the kind of chain
 * @param suite the suite whose scripts compose commands like this
 * @param layout where which line stands; empty when the lines follow no layout of that kind
 * @param entries the lines, without carriage returns
 * @param asWritten the lines as upstream's scripts read them
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Reading(
        ConfigFile config,
        String path,
        String mode,
        Optional<String> repository,
        Map<String, String> scripts,
        ChainKind kind,
        Suite suite,
        Optional<LineLayout> layout,
        ConfigEntries entries,
        ConfigEntries asWritten) {

    /** The lines of a config before its trainers, among which are those whose values the mode chooses. */
    private static final int TRAINING_LINES = 13;

    private static final Pattern MODE = Pattern.compile("\\b(?:lite|whole)_train_(?:lite|whole)_infer(?==)");

    public Reading {
        scripts = Map.copyOf(scripts);
    }

    /**
     * Read a config.
     *
     * @param config the config's lines
     * @param path its path relative to the parent of {@code test_tipc}, with forward slashes
     * @param mode the mode as upstream's scripts take it
     * @param repository the repository as {@code owner/name}; empty when unknown
     * @param scripts the texts of the checkout's own {@code test_tipc/*.sh} by file name
     */
    public static Reading of(
            ConfigFile config, String path, String mode, Optional<String> repository, Map<String, String> scripts) {
        return of(
                config,
                path,
                mode,
                repository,
                scripts,
                SuiteDetection.suite(config, repository),
                entries -> ChainKindDetection.kind(path, mode, entries));
    }

    private static Reading of(
            ConfigFile config,
            String path,
            String mode,
            Optional<String> repository,
            Map<String, String> scripts,
            Suite suite,
            Function<ConfigEntries, ChainKind> kindOf) {
        ConfigEntries asWritten = ConfigEntries.of(config, SuiteDetection.valueStyle(scripts, suite));
        ConfigEntries entries = asWritten.withoutCarriageReturns();
        ChainKind kind = kindOf.apply(entries);
        return new Reading(
                config,
                path,
                mode,
                repository,
                scripts,
                kind,
                suite,
                LayoutDetection.layout(config, kind, suite, entries),
                entries,
                asWritten);
    }

    /**
     * Get a line by its name; beyond the config's end an entry without key and value.
     *
     * @throws IllegalArgumentException if the config's layout has no such line
     */
    public ConfigEntry line(Line line) {
        return line(
                layout.orElseThrow(() -> new IllegalArgumentException(path + " has no layout, so no line " + line)),
                line);
    }

    /** Get the line that has the name {@code line} in another layout than the config's own. */
    public ConfigEntry line(LineLayout other, Line line) {
        return entries.get(other.index(line));
    }

    /** Whether a service is one in C++; PaddleClas' services in both languages have the same layout. */
    public boolean isServedByCpp() {
        return kind == ChainKind.SERVING_CPP || entries.indexOf("cpp_client") >= 0;
    }

    /** Whether the config's layout has a line of that name. */
    public boolean has(Line line) {
        return layout.filter(found -> found.has(line)).isPresent();
    }

    /** Get the same reading with other lines, such as those that a setting of the user changed. */
    public Reading with(ConfigEntries otherEntries, ConfigEntries otherAsWritten) {
        return new Reading(
                config,
                path,
                mode,
                repository,
                scripts,
                kind,
                suite,
                LayoutDetection.layout(config, kind, suite, otherEntries),
                otherEntries,
                otherAsWritten);
    }

    /** Get the reading of the same config in another mode. */
    public Reading in(String otherMode) {
        return of(config, path, otherMode, repository, scripts);
    }

    /** Get the reading of one training out of a config that holds several. */
    public Reading training(ConfigFile part, String partMode) {
        return of(part, path, partMode, repository, scripts, suite, entries -> ChainKind.TRAIN_INFER_PYTHON);
    }

    /** Get the modes for which a training states how much it trains, in the order of the config. */
    public List<String> statedModes() {
        return config.indexed().stream()
                .limit(TRAINING_LINES)
                .flatMap(line -> MODE.matcher(line.text()).results().map(MatchResult::group))
                .distinct()
                .toList();
    }

    /** Get the options of a training whose values the mode chooses, as the config writes their keys. */
    public List<String> modeKeys() {
        return config.indexed().stream()
                .limit(TRAINING_LINES)
                .filter(line -> line.text().matches("[^:]*:.*(lite|whole)_[a-z_]+=.*"))
                .map(line -> line.text().substring(0, line.text().indexOf(':')).strip())
                .filter(key -> !key.isEmpty() && !key.equals("null"))
                .toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.corpus;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * One run of a repository's own script on one of its configs.
 *
 * @param config the config, relative to the corpus folder
 * @param repository the repository as {@code owner/name}
 * @param path the config's path in the repository
 * @param script the script's path in the repository
 * @param mode the mode that the script was given
 * @param kind the kind of config, for the report's tables
 * @param commands what the script ran, in its order
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record CorpusEntry(
        String config,
        String repository,
        String path,
        String script,
        String mode,
        String kind,
        List<SeenCommand> commands) {

    public CorpusEntry {
        commands = List.copyOf(commands);
    }

    /** One line of {@code commands.jsonl}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Json(
            @JsonProperty("config") String config,
            @JsonProperty("repository") String repository,
            @JsonProperty("path") String path,
            @JsonProperty("script") String script,
            @JsonProperty("mode") String mode,
            @JsonProperty("kind") String kind,
            @JsonProperty("commands") List<SeenCommand.Json> commands) {

        CorpusEntry entry() {
            return new CorpusEntry(
                    config,
                    repository,
                    path,
                    script,
                    mode,
                    kind,
                    commands.stream().map(SeenCommand.Json::command).toList());
        }
    }

    /** Get the config's path relative to the parent of {@code test_tipc}, where the script runs. */
    public String pathBelowWorkingDirectory() {
        String tests = script.substring(0, script.lastIndexOf('/') + 1);
        String parent = tests.substring(0, tests.length() - 1).replaceFirst("[^/]*$", "");
        return path.startsWith(parent) ? path.substring(parent.length()) : path;
    }
}

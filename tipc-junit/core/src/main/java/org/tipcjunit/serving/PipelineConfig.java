// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The file that a pipeline service reads its ports from, usually {@code config.yml}.
 *
 * @param file the file
 * @param httpPort its {@code http_port}; empty where it names none
 * @param rpcPort its {@code rpc_port}; empty where it names none
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PipelineConfig(Path file, OptionalInt httpPort, OptionalInt rpcPort) {

    private static final String HTTP = "http_port";
    private static final String RPC = "rpc_port";

    /**
     * Read a file.
     *
     * @throws ServingConfigException if it cannot be read, is no YAML mapping, or holds a port that is no number
     */
    public static PipelineConfig read(Path file) {
        return parse(file, text(file));
    }

    /**
     * Write other ports into the file; all else stays byte for byte.
     *
     * @throws ServingConfigException if the file cannot be changed so
     */
    public PipelineConfig withPorts(ServicePorts ports) {
        String changed = with(with(text(file), HTTP, ports.http()), RPC, ports.rpc());
        PipelineConfig read;
        try {
            read = parse(file, changed);
        } catch (ServingConfigException e) {
            throw notWritable(e.problem().sentence());
        }
        if (!read.equals(new PipelineConfig(file, OptionalInt.of(ports.http()), OptionalInt.of(ports.rpc())))) {
            throw notWritable("its keys do not stand at the start of a line of their own");
        }
        try {
            Files.writeString(file, changed);
        } catch (IOException e) {
            throw problem(file, 1, "it cannot be written: " + e, "check its permissions");
        }
        return read;
    }

    private ServingConfigException notWritable(String why) {
        return problem(
                file,
                1,
                HTTP + " and " + RPC + " cannot be given other values: " + why,
                "write both as lines of their own, such as " + HTTP + ": 18080");
    }

    private static ServingConfigException problem(Path file, int line, String what, String remedy) {
        return new ServingConfigException(new Problem(Place.at(file, line), what, remedy));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw problem(
                    file,
                    1,
                    "the pipeline config cannot be read: " + e,
                    "name it in the service's command (--config=FILE) and give it an " + HTTP + " and an " + RPC);
        }
    }

    /**
     * Get what the file asks of the predictors of each operator, by the operator's name: the scalars of its
     * {@code local_service_conf}, such as {@code thread_num}.
     *
     * @throws ServingConfigException if it cannot be read, or is no YAML mapping
     */
    public static Map<String, Map<String, String>> predictorSettings(Path file) {
        Map<String, Map<String, String>> settings = new LinkedHashMap<>();
        if (root(file, text(file)).get("op") instanceof Map<?, ?> operators) {
            operators.forEach((name, operator) -> {
                if (operator instanceof Map<?, ?> fields && fields.get("local_service_conf") instanceof Map<?, ?> conf) {
                    settings.put(String.valueOf(name), scalars(conf));
                }
            });
        }
        return settings;
    }

    private static Map<String, String> scalars(Map<?, ?> conf) {
        Map<String, String> scalars = new LinkedHashMap<>();
        conf.forEach((key, value) -> {
            if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                scalars.put(String.valueOf(key), String.valueOf(value));
            }
        });
        return scalars;
    }

    private static PipelineConfig parse(Path file, String text) {
        Map<?, ?> map = root(file, text);
        return new PipelineConfig(file, port(file, text, map, HTTP), port(file, text, map, RPC));
    }

    private static Map<?, ?> root(Path file, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Object root;
        try {
            root = new Yaml(new SafeConstructor(options)).load(text);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw problem(file, line, "it is no YAML: " + e.getProblem(), "correct the line");
        } catch (YAMLException e) {
            throw problem(file, 1, "it is no YAML: " + e.getMessage(), "correct the file");
        }
        if (!(root instanceof Map<?, ?> map)) {
            throw problem(file, 1, "it is no mapping of keys to values", "write lines such as " + HTTP + ": 18080");
        }
        return map;
    }

    private static OptionalInt port(Path file, String text, Map<?, ?> map, String key) {
        Object value = map.get(key);
        if (value == null) {
            return OptionalInt.empty();
        }
        if (value instanceof Integer port && port > 0 && port < 65_536) {
            return OptionalInt.of(port);
        }
        throw problem(
                file, line(text, key), key + " is '" + value + "', which is no port", "write a number from 1 to 65535");
    }

    private static int line(String text, String key) {
        Matcher matcher = line(key).matcher(text);
        return matcher.find() ? (int) text.substring(0, matcher.start()).lines().count() + 1 : 1;
    }

    private static Pattern line(String key) {
        return Pattern.compile("(?m)^([\"']?" + key + "[\"']?[ \\t]*:)[ \\t]*([^\\s#]*)");
    }

    private static String with(String text, String key, int port) {
        Matcher matcher = line(key).matcher(text);
        if (matcher.find()) {
            return text.substring(0, matcher.start()) + matcher.group(1) + " " + port + text.substring(matcher.end());
        }
        List<String> parts = new ArrayList<>();
        parts.add(text);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            parts.add("\n");
        }
        parts.add(key + ": " + port + "\n");
        return String.join("", parts);
    }
}

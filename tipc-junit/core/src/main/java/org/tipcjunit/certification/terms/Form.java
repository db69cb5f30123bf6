// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.terms;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.requirement.Drawings;
import org.tipcjunit.requirement.tensors.Outputs;
import org.tipcjunit.serving.ServicePorts;

/**
 * How the value of a setting is written, and what it is read as.
 *
 * @param type what it is read as
 * @param example a value that is read
 * @param words the only values that there are; empty where they cannot be listed
 * @param separator what stands between the entries of a list; empty where there is one value
 * @param reader reads a value
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Form<T>(Class<T> type, String example, List<String> words, String separator, Reader<T> reader) {

    private static final Pattern POSITIVE = Pattern.compile("0*[1-9][0-9]{0,8}");
    private static final Pattern PORTS = Pattern.compile("\\s*(\\d{1,5})\\s*,\\s*(\\d{1,5})\\s*");

    /** Reads a value. */
    @FunctionalInterface
    public interface Reader<T> {

        T read(String value) throws Misfit;
    }

    /** Tells that a value is not of the form. */
    public static final class Misfit extends Exception {

        private static final long serialVersionUID = 1L;

        private final String value;
        private final String remedy;

        /**
         * Create what tells of a value.
         *
         * @param what what it is, such as {@code no number}
         */
        Misfit(String value, String what, String remedy) {
            super(what);
            this.value = value;
            this.remedy = remedy;
        }
    }

    private Form(Class<T> type, String example, Reader<T> reader) {
        this(type, example, List.of(), "", reader);
    }

    /** Get the form of what is one of some words. */
    static Form<String> oneWordOf(List<String> words, String what) {
        return new Form<>(String.class, words.get(0), words, "", value -> {
            if (!words.contains(value)) {
                throw new Misfit(value, what, "write one of " + String.join(", ", words));
            }
            return value;
        });
    }

    /** Get the form of what is taken as it is. */
    static Form<String> text(String example) {
        return new Form<>(String.class, example, value -> value);
    }

    /** Get the form of folders. */
    static Form<Path> folder(String example) {
        return new Form<>(Path.class, example, value -> {
            try {
                return Path.of(value);
            } catch (InvalidPathException e) {
                throw new Misfit(value, "no path: " + e.getReason(), "name a folder, such as " + example);
            }
        });
    }

    /** Get the form of what holds or does not. */
    static Form<Boolean> flag() {
        return new Form<>(Boolean.class, "true", value -> switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Misfit(value, "neither true nor false", "write true or false");
        });
    }

    /** Get the form of positive whole numbers of something. */
    static Form<Integer> positive(String unit, String example) {
        return new Form<>(Integer.class, example, value -> {
            if (!POSITIVE.matcher(value).matches()) {
                throw new Misfit(value, "no positive number of " + unit, "name whole " + unit + ", such as " + example);
            }
            return Integer.valueOf(value);
        });
    }

    /** Get the form of positive whole numbers of something, the largest of which is called {@code all}. */
    static Form<Integer> countOrAll(String unit) {
        return new Form<>(Integer.class, "all", value -> {
            if (value.equals("all")) {
                return Integer.MAX_VALUE;
            }
            if (!POSITIVE.matcher(value).matches()) {
                throw new Misfit(value, "no positive number of " + unit, "name a whole number of " + unit + ", or all");
            }
            return Integer.valueOf(value);
        });
    }

    /** Get the form of decimal numbers. */
    static Form<BigDecimal> decimal(String example) {
        return new Form<>(BigDecimal.class, example, value -> {
            try {
                return new BigDecimal(value);
            } catch (NumberFormatException e) {
                throw new Misfit(value, "no number", "write one such as " + example);
            }
        });
    }

    /** Get the form of lists, whose entries are separated by commas or line ends. */
    static Form<String[]> list(String example) {
        return new Form<>(
                String[].class, example, List.of(), ",", value -> entries(value).toArray(String[]::new));
    }

    private static List<String> entries(String value) {
        return entries(value, "[,\n]");
    }

    /** Get the form of lists with an entry in each line. */
    static Form<String[]> lines(String example) {
        return new Form<>(String[].class, example, List.of(), "\n", value -> entries(value, "\n")
                .toArray(String[]::new));
    }

    private static List<String> entries(String value, String separator) {
        return Arrays.stream(value.split(separator))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /** Get the form of what can only be one word, or be left out. */
    static Form<String> onlyWord(String word, String what) {
        return new Form<>(String.class, word, List.of(word), "", value -> {
            if (!value.equals(word)) {
                throw new Misfit(value, what, "write " + word + ", or leave it out");
            }
            return value;
        });
    }

    /** Get the form of what outputs mean. */
    static Form<Outputs> outputs() {
        return new Form<>(Outputs.class, Outputs.EMBEDDINGS.word(), value -> Outputs.of(value)
                .orElseThrow(() -> new Misfit(value, "no meaning of outputs", "write scores or embeddings")));
    }

    /** Get the form of the two folders that are drawn into. */
    static Form<Drawings> drawings(String example) {
        String remedy = "write the folder of the prediction and that of the inference, such as " + example;
        return new Form<>(Drawings.class, example, value -> {
            List<String> folders = entries(value);
            String shown = String.join(",", folders);
            if (folders.size() != 2) {
                throw new Misfit(shown, "no pair of folders", remedy);
            }
            try {
                return new Drawings(folders.get(0), folders.get(1));
            } catch (IllegalArgumentException e) {
                throw new Misfit(shown, "no pair of folders: " + e.getMessage(), remedy);
            }
        });
    }

    /** Get the form of the ports of services. */
    static Form<ServicePorts> ports(String example) {
        return new Form<>(ServicePorts.class, example, value -> {
            String shown = value;
            Matcher matcher = PORTS.matcher(value);
            if (matcher.matches()) {
                try {
                    return new ServicePorts(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
                } catch (IllegalArgumentException e) {
                    shown = value + " (" + e.getMessage() + ")";
                }
            }
            throw new Misfit(
                    shown, "no pair of ports", "write the port for HTTP and that for gRPC, such as " + example);
        });
    }

    /**
     * Read a value.
     *
     * @param name what states it, such as {@code tipc.limit}
     * @throws ConfigException if it is not of this form
     */
    public T read(String value, String name) {
        try {
            return reader.read(value);
        } catch (Misfit e) {
            throw new ConfigException(
                    new Problem(Place.nowhere(), name + " is '" + e.value + "', which is " + e.getMessage(), e.remedy));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.start;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tipcjunit.certification.terms.CertificationProperties;

/** Writes a {@code certification.properties}: a line for each guess, with its reason above, as a comment where nothing was found. */
record PropertiesText(List<ModelStart> models) {

    /** What stands above the lines of a config. */
    private static final Pattern HEADING = Pattern.compile("# (\\S+\\.txt)\\s*");

    String text() {
        StringBuilder text = new StringBuilder("# " + CertificationProperties.NAME
                + ": what the configs beside it have no line for, as far as the repository says it.\n"
                + "# Each line is a guess with its reason. A line that begins with # states nothing: correct it and take the #"
                + " away.\n");
        models.forEach(model -> text.append(lines(model, model.guesses())));
        return text.toString();
    }

    /**
     * Get the lines that a file lacks; none where it has all. A line that is commented out is there: somebody looked at it. One that
     * was found for another config, and holds for all, is there where the same was found for this one.
     *
     * @param present the file's text
     */
    String lackedBy(String present) {
        StringBuilder text = new StringBuilder();
        for (ModelStart model : models) {
            List<Guess> lacking = model.guesses().stream()
                    .filter(guess ->
                            !isIn(present, prefix(model) + guess.term().key()) && !holdsForAll(present, model, guess))
                    .toList();
            if (!lacking.isEmpty()) {
                text.append(lines(model, lacking));
            }
        }
        return text.toString();
    }

    private static boolean isIn(String present, String key) {
        return line(key).matcher(present).find();
    }

    private static boolean holdsForAll(String present, ModelStart model, Guess guess) {
        String config = "";
        for (String line : present.lines().toList()) {
            Matcher heading = HEADING.matcher(line);
            Matcher stated = line(guess.term().key()).matcher(line);
            if (heading.matches()) {
                config = heading.group(1);
            } else if (stated.find()) {
                String value = escaped(guess.suggestion());
                return config.isEmpty()
                        || config.equals(model.config().path())
                        || guess.value().isEmpty()
                        || line.substring(stated.end()).strip().equals(value);
            }
        }
        return false;
    }

    private static Pattern line(String key) {
        return Pattern.compile("(?m)^[ \\t]*#?[ \\t]*" + Pattern.quote(escapedKey(key)) + "[ \\t]*[=:]");
    }

    private String lines(ModelStart model, List<Guess> guesses) {
        StringBuilder text =
                new StringBuilder("\n# ").append(model.config().path()).append('\n');
        if (model.onCpu()) {
            text.append("# It asks for a device that this machine lacks: certify with --device cpu.\n");
        }
        for (Guess guess : guesses) {
            text.append("# ").append(oneLine(guess.reason())).append('\n');
            text.append(guess.value().isPresent() ? "" : "#")
                    .append(escapedKey(prefix(model)))
                    .append(guess.term().key())
                    .append('=')
                    .append(escaped(guess.suggestion()))
                    .append('\n');
        }
        return text.toString();
    }

    /** Where several configs share the file, each has lines of its own. */
    private String prefix(ModelStart model) {
        return models.size() == 1 && !model.shared()
                ? ""
                : model.config().file().getFileName() + ".";
    }

    private static String oneLine(String reason) {
        return reason.replaceAll("\\s+", " ").strip();
    }

    private static String escaped(String value) {
        return oneLine(value).replace("\\", "\\\\");
    }

    private static String escapedKey(String key) {
        return key.replace("\\", "\\\\").replace(" ", "\\ ").replace("=", "\\=").replace(":", "\\:");
    }
}

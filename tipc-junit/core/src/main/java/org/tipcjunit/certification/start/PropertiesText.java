// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.start;

import java.util.List;
import org.tipcjunit.certification.terms.CertificationProperties;

/** Writes a {@code certification.properties}: a line for each guess, with its reason above, as a comment where nothing was found. */
record PropertiesText(List<ModelStart> models) {

    String text() {
        StringBuilder text = new StringBuilder("# " + CertificationProperties.NAME
                + ": what the configs beside it have no line for, as far as the repository says it.\n"
                + "# Each line is a guess with its reason. A line that begins with # states nothing: correct it and take the #"
                + " away.\n");
        for (ModelStart model : models) {
            text.append("\n# ").append(model.config().path()).append('\n');
            if (model.onCpu()) {
                text.append("# It asks for a device that this machine lacks: certify with --device cpu.\n");
            }
            // Where several configs share the file, each has lines of its own.
            String prefix = models.size() == 1 && !model.shared()
                    ? ""
                    : model.config().file().getFileName() + ".";
            for (Guess guess : model.guesses()) {
                text.append("# ").append(oneLine(guess.reason())).append('\n');
                text.append(guess.value().isPresent() ? "" : "#")
                        .append(escapedKey(prefix))
                        .append(guess.term().key())
                        .append('=')
                        .append(escaped(guess.suggestion()))
                        .append('\n');
            }
        }
        return text.toString();
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

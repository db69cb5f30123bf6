// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.start;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The entries of the sections of a YAML file of settings, such as {@code Infer.infer_imgs}. */
final class SettingsEntries {

    private static final Pattern ENTRY = Pattern.compile("(?<indent> *)(?<key>\\w+)\\s*:.*");

    private SettingsEntries() {}

    /** Get the entries at the top, and those of sections at the top; what is deeper is not looked at. */
    static List<String> in(String yaml) {
        List<String> entries = new ArrayList<>();
        String section = "";
        int within = 0;
        for (String line : yaml.lines().toList()) {
            Matcher entry = ENTRY.matcher(line);
            if (!entry.matches()) {
                continue;
            }
            int indent = entry.group("indent").length();
            if (indent == 0) {
                section = entry.group("key");
                within = 0;
                entries.add(section);
            } else if (within == 0 || indent == within) {
                within = indent;
                entries.add(section + "." + entry.group("key"));
            }
        }
        return entries;
    }
}

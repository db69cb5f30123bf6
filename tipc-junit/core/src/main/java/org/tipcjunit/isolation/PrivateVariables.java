// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.isolation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The variables of a command that must not see what the user's hold. */
final class PrivateVariables {

    private static final Pattern SECRET = Pattern.compile(
            "(?i).*(TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY).*|SSH_AUTH_SOCK|SSH_AGENT_PID"
                    + "|DBUS_SESSION_BUS_ADDRESS|GPG_AGENT_INFO|KUBECONFIG|DOCKER_HOST|NETRC");

    /** They lead into homes, or to a {@code /tmp} of the user's. */
    private static final List<String> PLACES = List.of(
            "XDG_CACHE_HOME",
            "XDG_CONFIG_HOME",
            "XDG_DATA_HOME",
            "XDG_STATE_HOME",
            "XDG_RUNTIME_DIR",
            "TMPDIR",
            "TMP",
            "TEMP");

    private PrivateVariables() {}

    /**
     * Get the changes to variables that a command gets.
     *
     * @param own the changes that it gets anyway; what it sets stays
     * @param inherited the variables of this JVM
     */
    static Map<String, String> of(Map<String, String> own, Map<String, String> inherited, Path home, Path privateHome) {
        Map<String, String> variables = new LinkedHashMap<>();
        // An empty value removes a variable.
        inherited.keySet().stream()
                .filter(name -> SECRET.matcher(name).matches())
                .forEach(name -> variables.put(name, ""));
        PLACES.forEach(name -> variables.put(name, ""));
        variables.put("HOME", privateHome.toString());
        if (!inherited.containsKey("PYTHONUSERBASE") && Files.isDirectory(home.resolve(".local/lib"))) {
            // Packages that the user installed for himself stay.
            variables.put("PYTHONUSERBASE", home.resolve(".local").toString());
        }
        variables.putAll(own);
        return variables;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What pip calls a package whose module has another name.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class PipPackage {

    private static final Map<String, String> OTHERWISE = Map.ofEntries(
            Map.entry("auto_log", "git+https://github.com/LDOUBLEV/AutoLog"),
            Map.entry("attr", "attrs"),
            Map.entry("bs4", "beautifulsoup4"),
            Map.entry("Crypto", "pycryptodome"),
            Map.entry("cv2", "opencv-python-headless"),
            Map.entry("dateutil", "python-dateutil"),
            Map.entry("faiss", "faiss-cpu"),
            Map.entry("google", "protobuf"),
            Map.entry("lap", "lapx"),
            Map.entry("Levenshtein", "python-Levenshtein"),
            Map.entry("PIL", "Pillow"),
            Map.entry("Polygon", "Polygon3"),
            Map.entry("reprod_log", "reprod-log"),
            Map.entry("skimage", "scikit-image"),
            Map.entry("sklearn", "scikit-learn"),
            Map.entry("yaml", "PyYAML"));

    private PipPackage() {}

    /** Get what to install for a module; its own name where nothing else is known. */
    public static String of(String module) {
        return OTHERWISE.getOrDefault(module, module);
    }
}

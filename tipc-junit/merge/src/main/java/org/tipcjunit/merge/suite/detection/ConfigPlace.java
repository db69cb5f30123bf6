// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.detection;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.merge.judge.AddedPart;

/** Where a config of PaddleDetection lies, and what belongs to it. */
final class ConfigPlace {

    private static final List<String> READMES =
            List.of("README.md", "README_cn.md", "README_en.md", "README.cn.md", "README_CN.md", "readme.md");

    private ConfigPlace() {}

    /** Get the READMEs that may speak of a config: beside it, or in a folder above. */
    static List<String> readmes(AddedPart config) {
        List<String> files = new ArrayList<>();
        // What configs of a folder share lies below it.
        String folder = config.folder().replaceFirst("/_base_(/.*)?$", "");
        while (folder.contains("/")) {
            for (String readme : READMES) {
                files.add(folder + "/" + readme);
            }
            folder = folder.substring(0, folder.lastIndexOf('/'));
        }
        return files;
    }

    /** Get the folder of a model, such as {@code yolof} of {@code configs/yolof/yolof_r50_c5_1x_coco.yml}. */
    static String model(AddedPart config) {
        String path = config.path().substring("configs/".length());
        int slash = path.indexOf('/');
        return slash < 0 ? config.stem() : path.substring(0, slash);
    }
}

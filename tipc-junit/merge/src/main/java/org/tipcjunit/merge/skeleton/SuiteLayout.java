// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.skeleton;

import java.util.Map;
import java.util.Set;
import org.tipcjunit.merge.rule.OfficialSuite;

/**
 * Where a suite keeps what belongs to a model.
 *
 * @param values what the rules' templates name
 * @param files the rules whose template is a whole file
 * @param own what some rules understand otherwise
 * @param covered the rules that such a file meets already
 */
record SuiteLayout(
        Map<String, String> values, Set<String> files, Map<String, Map<String, String>> own, Set<String> covered) {

    SuiteLayout {
        values = Map.copyOf(values);
        files = Set.copyOf(files);
        own = Map.copyOf(own);
        covered = Set.copyOf(covered);
    }

    static SuiteLayout of(OfficialSuite suite, ModelName name) {
        return switch (suite) {
            case PADDLE_SEG -> seg(name.type(), name.stem());
            case PADDLE_CLAS -> clas(name.type(), name.stem());
            case PADDLE_VIDEO ->
                new SuiteLayout(
                        Map.of("model", name.type(), "type", name.type(), "module", name.stem()),
                        Set.of("video-document", "video-document-en"),
                        Map.of(),
                        Set.of());
            default ->
                new SuiteLayout(
                        Map.of("model", name.type(), "type", name.type(), "module", name.stem(), "stem", name.stem()),
                        Set.of(),
                        Map.of(),
                        Set.of());
        };
    }

    private static SuiteLayout seg(String type, String stem) {
        String folder = "configs/" + stem + "/";
        return new SuiteLayout(
                Map.ofEntries(
                        Map.entry("model", type),
                        Map.entry("type", type),
                        Map.entry("name", type),
                        Map.entry("module", stem),
                        Map.entry("stem", stem),
                        Map.entry("folder", stem),
                        Map.entry("init", "paddleseg/models/__init__.py"),
                        Map.entry("path", "paddleseg/models/" + stem + ".py"),
                        Map.entry("file", folder + "README.md"),
                        Map.entry("config", folder + stem + "_cityscapes_1024x512_80k.yml"),
                        Map.entry("tipc", "test_tipc/configs/" + stem + "/train_infer_python.txt")),
                Set.of("seg-config", "seg-readme", "seg-tipc"),
                // Its tests are named like the folder, its configs like the class.
                Map.of("seg-tipc", Map.of("model", stem)),
                Set.of("seg-readme-table", "seg-readme-reference"));
    }

    private static SuiteLayout clas(String type, String stem) {
        return new SuiteLayout(
                Map.ofEntries(
                        Map.entry("model", type),
                        Map.entry("type", type),
                        Map.entry("name", type),
                        Map.entry("family", type),
                        Map.entry("module", stem),
                        Map.entry("stem", stem),
                        Map.entry("path", "ppcls/arch/backbone/model_zoo/" + stem + ".py"),
                        Map.entry("document", "docs/zh_CN/models/ImageNet1k/" + type + ".md"),
                        Map.entry("config", "ppcls/configs/ImageNet/" + type + "/" + type + ".yaml"),
                        Map.entry("tipc", "test_tipc/configs/" + type + "/" + type + "_train_infer_python.txt")),
                Set.of("clas-config", "clas-document", "clas-tipc"),
                Map.of(),
                // What the import into the package of the backbones meets too.
                Set.of("clas-imported"));
    }
}

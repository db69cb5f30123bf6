// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tipcjunit.lanes.NeedsPython;
import org.tipcjunit.merge.rule.OfficialSuite;

/** Contributions whose parts lie elsewhere, are registered elsewhere, or are those of another model. */
@NeedsPython
class PlaceTests {

    private static final String GENERATOR = "ppgan/models/generators/tinygan.py";
    private static final String GAN_CONFIG = "configs/tinygan_faces.yaml";
    private static final String GAN_TIPC = "test_tipc/configs/tinygan/train_infer_python.txt";
    private static final String SEG_CONFIG = "configs/tinynet/tinynet_cityscapes_64x32_1k.yml";

    @ParameterizedTest
    @EnumSource(OfficialSuite.class)
    void what_lies_right_is_no_matter(OfficialSuite suite) {
        assertThat(Imitation.of(suite).broken())
                .noneMatch(line -> line.contains("common-place")
                        || line.contains("common-regist")
                        || line.contains("common-tipc-model")
                        || line.contains("common-config-keys")
                        || line.contains("common-both-languages"));
    }

    @Test
    void a_network_outside_of_the_suites_folders() {
        Imitation gan = Imitation.of(OfficialSuite.PADDLE_GAN);

        assertThat(moved(gan, GENERATOR, "ppgan/tinygan.py").broken())
                .anyMatch(line -> line.startsWith(
                        "error common-place ppgan/tinygan.py: TinyGenerator lies outside of the folders"));
        Imitation among = withBefore(moved(gan, GENERATOR, "ppgan/own/tinygan.py"), files -> {
            files.put("ppgan/own/other.py", "@GENERATORS.register()\nclass Other:\n    pass\n");
            return files;
        });
        assertThat(among.broken()).as("among its like").noneMatch(line -> line.contains("common-place"));
        assertThat(moved(gan, GAN_CONFIG, "configs/faces/tinygan_faces.yaml").broken())
                .anyMatch(
                        line -> line.startsWith("error common-place configs/faces/tinygan_faces.yaml: TinyGenerator"));
    }

    @Test
    void a_model_of_a_suite_without_registry_in_the_wrong_depth() {
        Imitation rec = Imitation.of(OfficialSuite.PADDLE_REC);
        String net = rec.after().keySet().stream()
                .filter(path -> path.endsWith("/net.py") && !rec.before().containsKey(path))
                .findFirst()
                .orElseThrow();

        assertThat(moved(rec, net, "models/net.py").broken())
                .anyMatch(line -> line.startsWith("error common-place models/net.py: "));
        assertThat(rec.with("models/tiny/config.yaml", "runner:\n  epochs: 1\n").broken())
                .anyMatch(line -> line.contains("common-place models/tiny/config.yaml"));
        assertThat(rec.with("models/graph/config.yaml", "epochs: 1\n")
                        .with("models/graph/models/__init__.py", "")
                        .with("models/graph/models/gnn.py", Imitation.COPYRIGHT)
                        .broken())
                .as("a package that a program of its own trains")
                .noneMatch(line -> line.contains("common-place"));
    }

    @Test
    void a_module_that_is_registered_otherwise_than_those_beside_it() {
        Imitation gan = withBefore(Imitation.of(OfficialSuite.PADDLE_GAN), files -> {
            for (String name : new String[] {"A", "B", "C"}) {
                files.put(
                        "ppgan/models/generators/" + name + ".py",
                        "@GENERATORS.register()\nclass " + name + ":\n    pass\n");
                files.put(
                        "ppgan/models/discriminators/" + name + ".py",
                        "@DISCRIMINATORS.register()\nclass D" + name + ":\n    pass\n");
            }
            return files;
        });

        assertThat(gan.broken()).noneMatch(line -> line.contains("common-registry"));
        assertThat(gan.replacing(GENERATOR, "@GENERATORS.register()", "@DISCRIMINATORS.register()")
                        .broken())
                .contains("error common-registry " + GENERATOR
                        + ": it is registered in DISCRIMINATORS, where those beside it are in GENERATORS");
        assertThat(gan.replacing(GENERATOR, "@GENERATORS.register()", "@BLOCKS.register()")
                        .broken())
                .as("the first one of a registry")
                .noneMatch(line -> line.contains("common-registry"));
    }

    @Test
    void a_name_that_is_registered_already() {
        Imitation gan = withBefore(Imitation.of(OfficialSuite.PADDLE_GAN), files -> {
            files.put(
                    "ppgan/models/generators/old.py",
                    "from ppgan.models.builder import GENERATORS\n\n\n@GENERATORS.register()\nclass TinyGenerator:\n    pass\n");
            return files;
        });

        assertThat(gan.broken())
                .contains("error common-registered-once " + GENERATOR
                        + ": TinyGenerator is registered by ppgan/models/generators/old.py already");
    }

    @Test
    void a_tipc_config_that_trains_another_model() {
        Imitation gan = Imitation.of(OfficialSuite.PADDLE_GAN);
        String config = Imitation.tipc("model_name:tinygan", "norm_train:tools/main.py -c %s --seed 1");

        assertThat(gan.with(GAN_TIPC, config.formatted(GAN_CONFIG)).broken())
                .noneMatch(line -> line.contains("common-tipc-model"));
        assertThat(gan.with(GAN_TIPC, config.formatted("configs/unet.yaml")).broken())
                .contains("error common-tipc-model " + GAN_TIPC
                        + ": it takes configs/unet.yaml, which does not speak of tinygan, though the change adds "
                        + GAN_CONFIG);
    }

    @Test
    void a_key_that_is_misspelled() {
        Imitation seg = withBefore(Imitation.of(OfficialSuite.PADDLE_SEG), files -> {
            for (String name : new String[] {"a", "b", "c"}) {
                files.put("configs/" + name + "/" + name + ".yml", "iters: 1\noptimizer:\n  type: SGD\nitems: 1\n");
            }
            return files;
        });

        assertThat(seg.replacing(SEG_CONFIG, "iters: 1000", "itres: 1000").broken())
                .contains("warning common-config-keys " + SEG_CONFIG
                        + ": no config has the key itres here, and 3 have iters");
        assertThat(seg.replacing(SEG_CONFIG, "iters: 1000", "iters: 1000\nwidth2: 1")
                        .broken())
                .noneMatch(line -> line.contains("common-config-keys"));
    }

    @Test
    void a_row_in_one_language_only() {
        String table = "| Model | mIoU |\n|---|---|\n| OldNet | 1 |\n| OtherNet | 2 |\n";
        Imitation seg = withBefore(Imitation.of(OfficialSuite.PADDLE_SEG), files -> {
            files.put("configs/README.md", table);
            files.put("configs/README_CN.md", table);
            return files;
        });
        Imitation english = seg.with("configs/README.md", table + "| TinyNet | 3 |\n");

        assertThat(english.broken())
                .contains(
                        "warning common-both-languages configs/README.md: the row TinyNet is not in configs/README_CN.md,"
                                + " which has the rows around it");
        assertThat(english.with("configs/README_CN.md", table + "| TinyNet | 3 |\n")
                        .broken())
                .noneMatch(line -> line.contains("common-both-languages"));
    }

    private static Imitation moved(Imitation made, String from, String to) {
        return made.with(to, made.after().get(from)).without(from);
    }

    private static Imitation withBefore(Imitation made, UnaryOperator<Map<String, String>> more) {
        Map<String, String> before = more.apply(new TreeMap<>(made.before()));
        Map<String, String> after = new TreeMap<>(before);
        after.putAll(made.after());
        return new Imitation(made.suite(), before, after);
    }
}

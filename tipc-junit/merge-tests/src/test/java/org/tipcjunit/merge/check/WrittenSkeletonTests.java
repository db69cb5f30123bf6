// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tipcjunit.lanes.NeedsPython;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.merge.rule.RuleBook;
import org.tipcjunit.merge.skeleton.ModelName;
import org.tipcjunit.merge.skeleton.Skeleton;
import org.tipcjunit.merge.skeleton.SkeletonPart;
import org.tipcjunit.merge.source.Python3;
import org.tipcjunit.process.ProcessRunner;

/** What the check says of a skeleton as it is written, and of one whose additions were made by hand. */
@NeedsPython
class WrittenSkeletonTests {

    private static final String CLASS =
            "@register\nclass %s:\n    def __init__(self, *args, **kwargs):\n        pass\n\n\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(OfficialSuite.class)
    void lacks_only_what_it_says_is_to_be_added_by_hand(OfficialSuite suite) throws IOException {
        Map<String, String> before = before(suite);
        Skeleton skeleton = skeleton(suite, before);
        assertThat(skeleton.of(SkeletonPart.Kind.OPEN)).isEmpty();
        List<String> left = new ArrayList<>(RuleBook.read().of(suite).layout().covered());
        skeleton.of(SkeletonPart.Kind.ADDITION)
                .forEach(part -> left.add(part.rule().id()));

        Map<String, String> written = new TreeMap<>(before);
        skeleton.of(SkeletonPart.Kind.FILE).forEach(part -> written.put(part.file(), part.text()));
        assertThat(new Imitation(suite, before, written).broken())
                .as("as it is written")
                .allMatch(line -> left.stream().anyMatch(line::contains) || isToBeFilledIn(line));

        skeleton.of(SkeletonPart.Kind.ADDITION).stream()
                .filter(part -> !isBranch(part))
                .forEach(part -> written.merge(part.file(), part.text(), WrittenSkeletonTests::added));
        assertThat(new Imitation(suite, before, written).broken())
                .as("with its additions")
                .allMatch(line -> isToBeFilledIn(line)
                        && (!line.startsWith("error") || line.startsWith("error common-filled-in")))
                .as("a skeleton is no model yet")
                .anyMatch(line -> line.contains("common-filled-in") && line.contains("TODO(merge-check)"))
                .anyMatch(line -> line.contains("common-filled-in") && line.contains(".md"));
    }

    @ParameterizedTest
    @CsvSource({
        "ResNet50, ppcls/arch/backbone/resnet.py:1",
        "resnet50, ppcls/arch/backbone/resnet.py:1",
        "Res_Net50, ppcls/arch/backbone/resnet.py:1",
        "TinyTested, test_tipc/configs/tiny_tested/train_infer_python.txt",
        "ResNet500, none"
    })
    void a_model_that_the_suite_has_is_told_whatever_case_and_marks_its_name_has(String name, String place)
            throws IOException {
        TemporaryRepository.in(folder)
                .write("ppcls/arch/backbone/resnet.py", "def ResNet50():\n    pass\n")
                .write("test_tipc/configs/tiny_tested/train_infer_python.txt", "")
                .commit();

        try (ProcessRunner runner = new ProcessRunner()) {
            assertThat(MergeCheck.of(runner, Python3.onPath())
                            .existing(folder, RuleBook.read().of(OfficialSuite.PADDLE_CLAS), new ModelName(name)))
                    .isEqualTo(Optional.of(place).filter(found -> !found.equals("none")));
        }
    }

    /** Rows and imports stand at the end, and branches before the end of what they are branches of. */
    private static String added(String old, String more) {
        boolean isItem = more.lines().findFirst().orElse("").endsWith(")");
        boolean isBranch = more.strip().startsWith("elif ");
        int end = isItem ? old.lastIndexOf("    esac") : isBranch ? old.lastIndexOf("fi\n") : old.length();
        return end < 0 ? old + more : old.substring(0, end) + more + old.substring(end);
    }

    /** A branch of a script has to be written; its head alone is no Python. */
    private static boolean isBranch(SkeletonPart part) {
        return part.file().endsWith(".py") && part.text().strip().endsWith(":");
    }

    /** What no name tells: addresses of weights, scripts that are not in these small repositories, branches of scripts, documents in English. */
    private static boolean isToBeFilledIn(String line) {
        return List.of(
                        "common-document-links",
                        "common-filled-in",
                        "common-tipc-",
                        "rec-static",
                        "gan-readme",
                        "ocr-inference",
                        "gan-inference",
                        "tinynet_en.md")
                .stream()
                .anyMatch(line::contains);
    }

    private Skeleton skeleton(OfficialSuite suite, Map<String, String> before) throws IOException {
        for (Map.Entry<String, String> file : before.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.resolveSibling(""));
            Files.writeString(path, file.getValue());
        }
        return Skeleton.of(RuleBook.read().of(suite), new ModelName("TinyNet"), folder);
    }

    /** What a new model builds on: the classes that its config names, and the files that it is added to. */
    private static Map<String, String> before(OfficialSuite suite) {
        return switch (suite) {
            case PADDLE_CLAS ->
                files(
                        "ppcls/arch/backbone/__init__.py",
                        "",
                        "ppcls/utils/save_load.py",
                        "def load_dygraph_pretrain():\n    pass\n",
                        "ppcls/loss/celoss.py",
                        classes("CELoss", "Momentum", "Cosine", "ImageNetDataset", "TopkAcc"),
                        "docs/zh_CN/models/ImageNet1k/README.md",
                        "# 模型\n",
                        "test_tipc/prepare.sh",
                        "");
            case PADDLE_DETECTION ->
                files(
                        "ppdet/core/workspace.py",
                        "create, register, serializable = factory()\n",
                        "ppdet/modeling/architectures/__init__.py",
                        "from . import meta_arch\n",
                        "ppdet/modeling/architectures/meta_arch.py",
                        classes(
                                "BaseArch",
                                "ResNet",
                                "LearningRate",
                                "PiecewiseDecay",
                                "LinearWarmup",
                                "OptimizerBuilder",
                                "TrainReader",
                                "EvalReader",
                                "TestReader",
                                "Decode",
                                "Resize",
                                "NormalizeImage",
                                "Permute"),
                        "configs/runtime.yml",
                        "use_gpu: true\n",
                        "configs/datasets/coco_detection.yml",
                        "TrainDataset: {}\nEvalDataset: {}\n",
                        "docs/MODEL_ZOO_cn.md",
                        "# 模型库\n",
                        "test_tipc/prepare.sh",
                        "");
            case PADDLE_SEG ->
                files(
                        "paddleseg/cvlibs/manager.py",
                        "MODELS = ComponentManager('models')\n",
                        "paddleseg/utils/utils.py",
                        "def load_entire_model(model, pretrained):\n    pass\n",
                        "paddleseg/models/__init__.py",
                        "from .fcn import *\n",
                        "configs/_base_/cityscapes.yml",
                        "batch_size: 2\ntrain_dataset:\n  mode: train\nval_dataset:\n  mode: val\noptimizer:\n  momentum: 0.9\n"
                                + "loss:\n  coef: [1]\n");
            case PADDLE_OCR ->
                files(
                        "ppocr/modeling/heads/__init__.py",
                        "support_dict = ['CTCHead']\n",
                        "ppocr/modeling/backbones/rec_resnet.py",
                        classes(
                                "ResNet",
                                "SequenceEncoder",
                                "CTCLoss",
                                "CTCLabelDecode",
                                "RecMetric",
                                "SimpleDataSet",
                                "DecodeImage",
                                "CTCLabelEncode",
                                "RecResizeImg",
                                "KeepKeys",
                                "Adam"),
                        "doc/doc_ch/algorithm_overview.md",
                        "# 算法\n",
                        "doc/doc_en/algorithm_overview_en.md",
                        "# Algorithms\n",
                        "tools/infer/predict_rec.py",
                        "self = None\nif self is None:\n    pass\n",
                        "test_tipc/prepare.sh",
                        "");
            case PADDLE_VIDEO ->
                files(
                        "paddlevideo/modeling/backbones/__init__.py",
                        "",
                        "paddlevideo/modeling/registry.py",
                        "BACKBONES = None\n",
                        "paddlevideo/modeling/heads/tsn_head.py",
                        classes(
                                "TSNHead",
                                "Recognizer2D",
                                "FrameDataset",
                                "FrameDecoder",
                                "Sampler",
                                "Scale",
                                "RandomCrop",
                                "CenterCrop",
                                "RandomFlip",
                                "Image2Array",
                                "Normalization",
                                "CustomWarmupCosineDecay",
                                "CenterCropMetric"),
                        "tools/utils.py",
                        classes("ppTSN_Inference_helper"));
            case PADDLE_GAN ->
                files(
                        "ppgan/models/generators/builder.py",
                        "GENERATORS = None\n",
                        "ppgan/models/generators/__init__.py",
                        "",
                        "ppgan/models/sr_model.py",
                        classes("BaseSRModel", "L1Loss", "SRDataset", "LoadImageFromFile", "PSNR"),
                        "docs/zh_CN/tutorials/unet.md",
                        "# UNet\n",
                        "docs/en_US/tutorials/unet.md",
                        "# UNet\n",
                        "test_tipc/prepare.sh",
                        """
                        if [ ${MODE} = "lite_train_lite_infer" ];then
                            case ${model_name} in
                                Pix2pix)
                                    wget data ;;
                            esac
                        fi
                        """,
                        "tools/inference.py",
                        "pass\n");
            case PADDLE_REC ->
                files(
                        "models/rank/dnn/net.py",
                        classes("DNNLayer"),
                        "README_CN.md",
                        "| 排序 | [DNN](models/rank/dnn/) |\n",
                        "README_EN.md",
                        "| Rank | [DNN](models/rank/dnn/) |\n",
                        "doc/source/models/index.rst",
                        "   rank/dnn.md\n",
                        "test_tipc/prepare.sh",
                        "if [ ${model_name} == \"dnn\" ]; then\n    wget data\nfi\n");
        };
    }

    private static Map<String, String> files(String... pathsAndTexts) {
        Map<String, String> files = new TreeMap<>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            files.put(pathsAndTexts[i], pathsAndTexts[i + 1]);
        }
        return files;
    }

    private static String classes(String... names) {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            text.append(CLASS.formatted(name));
        }
        return text.toString();
    }
}

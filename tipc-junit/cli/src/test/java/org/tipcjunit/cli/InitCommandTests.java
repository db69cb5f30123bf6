// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.certification.terms.CertificationProperties;
import org.tipcjunit.certification.terms.Term;

class InitCommandTests {

    private static final String CONFIG = "test_tipc/configs/net/train_infer_python.txt";

    @TempDir
    private Path repository;

    @BeforeEach
    void writeRepository() throws IOException {
        write(CONFIG, """
                ===========================train_params===========================
                model_name:net_small
                python:python3.7
                gpu_list:-1
                --use_gpu:False
                null:null
                --epochs:lite_train_lite_infer=2|whole_train_whole_infer=90
                --output:./output/
                --batch_size:lite_train_lite_infer=4|whole_train_whole_infer=128
                --pretrained:null
                train_model_name:latest
                train_infer_img_dir:./pictures
                null:null
                ##
                trainer:norm_train
                norm_train:tools/train.py --config=configs/net.yaml
                pact_train:null
                fpgm_train:null
                distill_train:null
                null:null
                null:null
                ##
                ===========================eval_params===========================
                eval:tools/eval.py --config=configs/net.yaml
                null:null
                ##
                ===========================infer_params===========================
                --save_inference_dir:./output/
                --weights:
                norm_export:tools/export.py --config=configs/net.yaml
                quant_export:null
                fpgm_export:null
                distill_export:null
                export1:null
                export2:null
                ##
                train_model:./inference
                infer_export:null
                infer_quant:False
                inference:tools/infer.py
                --use_gpu:False
                --enable_mkldnn:False
                --cpu_threads:1
                --batch_size:1
                --use_tensorrt:False
                --precision:fp32
                --model_dir:
                --image_dir:./pictures
                --save_log_path:null
                --benchmark:False
                null:null
                """);
        write("tools/train.py", "");
        write("tools/eval.py", "from lib.scores import show\nprint('accuracy: %.4f' % value)\n");
        write("tools/export.py", "");
        write("tools/infer.py", "import paddle.inference\nparser.add_argument('--image_dir')\n");
        write("tools/predict.py", "from lib.options import parse\nargs = parse()\n");
        write("lib/options.py", """
                parser.add_argument('-c', '--config', required=True)
                parser.add_argument("--weights",
                                    type=str, help="trained (by train.py) weights")
                parser.add_argument('--image_dir', default='.')
                parser.add_argument('--use_gpu', default=True)
                """);
        write("configs/net.yaml", "");
        write("pictures/a.png", "");
        write("README.md", """
                # Net

                ```bash
                python tools/train.py --config=configs/net.yaml
                python tools/eval.py --config=configs/net.yaml
                ```

                | model | accuracy |
                |---|---|
                | other | 0.1 |
                | Net-Small | 0.93 |
                """);
    }

    private void write(String path, String text) throws IOException {
        Path file = repository.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private TipcRun init(String... more) {
        List<String> arguments = new java.util.ArrayList<>(List.of("init", "--repository", repository.toString()));
        arguments.addAll(List.of(more));
        return TipcRun.of(arguments.toArray(String[]::new));
    }

    private Map<Term, String> stated() {
        return CertificationProperties.beside(repository.resolve(CONFIG)).terms();
    }

    @Test
    void states_what_the_repository_proves_with_reasons() throws IOException {
        TipcRun run = init();

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(stated())
                .containsOnly(
                        Map.entry(
                                Term.PREDICT,
                                "tools/predict.py --config=configs/net.yaml --use_gpu=False --weights={weights} --image_dir={images}"),
                        Map.entry(Term.METRIC, "accuracy"),
                        Map.entry(Term.DOCUMENTED_IN, "README.md"),
                        Map.entry(Term.ROW, "Net-Small"),
                        Map.entry(Term.README, "README.md"));
        assertThat(repository.resolve("test_tipc/configs/net/certification.properties"))
                .content()
                .contains(
                        "# tools/predict.py exists and declares --weights and --image_dir",
                        "# its code blocks show tools/eval.py, tools/train.py; it has still to show tools/export.py, tools/infer.py");
        assertThat(run.out())
                .contains(
                        "written: test_tipc/configs/net/certification.properties",
                        "tipc certify --repository " + repository + " --config " + CONFIG
                                + " --mode lite_train_lite_infer --iterations 100");
    }

    @Test
    void writes_what_the_other_commands_accept() {
        init();

        assertThat(TipcRun.of("plan", "--repository", repository.toString(), "--config", CONFIG)
                        .status())
                .isZero();
        assertThat(TipcRun.of("lint", "--repository", repository.toString(), "--severity", "error")
                        .err())
                .isEmpty();
    }

    @Test
    void writes_a_section_for_the_readme_in_both_languages() {
        init();

        Path folder = repository.resolve("test_tipc/configs/net");
        assertThat(folder.resolve("README.certification.md"))
                .content()
                .contains(
                        "## Usage",
                        "python tools/export.py --config=configs/net.yaml",
                        "| Net-Small | ‹the evaluated value› |",
                        "### Prediction results\n\n```text\n",
                        "### Inference results\n\n```text\n");
        assertThat(folder.resolve("README.certification_cn.md"))
                .content()
                .contains("## 使用说明", "### 结果", "### 预测结果", "### 推理结果");
    }

    @Test
    void takes_test_images_from_a_command_of_the_readme_where_the_config_names_none() throws IOException {
        write(
                CONFIG,
                Files.readString(repository.resolve(CONFIG))
                        .replace("--image_dir:./pictures", "null:null")
                        .replace("train_infer_img_dir:./pictures", "null:null"));
        write(
                "README.md",
                "```bash\npython tools/predict.py --img-path=images/missing.jpg\n"
                        + "python tools/predict.py --img-path=docs/demo.jpg\n```\n");
        write("docs/demo.jpg", "");

        init();

        assertThat(stated()).containsEntry(Term.IMAGES, "docs/demo.jpg");
    }

    @Test
    void takes_test_images_from_a_line_of_the_config_that_no_command_is_given() throws IOException {
        write(
                CONFIG,
                Files.readString(repository.resolve(CONFIG))
                                .replace("--image_dir:./pictures", "null:null")
                                .replace("train_infer_img_dir:./pictures", "null:null")
                        + "--img-path:./tiny/one.png\n");
        write("README.md", "```bash\npython tools/predict.py --img-path=docs/demo.jpg\n```\n");
        write("docs/demo.jpg", "");
        write("tiny/one.png", "");

        init();

        assertThat(stated()).containsEntry(Term.IMAGES, "tiny/one.png");
    }

    @Test
    void takes_what_inference_is_given_before_a_picture_of_the_readme_even_where_it_is_still_to_be_made()
            throws IOException {
        write(
                CONFIG,
                Files.readString(repository.resolve(CONFIG))
                        .replace("--image_dir:./pictures", "null:null")
                        .replace("train_infer_img_dir:./pictures", "null:null")
                        .replace("inference:tools/infer.py", "inference:tools/infer.py --input_file=./dataset/val"));
        write("README.md", "```bash\npython tools/predict.py --img-path=docs/demo.jpg\n```\n");
        write("docs/demo.jpg", "");

        init();

        assertThat(stated()).containsEntry(Term.IMAGES, "dataset/val");
    }

    @Test
    void begins_with_the_training_of_the_model_that_a_named_service_serves() throws IOException {
        String service = "test_tipc/configs/net/serving_infer_python.txt";
        write(service, """
                ===========================serving_params===========================
                model_name:net_small
                python:python3.7
                trans_model:-m paddle_serving_client.convert
                --dirname:./output/
                --model_filename:inference.pdmodel
                --params_filename:inference.pdiparams
                --serving_server:./deploy/serving/net_server/
                --serving_client:./deploy/serving/net_client/
                serving_dir:./deploy/serving
                web_service:web_service.py --config=config.yml
                --opt op.net.local_service_conf.devices:"0"|null
                pipline:pipeline_http_client.py
                --image_dir:../../pictures
                """);
        write("deploy/serving/README.md", "python web_service.py, of Paddle Serving\n");
        write("deploy/serving/web_service.py", "");
        write("deploy/serving/pipeline_http_client.py", "");

        TipcRun run = init("--config", service);

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(stated())
                .containsEntry(Term.METRIC, "accuracy")
                .containsEntry(Term.DEPLOYMENT, "deploy/serving/README.md");
        assertThat(run.out())
                .contains(
                        "--config " + CONFIG + " --mode lite_train_lite_infer",
                        "--config " + service + " --mode lite_train_lite_infer");
    }

    @Test
    void says_that_a_config_without_evaluation_cannot_be_judged_and_what_evaluates() throws IOException {
        write(
                CONFIG,
                Files.readString(repository.resolve(CONFIG))
                        .replace("eval:tools/eval.py --config=configs/net.yaml", "eval:null"));
        write("tools/eval.py", "print(f'[EVAL] {name}: psnr:{psnr} ssim:{ssim}')\n");
        write("README.md", "# Net\n\n| model | PSNR |\n|---|---|\n| Net-Small | 30.91 |\n");

        assertThat(init().out())
                .contains(
                        "metric = psnr",
                        "the code of the evaluation has this name, and the table a column of it",
                        "the config's line eval is null",
                        "write the command of the evaluation there, such as tools/eval.py");
    }

    @Test
    void names_scripts_of_another_folder_in_words() throws IOException {
        Files.delete(repository.resolve("tools/predict.py"));
        Files.delete(repository.resolve("tools/infer.py"));
        String config = Files.readString(repository.resolve(CONFIG));
        write(
                CONFIG,
                config.replace("tools/train.py", "../tools/train.py")
                        .replace("eval:tools/eval.py --config=configs/net.yaml", "eval:null")
                        .replace("norm_export:tools/export.py --config=configs/net.yaml", "norm_export:null")
                        .replace("inference:tools/infer.py", "inference:null"));

        assertThat(init().out())
                .contains(
                        "no script beside the config's scripts is called predict, infer or demo",
                        "no README has a code block with the config's scripts;");
    }

    @Test
    void suggests_the_metric_that_the_evaluation_prints_where_no_table_has_one() throws IOException {
        write("README.md", "# Net\n");
        write("tools/eval.py", "print(f' * Acc@1 {first:.3f} Acc@5 {fifth:.3f}')\n");

        assertThat(init().out())
                .contains("the code of the evaluation prints Acc@1, Acc@5: head a column by one of these names");
    }

    @Test
    void says_where_only_the_training_shows_a_name_that_the_evaluation_may_print_none() throws IOException {
        write("README.md", "# Net\n");
        write("tools/train.py", "print('epoch %d: mIOU: %.4f' % (epoch, miou))\n");
        write("tools/eval.py", "print(evaluate(network))\n");

        assertThat(init().out())
                .contains(
                        "the code of the training prints mIOU, that of the evaluation shows no name: see that it prints one"
                                + " before its value, and head a column by it");
    }

    @Test
    void names_what_the_evaluation_prints_where_the_table_has_another_name() throws IOException {
        write("README.md", "# Net\n\n| model | top1 acc (reproduced) |\n|---|---|\n| Net-Small | 0.71 |\n");
        write("tools/eval.py", "from tools.meters import Meters\nmeters = Meters()\nmeters.meters['acc1'].update(1)\n");
        write("tools/meters.py", "class Meters:\n    pass\n");

        assertThat(init().out())
                .contains(
                        "which the code of the evaluation does not name; head a column by the name that it prints: acc1");
        assertThat(Files.readString(repository.resolve("test_tipc/configs/net/certification.properties")))
                .contains("#metric=acc1");
    }

    @Test
    void leaves_what_is_there_and_says_which_lines_it_lacks() throws IOException {
        write("test_tipc/configs/net/certification.properties", "metric=mine\n");

        TipcRun run = init();

        assertThat(run.status()).isEqualTo(1);
        assertThat(stated()).containsOnly(Map.entry(Term.METRIC, "mine"));
        assertThat(run.out())
                .contains(
                        "was there, left as it is: test_tipc/configs/net/certification.properties",
                        "it lacks these lines, which tipc init --append adds",
                        "| row=Net-Small",
                        "written: test_tipc/configs/net/README.certification.md")
                .doesNotContain("| metric=");
    }

    @Test
    void appends_what_is_lacking_once_and_changes_no_line() throws IOException {
        write("test_tipc/configs/net/certification.properties", "metric=mine\n#readme=one-day.md");

        assertThat(init("--append").out()).contains("lines added: test_tipc/configs/net/certification.properties");
        String extended = Files.readString(repository.resolve("test_tipc/configs/net/certification.properties"));
        assertThat(extended).startsWith("metric=mine\n#readme=one-day.md\n").doesNotContain("readme=README.md");
        assertThat(stated()).containsEntry(Term.METRIC, "mine").containsEntry(Term.ROW, "Net-Small");

        assertThat(init("--append").out()).contains("it has all these lines");
        assertThat(repository.resolve("test_tipc/configs/net/certification.properties"))
                .hasContent(extended);
    }

    @Test
    void appends_what_another_config_of_the_folder_says_otherwise() throws IOException {
        init();
        Path first = repository.resolve("test_tipc/configs/net/train_infer_python.txt");
        write(
                "test_tipc/configs/net/large_train_infer_python.txt",
                Files.readString(first)
                        .replace("configs/net.yaml", "configs/large.yaml")
                        .replace("model_name:net_small", "model_name:net_large"));
        write("configs/large.yaml", "");
        write("README.md", Files.readString(repository.resolve("README.md")) + """

                ```bash
                python tools/train.py --config=configs/large.yaml
                ```

                | model | accuracy |
                |---|---|
                | Net-Large | 0.95 |
                """);

        TipcRun run = init("--append", "--config", "test_tipc/configs/net/large_train_infer_python.txt");

        assertThat(run.out()).contains("lines added: test_tipc/configs/net/certification.properties");
        assertThat(CertificationProperties.beside(first.resolveSibling("large_train_infer_python.txt"))
                        .terms())
                .containsEntry(Term.ROW, "Net-Large");
        assertThat(stated()).containsEntry(Term.ROW, "Net-Small");
        assertThat(init("--append", "--config", "test_tipc/configs/net/large_train_infer_python.txt")
                        .out())
                .contains("it has all these lines");
    }

    @Test
    void takes_the_table_of_the_document_whose_commands_have_this_config() throws IOException {
        write("docs/aaa.md", """
                ```bash
                python tools/train.py --config=configs/other/net.yaml
                ```
                | model | accuracy |
                |---|---|
                | Net-Small | 0.99 |
                """);

        init();

        assertThat(stated()).containsEntry(Term.DOCUMENTED_IN, "README.md");
    }

    @Test
    void takes_the_page_of_the_model_whose_name_it_writes_otherwise_where_the_readme_shows_no_script()
            throws IOException {
        write("README.md", "# A zoo\n");
        write("docs/en/zoo/netsmall.md", """
                ```bash
                python3.7 tools/train.py --config=configs/net.yaml
                ```
                """);

        init();

        assertThat(stated()).containsEntry(Term.README, "docs/en/zoo/netsmall.md");
    }

    @Test
    void says_in_comments_what_it_looked_for_in_vain() throws IOException {
        write("tools/predict.py", "import paddle.inference\nparser.add_argument('--weights')\n");
        write("README.md", "# Net\n");
        write("pictures/a.png", "");
        Files.delete(repository.resolve("pictures/a.png"));
        Files.delete(repository.resolve("pictures"));

        TipcRun run = init();

        assertThat(run.status()).isZero();
        assertThat(stated()).isEmpty();
        assertThat(repository.resolve("test_tipc/configs/net/certification.properties"))
                .content()
                .contains(
                        "# tools/predict.py runs an exported model, not the dygraph one",
                        "#predict=predict.py --weights={weights} --image_dir={images}",
                        "# the config infers on ./pictures, which is not there",
                        "#images=",
                        "#metric=",
                        "#documented-in=",
                        "#readme=README.md");
    }

    @Test
    void takes_no_single_row_of_a_document_that_holds_tables_of_several_models() throws IOException {
        write("README.md", """
                # A zoo

                | model | accuracy |
                |---|---|
                | First | 0.1 |

                | model | accuracy |
                |---|---|
                | Second | 0.93 |
                """);

        init();

        assertThat(stated()).doesNotContainKeys(Term.METRIC, Term.ROW);
    }

    @Test
    void demands_of_a_script_nothing_that_no_command_says() throws IOException {
        write(
                "lib/options.py",
                "add.add_argument('--weights')\nadd.add_argument('--image_dir')\nadd.add_argument('--cls', required=True)\n");

        init();

        assertThat(stated()).doesNotContainKey(Term.PREDICT);
        assertThat(repository.resolve("test_tipc/configs/net/certification.properties"))
                .content()
                .contains("# tools/predict.py demands --cls, for which no command of the config has a value");
    }

    @Test
    void sets_everything_behind_one_option_of_which_the_script_takes_the_last_only() throws IOException {
        String config = Files.readString(repository.resolve(CONFIG));
        write(
                CONFIG,
                config.replace("export.py --config=configs/net.yaml", "export.py -c configs/net.yaml -o use_gpu=False")
                        .replace("--weights:", "weights:"));
        String several =
                "add.add_argument('-c')\nadd.add_argument('-o', '--opt', nargs='*'%s)\nadd.add_argument('--image_dir')\n";
        write("lib/options.py", several.formatted(""));

        init();

        assertThat(stated())
                .containsEntry(
                        Term.PREDICT,
                        "tools/predict.py -c configs/net.yaml -o use_gpu=False weights={weights} --image_dir={images}");

        Files.delete(repository.resolve("test_tipc/configs/net/certification.properties"));
        write("lib/options.py", several.formatted(", action='append'"));

        init();

        assertThat(stated())
                .containsEntry(
                        Term.PREDICT,
                        "tools/predict.py -c configs/net.yaml -o use_gpu=False -o weights={weights} --image_dir={images}");
    }

    @Test
    void predicts_by_the_script_that_is_called_as_the_model_s_own_and_sets_images_in_its_settings() throws IOException {
        Files.delete(repository.resolve("tools/predict.py"));
        String config = Files.readString(repository.resolve(CONFIG));
        write(
                CONFIG,
                config.replace(
                                "export.py --config=configs/net.yaml",
                                "export.py -c configs/net.yaml -o Global.use_gpu=0")
                        .replace("--weights:", "Global.checkpoints:")
                        .replace("tools/infer.py", "tools/infer/predict_words.py"));
        write("tools/infer/predict_words.py", "import paddle.inference\n");
        write("lib/options.py", "add.add_argument('-c')\nadd.add_argument('-o', '--opt', nargs='+')\n");
        write("configs/net.yaml", """
                Global:
                  use_gpu: 0
                  infer_img: docs/word.png
                  save: {}
                Train:
                  dataset:
                    infer_img: none
                """);
        write("tools/infer_cat.py", "from lib.options import parse\nadd.add_argument('--image_dir')\n");
        write("tools/infer_words.py", "from lib.options import parse\nimages = config['Global']['infer_img']\n");

        init();

        assertThat(stated())
                .containsEntry(
                        Term.PREDICT,
                        "tools/infer_words.py -c configs/net.yaml -o Global.use_gpu=0 Global.checkpoints={weights} Global.infer_img={images}");
    }

    @Test
    void takes_no_script_that_is_called_for_something_else() throws IOException {
        Files.move(repository.resolve("tools/predict.py"), repository.resolve("tools/ava_predict.py"));

        init();

        assertThat(stated()).doesNotContainKey(Term.PREDICT);
        assertThat(Files.readString(repository.resolve("test_tipc/configs/net/certification.properties")))
                .contains("# tools/ava_predict.py is for 'ava', as its name says");
    }

    @Test
    void leaves_the_folder_of_the_results_to_the_export() throws IOException {
        String config = Files.readString(repository.resolve(CONFIG));
        write(CONFIG, config.replace("--save_inference_dir:./output/", "-o:./output/"));
        write(
                "lib/options.py",
                Files.readString(repository.resolve("lib/options.py")) + "parser.add_argument('-o', '--override')\n");

        init();

        assertThat(stated().get(Term.PREDICT)).doesNotContain("output").contains("--weights={weights}");
    }

    @Test
    void names_data_in_a_folder_that_git_ignores_as_a_whole() throws Exception {
        write(".gitignore", "large/\n");
        String config = Files.readString(repository.resolve(CONFIG));
        write(CONFIG, config.replace("./pictures", "./large/pictures"));
        write("large/pictures/a.png", "");
        new ProcessBuilder("git", "init", "-q", repository.toString()).start().waitFor();

        init();

        assertThat(stated()).containsEntry(Term.DATA, "large/pictures");
    }

    @Test
    void finds_the_script_that_is_called_like_the_model_wherever_it_lies() throws IOException {
        Files.delete(repository.resolve("tools/predict.py"));
        write(CONFIG, Files.readString(repository.resolve(CONFIG)).replace("gpu_list:-1", "gpu_list:0"));
        write("lib/net_small.py", "class Net:\n    pass\n");
        write("applications/other_denoising.py", "if __name__ == '__main__':\n    parser.add_argument('--weights')\n");
        write("applications/net_small_predictor.py", """
                if __name__ == '__main__':
                    parser.add_argument('--weight_path')
                    parser.add_argument('--images_path', required=True)
                    parser.add_argument('--cpu', action='store_true')
                """);

        init();

        assertThat(stated())
                .containsEntry(
                        Term.PREDICT,
                        "applications/net_small_predictor.py --cpu --weight_path={weights} --images_path={images}");
    }

    @Test
    void names_what_git_ignores_beside_the_images_of_a_data_set() throws Exception {
        write(".gitignore", "sets/coco/pictures\nsets/coco/labels\n");
        String config = Files.readString(repository.resolve(CONFIG));
        write(CONFIG, config.replace("./pictures", "./sets/coco/pictures/"));
        write("sets/coco/pictures/a.png", "");
        write("sets/coco/labels/a.json", "");
        write("sets/coco/tools/load.py", "");
        new ProcessBuilder("git", "init", "-q", repository.toString()).start().waitFor();

        init();

        assertThat(stated()).containsEntry(Term.DATA, "sets/coco/pictures,sets/coco/labels");
    }

    @Test
    void states_it_for_one_config_where_others_lie_beside_it() throws IOException {
        String text = Files.readString(repository.resolve(CONFIG));
        write("test_tipc/configs/net/large_train_infer_python.txt", text.replace("net_small", "net_large"));

        assertThat(init("--config", CONFIG).status()).isZero();

        assertThat(stated()).containsEntry(Term.ROW, "Net-Small");
        assertThat(CertificationProperties.beside(
                                repository.resolve("test_tipc/configs/net/large_train_infer_python.txt"))
                        .terms())
                .isEmpty();
    }

    @Test
    void refuses_a_class_that_cannot_be_one_and_configs_of_other_chains() throws IOException {
        assertThat(init("--java", "no class").err()).contains("'no class' names no class");
        write("test_tipc/configs/net/lite_arm.txt", "===lite_params===\ninference:./x\n");

        TipcRun run = init("--config", "test_tipc/configs/net/lite_arm.txt");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("lite_arm.txt");
        assertThat(repository.resolve("test_tipc/configs/net/certification.properties"))
                .doesNotExist();
    }
}

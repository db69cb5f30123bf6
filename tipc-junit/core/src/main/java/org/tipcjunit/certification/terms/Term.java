// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.terms;

import static org.tipcjunit.certification.terms.Row.row;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certification.terms.Row.Effect;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.isolation.Network;

/**
 * The table of all settings: what can be stated about a certification, by a setting, an option, an annotation or a
 * {@code certification.properties}.
 *
 * <p>Options, the attributes that are looked at, what properties may state, messages and the tables of the user guide come from here.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum Term {
    REPOSITORY(row(Effect.RUN, Form.folder("PaddleClas"))
            .option("DIR", "-r", "--repository")
            .attribute("repository")
            .says("The folder that holds `test_tipc`, or one above it.", "`test_tipc` 所在的目录或其上级目录。")
            .otherwise(
                    "the closest folder at or above the working directory that holds `test_tipc`",
                    "工作目录及其上级中最近的一个 `test_tipc` 所在目录")),
    CONFIGS(row(Effect.RUN, Form.lines("test_tipc/configs/*/train_infer_python.txt"))
            .option("FILE-OR-GLOB", "-c", "--config")
            .attribute("configs")
            .says(
                    "A config, or a glob such as `'test_tipc/configs/*/train_infer_python.txt'` (quoted), "
                            + "relative to the repository; `**` goes through folders. May be given several times.",
                    "配置文件，或通配模式如 `'test_tipc/configs/*/train_infer_python.txt'`（加引号），相对于仓库；`**` " + "匹配多级目录。可给出多次。")),
    SERVING_CONFIGS(row(Effect.RUN, Form.lines("test_tipc/configs/*/*serving*python*.txt"))
            .says("The same for classes that demand something of a service.", "同上，用于对服务有要求的测试类。")),
    MODE(row(Effect.SCOPE, Form.text("whole_train_whole_infer"))
            .option("MODE", "-m", "--mode")
            .attribute("mode")
            .says("The mode as `test_tipc` scripts take it.", "`test_tipc` 脚本的模式。")
            .otherwise("`lite_train_lite_infer`", "`lite_train_lite_infer`")),
    OUTPUT(row(Effect.RUN, Form.folder("results"))
            .option("DIR", "-o", "--output")
            .says("Where certificates, logs, recordings and Allure's results go.", "证书、日志、记录和 Allure 结果的目录。")
            .otherwise("`tipc-results`, in a build `target/tipc`", "`tipc-results`，在构建中为 `target/tipc`")),
    PYTHON(row(Effect.OVERRIDE, Form.text("/opt/paddle/bin/python"))
            .option("FILE")
            .attribute("python")
            .says(
                    "The interpreter that has Paddle installed; none is provisioned then.",
                    "已安装 Paddle 的解释器；此时不再自动安装环境。")),
    ENVIRONMENT(row(Effect.OVERRIDE, Form.text("paddle-3.3.1"))
            .option("NAME")
            .attribute("environment")
            .says(
                    "The environment to provision where no interpreter is named: `paddle-2.6.2` (Python 3.9) "
                            + "or `paddle-3.3.1` (Python 3.11).",
                    "未指定解释器时要安装的环境：`paddle-2.6.2`（Python 3.9）或 `paddle-3.3.1`（Python 3.11）。")
            .otherwise("`paddle-2.6.2`", "`paddle-2.6.2`")),
    CACHE(row(Effect.RUN, Form.folder("/var/cache/tipc-junit"))
            .says("Where environments are kept.", "环境的存放位置。")
            .otherwise(
                    "`$XDG_CACHE_HOME/tipc-junit` or `~/.cache/tipc-junit`",
                    "`$XDG_CACHE_HOME/tipc-junit` 或 `~/.cache/tipc-junit`")),
    UV(row(Effect.RUN, Form.text("off"))
            .says(
                    "The `uv` to install environments with; `off` uses `venv` and `pip`.",
                    "安装环境所用的 `uv`；`off` 表示用 `venv` 和 `pip`。")),
    DEVICE(row(Effect.OVERRIDE, Form.onlyWord("cpu", "no device to plan for"))
            .option("cpu")
            .attribute("device")
            .says(
                    "Plan every cell for the CPU, also those that the config asks a GPU for. Certificates show "
                            + "it as an override.",
                    "全部按 CPU 规划，包括配置要求 GPU 的部分；写在证书上。")),
    TRAIN_ARGS(row(Effect.OVERRIDE, Form.text("--seed=7"))
            .option("ARGS")
            .says(
                    "Arguments added to the training command, such as `--seed=7`. Certificates show them.",
                    "追加给训练命令的参数，如 `--seed=7`；写在证书上。")),
    ITERATIONS(row(Effect.OVERRIDE, Form.positive("iterations", "100"))
            .option("N")
            .attribute("iterations")
            .says(
                    "Train for at least N iterations, by a number of epochs that is computed. Certificates "
                            + "show it.",
                    "至少训练 N 次迭代，轮数由此算出；写在证书上。")),
    STAGE_LIMIT(row(Effect.OVERRIDE, Form.positive("seconds", "900"))
            .option("SECONDS")
            .attribute("stageLimitSeconds")
            .says("How many seconds one stage may run.", "单个阶段最多运行的秒数。")
            .otherwise(
                    "900 in `lite_train_lite_infer`, 1,800 in `lite_train_whole_infer`, 43,200 in "
                            + "`whole_train_whole_infer`",
                    "`lite_train_lite_infer` 为 900，`lite_train_whole_infer` 为 1,800，`whole_train_whole_infer` "
                            + "为 43,200")),
    LIMIT(row(Effect.OVERRIDE, Form.positive("seconds", "900"))
            .option("SECONDS")
            .attribute("limitSeconds")
            .says("How many seconds all stages of one config may take.", "一个配置的所有阶段合计最多多少秒。")
            .otherwise("as one stage by default, or `tipc.stage.limit` if more", "同单个阶段；`tipc.stage.limit` 更大时与它相同")),
    PREPARE(row(Effect.SCOPE, Form.flag())
            .option("")
            .attribute("prepare")
            .says("Run `test_tipc/prepare.sh` in the working copy first.", "先在副本中运行 `test_tipc/prepare.sh`。")),
    EVERY_CELL_BY_SCRIPT(row(Effect.SCOPE, Form.flag())
            .option("")
            .attribute("everyCellByScript")
            .says(
                    "Run the repository's script for every cell of the inference matrix, instead of for as few as "
                            + "show each value once.",
                    "推理矩阵的每一格都运行仓库的脚本，而不是只运行足以让每个取值各出现一次的几格、其余重放。")),
    NO_TOOLS(row(Effect.SCOPE, Form.flag())
            .says(
                    "Do not run the formatters that an official suite pins (`@MergeReady`, `tipc merge-check`), of which what is"
                            + " missing is else installed into the cache folder.",
                    "不运行官方套件固定版本的格式化工具（`@MergeReady`、`tipc merge-check`）；否则会把缺少的安装到缓存目录。")),
    DATA(row(Effect.MODEL, Form.list("dataset"))
            .option("PATH")
            .attribute("data")
            .says(
                    "Git-ignored files or folders of the repository that the stages need, such as `dataset`.",
                    "各阶段需要的、被 git 忽略的文件或目录，如 `dataset`。")),
    PREDICT(row(Effect.MODEL, Form.text("predict.py --weights={weights} --image_dir={images}"))
            .option("COMMAND")
            .attribute("predict")
            .says(
                    "The dygraph prediction as after 'python', with `{weights}` (or `{weights-folder}`) and `{images}` "
                            + "(or `{images-folder}`); without it the exported layer predicts in the export process.",
                    "动态图预测命令（`python` 之后的部分），含 `{weights}`（或 `{weights-folder}`）和 `{images}`（或 `{images-folder}`）；"
                            + "没有时由导出进程中的被导出层预测。")),
    IMAGES(row(Effect.MODEL, Form.text("test_images"))
            .option("PATH")
            .says("Test images, or a file of texts, instead of those that the config names.", "代替配置所指的测试图片，也可以是文本文件。")),
    METRIC(row(Effect.MODEL, Form.text("top1"))
            .option("NAME")
            .says("The documented metric, as the evaluation prints it.", "文档中的指标，名称与评估的输出一致。")),
    DOCUMENTED_IN(row(Effect.MODEL, Form.text("README.md"))
            .option("README")
            .says("The README that documents the metric.", "记载该指标的 README。")),
    ROW(row(Effect.MODEL, Form.text("ResNet50"))
            .option("ROW")
            .says("The row of the README's table, by its first cell.", "README 表格中的行，以其第一格指明。")),
    VALUE(row(Effect.MODEL, Form.decimal("0.752"))
            .option("V")
            .says("The value that the README must document.", "README 必须记载的值。")),
    LOWER_IS_BETTER(
            row(Effect.MODEL, Form.flag()).option("").says("A lower value of the metric is a better one.", "指标越低越好。")),
    README(row(Effect.MODEL, Form.text("README.md"))
            .option("README")
            .says(
                    "The README whose commands and results are compared with those of the run.",
                    "其命令和结果要与本次运行比较的 README。")),
    TOLERATED_TRACEBACK(row(Effect.MODEL, Form.text("No module named 'visualdl'"))
            .option("TEXT")
            .says(
                    "A part of the last line of an exception that a stage prints and survives, where it is no fault. "
                            + "Certificates show it.",
                    "阶段打印但不影响结果的异常，其最后一行的一部分；写在证书上。")),
    ADVERSARIAL(row(Effect.MODEL, Form.text("the discriminator's loss stays near ln 2"))
            .option("REASON")
            .says(
                    "Why the losses of networks that are trained against each other need not fall, where they do not. "
                            + "Certificates show it.",
                    "相互对抗训练的网络，其损失不下降时的理由；写在证书上。")),
    SERVING(row(
                    Effect.MODEL,
                    Form.text("test_tipc/configs/digits/model_linux_cpu_normal_normal_serving_python_linux_cpu.txt"))
            .attribute("serving")
            .says(
                    "The config of the model's service, where the class demands something of one.",
                    "模型服务的配置，用于对服务有要求的测试类。")),
    SERVING_REQUEST(row(Effect.SERVICE, Form.text("digits:image"))
            .option("SERVICE:KEY")
            .attribute("servingRequest")
            .says("How a service is asked about an image, such as `digits:image`.", "向服务发送图片的方式，如 `digits:image`。")
            .otherwise("as its own client does", "与仓库自带的客户端相同")),
    SERVING_PORTS(row(Effect.OVERRIDE, Form.ports("18080,9993"))
            .option("HTTP,RPC")
            .says("The ports of services, such as `18080,9993`.", "服务的 HTTP 和 gRPC 端口，如 `18080,9993`。")
            .otherwise("free ones", "空闲端口")),
    DEPLOYMENT(row(Effect.SERVICE, Form.text("deploy/README.md"))
            .option("DOCUMENT")
            .says(
                    "The deployment document whose commands and results are compared with those of the service.",
                    "其命令和结果要与服务比较的部署文档。")),
    TRAIN_CONFIG(row(Effect.MODEL, Form.text("test_tipc/configs/digits/train_infer_python.txt"))
            .option("CONFIG")
            .says(
                    "The config that trains and exports the model of a service, where a service's config is "
                            + "selected.",
                    "选择服务的配置时，训练并导出其模型的配置。")
            .otherwise(
                    "`train_infer_python.txt` beside it, or the only one of its kind there",
                    "同目录下的 `train_infer_python.txt`，或其中唯一的一个")),
    BACKBONE(row(Effect.INVOCATION, Form.text("MobileNetV1_x1_0"))),
    OUTPUTS(row(Effect.MODEL, Form.outputs())
            .option("MEANING")
            .says(
                    "What the model's outputs are: `scores`, or `embeddings`, which are judged by their "
                            + "direction.",
                    "模型输出的含义：`scores`，或按方向比较的 `embeddings`。")
            .otherwise("`scores`", "`scores`")),
    DRAWINGS(row(Effect.MODEL, Form.drawings("output/predict,output/infer"))
            .option("DIR,DIR")
            .says(
                    "The folders that prediction and inference draw each image into, to be compared, such as "
                            + "`output/predict,output/infer`.",
                    "预测和推理绘图的两个目录，用于比较，如 `output/predict,output/infer`。")),
    KEEP_WORKING_COPY(row(Effect.RUN, Form.flag())
            .option("")
            .says("Keep the working copy, also of a run that ended well.", "即使运行成功也保留副本。")),
    REUSE(row(Effect.RUN, Form.onlyWord("stages", "nothing that can be reused"))
            .option("stages")
            .says(
                    "Keep what stages leave, and do not run a stage again whose code, data, settings and environment are as"
                            + " they were. A run with such a stage judges everything and certifies nothing.",
                    "保留各阶段的结果；代码、数据、设置和环境都未改变的阶段不再运行。含有这种阶段的运行照常判定，但不予认证。")),
    FROM(row(Effect.RUN, Form.text("infer"))
            .option("STAGE")
            .says(
                    "Run this stage and those after it again, such as `infer`; those before it are reused as by"
                            + " `tipc.reuse`.",
                    "从该阶段（如 `infer`）起重新运行；之前的阶段按 `tipc.reuse` 复用。")),
    FRESH(row(Effect.RUN, Form.flag())
            .option("")
            .says("Run every stage, whatever `tipc.reuse` says.", "运行所有阶段，不论 `tipc.reuse` 如何设置。")),
    WARM(row(Effect.RUN, Form.onlyWord("off", "no way to start scripts"))
            .option("off")
            .says(
                    "`off` starts every script in a Python of its own, instead of in a fork of one that has imported Paddle.",
                    "`off` 表示每个脚本都用新的 Python 启动，而不是从已导入 Paddle 的进程派生。")),
    CORES(row(Effect.RUN, Form.positive("cores", "4"))
            .option("N")
            .says(
                    "How many cores `tipc certify` may use at once; 1 runs stages and judges strictly one after the other.",
                    "`tipc certify` 最多同时使用的核数；1 表示各阶段和判定严格依次进行。")
            .otherwise("those that the process may use", "进程可用的核数")),
    ISOLATION(row(Effect.RUN, Form.oneWordOf(List.of("bwrap", "off", "auto"), "no way to isolate"))
            .option("WAY")
            .says(
                    "Keep the repository's commands from the rest of the machine with bubblewrap: `bwrap` does or fails, `off`"
                            + " does not, `auto` does where it works. Certificates show it.",
                    "用 bubblewrap 将仓库的命令与本机其余部分隔离：`bwrap` 必须隔离否则失败，`off` 不隔离，`auto` 可用时隔离；写在证书上。")
            .otherwise("`auto`", "`auto`")),
    NETWORK(row(Effect.RUN, Form.oneWordOf(Network.words(), "no use of the network"))
            .option("WHEN")
            .says(
                    "Which isolated commands have the machine's network: `off` none, `prepare` `prepare.sh` only, `on` all.",
                    "哪些被隔离的命令可用本机网络：`off` 都不可用，`prepare` 仅 `prepare.sh`，`on` 全部。")
            .otherwise("`off`", "`off`")),
    MEMORY_LIMIT(row(Effect.RUN, Form.positive("MiB", "8192"))
            .option("MIB")
            .says("How much memory an isolated stage may have.", "被隔离的阶段最多使用的内存（MiB）。")
            .otherwise("nine tenths of the machine's", "本机的十分之九")),
    PROCESS_LIMIT(row(Effect.RUN, Form.positive("processes", "2000"))
            .option("N")
            .says("How many processes and threads an isolated stage may have.", "被隔离的阶段最多的进程与线程数。")
            .otherwise("8192", "8192")),
    DISK_LIMIT(row(Effect.RUN, Form.positive("MiB", "20000"))
            .option("MIB")
            .says("How much an isolated stage may write to the disk.", "被隔离的阶段最多写入磁盘的量（MiB）。")
            .otherwise("nine tenths of what is free", "可用空间的十分之九")),
    REQUIRE(row(Effect.RUN, Form.onlyWord("certified", "nothing that a class can be required to end with"))
            .attribute("require")
            .says(
                    "`certified` fails a class that ends without a certificate although none of its tests failed. For CI; one test"
                            + " that is run alone is left as it is.",
                    "`certified`：测试都未失败但没有得到证书的类也判为失败。用于 CI；单独运行一个测试时不受影响。")),
    KEEP_RUNS(row(Effect.RUN, Form.countOrAll("runs"))
            .says("How many runs are kept under `runs/`, or `all`.", "`runs/` 下保留多少次运行，或 `all`。")
            .otherwise("5", "5")),
    DISPATCH(row(Effect.RUN, Form.onlyWord("slurm", "no way to hand configs to other machines"))
            .option("slurm")
            .says(
                    "Run each config as a job of a Slurm cluster, by `srun`. Repository, results, cache and `tipc-junit` must lie"
                            + " where all of its machines see them. A job whose machine is lost runs again.",
                    "每个配置作为一个 Slurm 作业用 `srun` 运行。仓库、结果、缓存和 `tipc-junit` 须位于集群所有机器可见的目录。机器丢失时其作业重新运行。")),
    DISPATCH_ARGS(row(Effect.RUN, Form.text("--partition=cpu --mem=8G"))
            .option("ARGS")
            .says(
                    "Options of `srun` for each job, such as `--partition=cpu --mem=8G`.",
                    "每个作业的 `srun` 选项，如 `--partition=cpu --mem=8G`。")),
    LANG(row(Effect.RUN, Form.oneWordOf(List.of("en", "zh"), "no language of advice"))
            .option("LANG")
            .says(
                    "The language of verdicts, help, Allure's names and the guide's advice: `en` or `zh`.",
                    "结论、帮助、Allure 名称和指南建议所用的语言：`en` 或 `zh`。")
            .otherwise("that of the locale", "与系统语言一致")),
    PUBLISH(row(Effect.RUN, Form.folder("reports"))
            .option("DIR")
            .says("A folder that gets a copy of each certificate.", "接收证书副本的目录。"));

    // A form holds a function, of which the compiler cannot know that it has no state.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Row row;

    Term(Row row) {
        this.row = row;
    }

    /** Get the name in {@code certification.properties} and of the option, such as {@code documented-in}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Get the name of the setting, such as {@code tipc.documented.in}. */
    public String setting() {
        return "tipc." + name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** Get the names of the option of {@code tipc certify}; none where it has no option. */
    public List<String> options() {
        return row.options().stream()
                .map(name -> name.equals("--") ? "--" + key() : name)
                .toList();
    }

    /** Get what stands for the value of the option, such as {@code DIR}; empty for a flag. */
    public String label() {
        return row.label();
    }

    /** Get the name of the annotations' attribute that states it, if there is one. */
    public Optional<String> attribute() {
        return Optional.of(row.attribute()).filter(name -> !name.isEmpty());
    }

    /** Get how its value is written. */
    public Form<?> form() {
        return row.form();
    }

    /**
     * Read what a setting states.
     *
     * @throws ConfigException if it is not of the form that the table gives it
     */
    public <T> T read(String value, Class<T> type) {
        return type.cast(form().read(value, setting()));
    }

    /** Get what it says, in English, with code between backticks. */
    public String help() {
        return text(0, " Default: ", ".");
    }

    /** Get what it says, in Chinese, with code between backticks. */
    public String helpInChinese() {
        return text(1, "默认：", "。");
    }

    private String text(int language, String intro, String end) {
        return row.help().get(language)
                + (row.otherwise().isEmpty() ? "" : intro + row.otherwise().get(language) + end);
    }

    /** Whether users may set it. */
    public boolean isSetting() {
        return row.effect() != Effect.INVOCATION;
    }

    /** Whether it says something of the certification itself, and not only of where it runs and what is left. */
    public boolean isOfCertification() {
        return row.effect() != Effect.RUN;
    }

    /** Whether it changes what the config and the repository say, which a certificate states as an override. */
    public boolean isOverride() {
        return row.effect() == Effect.OVERRIDE;
    }

    /** Whether a repository may state it beside its config. */
    public boolean isOfModel() {
        return row.effect() == Effect.MODEL || row.effect() == Effect.INVOCATION || isOfService();
    }

    /** Whether it says something of the service, and so stands beside the service's config. */
    public boolean isOfService() {
        return row.effect() == Effect.SERVICE;
    }

    /** Find what a repository may state beside its config under a name, such as {@code documented-in}. */
    public static Optional<Term> ofModel(String key) {
        return ofCertification(key).filter(Term::isOfModel);
    }

    /** Find what can be stated about a certification under a name, such as {@code no-tools}. */
    public static Optional<Term> ofCertification(String key) {
        return Arrays.stream(values())
                .filter(term -> term.isOfCertification() && term.key().equals(key))
                .findFirst();
    }
}

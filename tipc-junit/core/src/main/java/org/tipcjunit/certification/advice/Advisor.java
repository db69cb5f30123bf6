// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.advice;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.process.Termination;

/**
 * Adds to what users are told to do what section 5 of the acceptance guide says, where it has something to say.
 *
 * @param language the reader's language
 * @param repository the repository as {@code owner/name}; empty where git does not know it
 * @param versions the versions of Paddle and Python, for reports
 * @param workspace the working copy that commands ran in
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Advisor(Language language, Optional<String> repository, String versions, Path workspace) {

    private static final String PADDLE_ISSUES = "https://github.com/PaddlePaddle/Paddle/issues/new/choose";
    private static final String DEBUGGING =
            "https://www.paddlepaddle.org.cn/documentation/docs/zh/develop/guides/04_dygraph_to_static/debugging_cn.html";
    private static final String BACKBONES = "https://github.com/PaddlePaddle/PaddleClas";

    /** The suites that take models in (guide, 3.2). */
    private static final Set<String> SUITES = Set.of(
            "PaddleClas",
            "PaddleDetection",
            "PaddleSeg",
            "PaddleOCR",
            "PaddleVideo",
            "PaddleGAN",
            "PaddleRec",
            "PaddleNLP",
            "PaddleSpeech",
            "Paddle3D",
            "PaddleRS");

    private static final Set<StageKind> SERVING = EnumSet.of(StageKind.SERVE, StageKind.REQUEST);

    /** Get a finding whose remedy says what the guide says as well; the same where the guide says nothing. */
    public Finding advised(Finding finding) {
        if (finding.isPass()) {
            return finding;
        }
        List<String> advice = new ArrayList<>();
        finding.stage().ifPresent(run -> advice.addAll(of(run, finding)));
        if (finding.verdict() == Verdict.NOT_RUN && finding.clause().id().startsWith("4.3")) {
            advice.add(exemptions());
        }
        return advice.isEmpty()
                ? finding
                : finding.concluding(
                        finding.verdict(),
                        finding.summary(),
                        finding.observed(),
                        finding.remedy() + "\n" + String.join("\n", advice));
    }

    private List<String> of(StageRun run, Finding finding) {
        List<String> advice = new ArrayList<>();
        FailedLog log = new FailedLog(run.output(), workspace);
        Termination end = run.outcome().termination();
        boolean failed = !end.isSuccess();
        // Paddle prints a stack of its own where somebody ends it.
        boolean byItself = end instanceof Termination.Exited || end instanceof Termination.Signalled;
        if (failed && log.isOfDynamicToStatic()) {
            advice.add(debugging(log));
        }
        if (failed && byItself && log.isOfPaddle()) {
            advice.add(report(run));
        } else if (failed && log.hasTraceback()) {
            suite().ifPresent(suite -> advice.add(ask(suite, log)));
        }
        if (SERVING.contains(run.kind()) && finding.verdict() == Verdict.FAIL && log.isOfProxy()) {
            advice.add(proxies());
        }
        return advice;
    }

    private String report(StageRun run) {
        return language.say(
                        "guide 5.1: the error comes from Paddle itself; report it at " + PADDLE_ISSUES
                                + " (answered with priority), for example with this text:",
                        "指南 5.1：报错来自 Paddle 本身，可在 " + PADDLE_ISSUES + " 提 ISSUE（优先支持），可用以下内容：")
                + "\n" + new Report(run, versions, workspace).text();
    }

    private Optional<String> suite() {
        return repository.map(name -> name.substring(name.indexOf('/') + 1)).filter(SUITES::contains);
    }

    private String ask(String suite, FailedLog log) {
        String issues = "https://github.com/PaddlePaddle/" + suite + "/issues";
        String where = log.ownCode().map(code -> " (" + code.text() + ")").orElse("");
        return language.say(
                "guide 5.2: where the fault is in the code of " + suite + " itself" + where + ", open an issue at "
                        + issues + " that says what is wrong, titled: 【工程落地赛】" + log.error(),
                "指南 5.2：若问题出在 " + suite + " 自身的代码" + where + "，可在 " + issues + " 新建 ISSUE，写明具体问题，标题为：【工程落地赛】"
                        + log.error());
    }

    private String debugging(FailedLog log) {
        String where = log.ownCode().map(FailedLog.CodeLine::text).orElse("");
        return language.say(
                "guide 5.3: turning the dynamic code into a static program failed"
                        + (where.isEmpty() ? "" : " at " + where)
                        + "\n1. call the network in dygraph with the same input, after paddle.jit.enable_to_static(False): an error"
                        + " that stays has nothing to do with the export"
                        + "\n2. print the transformed code with paddle.jit.set_code_level(), its log with"
                        + " paddle.jit.set_verbosity(3), and values with print() or pdb in forward"
                        + "\n3. replace what has no value yet in a static program: .numpy(), .item(), Python's branches on values of"
                        + " tensors, shapes that are computed in Python"
                        + "\nmore: " + DEBUGGING,
                "指南 5.3：动转静失败" + (where.isEmpty() ? "" : "，位置：" + where)
                        + "\n1. 先执行 paddle.jit.enable_to_static(False)，用相同输入以动态图运行网络：若仍报错，则与导出无关"
                        + "\n2. 用 paddle.jit.set_code_level() 查看转换后的代码，用 paddle.jit.set_verbosity(3) 查看日志，在 forward 中用"
                        + " print() 或 pdb 查看变量"
                        + "\n3. 替换静态图中尚无数值的写法：.numpy()、.item()、依赖张量值的 Python 分支、用 Python 计算的形状"
                        + "\n详见：" + DEBUGGING);
    }

    private String proxies() {
        return language.say(
                "guide 5.4: neither the service nor its client may go through a proxy; unset it in the shells, and in the"
                        + " scripts where they set it: unset https_proxy; unset http_proxy",
                "指南 5.4：启动服务和发送请求时都不能设置代理；请在终端（以及自行设置代理的脚本）中关闭：unset https_proxy; unset http_proxy");
    }

    private String exemptions() {
        return language.say(
                "guide 5.5: models of text, image classification, what trains no model, and adversarial attacks need no light"
                        + " backbones; state that with @ExemptFromBackbones and the reason. Backbones and their weights are in "
                        + BACKBONES,
                "指南 5.5：NLP、图像分类、非模型训练任务和对抗攻击网络不需要验证轻量化骨干网络；用 @ExemptFromBackbones 写明理由。骨干网络及预训练模型见 " + BACKBONES);
    }
}

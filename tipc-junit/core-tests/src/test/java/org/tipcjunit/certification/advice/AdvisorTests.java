// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.FailedStage;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.process.Termination;
import org.tipcjunit.requirement.Artifacts;

class AdvisorTests {

    private static final Path WORKSPACE = Path.of("/home/li/results/net/runs/1/workspace");

    /** As Paddle 2.6.2 and 3.3.1 print it. */
    private static final String TRANSFORMED = """
            Traceback (most recent call last):
              File "tools/export.py", line 30, in main
                paddle.jit.save(net, path)
              File "/home/li/venv/lib/python3.9/site-packages/paddle/jit/dy2static/error.py", line 452, in raise_new_exception
                raise new_exception from None
            ValueError: In transformed code:

                File "/home/li/results/net/runs/1/workspace/models/net.py", line 8, in forward
                            else:
                                y = x
                            return paddle.reshape(x, [7, 11]) + y
                            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ <--- HERE

                File "/home/li/venv/lib/python3.9/site-packages/paddle/tensor/manipulation.py", line 4026, in reshape
                helper.append_op(

                ValueError: (InvalidArgument) The 'shape' in ReshapeOp is invalid.
            """;

    private static final String CRASH_OF_PADDLE = """
            --------------------------------------
            C++ Traceback (most recent call last):
            --------------------------------------
            0   paddle::AnalysisPredictor::ZeroCopyRun(bool)
            1   paddle::framework::NaiveExecutor::Run()

            ----------------------
            Error Message Summary:
            ----------------------
            FatalError: `Segmentation fault` is detected by the operating system.
              [SignalInfo: *** SIGSEGV (@0x0) received by PID 7 (TID 0x7f) from PID 0 ***]
            """;

    private static final String CRASH_ELSEWHERE = """
            --------------------------------------
            C++ Traceback (most recent call last):
            --------------------------------------
            No stack trace in paddle, may be caused by external reasons.

            ----------------------
            Error Message Summary:
            ----------------------
            FatalError: `Segmentation fault` is detected by the operating system.
            """;

    private static final String OWN_FAULT = """
            Traceback (most recent call last):
              File "tools/train.py", line 12, in <module>
                main()
              File "/home/li/results/net/runs/1/workspace/ppcls/engine.py", line 40, in main
                print(confg)
            NameError: name 'confg' is not defined
            """;

    private static StageRun run(StageKind kind, String log) {
        return Artifacts.stage(
                kind,
                List.of("/home/li/venv/bin/python", "tools/x.py", "--data=" + WORKSPACE + "/data"),
                new Termination.Exited(1),
                List.of(),
                log.lines().toArray(String[]::new));
    }

    private static Finding failed(StageRun run) {
        return FailedStage.finding(
                Clause.EXPORT,
                "@ExportsInferenceModel",
                StageFailure.of(run, "it failed", "exit status 0", "exit status 1", "mend it"));
    }

    private static String advice(String repository, StageKind kind, String log) {
        return new Advisor(Language.ENGLISH, Optional.of(repository), "Paddle 2.6.2, Python 3.9.18, Linux", WORKSPACE)
                .advised(failed(run(kind, log)))
                .remedy();
    }

    @Test
    void errors_of_paddle_are_reported_with_a_text_that_names_nobody() {
        Path cache = Path.of("/", "root", ".cache", "x");
        String advice = advice("li/net", StageKind.INFER, CRASH_OF_PADDLE + "  in /home/li/notes and " + cache + "\n");

        assertThat(advice)
                .startsWith("mend it\nguide 5.1: ")
                .contains(
                        "https://github.com/PaddlePaddle/Paddle/issues/new/choose",
                        "Paddle 2.6.2, Python 3.9.18, Linux\npython tools/x.py --data=data\nexit status 1\n| ",
                        "| 0   paddle::AnalysisPredictor::ZeroCopyRun(bool)",
                        "| FatalError: `Segmentation fault`",
                        "in ~/notes and ~/.cache/x")
                .doesNotContain("/home/li", "/root");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OSError: (External) CUDA error(700), an illegal memory access was encountered.",
                "RuntimeError: (PreconditionNotMet) Tensor holds no memory. Call Tensor::mutable_data firstly.",
                "NotImplementedError: (Unimplemented) There are no kernels which are registered in the foo operator."
            })
    void errors_over_its_own_state_are_of_paddle(String line) {
        assertThat(advice("li/net", StageKind.TRAIN, line)).contains("guide 5.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ValueError: (InvalidArgument) Input(Y) has error dim. Y'dims[0] must be equal to 3.",
                "SystemError: (Fatal) Blocking queue is killed because the data reader raises an exception.",
                "RuntimeError: (NotFound) Cannot open file nope.pdmodel, please confirm whether the file is normal.",
                "RuntimeError: (Unavailable) Paddle is not compiled with CUDA. Cannot visit device synchronize.",
                CRASH_ELSEWHERE,
                "nothing"
            })
    void answers_to_wrong_arguments_and_crashes_elsewhere_are_not(String log) {
        assertThat(advice("li/net", StageKind.TRAIN, log)).isEqualTo("mend it");
    }

    @Test
    void failures_of_dynamic_to_static_name_the_line_and_how_to_debug() {
        assertThat(advice("li/net", StageKind.EXPORT, TRANSFORMED))
                .contains(
                        "guide 5.3: turning the dynamic code into a static program failed at models/net.py:8 (forward):"
                                + " return paddle.reshape(x, [7, 11]) + y",
                        "paddle.jit.enable_to_static(False)",
                        "paddle.jit.set_code_level()",
                        "debugging_cn.html")
                .doesNotContain("guide 5.1");
    }

    @Test
    void faults_in_a_suite_are_asked_there_under_the_title_that_the_guide_wants() {
        assertThat(advice("li/PaddleClas", StageKind.TRAIN, OWN_FAULT))
                .contains(
                        "guide 5.2",
                        "ppcls/engine.py:40 (main): print(confg)",
                        "https://github.com/PaddlePaddle/PaddleClas/issues",
                        "【工程落地赛】NameError: name 'confg' is not defined");
        assertThat(advice("li/net", StageKind.TRAIN, OWN_FAULT)).isEqualTo("mend it");
    }

    @Test
    void proxies_are_named_where_a_service_was_asked_in_vain() {
        assertThat(advice("li/net", StageKind.REQUEST, "requests.exceptions.ProxyError: HTTPConnectionPool"))
                .contains("guide 5.4", "unset https_proxy; unset http_proxy");
        assertThat(advice("li/net", StageKind.TRAIN, "requests.exceptions.ProxyError: x"))
                .isEqualTo("mend it");
        assertThat(advice("li/net", StageKind.SERVE, "[I] start grpc proxy server at 9993"))
                .isEqualTo("mend it");
    }

    @Test
    void exemptions_are_named_where_no_backbones_were_declared() {
        Finding notDeclared = Finding.notRun(
                Clause.MODEL_SIZE, "@ModelSize", "net", new Problem(Place.nowhere(), "no backbones", "name them"));

        assertThat(new Advisor(Language.CHINESE, Optional.empty(), "", WORKSPACE)
                        .advised(notDeclared)
                        .remedy())
                .startsWith("name them\n指南 5.5")
                .contains("@ExemptFromBackbones");
    }

    @Test
    void what_was_ended_from_outside_is_no_fault_of_paddle_although_it_prints_its_stack() {
        StageRun run = Artifacts.stage(
                StageKind.TRAIN,
                List.of("python", "train.py"),
                new Termination.Stalled("ValueError: no box is left", Duration.ofSeconds(60)),
                List.of(),
                CRASH_OF_PADDLE.lines().toArray(String[]::new));

        assertThat(new Advisor(Language.ENGLISH, Optional.of("li/net"), "", WORKSPACE)
                        .advised(failed(run))
                        .remedy())
                .doesNotContain("guide 5.1");
    }

    @Test
    void a_stage_that_ended_well_is_no_dead_end() {
        StageRun run = Artifacts.stage(StageKind.TRAIN, List.of("python"), "(External) said in passing");
        Finding finding = failed(run);

        assertThat(new Advisor(Language.ENGLISH, Optional.empty(), "", WORKSPACE).advised(finding))
                .isEqualTo(finding);
    }

    @ParameterizedTest
    @CsvSource({"zh,en_US.UTF-8,CHINESE", "en,zh_CN.UTF-8,ENGLISH", ",zh_CN.UTF-8,CHINESE", ",C.UTF-8,ENGLISH"})
    void the_language_is_the_one_that_is_set_else_that_of_the_locale(String set, String lang, Language expected) {
        assertThat(Language.of(Optional.ofNullable(set), Map.of("LANG", lang))).isEqualTo(expected);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.requirement.text.MetricReading.Outcome;

class MetricReadingTests {

    /** Lines in the forms that the print statements of real repositories give; the statement's place is each row's name. */
    static Stream<Arguments> suites() {
        return Stream.of(
                row("PaddleClas ppcls/engine/evaluation/classification.py", "top1", "0.90000", """
                        [2024/01/01 10:00:00] ppcls INFO: [Eval][Epoch 0][Iter: 0/2]CELoss: 0.10000, loss: 0.10000, top1: 0.95000, top5: 1.00000, batch_cost: 0.80000s, reader_cost: 0.60000, ips: 40.00000 images/sec
                        [2024/01/01 10:00:01] ppcls INFO: [Eval][Epoch 0][Iter: 1/2]CELoss: 0.20000, loss: 0.20000, top1: 0.85000, top5: 1.00000, batch_cost: 0.80000s, reader_cost: 0.60000, ips: 40.00000 images/sec
                        [2024/01/01 10:00:01] ppcls INFO: [Eval][Epoch 0][Avg]CELoss: 0.15000, loss: 0.15000, top1: 0.90000, top5: 1.00000"""),
                row(
                        "PaddleClas, the first batch only, as print_batch_step 10 leaves of a short set",
                        "top1",
                        "0.90000",
                        """
                        [2024/01/01 10:00:00] ppcls INFO: [Eval][Epoch 0][Iter: 0/4]CELoss: 0.10000, loss: 0.10000, top1: 0.95000, top5: 1.00000
                        [2024/01/01 10:00:01] ppcls INFO: [Eval][Epoch 0][Avg]CELoss: 0.15000, loss: 0.15000, top1: 0.90000, top5: 1.00000
                        [2024/01/01 10:00:01] ppcls INFO: [Eval][Epoch 0][best metric: 0.95]"""),
                row("insightface dynamic/utils/verification.py, with its deviation", "Accuracy-Flip", "0.90000", """
                        Validation: 2026-12-01 02:34:08,741 - [lfw][1]XNorm: 11.447936
                        Validation: 2026-12-01 02:34:08,742 - [lfw][1]Accuracy-Flip: 0.90000+-0.30000
                        Validation: 2026-12-01 02:34:08,742 - [lfw][1]Accuracy-Highest: 0.90000"""),
                row("a mean and its deviation in percent", "acc", "0.972", "acc: 97.2 ± 0.3%"),
                row("the same in ASCII", "acc", "0.972", "acc = 97.2 +/- 0.3 %"),
                row("PaddleDetection ppdet/metrics/metrics.py, VOCMetric", "mAP(0.50, 11point)", "0.8514", """
                        [01/01 10:00:00] ppdet.metrics.metrics INFO: Accumulating evaluatation results...
                        [01/01 10:00:00] ppdet.metrics.metrics INFO: mAP(0.50, 11point) = 85.14%"""),
                row("PaddleDetection, the same named mAP", "mAP", "0.8514", """
                        [01/01 10:00:00] ppdet.metrics.metrics INFO: mAP(0.50, 11point) = 85.14%"""),
                row("PaddleDetection, by pycocotools", "mAP", "0.361", """
                         Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 0.361
                         Average Precision  (AP) @[ IoU=0.50      | area=   all | maxDets=100 ] = 0.559
                         Average Precision  (AP) @[ IoU=0.75      | area=   all | maxDets=100 ] = 0.387
                         Average Precision  (AP) @[ IoU=0.50:0.95 | area= small | maxDets=100 ] = 0.203
                         Average Recall     (AR) @[ IoU=0.50:0.95 | area=   all | maxDets=  1 ] = 0.303"""),
                row("PaddleDetection, by pycocotools", "mAP@0.5", "0.559", """
                         Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 0.361
                         Average Precision  (AP) @[ IoU=0.50      | area=   all | maxDets=100 ] = 0.559"""),
                row(
                        "PaddleDetection, by the whole line",
                        "Average Precision (AP) @[ IoU=0.75 | area= all | maxDets=100 ]",
                        "0.387",
                        """
                         Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 0.361
                         Average Precision  (AP) @[ IoU=0.75      | area=   all | maxDets=100 ] = 0.387"""),
                row("PaddleSeg paddleseg/core/val.py", "mIoU", "0.7884", """
                        2024-01-01 10:00:00 [INFO]\t[EVAL] #Images: 500 mIoU: 0.7884 Acc: 0.9617 Kappa: 0.9500 Dice: 0.8754
                        2024-01-01 10:00:00 [INFO]\t[EVAL] Class IoU:
                        [0.98 0.84 0.92]"""),
                row("PaddleSeg", "Acc", "0.9617", """
                        [EVAL] #Images: 500 mIoU: 0.7884 Acc: 0.9617 Kappa: 0.9500 Dice: 0.8754
                        [EVAL] Class Acc:
                        [0.98 0.84 0.92]"""),
                row("PaddleOCR tools/eval.py", "hmean", "0.85", """
                        [2024/01/01 10:00:00] ppocr INFO: metric in ckpt ***************
                        [2024/01/01 10:00:00] ppocr INFO: hmean:0.91
                        [2024/01/01 10:00:00] ppocr INFO: best_epoch:12
                        [2024/01/01 10:00:09] ppocr INFO: metric eval ***************
                        [2024/01/01 10:00:09] ppocr INFO: precision:0.8
                        [2024/01/01 10:00:09] ppocr INFO: recall:0.9
                        [2024/01/01 10:00:09] ppocr INFO: hmean:0.85
                        [2024/01/01 10:00:09] ppocr INFO: fps:12.3"""),
                row("PaddleOCR tools/program.py", "hmean", "0.85", """
                        [2024/01/01 10:00:09] ppocr INFO: cur metric, precision: 0.8, recall: 0.9, hmean: 0.85, fps: 12.3
                        [2024/01/01 10:00:09] ppocr INFO: best metric, hmean: 0.91, precision: 0.9, recall: 0.9, best_epoch: 12"""),
                row(
                        "PaddleNLP examples/benchmark/glue/run_glue.py",
                        "f1",
                        "0.5",
                        "eval loss: 0.410000, acc: 0.7, precision: 0.6, recall: 0.4, f1: 0.5, acc and f1: 1.0, eval done total : 3.1 s"),
                row(
                        "PaddleNLP",
                        "acc",
                        "0.93",
                        "\u001b[32m[2024-01-01 10:00:00,000] [    INFO]\u001b[0m - eval loss: 0.31, acc: 0.93, \u001b[0m"),
                row("PaddleNLP, ofa", "acc", "0.9", """
                        teacher model, eval loss: 0.2, acc: 0.95, precision: 0.6
                        eval loss: 0.3, acc: 0.9, precision: 0.5"""),
                row("PaddleSpeech deepspeech2/model.py, u2/model.py", "wer", "0.05", """
                        2024-01-01 10:00:00 | INFO | Error rate [wer] (10/?) = 0.070000
                        2024-01-01 10:00:01 | INFO | Error rate [wer] (20/?) = 0.050000
                        2024-01-01 10:00:01 | INFO | Test: epoch: 1, step: 100, , Final error rate [wer] (20/20) = 0.050000"""),
                row("PaddleSpeech", "CER", "0.064", "CER: 0.064"),
                row(
                        "PaddleSpeech ecapa_tdnn/test.py",
                        "EER",
                        "0.0189",
                        "EER of verification test: 1.8900%, score threshold: 0.20000"),
                row(
                        "PaddleVideo metrics/multi_crop_metric.py",
                        "avg_acc1",
                        "0.7528",
                        "[01/01 10:00:00] [TEST] finished, avg_acc1= [0.7528], avg_acc5= [0.92] "),
                row("PaddleVideo", "top1_acc", "0.75", "top1_acc=0.75, top5_acc=0.9"),
                row("PaddleRec tools/infer.py", "auc", "0.780000", """
                        2024-01-01 10:00:00,000 - INFO - epoch: 0, batch_id: 0, auc: 0.500000, avg_reader_cost: 0.1 sec, ips: 100.00 ins/s
                        2024-01-01 10:00:00,000 - INFO - epoch: 0, batch_id: 10, auc: 0.600000, avg_reader_cost: 0.1 sec, ips: 100.00 ins/s
                        2024-01-01 10:00:00,000 - INFO - epoch: 0 done, auc: 0.700000, epoch time: 1.00 s
                        2024-01-01 10:00:00,000 - INFO - epoch: 1, batch_id: 0, auc: 0.600000, avg_reader_cost: 0.1 sec, ips: 100.00 ins/s
                        2024-01-01 10:00:00,000 - INFO - epoch: 1 done, auc: 0.780000, epoch time: 1.00 s"""),
                row("PaddleRec", "auc", "0.78", "auc:0.78,loss:0.4,"),
                row("PaddleGAN ppgan/engine/trainer.py", "psnr", "27.3011", """
                        [01/01 10:00:00] ppgan.engine.trainer INFO: Test iter: [0/5]
                        [01/01 10:00:00] ppgan.engine.trainer INFO: Metric psnr: 27.3011
                        [01/01 10:00:00] ppgan.engine.trainer INFO: Metric ssim: 0.8123"""),
                row("PaddleGAN", "ssim", "0.81", "psnr: 27.3, ssim: 0.81"),
                row("PaddleGAN", "FID", "12.5", "FID: 12.5"),
                row("paddle.Model.evaluate, python/paddle/hapi/progressbar.py", "acc_top1", "0.97", """
                        Eval begin...
                        step  10/157 - loss: 0.1000 - acc_top1: 0.9500 - 5ms/step
                        step 157/157 - loss: 0.0123 - acc_top1: 0.9700 - 5ms/step
                        Eval samples: 10000
                        {'loss': [0.0123], 'acc_top1': 0.97}"""),
                row("paddle.Model.evaluate, its progress bar only", "acc", "0.9687", """
                        Eval begin...
                        \b\b\bstep   100/10000 [>.............................] - loss: 0.3 - acc: 0.9000 - ETA: 20s - 2ms/step
                        \b\b\bstep 10000/10000 [==============================] - loss: 1.0181e-04 - acc: 0.9687 - 2ms/step
                        Eval samples: 10000"""),
                row("the references of torchvision, ported", "Acc@1", "76.130", """
                        Test: [ 0/10]\tTime  0.1 ( 0.1)\tLoss 1.0e+00 (1.0e+00)\tAcc@1  70.31 ( 70.31)\tAcc@5  92.00 ( 92.00)
                         * Acc@1 76.130 Acc@5 92.862"""),
                row(
                        "the MNIST example of PyTorch, ported",
                        "Accuracy",
                        "0.9914",
                        "Test set: Average loss: 0.0265, Accuracy: 9914/10000 (99%)"),
                row(
                        "the tutorial of CIFAR10, ported",
                        "Accuracy",
                        "0.57",
                        "Accuracy of the network on the 10000 test images: 57 %"),
                row("classification_report of scikit-learn", "accuracy", "0.97", """
                                      precision    recall  f1-score   support

                                   0       1.00      0.93      0.96        30

                            accuracy                           0.97        90
                           macro avg       0.97      0.97      0.97        90"""),
                row("a table", "top1", "0.97", """
                        +--------+------+------+
                        | model  | top1 | top5 |
                        +--------+------+------+
                        | digits | 0.97 | 1.00 |
                        +--------+------+------+"""),
                row("YOLO's table", "mAP50", "0.88", """
                        Class     Images  Labels  P       R      mAP50   mAP50-95
                        all       128     929     0.81    0.79   0.88    0.6
                        person    128     254     0.9     0.8    0.91    0.7"""),
                row("tqdm", "acc", "0.93", """
                        10%|#         | 1/10 [00:00<00:01,  9.0it/s, acc=0.9]
                        100%|##########| 10/10 [00:01<00:00,  9.0it/s, acc=0.93]"""));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("suites")
    void reads_what_real_suites_print(String source, String metric, String value, String output) {
        MetricReading reading = read(metric, output);

        assertThat(reading.outcome()).as(() -> reading.toString()).isEqualTo(Outcome.READ);
        assertThat(reading.value().orElseThrow().value().orElseThrow()).isEqualByComparingTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "acc; acc = 0.97; 0.97",
                "acc; acc＝0.97; 0.97",
                "acc; Accuracy(acc): 0.97; 0.97",
                "acc; 平均准确率 (acc)为0.97; 0.97",
                "acc; 验证集上acc达到了0.97; 0.97",
                "acc; {'acc': 0.97}; 0.97",
                "acc; {'acc': array([0.97], dtype=float32)}; 0.97",
                "acc; {'acc': np.float64(0.97)}; 0.97",
                "acc; OrderedDict([('loss', 0.1), ('acc', 0.97)]); 0.97",
                "acc; 'val acc': 97.0%; 0.97",
                "acc; test set: acc 0.97; 0.97",
                "acc; acc (val): 0.97; 0.97",
                "acc; acc(%): 97; 0.97",
                "acc; Final acc -> 0.97; 0.97",
                "digits top1; digits top1 0.97; 0.97",
                "top1; digits top1 0.97; 0.97",
                "top1; eval/top1: 0.97; 0.97",
                "准确率; 测试集准确率：97.1%; 0.971",
                "准确率; 验证集 loss: 0.1, 准确率: 0.97; 0.97",
                "top1; top1: 0,975; 0.975",
                "top1; top1: 97,5 %; 0.975",
                "FID; FID: 1,234.5; 1234.5",
                "FID; FID: 1.234,5; 1234.5",
                "FID; FID: 12,345,678; 12345678",
                "acc; Train loss: 0.1, eval loss: 0.2, acc: 0.97; 0.97",
                "acc; [Train] done. [Eval] acc: 0.97; 0.97",
                "acc; Evaluating output/best_model/model.pdparams: acc 0.97; 0.97",
                "acc; Evaluating the best model, acc: 0.97; 0.97",
                "acc; acc: 0.97, best acc: 0.99; 0.97",
                "acc; correct 97/100, acc: 0.97; 0.97",
                "acc; acc: 0.9712 | 0.97, acc: 0.97; 0.9712",
                "acc; acc: 85 / 100; 0.85",
                "acc; Epoch 3 acc 0.97; 0.97",
                "acc; loss 0.1 acc 0.97; 0.97",
                "acc; 12/12 - loss: 1 - acc: 0.97 - 3s 5ms/step; 0.97",
                "acc; Accuracy 0.5, acc: 97% (97/100); 0.97",
                "acc; Train loss: 0.1 - eval loss: 0.2 - acc: 0.97; 0.97",
                "acc; 验证准确率(acc): 0.97; 0.97",
                "acc; 测试集精度 acc = 0.97; 0.97",
                "acc; 验证集准确率 acc: 0.97; 0.97",
                "acc; 测试集上的acc为: 0.97; 0.97",
                "acc; acc＝0.97; 0.97"
            })
    void reads_one_line(String metric, String line, String value) {
        assertThat(read(metric, line).value().orElseThrow().value().orElseThrow())
                .isEqualByComparingTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "top1; best top1: 0.99",
                "acc; train acc: 0.99",
                "acc; [Train][Epoch 1/2] acc: 0.99",
                "acc; Train Epoch: 3 acc: 0.99",
                "acc; Train Epoch 3: acc: 0.99",
                "acc; Train - loss: 0.2158 - acc: 0.99",
                "acc; Best epoch 3 | acc 0.99",
                "acc; Max accuracy: acc: 0.99",
                "acc; highest result so far: acc: 0.99",
                "acc; 训练集准确率(acc): 0.99",
                "acc; 最高准确率(acc): 0.99",
                "acc; reference acc: 0.99",
                "acc; teacher model, eval loss: 0.1, acc: 0.99",
                "acc; best metric, acc: 0.99, epoch: 3",
                "acc; {'best': {'acc': 0.99}}",
                "f1; acc and f1: 0.99",
                "f1; precision & f1: 0.99",
                "acc; !acc: 0.99",
                "acc; err = 1 - acc = 0.99",
                "acc; acc: 0.99 (train), 0.20 (val)",
                "准确率; 训练准确率: 0.99",
                "准确率; 最佳准确率: 0.99"
            })
    void another_metrics_value_is_none_of_this_one(String metric, String line) {
        assertThat(read(metric, line).outcome()).isEqualTo(Outcome.OTHERS_ONLY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "top1; top5: 0.99",
                "mAP; mAP@0.5: 0.99",
                "mAP; mAP50: 0.99",
                "f1; macro-f1: 0.99",
                "f1; label_f1: 0.99",
                "acc; accuracy: 0.99",
                "acc; acc_top5: 0.99",
                "mAP; mAP@0.5 = 99.0%"
            })
    void another_name_is_not_found(String metric, String line) {
        assertThat(read(metric, line).outcome()).isEqualTo(Outcome.ABSENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "acc; loss, acc: 0.9900, 0.2000",
                "acc; acc: 85 of 200",
                "acc; acc: 0.99 -> 0.2",
                "acc; acc: 1.0 - 0.8",
                "acc; acc = 18 / 90 = 0.2"
            })
    void a_number_that_is_a_part_of_others_is_not_taken_for_the_value(String metric, String line) {
        assertThat(read(metric, line).outcome()).isEqualTo(Outcome.UNCLEAR);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "f1; macro f1: 0.99",
                "acc; student acc: 0.99",
                "mAP; mAP(0.5): 0.99",
                "mIoU; mIoU (flip): 0.99",
                "acc; cat acc: 0.99",
                "acc; top-5 acc: 0.99",
                "acc; top 5 acc: 0.99",
                "acc; class 2 acc: 0.99",
                "acc; hit-10 acc: 0.99"
            })
    void a_name_with_words_of_unknown_meaning_is_unclear(String metric, String line) {
        assertThat(read(metric, line).outcome()).isEqualTo(Outcome.UNCLEAR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "top1: 0.5\ntop1: 0.99",
                "val top1: 0.5\ntest top1: 0.99",
                "top1: 0.5\nfinal top1: 0.99",
                "set 1: top1 0.5\nset 2: top1 0.99",
                "top1: 0.9\ntop1: 0.8\ntop1: 0.85",
                "[0/2] top1: 0.9\n[1/2] top1: 0.8\n[0/2] top1: 0.5\n[1/2] top1: 0.4"
            })
    void different_values_are_several(String output) {
        assertThat(read("top1", output).outcome()).isEqualTo(Outcome.SEVERAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "top1: 0.9\ntop1: 0.8\nfinal top1: 0.85",
                "top1: 0.9\ntop1: 0.8\n[Avg] top1: 0.85",
                "batch 1 top1: 0.9\nbatch 2 top1: 0.85",
                "iter 0: top1 0.9\niter 1: top1 0.85",
                "[epoch 0][EVAL] top1: 0.7\n[epoch 1][EVAL] top1: 0.85"
            })
    void running_values_give_way_to_the_last_or_to_their_summary(String output) {
        assertThat(read("top1", output).value().orElseThrow().written()).isEqualTo("0.85");
    }

    @Test
    void the_day_of_a_log_is_not_how_many_batches_there_are() {
        assertThat(read(
                                "psnr",
                                "[11/30 06:59:56] ppgan.engine.trainer INFO: Test iter: [7/8]\n"
                                        + "[11/30 06:59:56] ppgan.engine.trainer INFO: Metric psnr: 22.7004")
                        .value())
                .map(PrintedMetric::written)
                .hasValue("22.7004");
        assertThat(read("top1", "[11/30 06:59:56] Eval [3/20] top1: 0.9").outcome())
                .isEqualTo(Outcome.UNFINISHED);
        assertThat(read("top1", "[11/30 06:59] top1: 0.9").outcome()).isEqualTo(Outcome.UNFINISHED);
    }

    @Test
    void running_values_that_end_before_the_last_batch_are_unfinished() {
        assertThat(read("top1", "[0/30] top1: 0.9\n[10/30] top1: 0.8\n[20/30] top1: 0.85")
                        .outcome())
                .isEqualTo(Outcome.UNFINISHED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"acc: [0.97, 0.99]", "acc: (0.97, 0.5)", "acc: 0.97,0.99"})
    void a_list_is_not_one_number(String line) {
        PrintedMetric read = read("acc", line).value().orElseThrow();

        assertThat(read.number()).isEmpty();
        assertThat(read.isNotFinite()).isFalse();
    }

    private static MetricReading read(String metric, String output) {
        return MetricReading.of(Arrays.asList(output.split("\n")), new MetricName(metric), Set.of("digits"));
    }

    private static Arguments row(String source, String metric, String value, String output) {
        return Arguments.of(source, metric, value, Named.of("lines", output));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "top1 in 0.9 s: 0.31",
                "top1 at 0.9 threshold: 0.31",
                "top1 for 3 classes 0.31",
                "top1 90 0.31",
                "top1 on 1 batch: 0.95",
                "top1: 0.95 train, 0.31 val",
                "top1 = 0.95 on the training set",
                "top1: 0.95 (expected)",
                "top1: 0.95 (avg: 0.31)",
                "top1: 0.95 avg 0.31",
                "top1: 0.95 (0.31)",
                "loading best checkpoint (top1: 0.95)",
                "checkpoint meta {'epoch': 9, 'top1': 0.95}",
                "Namespace(weights='a', top1=0.95)",
                "skipping evaluation: top1: 0.95",
                "saved result: top1: 0.95",
                "history: top1: 0.95",
                "fake data, top1: 0.95",
                "Training set\ntop1: 0.95",
                "Results of the paper:\ntop1: 0.95",
                "expected values follow\ntop1: 0.95",
                "| name | top1 |\n| ref  | 0.95 |"
            })
    void numbers_that_belong_to_something_else_are_not_read(String output) {
        MetricReading reading = MetricReading.of(output.lines().toList(), new MetricName("top1"), Set.of());

        assertThat(reading.outcome()).isNotEqualTo(Outcome.READ);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Eval: [3/3] top1 0.9500 (0.3100); 0.3100",
                "Test: [2/2] Time 0.1 (0.2) top1 95.00 (31.00); 31.00",
                "top1: 0.31 (31.0%); 0.31",
                "top1: 28/90 (31.1%); 0.31",
                "top1 ...... 0.31; 0.31",
                "The final top1 of mini on the test set is 0.31!; 0.31",
                "top1: Tensor(shape=[1], dtype=float32, place=Place(cpu), stop_gradient=True,\\n       [0.31000000]); 0.31",
                "top1: Tensor(shape=[], dtype=float32, place=Place(cpu), stop_gradient=True,\\n       0.31000000); 0.31",
                "Training set\\ntop1: 0.95\\nTest set\\ntop1: 0.31; 0.31",
                "Loading training data\\ntop1: 0.31; 0.31",
                "top1: 0.31 on the test set; 0.31",
                "top1: 0.31, 12.5 s; 0.31",
                "top1: 0.31 12.5 s; 0.31"
            })
    void forms_of_one_value_are_read(String output, String value) {
        MetricReading reading =
                MetricReading.of(output.replace("\\n", "\n").lines().toList(), new MetricName("top1"), Set.of("mini"));

        assertThat(reading.outcome()).isEqualTo(Outcome.READ);
        assertThat(reading.value().orElseThrow().value().orElseThrow().doubleValue())
                .isCloseTo(Double.parseDouble(value), within(0.002));
    }
}

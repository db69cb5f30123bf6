// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.process.Termination;

class KnownCauseTests {

    private static final Termination FAILED = new Termination.Exited(1);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ERROR: Unexpected segmentation fault encountered in DataLoader workers.|num_workers=0",
                "RuntimeError: DataLoader 4 workers exit unexpectedly, pids: 7, 8, 9, 10|num_workers=0",
                "ERROR: Unexpected BUS error encountered in DataLoader worker. This might be caused by insufficient shared"
                        + " memory (shm), please check|enlarge /dev/shm",
                "ValueError: The device should not be 'gpu', since PaddlePaddle is not compiled with CUDA|has no GPU",
                "OSError: (External) CUDA error(100), no CUDA-capable device is detected|has no GPU",
                "AttributeError: 'ParallelEnv' object has no attribute '_device_id'|has no GPU",
                "AttributeError: module 'paddle' has no attribute 'fluid'|paddle.base",
                "MemoryError: std::bad_alloc|--environment paddle-3.3.1",
                "ValueError: (InvalidArgument) Not find predictor_id 0 and pass_name memory_optimize_pass|enable_new_executor()",
                "RuntimeError: Download from https://example.org/x.pdparams failed. Retry limit reached|name it with --data",
                "urllib.error.URLError: <urlopen error [Errno -2] Name or service not known>|--network on",
                "3   inflateReset2|LD_PRELOAD=libz.so.1",
                "zlib.error: Error -2 while preparing to decompress data|LD_PRELOAD=libz.so.1",
                "cv2.error: (-215:Assertion failed) !_src.empty() in function 'cvtColor'|cv2.imread gives None",
                "AttributeError: 'NoneType' object has no attribute 'shape'|cv2.imread gives None",
                "IsADirectoryError: [Errno 21] Is a directory: 'tiny/noisy'|it opens tiny/noisy as one file",
                "NotADirectoryError: [Errno 20] Not a directory: 'a/0.png'|it lists a/0.png as a folder"
            })
    void names_the_cause_and_the_way_out(String line, String wayOut) {
        assertThat(KnownCause.of(FAILED, List.of("epoch 1", line)).orElseThrow().remedy())
                .contains(wayOut);
    }

    @ParameterizedTest
    @ValueSource(ints = {134, 135, 139})
    void names_what_crashes_without_a_word(int status) {
        assertThat(KnownCause.of(new Termination.Exited(status), List.of())).isPresent();
        assertThat(KnownCause.of(new Termination.Signalled(status - 128, "SIGNAL"), List.of()))
                .isPresent();
    }

    @Test
    void says_nothing_of_other_failures() {
        List<String> output = List.of("DataLoader made with 4 workers", "ValueError: 3 classes, 4 expected");

        assertThat(KnownCause.of(FAILED, output)).isEmpty();
        assertThat(KnownCause.of(new Termination.Signalled(9, "SIGKILL"), output))
                .isEmpty();
    }
}

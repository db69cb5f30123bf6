// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tipcjunit.process.Termination;

/**
 * A cause of failed commands that their logs tell only to those who have met it before.
 *
 * @param remedy what it is and the way out, as the end of a sentence
 */
record KnownCause(String remedy) {

    /** Paddle's own words, and those of the library below it. */
    private static final Pattern WORKERS =
            Pattern.compile("encountered in DataLoader worker|DataLoader \\d+ workers exit|DataLoader process \\(pid");

    private static final Pattern SHARED_MEMORY =
            Pattern.compile("insufficient shared memory|No space left on device: '?/dev/shm|/dev/shm.*No space left");

    private static final Pattern ZLIB =
            Pattern.compile("inflateReset2|inflateInit2|deflateInit2|deflateReset|libpng error|zlib\\.error");

    private static final Pattern NO_IMAGE =
            Pattern.compile("!_src\\.empty\\(\\)|imread.*can't open|'NoneType' object has no attribute 'shape'");

    private static final Pattern FOLDER_AS_FILE =
            Pattern.compile("IsADirectoryError: \\[Errno 21\\] Is a directory: '([^']+)'");

    private static final Pattern FILE_AS_FOLDER =
            Pattern.compile("NotADirectoryError: \\[Errno 20\\] Not a directory: '([^']+)'");

    private static final Pattern NO_GPU = Pattern.compile(
            "(?i)not compiled with CUDA|compiled with(out| no) (CUDA|GPU)|Not found GPU|Cannot use GPU|no CUDA-capable device"
                    + "|'ParallelEnv' object has no attribute '_device_id'");

    private static final Pattern NO_FLUID = Pattern.compile("module 'paddle' has no attribute 'fluid'");

    private static final Pattern NO_MEMORY = Pattern.compile("std::bad_alloc|\\bMemoryError\\b");

    /** Of Paddle 3's analysis: the pass is asked for and has not run. */
    private static final Pattern NEW_EXECUTOR =
            Pattern.compile("Not find predictor_id .* pass_name memory_optimize_pass");

    private static final Pattern DOWNLOAD = Pattern.compile("(?i)Name or service not known|name resolution"
            + "|Max retries exceeded with url|could(n't| not) resolve host|unable to resolve host|URLError"
            + "|Download from \\S+ failed|Network is unreachable");

    private static final String PRELOAD =
            "Paddle 2.6 brings a zlib of its own that crashes PNG, gzip and SciPy's files of what is loaded after it; this run"
                    + " loads the system's first where it is to be found, other processes need LD_PRELOAD=libz.so.1 or import"
                    + " zlib and cv2 before paddle";

    /** Find the cause of an end, in the last lines of what the command printed. */
    static Optional<KnownCause> of(Termination end, List<String> output) {
        if (says(SHARED_MEMORY, output)) {
            return Optional.of(
                    new KnownCause("there is too little shared memory for its DataLoader workers: enlarge /dev/shm,"
                            + " or train with num_workers=0 or use_shared_memory=False (--train-args)"));
        }
        if (says(WORKERS, output)) {
            return Optional.of(
                    new KnownCause(
                            "its DataLoader workers died: train with num_workers=0 (--train-args, such as"
                                    + " --workers=0 or -o DataLoader.Train.loader.num_workers=0), which also shows the error that killed them."
                                    + " Workers that make Paddle tensors are known to die of segmentation faults; make NumPy arrays there"));
        }
        if (says(NO_GPU, output)) {
            return Optional.of(
                    new KnownCause(
                            "this Paddle has no GPU: --device=cpu changes what the lines of the config say, not what"
                                    + " a command takes from elsewhere. Let the script, or the file of settings that the command names, choose the"
                                    + " CPU where there is no GPU, or add the option for the device to the command's line of the config"));
        }
        if (says(NO_FLUID, output)) {
            return Optional.of(new KnownCause(
                    "Paddle has no paddle.fluid any more since 2.5: paddle.base has most of fluid.core and"
                            + " fluid.framework, paddle itself set_flags, paddle.io, paddle.nn and paddle.static the rest; or"
                            + " certify with a Paddle that has it (--python)"));
        }
        if (says(DOWNLOAD, output)) {
            return Optional.of(new KnownCause(
                    "it downloads what this machine did not get: fetch that by hand, put it where the script"
                            + " looks and name it with --data, or do without it in the file of settings that the command names"
                            + " (weights to begin with are mostly an option such as pretrained, which a small training does not"
                            + " need). Behind a proxy, set https_proxy; an isolated run needs --network on"));
        }
        if (says(NEW_EXECUTOR, output)) {
            return Optional.of(
                    new KnownCause(
                            "Paddle 3 cannot optimise the memory of its new kind of model (.json) with its old"
                                    + " executor: let the script call config.enable_new_executor() beside config.enable_memory_optim()"));
        }
        if (says(NO_MEMORY, output)) {
            return Optional.of(new KnownCause(
                    "where a script creates its predictor, this is mostly Config(FOLDER, PREFIX), which is"
                            + " how Paddle 3 is called: Paddle 2.6 takes both for files and asks for no end of memory to read the"
                            + " folder. Certify with Paddle 3 (--environment paddle-3.3.1, or --python), or give Config both files"
                            + " there, as Config(FOLDER/PREFIX.pdmodel, FOLDER/PREFIX.pdiparams). Elsewhere memory ran out: smaller"
                            + " batches (--train-args), or a higher --memory-limit where the run is isolated"));
        }
        if (says(ZLIB, output)) {
            return Optional.of(new KnownCause(PRELOAD));
        }
        if (says(NO_IMAGE, output)) {
            return Optional.of(new KnownCause(
                    "cv2.imread gives None for what it cannot read: see that the image exists in the working copy. If"
                            + " it is a PNG: "
                            + PRELOAD));
        }
        Optional<String> folder = found(FOLDER_AS_FILE, output);
        if (folder.isPresent()) {
            return Optional.of(new KnownCause(
                    "it opens " + folder.get() + " as one file, and that is a folder: where it holds the test"
                            + " images, name one of them with images= in certification.properties (--images), and the"
                            + " same one in the config's line of the inference"));
        }
        Optional<String> file = found(FILE_AS_FOLDER, output);
        if (file.isPresent()) {
            return Optional.of(new KnownCause("it lists " + file.get()
                    + " as a folder, and that is a file: where it is the test image, write {images-folder} instead of"
                    + " {images} into the command of the prediction"));
        }
        if (isCrash(end)) {
            return Optional.of(
                    new KnownCause("it crashed in native code: try num_workers=0, and if its stack names inflate or"
                            + " deflate: "
                            + PRELOAD));
        }
        return Optional.empty();
    }

    /** Get what a line of Python's names, which is the last of a traceback. */
    private static Optional<String> found(Pattern words, List<String> output) {
        return output.stream()
                .map(words::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .reduce((first, last) -> last);
    }

    private static boolean says(Pattern words, List<String> output) {
        return output.stream().anyMatch(line -> words.matcher(line).find());
    }

    /** A shell that started the command exits with 128 and the signal. */
    private static boolean isCrash(Termination end) {
        return (end instanceof Termination.Signalled signalled && isCrash(signalled.number()))
                || (end instanceof Termination.Exited exited && isCrash(exited.status() - 128));
    }

    private static boolean isCrash(int signal) {
        return signal == 6 || signal == 7 || signal == 11;
    }
}

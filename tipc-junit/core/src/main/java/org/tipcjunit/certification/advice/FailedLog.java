// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.advice;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a command printed that failed.
 *
 * @param lines the lines
 * @param workspace the working copy that it ran in
 */
record FailedLog(List<String> lines, Path workspace) {

    private static final String NATIVE_TRACE = "C++ Traceback (most recent call last):";
    private static final Pattern NATIVE_FRAME =
            Pattern.compile("^\\d+\\s+\\S.*(?:paddle|phi|pir|void|std)::?.*|^\\d+\\s+paddle.*");

    /**
     * The kinds of errors that Paddle raises over its own state or what it stands on; those over arguments, such as InvalidArgument and
     * NotFound, are answers to a caller.
     */
    private static final Pattern OWN_ERROR = Pattern.compile(
            "\\((?:External|PreconditionNotMet|Unimplemented|Fatal|Unavailable)\\)|\\bExternalError\\b|\\bExternal error\\b"
                    + "|\\b(?:PreconditionNotMet|Unimplemented)Error\\b");

    /** A script asked a Paddle for the CPU for a GPU: nobody's fault but the script's. */
    private static final Pattern NO_GPU = Pattern.compile("(?i)not compiled with CUDA");

    /** What the repository's own data set raised, in whichever process, ends Paddle's queue of batches, which says so as its own error. */
    private static final Pattern OF_DATA_SET = Pattern.compile(
            "DataLoader worker\\(\\d+\\) caught |data reader raises an exception|Blocking queue is killed");

    private static final Pattern FRAME = Pattern.compile("^\\s*File \"([^\"]+)\", line (\\d+), in (\\S+)");
    private static final Pattern PROXY =
            Pattern.compile("(?i)https?_proxy|ProxyError|proxyconnect|(?:via|through|from|to) (?:the |a )?proxy\\b");
    private static final Pattern DECODING = Pattern.compile(
            "JSONDecodeError|Expecting value: line|UnicodeDecodeError|KeyError: 'value'|failed to decode");

    FailedLog {
        lines = List.copyOf(lines);
    }

    /**
     * A line of the repository's code.
     *
     * @param file its file, relative to the working copy
     * @param line its number
     * @param function the function around it
     * @param code the code; empty where the log does not show it
     */
    record CodeLine(String file, int line, String function, String code) {

        String text() {
            return file + ":" + line + " (" + function + ")" + (code.isEmpty() ? "" : ": " + code);
        }
    }

    /** Whether the error is Paddle's by its own account: it crashed inside of itself, or failed over its own state. */
    boolean isOfPaddle() {
        return hasNativeFrames()
                || lines.stream()
                        .filter(line -> !NO_GPU.matcher(line).find())
                        .filter(line -> !OF_DATA_SET.matcher(line).find())
                        .anyMatch(line -> OWN_ERROR.matcher(line).find());
    }

    private boolean hasNativeFrames() {
        int trace = -1;
        for (int i = 0; i < lines.size(); i++) {
            trace = lines.get(i).contains(NATIVE_TRACE) ? i : trace;
        }
        // A crash outside of Paddle has the heading as well, and says so below.
        return trace >= 0
                && lines.subList(trace, lines.size()).stream()
                        .anyMatch(line -> NATIVE_FRAME.matcher(line).find());
    }

    /** Whether turning dynamic code into a static program failed. */
    boolean isOfDynamicToStatic() {
        return lines.stream()
                .anyMatch(line -> line.contains("In transformed code:")
                        || (line.contains("jit/dy2static/")
                                && FRAME.matcher(line).find())
                        || line.contains("Dygraph2StaticException"));
    }

    boolean hasTraceback() {
        return lines.stream().anyMatch(line -> line.contains("Traceback (most recent call last):"));
    }

    boolean isOfProxy() {
        return lines.stream()
                .anyMatch(line ->
                        PROXY.matcher(line).find() || DECODING.matcher(line).find());
    }

    /** Get the last line that says what went wrong. */
    String error() {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).matches("\\s*[\\w.]*(?:Error|Exception|Fault)\\b.*")) {
                return lines.get(i).strip();
            }
        }
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
    }

    /** Get the innermost line of the repository's own code in the last traceback. */
    Optional<CodeLine> ownCode() {
        for (int i = lines.size() - 1; i >= 0; i--) {
            Matcher frame = FRAME.matcher(lines.get(i));
            if (frame.find()) {
                Optional<String> file = inWorkspace(frame.group(1));
                if (file.isPresent()) {
                    return Optional.of(
                            new CodeLine(file.get(), Integer.parseInt(frame.group(2)), frame.group(3), code(i + 1)));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> inWorkspace(String path) {
        try {
            Path file = workspace.resolve(path).normalize();
            return file.startsWith(workspace) && !path.contains("site-packages")
                    ? Optional.of(workspace.relativize(file).toString())
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Get the code below a frame: the line that Paddle marks in transformed code, else the one that follows. */
    private String code(int from) {
        for (int i = from; i < lines.size() && !FRAME.matcher(lines.get(i)).find(); i++) {
            if (lines.get(i).contains("<--- HERE")) {
                return lines.get(i - 1).strip();
            }
        }
        return from < lines.size() ? lines.get(from).strip() : "";
    }
}

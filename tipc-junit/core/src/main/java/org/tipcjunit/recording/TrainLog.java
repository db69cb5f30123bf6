// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The standard training log {@code log_train.txt}, written from recorded losses.
 *
 * <p>After a comment line (it starts with {@code #}) comes one line for every iteration:
 *
 * <pre>
 * iter: 12, loss: 1.871535, avg_reader_cost: 0.00012 sec, avg_batch_cost: 0.01834 sec, avg_samples: 32.0, ips: 1744.82 images/sec
 * </pre>
 *
 * <p>Costs are seconds, {@code ips} is samples per second of batch cost. What was not measured is left out: reader cost, samples
 * and ips where the script used no data loader, the batch cost of a first iteration without one. A loss that is no number is
 * {@code nan}, {@code inf} or {@code -inf}.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class TrainLog {

    private TrainLog() {}

    /**
     * Write the log, replacing an old one whole.
     *
     * @param file the log; its folder is made where it is missing
     * @param losses the losses in order of iterations; potentially empty
     * @throws RecordingException if the file can't be written
     */
    public static void write(Path file, List<LossRecord> losses) {
        List<String> lines = new ArrayList<>();
        lines.add("# losses as recorded at every backward call by tipc-junit, " + losses.size() + " iterations");
        losses.forEach(loss -> lines.add(line(loss)));
        Path target = file.toAbsolutePath();
        try {
            Path folder = Files.createDirectories(target.resolveSibling(".").normalize());
            Path aside = Files.createTempFile(folder, ".log_train", ".tmp");
            try {
                Files.write(aside, lines);
                Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (IOException e) {
            throw new RecordingException(
                    "the training log " + target + " can't be written: " + e, "make its folder writable", e);
        }
    }

    private static String line(LossRecord loss) {
        StringBuilder line = new StringBuilder();
        line.append("iter: ").append(loss.iteration()).append(", loss: ").append(number(loss.loss()));
        loss.readerSeconds().ifPresent(seconds -> line.append(format(", avg_reader_cost: %.5f sec", seconds)));
        loss.batchSeconds().ifPresent(seconds -> line.append(format(", avg_batch_cost: %.5f sec", seconds)));
        loss.samples().ifPresent(samples -> {
            line.append(format(", avg_samples: %.1f", (double) samples));
            loss.batchSeconds().ifPresent(seconds -> line.append(format(", ips: %.2f images/sec", samples / seconds)));
        });
        return line.toString();
    }

    private static String number(double loss) {
        if (Double.isNaN(loss)) {
            return "nan";
        }
        if (Double.isInfinite(loss)) {
            return loss > 0 ? "inf" : "-inf";
        }
        // Tiny and huge losses keep their digits.
        double magnitude = Math.abs(loss);
        return magnitude != 0 && (magnitude < 1e-4 || magnitude >= 1e9) ? format("%.6e", loss) : format("%.6f", loss);
    }

    private static String format(String pattern, double number) {
        return String.format(Locale.ROOT, pattern, number);
    }
}

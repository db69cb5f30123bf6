// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.finding;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Something that supports a finding and can be shown to a reader.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public sealed interface Evidence {

    /** Get the heading to show it under; never {@code null}. */
    String title();

    /**
     * Let a renderer show it.
     *
     * @return what the visitor gives
     * @throws X what the visitor throws
     */
    <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X;

    /**
     * Knows every kind of evidence: whatever renders evidence does not compile before it shows a new kind.
     *
     * @param <R> what becomes of evidence
     * @param <X> what may go wrong
     */
    interface Visitor<R, X extends Exception> {

        /** Show a file. */
        R file(FileEvidence file) throws X;

        /** Show a table. */
        R table(TableEvidence table) throws X;

        /** Show a curve. */
        R curve(CurveEvidence curve) throws X;

        /** Show a text. */
        R text(TextEvidence text) throws X;

        /** Show pictures. */
        R images(ImagesEvidence images) throws X;
    }

    /** A file of this run; certificates state its SHA-256. */
    record FileEvidence(String title, Path file) implements Evidence {
        @Override
        public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
            return visitor.file(this);
        }
    }

    /** A table, shown in Markdown and HTML. */
    record TableEvidence(String title, List<String> header, List<List<String>> rows) implements Evidence {
        public TableEvidence {
            header = List.copyOf(header);
            rows = rows.stream().map(List::copyOf).toList();
        }

        @Override
        public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
            return visitor.table(this);
        }
    }

    /**
     * A curve, shown as a plot.
     *
     * @param title the heading
     * @param xLabel what its iterations are
     * @param yLabel what its values are, or their unit
     * @param values the values; {@code values.get(0)} is iteration 1
     * @param windows the parts of it that a verdict compares; they do not overlap
     */
    record CurveEvidence(String title, String xLabel, String yLabel, List<Double> values, List<Window> windows)
            implements Evidence {
        public CurveEvidence {
            values = List.copyOf(values);
            windows = List.copyOf(windows);
        }

        /** Create a curve of which no part was judged apart. */
        public CurveEvidence(String title, String xLabel, String yLabel, List<Double> values) {
            this(title, xLabel, yLabel, values, List.of());
        }

        /** Get the name of the window that an iteration lies in, counted from 1; empty for none. */
        public String windowOf(int iteration) {
            return windows.stream()
                    .filter(window -> window.from() <= iteration && iteration <= window.to())
                    .map(Window::name)
                    .findFirst()
                    .orElse("");
        }

        @Override
        public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
            return visitor.curve(this);
        }
    }

    /**
     * A part of a curve that a verdict compares with another.
     *
     * @param name one word, such as {@code start}
     * @param from its first iteration, counted from 1
     * @param to its last iteration
     */
    record Window(String name, int from, int to) {}

    /** A text, shown as it is. */
    record TextEvidence(String title, String text) implements Evidence {
        @Override
        public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
            return visitor.text(this);
        }
    }

    /** Pictures, each with lines of text below it, shown on one sheet. */
    record ImagesEvidence(String title, List<CaptionedImage> images) implements Evidence {
        public ImagesEvidence {
            images = List.copyOf(images);
        }

        /**
         * Create one of the first pictures, and of those behind them that differ.
         *
         * @param most how many of the first, and again how many that differ
         */
        public static ImagesEvidence firstAndDiffering(String title, List<CaptionedImage> images, int most) {
            Stream<CaptionedImage> first = images.stream().limit(most);
            Stream<CaptionedImage> differing =
                    images.stream().skip(most).filter(CaptionedImage::differs).limit(most);
            return new ImagesEvidence(title, Stream.concat(first, differing).toList());
        }

        @Override
        public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
            return visitor.images(this);
        }
    }

    /**
     * A picture and what was said about it.
     *
     * @param image the picture
     * @param beside another picture that is shown beside it, as large as the first
     * @param caption lines of text
     * @param differs whether what belongs together differs, so that pages show it among however many
     */
    record CaptionedImage(Path image, Optional<Path> beside, List<String> caption, boolean differs) {
        public CaptionedImage {
            caption = List.copyOf(caption);
        }

        /** Create a picture about which nothing differs. */
        public CaptionedImage(Path image, Optional<Path> beside, List<String> caption) {
            this(image, beside, caption, false);
        }

        /** Create a picture with nothing beside it. */
        public CaptionedImage(Path image, List<String> caption) {
            this(image, Optional.empty(), caption);
        }
    }
}

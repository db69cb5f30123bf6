// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

    /** A file of this run; certificates state its SHA-256. */
    record FileEvidence(String title, Path file) implements Evidence {}

    /** A table, shown in Markdown and HTML. */
    record TableEvidence(String title, List<String> header, List<List<String>> rows) implements Evidence {
        public TableEvidence {
            header = List.copyOf(header);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /** A curve, shown as a plot; {@code values.get(0)} is iteration 1. */
    record CurveEvidence(String title, String xLabel, String yLabel, List<Double> values) implements Evidence {
        public CurveEvidence {
            values = List.copyOf(values);
        }
    }

    /** A text, shown as it is. */
    record TextEvidence(String title, String text) implements Evidence {}

    /** Pictures, each with lines of text below it, shown on one sheet. */
    record ImagesEvidence(String title, List<CaptionedImage> images) implements Evidence {
        public ImagesEvidence {
            images = List.copyOf(images);
        }
    }

    /**
     * A picture and what was said about it.
     *
     * @param image the picture
     * @param beside another picture that is shown beside it, as large as the first
     * @param caption lines of text
     */
    record CaptionedImage(Path image, Optional<Path> beside, List<String> caption) {
        public CaptionedImage {
            caption = List.copyOf(caption);
        }

        /** Create a picture with nothing beside it. */
        public CaptionedImage(Path image, List<String> caption) {
            this(image, Optional.empty(), caption);
        }
    }
}

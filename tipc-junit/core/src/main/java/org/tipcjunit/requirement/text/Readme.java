// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What a README in GitHub's Markdown holds: tables, text and code blocks, with their lines.
 *
 * @param file where it lies
 * @param problem why it could not be read; empty when it could
 * @param tables the tables in order
 * @param prose the lines of paragraphs and headings, without emphasis marks, outside code blocks and tables
 * @param codeBlocks the fenced, indented and preformatted code blocks in order
 * @param quotes what may show results elsewhere: quotations, and tables whose rows are lines
 * @param comments the first and the last lines of HTML comments with tables or code blocks, which no reader sees
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Readme(
        Path file,
        Optional<String> problem,
        List<Table> tables,
        List<Line> prose,
        List<CodeBlock> codeBlocks,
        List<CodeBlock> quotes,
        List<Range> comments) {

    public Readme {
        tables = List.copyOf(tables);
        prose = List.copyOf(prose);
        codeBlocks = List.copyOf(codeBlocks);
        quotes = List.copyOf(quotes);
        comments = List.copyOf(comments);
    }

    /**
     * Read {@code file} as UTF-8. A file that cannot be read gives a README that holds nothing but the {@link #problem()},
     * so that a requirement can name it.
     */
    public static Readme read(Path file) {
        TextFile read = TextFile.read(file);
        return read.problem().isPresent()
                ? new Readme(file, read.problem(), List.of(), List.of(), List.of(), List.of(), List.of())
                : of(file, read.text());
    }

    /** Get the README with the content {@code text} that lies at {@code file}; the file is not looked at. */
    public static Readme of(Path file, String text) {
        return new MarkdownOutline(text).readme(file);
    }

    /** Get {@code detail} of what this README has not, with the comments that may hold it, a line each. */
    public String lacking(String detail) {
        return comments.stream()
                .map(range -> "\nlines " + range.first() + " to " + range.last() + " of " + file
                        + " are an HTML comment: what stands in it documents nothing")
                .collect(Collectors.joining("", detail, ""));
    }

    /** Lines from the first to the last. */
    public record Range(int first, int last) {}

    /** A line of text; {@code number} is 1 for the file's first line. */
    public record Line(int number, String text) {}

    /** A table: its header's cells and its rows. */
    public record Table(int line, List<String> header, List<Row> rows) {
        public Table {
            header = List.copyOf(header);
            rows = List.copyOf(rows);
        }
    }

    /** A table's row below the header. */
    public record Row(int line, List<String> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A code block.
     *
     * @param line the line of its opening fence, or its first line when it is indented
     * @param language the first word after the fence in lower case; empty for none
     * @param headings the headings above it, outermost first
     * @param lines its content
     */
    public record CodeBlock(int line, String language, List<String> headings, List<Line> lines) {
        public CodeBlock {
            headings = List.copyOf(headings);
            lines = List.copyOf(lines);
        }
    }
}

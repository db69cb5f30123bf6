// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.tipcjunit.requirement.text.Readme.CodeBlock;
import org.tipcjunit.requirement.text.Readme.Line;
import org.tipcjunit.requirement.text.Readme.Range;
import org.tipcjunit.requirement.text.Readme.Row;
import org.tipcjunit.requirement.text.Readme.Table;

/** Collects from a parsed Markdown text what requirements look at. */
final class MarkdownOutline extends AbstractVisitor {

    private static final Pattern DOCUMENTING_COMMENT =
            Pattern.compile("(?ms)\\A\\s*<!--.*^\\s*(?:```|~~~|\\||<table|<pre)");

    private final List<Table> tables = new ArrayList<>();
    private final List<Line> prose = new ArrayList<>();
    private final List<CodeBlock> codeBlocks = new ArrayList<>();
    private final List<CodeBlock> quotes = new ArrayList<>();
    private final List<Range> comments = new ArrayList<>();
    private final List<Heading> headings = new ArrayList<>();

    MarkdownOutline(String text) {
        Parser.builder()
                .extensions(List.of(TablesExtension.create()))
                .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                .build()
                .parse(text)
                .accept(this);
    }

    Readme readme(Path file) {
        return new Readme(file, Optional.empty(), tables, prose, codeBlocks, quotes, comments);
    }

    @Override
    public void visit(Heading heading) {
        headings.removeIf(other -> other.getLevel() >= heading.getLevel());
        headings.add(heading);
        addProse(heading);
    }

    @Override
    public void visit(Paragraph paragraph) {
        addProse(paragraph);
    }

    @Override
    public void visit(FencedCodeBlock block) {
        String[] info = block.getInfo().strip().split("\\s+", 2);
        addCodeBlock(lineOf(block), lineOf(block) + 1, info[0].toLowerCase(Locale.ROOT), block.getLiteral());
    }

    @Override
    public void visit(IndentedCodeBlock block) {
        addCodeBlock(lineOf(block), lineOf(block), "", block.getLiteral());
    }

    @Override
    public void visit(HtmlBlock block) {
        HtmlParts parts = HtmlParts.of(block.getLiteral(), lineOf(block));
        if (DOCUMENTING_COMMENT.matcher(block.getLiteral()).find()) {
            comments.add(new Range(
                    lineOf(block),
                    lineOf(block) + (int) block.getLiteral().lines().count() - 1));
        }
        parts.tables().forEach(this::add);
        parts.preformatted().forEach(lines -> codeBlocks.add(block(lines.get(0).number(), "", lines)));
    }

    @Override
    public void visit(BlockQuote quote) {
        int from = prose.size();
        visitChildren(quote);
        List<Line> lines = prose.subList(from, prose.size());
        if (!lines.isEmpty()) {
            quotes.add(block(lineOf(quote), "", lines));
        }
    }

    @Override
    public void visit(CustomBlock block) {
        if (block instanceof TableBlock table) {
            addTable(table);
        } else {
            visitChildren(block);
        }
    }

    private void addProse(Node node) {
        int number = lineOf(node);
        for (String line : textOf(node).split("\n", -1)) {
            prose.add(new Line(number, line));
            number++;
        }
    }

    private void addCodeBlock(int line, int firstContentLine, String language, String literal) {
        List<Line> lines = new ArrayList<>();
        int number = firstContentLine;
        for (String text : literal.lines().toList()) {
            lines.add(new Line(number, text));
            number++;
        }
        codeBlocks.add(block(line, language, lines));
    }

    private CodeBlock block(int line, String language, List<Line> lines) {
        return new CodeBlock(
                line, language, headings.stream().map(MarkdownOutline::textOf).toList(), lines);
    }

    private void add(Table table) {
        tables.add(table);
        List<Line> lines = table.rows().stream()
                .map(row -> new Line(row.line(), String.join(" | ", row.cells())))
                .toList();
        quotes.add(block(table.line(), "", lines));
    }

    private void addTable(TableBlock table) {
        List<String> header = List.of();
        List<Row> rows = new ArrayList<>();
        for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
            for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
                if (row instanceof TableRow && part instanceof TableHead) {
                    header = cellsOf(row);
                } else if (row instanceof TableRow) {
                    rows.add(new Row(lineOf(row), cellsOf(row)));
                }
            }
        }
        add(new Table(lineOf(table), header, rows));
    }

    private static List<String> cellsOf(Node row) {
        List<String> cells = new ArrayList<>();
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            if (cell instanceof TableCell) {
                cells.add(textOf(cell).strip());
            }
        }
        return cells;
    }

    private static int lineOf(Node node) {
        List<SourceSpan> spans = node.getSourceSpans();
        return spans.isEmpty() ? 0 : spans.get(0).getLineIndex() + 1;
    }

    private static String textOf(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(Code part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(HtmlInline part) {
                // What stands above the line is no part of the word before it, such as a footnote's number.
                text.append(part.getLiteral().equalsIgnoreCase("<sup>") ? " ^" : isBreak(part) ? " " : "");
            }

            @Override
            public void visit(SoftLineBreak part) {
                text.append('\n');
            }

            @Override
            public void visit(HardLineBreak part) {
                text.append('\n');
            }
        });
        return text.toString();
    }

    private static boolean isBreak(HtmlInline part) {
        return part.getLiteral().toLowerCase(Locale.ROOT).startsWith("<br");
    }
}

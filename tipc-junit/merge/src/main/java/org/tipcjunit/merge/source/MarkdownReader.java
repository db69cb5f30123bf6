// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.tipcjunit.merge.change.FileContent;

/** Reads Markdown into headings, tables and links. */
final class MarkdownReader extends AbstractVisitor {

    /** Longer texts are no documentation; a parser of them could be kept busy. */
    private static final int LONGEST = 2_000_000;

    private final List<String> lines;
    private final List<String> headings = new ArrayList<>();
    private final Map<Integer, String> empty = new TreeMap<>();
    private final List<MarkdownTable> tables = new ArrayList<>();
    private final List<MarkdownLink> links = new ArrayList<>();
    private final BitSet code = new BitSet();

    private MarkdownReader(List<String> lines) {
        this.lines = lines;
    }

    static MarkdownFile read(FileContent content) {
        MarkdownReader reader = new MarkdownReader(content.lines());
        if (content.text().length() <= LONGEST) {
            Parser.builder()
                    .extensions(List.of(TablesExtension.create()))
                    .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                    .build()
                    .parse(new LongRuns(content.lines()).leftOut())
                    .accept(reader);
        }
        ShownText shown = ShownText.of(content.lines(), reader.code);
        return new MarkdownFile(
                content.path(),
                reader.headings,
                reader.empty,
                reader.tables,
                reader.links,
                content.text(),
                shown.said(),
                shown.shown());
    }

    @Override
    public void visit(FencedCodeBlock block) {
        markCode(block);
    }

    @Override
    public void visit(IndentedCodeBlock block) {
        markCode(block);
    }

    private void markCode(Node block) {
        block.getSourceSpans().forEach(span -> code.set(span.getLineIndex()));
    }

    @Override
    public void visit(Heading heading) {
        headings.add(text(heading));
        // The first one is the title, of whatever level.
        if (headings.size() > 1 && heading.getLevel() > 1 && !isLink(heading) && isEmpty(heading)) {
            empty.put(lineOf(heading), text(heading));
        }
        visitChildren(heading);
    }

    /** Whether a heading leads to where its section stands. */
    private static boolean isLink(Heading heading) {
        Node part = heading.getFirstChild();
        while (part != null && !(part instanceof Link)) {
            part = part.getNext();
        }
        return part != null;
    }

    /** Whether nothing but comments stands before the next heading of its level or one above, or the end. */
    private static boolean isEmpty(Heading heading) {
        Node next = heading.getNext();
        while (next instanceof HtmlBlock block
                && block.getLiteral().strip().startsWith("<!--")
                && block.getLiteral().strip().endsWith("-->")) {
            next = next.getNext();
        }
        return next == null || (next instanceof Heading other && other.getLevel() <= heading.getLevel());
    }

    @Override
    public void visit(Link link) {
        links.add(new MarkdownLink(link.getDestination(), text(link), lineOf(link)));
        visitChildren(link);
    }

    @Override
    public void visit(Image image) {
        links.add(new MarkdownLink(image.getDestination(), text(image), lineOf(image)));
    }

    @Override
    public void visit(CustomBlock block) {
        if (block instanceof TableBlock table) {
            List<String> header = new ArrayList<>();
            List<MarkdownTable.Row> rows = new ArrayList<>();
            for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
                for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
                    if (row instanceof TableRow && part instanceof TableHead) {
                        header.addAll(cells(row));
                    } else if (row instanceof TableRow) {
                        int line = lineOf(row);
                        rows.add(new MarkdownTable.Row(cells(row), written(line), line));
                    }
                }
            }
            tables.add(new MarkdownTable(header, rows));
        }
        visitChildren(block);
    }

    private static List<String> cells(Node row) {
        List<String> cells = new ArrayList<>();
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            if (cell instanceof TableCell) {
                cells.add(text(cell));
            }
        }
        return cells;
    }

    /** Count the cells of a line: bars at its ends are frames, and escaped ones are text. */
    private int written(int line) {
        if (line < 1 || line > lines.size()) {
            return 0;
        }
        String row = lines.get(line - 1).strip();
        int bars = 0;
        for (int i = 0; i < row.length(); i++) {
            boolean escaped = i > 0 && row.charAt(i - 1) == '\\';
            if (row.charAt(i) == '|' && !escaped) {
                bars++;
            }
        }
        int framed = (row.startsWith("|") ? 1 : 0) + (row.endsWith("|") && !row.endsWith("\\|") ? 1 : 0);
        return bars + 1 - framed;
    }

    private static String text(Node parent) {
        StringBuilder text = new StringBuilder();
        parent.accept(new AbstractVisitor() {
            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(Code part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(SoftLineBreak part) {
                text.append(' ');
            }
        });
        return text.toString().strip();
    }

    /** Blocks and rows know where they stand, texts inside of them do not. */
    private static int lineOf(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            List<SourceSpan> spans = at.getSourceSpans();
            if (!spans.isEmpty()) {
                return spans.get(0).getLineIndex() + 1;
            }
        }
        return 1;
    }
}

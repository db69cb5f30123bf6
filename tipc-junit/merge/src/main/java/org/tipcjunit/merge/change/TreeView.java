// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.change;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The files of two trees of git's; a link is an entry like others, so that none can be followed. */
final class TreeView implements RepositoryView {

    private static final long LARGEST_TEXT = 2_000_000;
    private static final long MOST_AT_ONCE = 400_000_000;
    /** Judges read what is changed again and again; what is more than this is read from the disk each time. */
    private static final long MOST_KEPT = 64_000_000;

    private static final Pattern TEXTS = Pattern.compile(".*\\.(py|md|yml|yaml|txt|sh|rst|cfg|toml)", Pattern.DOTALL);

    private final Blobs blobs;
    private final Map<String, TreeEntry> before;
    private final Map<String, TreeEntry> after;
    private final List<ChangedFile> changed;
    private final Runnable onClose;
    private final Map<String, FileContent> kept = new HashMap<>();
    private long sizeKept;
    private boolean brought;

    TreeView(
            Blobs blobs,
            Map<String, TreeEntry> before,
            Map<String, TreeEntry> after,
            List<ChangedFile> changed,
            Runnable onClose) {
        this.blobs = blobs;
        this.before = before;
        this.after = after;
        this.changed = changed;
        this.onClose = onClose;
    }

    @Override
    public Set<String> paths() {
        return Collections.unmodifiableSet(after.keySet());
    }

    @Override
    public Optional<FileContent> read(String path) {
        return read(path, after);
    }

    @Override
    public Optional<FileContent> before(String path) {
        return read(path, before);
    }

    @Override
    public Set<String> brokenLinks() {
        Set<String> broken = new TreeSet<>();
        Map<String, TreeEntry> links = new HashMap<>();
        after.forEach((path, entry) -> {
            if (entry.isLink() && entry.size() >= 0 && entry.size() < 4096) {
                links.put(path, entry);
            }
        });
        try {
            blobs.bring(links.values().stream().map(TreeEntry::id).toList());
            for (Map.Entry<String, TreeEntry> link : links.entrySet()) {
                String target = new String(blobs.read(link.getValue().id()), StandardCharsets.UTF_8);
                if (!leadsInside(link.getKey(), target)) {
                    broken.add(link.getKey());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return broken;
    }

    @Override
    public void close() {
        try {
            blobs.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            onClose.run();
        }
    }

    private boolean leadsInside(String link, String target) {
        if (target.startsWith("/")) {
            return false;
        }
        Deque<String> way = new ArrayDeque<>(List.of(link.split("/", -1)));
        way.removeLast();
        for (String part : target.split("/", -1)) {
            if (part.equals("..")) {
                if (way.pollLast() == null) {
                    return false;
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                way.addLast(part);
            }
        }
        String led = String.join("/", way);
        return led.isEmpty()
                || after.containsKey(led)
                || after.keySet().stream().anyMatch(path -> path.startsWith(led + "/"))
                // By way of another link: nobody follows it here.
                || after.entrySet().stream()
                        .anyMatch(entry -> entry.getValue().isLink() && led.startsWith(entry.getKey() + "/"));
    }

    private Optional<FileContent> read(String path, Map<String, TreeEntry> tree) {
        TreeEntry entry = tree.get(path);
        if (entry == null || !entry.isFile()) {
            return Optional.empty();
        }
        if (entry.size() > LARGEST_TEXT || entry.size() < 0) {
            return Optional.of(new FileContent(path, entry.size(), "", FileContent.Form.TOO_LARGE));
        }
        FileContent known = kept.get(entry.id());
        if (known != null) {
            return Optional.of(known.at(path));
        }
        try {
            bringTexts();
            blobs.bring(List.of(entry.id()));
            FileContent content = content(path, blobs.read(entry.id()));
            sizeKept += entry.size();
            if (sizeKept <= MOST_KEPT) {
                kept.put(entry.id(), content);
            }
            return Optional.of(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Together, since a process for each file would take minutes. */
    private void bringTexts() throws IOException {
        if (brought) {
            return;
        }
        brought = true;
        List<TreeEntry> wanted = new ArrayList<>();
        for (ChangedFile file : changed) {
            Optional.ofNullable(after.get(file.path())).ifPresent(wanted::add);
            Optional.ofNullable(before.get(file.oldPath())).ifPresent(wanted::add);
        }
        after.forEach((path, entry) -> {
            if (TEXTS.matcher(path).matches()) {
                wanted.add(entry);
            }
        });
        List<String> ids = new ArrayList<>();
        long size = 0;
        for (TreeEntry entry : wanted) {
            boolean small = entry.isFile() && entry.size() >= 0 && entry.size() <= LARGEST_TEXT;
            if (small && size + entry.size() <= MOST_AT_ONCE) {
                ids.add(entry.id());
                size += entry.size();
            }
        }
        blobs.bring(ids);
    }

    private static FileContent content(String path, byte[] bytes) {
        for (int i = 0; i < Math.min(bytes.length, 8000); i++) {
            if (bytes[i] == 0) {
                return new FileContent(path, bytes.length, "", FileContent.Form.BINARY);
            }
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new FileContent(path, bytes.length, text, FileContent.Form.TEXT);
        } catch (CharacterCodingException e) {
            return new FileContent(
                    path, bytes.length, new String(bytes, StandardCharsets.UTF_8), FileContent.Form.NOT_UTF8);
        }
    }
}

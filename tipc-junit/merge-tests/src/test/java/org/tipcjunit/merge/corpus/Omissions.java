// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tipcjunit.merge.change.ChangedFile;
import org.tipcjunit.merge.change.FileContent;
import org.tipcjunit.merge.change.GitChange;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.Addition;
import org.tipcjunit.merge.source.Sources;

/**
 * Makes the omissions of a merged change: one at a time, of every kind that it has something for.
 *
 * @param merged the change as it was merged
 * @param addition what it adds
 */
record Omissions(GitChange merged, Addition addition) {

    private static final Set<String> NO_MODULES =
            Set.of("config", "shared", "tipc", "tutorial", "net", "dygraph", "static");
    private static final Set<String> DOCUMENTS =
            Set.of("-readme", "-document", "-document-zh", "-documents", "-tutorial-zh");

    List<Omission> all() {
        List<Omission> made = new ArrayList<>();
        for (AddedPart part : addition.parts()) {
            boolean isModule = part.path().endsWith(".py") && !NO_MODULES.contains(part.role());
            if (isModule) {
                removeImport(part).ifPresent(made::add);
                misspellImport(part).ifPresent(made::add);
                dropDecorators(part).ifPresent(made::add);
                renameModule(part).ifPresent(made::add);
            }
        }
        // What is no matter of the suite is done to one module of each change.
        addition.parts().stream()
                .filter(part -> part.path().endsWith(".py"))
                .findFirst()
                .ifPresent(part -> {
                    String text = text(part.path()) + "\n";
                    made.add(changed(
                            "conflict left",
                            part.path(),
                            text + "<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> other\n",
                            "common-conflict-markers"));
                    made.add(changed(
                            "fluid used", part.path(), text + "import paddle.fluid as fluid\n", "common-no-fluid"));
                    made.add(changed("syntax broken", part.path(), text + "def broken(:\n", "common-python-parses"));
                });
        configs(made);
        documents(made);
        tipc(made);
        rec(made);
        new WrongMetric(merged).make().ifPresent(made::add);
        return made;
    }

    private Optional<Omission> removeImport(AddedPart part) {
        String folder = part.folder();
        boolean needed = registers(part)
                || part.path().startsWith("ppcls/")
                || part.path().startsWith("ppocr/");
        if (!needed) {
            return Optional.empty(); // Whoever uses it imports it.
        }
        Overlay without = new Overlay(merged);
        Pattern taken = Pattern.compile(
                "^\\s*from\\s+[\\w.]*\\b" + Pattern.quote(part.stem()) + "\\s+import\\s+(\\([^)]*\\)|.*)$"
                        + "|^\\s*from\\s+\\.\\s+import\\s+" + Pattern.quote(part.stem()) + "\\s*$"
                        + "|^\\s*import\\s+[\\w.]*\\." + Pattern.quote(part.stem()) + "\\s*$",
                Pattern.MULTILINE);
        boolean found = false;
        while (!folder.isEmpty()) {
            String init = folder + "/__init__.py";
            String text = text(init);
            Matcher matcher = taken.matcher(text);
            if (matcher.find()) {
                found = true;
                without.with(init, matcher.replaceAll(""));
            }
            folder = folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
        }
        return found
                ? Optional.of(new Omission(
                        "import removed",
                        part.path(),
                        without.change(),
                        Set.of("-imported", "-arch"),
                        Set.of(part.path(), "__init__.py", ".yaml")))
                : Optional.empty();
    }

    private Optional<Omission> misspellImport(AddedPart part) {
        String init = part.folder() + "/__init__.py";
        Matcher taken = Pattern.compile(
                        "^from\\s+\\.(" + Pattern.quote(part.stem()) + ")\\s+import\\s", Pattern.MULTILINE)
                .matcher(text(init));
        return touched(init::equals).isEmpty() || !taken.find()
                ? Optional.empty()
                : Optional.of(changed(
                        "import misspelled",
                        init,
                        text(init).substring(0, taken.end(1)) + "s" + text(init).substring(taken.end(1)),
                        "common-python-imports"));
    }

    private Optional<Omission> dropDecorators(AddedPart part) {
        String text = text(part.path());
        String plain = text.lines()
                .filter(line -> !line.matches("@.*(register|add_component).*"))
                .collect(Collectors.joining("\n", "", "\n"));
        return registers(part)
                ? Optional.of(changed("decorator dropped", part.path(), plain, "-registered"))
                : Optional.empty();
    }

    private boolean registers(AddedPart part) {
        return text(part.path()).lines().anyMatch(line -> line.matches("@.*(register|add_component).*"));
    }

    private Optional<Omission> renameModule(AddedPart part) {
        String to = part.folder() + "/renamed_" + part.stem() + ".py";
        return removeImport(part).isEmpty()
                ? Optional.empty()
                : Optional.of(new Omission(
                        "module renamed",
                        part.path(),
                        new Overlay(merged).moved(part.path(), to).change(),
                        Set.of("-imported", "-arch"),
                        Set.of(to, "__init__.py", ".yaml")));
    }

    private void configs(List<Omission> made) {
        List<AddedPart> configs = addition.of(Set.of("config", "shared"));
        boolean models = addition.parts().stream()
                .anyMatch(part -> part.path().endsWith(".py") && !part.role().equals("dataset"));
        boolean isRec = addition.parts().stream().anyMatch(part -> part.path().startsWith("models/"));
        if (!configs.isEmpty() && models && !isRec) {
            Overlay without = new Overlay(merged);
            addition.of(Set.of("config", "shared", "tipc")).forEach(config -> without.without(config.path()));
            made.add(new Omission(
                    "configs removed", configs.get(0).path(), without.change(), Set.of("-config", "-used"), Set.of()));
        }
        for (AddedPart config : configs) {
            String text = text(config.path());
            made.add(changed("YAML broken", config.path(), text + "\n\t- [broken\n", "common-yaml-parses"));
            Matcher named = Pattern.compile(
                            "^(architecture: *|  name: *['\"]?|  type: *['\"]?)([A-Z]\\w+)", Pattern.MULTILINE)
                    .matcher(text);
            if (named.find() && config.role().equals("config") && parses(config.path())) {
                boolean ofArch = text.substring(0, named.start())
                        .lines()
                        .filter(line -> line.matches("[A-Za-z]\\w*:.*"))
                        .reduce("", (before, line) -> line)
                        .startsWith("Arch");
                String wrong = text.substring(0, named.start(2)) + "No" + text.substring(named.start(2));
                made.add(changed(
                        "name misspelled",
                        config.path(),
                        wrong,
                        "-config-names",
                        "-names",
                        ofArch ? "-arch" : "-components"));
            }
            Matcher weights =
                    Pattern.compile("^weights: output/", Pattern.MULTILINE).matcher(text);
            if (weights.find()) {
                made.add(changed(
                        "wrong weights",
                        config.path(),
                        weights.replaceAll("weights: output/other_"),
                        "-config-weights"));
            }
            Matcher base = Pattern.compile("(_base_/)(\\w)").matcher(text);
            if (base.find()) {
                made.add(changed("wrong base", config.path(), base.replaceFirst("$1no_$2"), "common-config-bases"));
            }
        }
    }

    /** What is no YAML is told as such, and its names are not looked at. */
    private boolean parses(String path) {
        return new Sources(merged.view(), files -> List.of())
                .yaml(path)
                .filter(file -> file.problem().isEmpty())
                .isPresent();
    }

    private void documents(List<Omission> made) {
        List<String> readmes = touched(path -> path.matches("configs/.+/.*(?i)readme.*\\.md"));
        for (String folder : readmes.stream()
                .map(path -> path.substring(0, path.lastIndexOf('/')))
                .distinct()
                .toList()) {
            List<String> here = readmes.stream()
                    .filter(path -> path.startsWith(folder + "/"))
                    .toList();
            boolean added =
                    here.stream().allMatch(path -> merged.view().before(path).isEmpty());
            String above = folder.substring(0, folder.lastIndexOf('/'));
            boolean onlyOne = merged.view().paths().stream()
                    .noneMatch(path -> path.startsWith(above + "/")
                            && path.substring(above.length() + 1).matches("(?i)readme.*\\.md"));
            if (added && onlyOne) {
                Overlay without = new Overlay(merged);
                here.forEach(without::without);
                made.add(new Omission("README removed", folder, without.change(), Set.of("-readme"), Set.of(folder)));
            }
            rows(made, folder);
        }
        for (String path : readmes) {
            String wrong = text(path)
                    .lines()
                    .map(line -> line.matches(".*\\.pdparams\\).*\\.pdparams\\).*|.*\\.ya?ml\\).*\\.ya?ml\\).*")
                            ? line
                            : line.replaceAll("(\\w+)\\.pdparams\\)(?=.*\\.ya?ml\\))", "other_$1.pdparams)"))
                    .collect(Collectors.joining("\n", "", "\n"));
            boolean linked = wrong.lines()
                    .anyMatch(line -> line.contains("other_")
                            && addition.of("config").stream()
                                    .anyMatch(config -> line.contains("/" + config.stem() + ".y")));
            if (linked) {
                made.add(changed("wrong weights link", path, wrong, "-weights-link"));
            }
        }
        group(made, "Chinese document removed", path -> path.matches("docs/zh[_-]CN/.*\\.md"), DOCUMENTS);
        group(
                made,
                "English document removed",
                path -> path.matches("docs/en(_US)?/.*\\.md"),
                Set.of("-tutorial-en", "-document-en"));
        group(made, "row of the Chinese home page removed", path -> path.equals("README_CN.md"), Set.of("-list-zh"));
        group(made, "row of the English home page removed", path -> path.equals("README_EN.md"), Set.of("-list-en"));
    }

    /** The READMEs at and above a folder say nothing of the new configs any more. */
    private void rows(List<Omission> made, String folder) {
        List<String> stems = addition.of("config").stream()
                .filter(config -> config.path().startsWith(folder + "/"))
                .filter(config -> !config.path().contains("_base_"))
                .map(AddedPart::stem)
                .toList();
        Overlay without = new Overlay(merged);
        boolean any = false;
        for (String path : merged.view().paths()) {
            boolean isReadme = path.matches("configs/.*(?i)readme.*\\.md");
            if (isReadme && folder.startsWith(path.substring(0, path.lastIndexOf('/')))) {
                String text = text(path);
                String rest = text.lines()
                        .filter(line -> stems.stream().noneMatch(line::contains))
                        .collect(Collectors.joining("\n", "", "\n"));
                any |= rest.length() + 5 < text.length();
                without.with(path, rest);
            }
        }
        if (any && !stems.isEmpty()) {
            made.add(new Omission("rows removed", folder, without.change(), Set.of("-readme-row"), Set.of("configs/")));
        }
    }

    private void tipc(List<Omission> made) {
        group(made, "TIPC config removed", path -> path.startsWith("test_tipc/configs/"), Set.of("-tipc"));
        group(
                made,
                "prepare.sh forgotten",
                path -> path.equals("test_tipc/prepare.sh"),
                Set.of("-tipc-prepare", "-prepare"));
    }

    /** Files that must have their names. */
    private void rec(List<Omission> made) {
        Map<String, String> rules = Map.of(
                "net.py",
                "rec-net",
                "dygraph_model.py",
                "rec-dygraph",
                "config.yaml",
                "rec-config",
                "config_bigdata.yaml",
                "rec-config-bigdata",
                "__init__.py",
                "rec-init");
        for (ChangedFile file : merged.change().files()) {
            Matcher place = Pattern.compile("(models/[^/]+/[^/]+)/([^/]+)").matcher(file.path());
            if (!file.isNew() || !place.matches()) {
                continue;
            }
            String name = place.group(2);
            if (rules.containsKey(name)) {
                made.add(new Omission(
                        "file renamed",
                        file.path(),
                        new Overlay(merged)
                                .moved(file.path(), place.group(1) + "/my_" + name)
                                .change(),
                        Set.of(rules.get(name)),
                        Set.of(file.path())));
            } else if (name.toLowerCase(Locale.ROOT).startsWith("readme")) {
                made.add(new Omission(
                        "README removed",
                        file.path(),
                        new Overlay(merged).without(file.path()).change(),
                        Set.of("rec-readme"),
                        Set.of(place.group(1))));
            } else if (name.endsWith("eader.py")) {
                made.add(new Omission(
                        "reader removed",
                        file.path(),
                        new Overlay(merged).without(file.path()).change(),
                        Set.of("rec-reader"),
                        Set.of(place.group(1))));
            }
        }
    }

    private void group(List<Omission> made, String kind, Predicate<String> which, Set<String> rules) {
        List<String> paths = touched(which);
        if (!paths.isEmpty()) {
            Overlay without = new Overlay(merged);
            paths.forEach(without::unchanged);
            made.add(new Omission(kind, paths.get(0), without.change(), rules, Set.of()));
        }
    }

    private Omission changed(String kind, String path, String text, String... rules) {
        return new Omission(kind, path, new Overlay(merged).with(path, text).change(), Set.of(rules), Set.of(path));
    }

    private List<String> touched(Predicate<String> which) {
        return merged.change().touched(which);
    }

    private String text(String path) {
        return merged.view()
                .read(path)
                .filter(FileContent::isText)
                .map(FileContent::text)
                .orElse("");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.requirement.text.Readme;
import org.tipcjunit.requirement.text.TextFile;
import org.tipcjunit.stage.samples.TestImages;
import org.tipcjunit.workspace.IgnoredFiles;

/**
 * Finds test images, and data that git does not know and a working copy therefore lacks.
 *
 * @param model the model
 * @param files the repository's files
 */
record DataGuess(ModelLook model, RepositoryFiles files) {

    private static final Pattern OPTION = Pattern.compile("(?<=\\s)(--?[A-Za-z][\\w-]*)[= ]+['\"]?([^\\s'\"]+)");

    private static final Pattern LINE = Pattern.compile("^\\s*(--?[A-Za-z][\\w-]*)\\s*:\\s*(\\S+)\\s*$");

    private static final List<String> USUAL_IMAGES =
            List.of("test_images", "images", "demo", "demo_images", "imgs", "test_tipc/images", "docs/images");
    private static final List<String> USUAL_DATA =
            List.of("dataset", "datasets", "data", "train_data", "lite_data", "test_tipc/data");

    /** Get what to say of the images; nothing where the config's own are there. */
    Optional<Guess> images() {
        Optional<PlannedCommand> infer = model.command(Step.INFER);
        Optional<String> planned = infer.flatMap(PlannedCommand::images).filter(name -> !name.equals("null"));
        Optional<String> named = planned.or(() -> model.arguments(Step.INFER).stream()
                .filter(argument ->
                        PredictionGuess.IMAGES.matcher(argument.option()).matches())
                .map(Argument::value)
                .filter(value -> !value.isEmpty() && !value.equals("null"))
                .findFirst());
        Optional<String> path = infer.flatMap(command -> named.flatMap(name -> model.inRepository(command, name)))
                .filter(found -> Files.exists(model.root().resolve(found)));
        if (path.isPresent()) {
            return planned.isPresent()
                    ? Optional.empty()
                    : Optional.of(
                            Guess.of(Term.IMAGES, path.get(), "the config's inference is given it, and it is there"));
        }
        if (planned.isEmpty() && named.isPresent()) {
            // Inference goes on reading it, whatever images are stated.
            return infer.flatMap(command -> model.inRepository(command, named.get()))
                    .map(found -> Guess.of(
                            Term.IMAGES,
                            found,
                            "the config's inference is given it, and it is not there yet"
                                    + (hasPrepare() ? ": put it there, or certify with --prepare" : ": put it there")));
        }
        Optional<Guess> known = ofConfig().or(this::documented);
        if (known.isPresent()) {
            return known;
        }
        String missing = named.map(name -> "the config infers on " + name + ", which is not there")
                .orElse("the config names no images for inference");
        return Optional.of(Guess.none(
                Term.IMAGES,
                missing + (hasPrepare() ? " (unless test_tipc/prepare.sh makes it: certify with --prepare)" : "")
                        + "; name real test images of the repository",
                USUAL_IMAGES.stream()
                        .filter(folder -> holdsImages(model.root().resolve(folder)))
                        .findFirst()
                        .orElse("test_images")));
    }

    /** Find what a line of the config names, though the script that reads it gives it to no command. */
    private Optional<Guess> ofConfig() {
        List<String> lines = TextFile.read(model.config().file()).text().lines().toList();
        return IntStream.range(0, lines.size())
                .boxed()
                .flatMap(i -> LINE.matcher(lines.get(i))
                        .results()
                        .filter(line ->
                                PredictionGuess.IMAGES.matcher(line.group(1)).matches())
                        .flatMap(line -> inRepository(model.root(), line.group(2)).stream())
                        .map(images -> Guess.of(
                                Term.IMAGES, images, "line " + (i + 1) + " of the config names it, and it is there")))
                .findFirst();
    }

    /** Find an image that a README's command is given and the repository has. */
    private Optional<Guess> documented() {
        List<Path> starts = model.scripts().stream()
                .map(script -> model.root().resolve(script).getParent())
                .toList();
        for (Path readme : files.readmesAround(starts)) {
            Optional<Guess> found = Readme.read(readme).codeBlocks().stream()
                    .flatMap(block -> block.lines().stream())
                    .flatMap(line -> OPTION.matcher(line.text()).results())
                    .filter(option ->
                            PredictionGuess.IMAGES.matcher(option.group(1)).matches())
                    .flatMap(option -> inRepository(readme.resolveSibling("."), option.group(2)).stream())
                    .findFirst()
                    .map(images -> Guess.of(
                            Term.IMAGES,
                            images,
                            "a command in " + files.shown(readme) + " is given it, and it is there"));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<String> inRepository(Path from, String path) {
        try {
            return Stream.of(model.root(), from)
                    .map(folder -> folder.resolve(path).normalize())
                    .filter(file -> file.startsWith(model.root()))
                    .filter(file -> TestImages.isImage(file) ? Files.isRegularFile(file) : holdsImages(file))
                    .map(files::shown)
                    .findFirst();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static boolean holdsImages(Path folder) {
        try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            return files.anyMatch(TestImages::isImage);
        } catch (IOException e) {
            return false;
        }
    }

    /** Get the folders beside one that is not at the top. */
    private List<String> foldersBeside(String path) {
        Path folder = model.root().resolve(path);
        Path above = folder.resolveSibling(".").normalize();
        if (!Files.isDirectory(folder) || above.equals(model.root())) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(above)) {
            return folders.filter(Files::isDirectory)
                    .filter(found -> !String.valueOf(found.getFileName()).startsWith("."))
                    .map(files::shown)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    boolean hasPrepare() {
        return Files.isRegularFile(model.root().resolve("test_tipc/prepare.sh"));
    }

    /** Get the git-ignored folders that commands name or that are called as data mostly are. */
    Optional<Guess> data() {
        Set<String> named = new LinkedHashSet<>();
        for (PlannedCommand command : model.commands()) {
            Argument.after(command.argv()).stream()
                    .filter(argument -> argument.value().matches("[\\w./-]*/[\\w./-]*|data\\w*"))
                    .forEach(argument -> model.inRepository(command, argument.value())
                            .filter(path -> !path.isEmpty())
                            .ifPresent(named::add));
        }
        named.addAll(USUAL_DATA);
        named.removeIf(path -> !Files.exists(model.root().resolve(path)) || path.startsWith("test_tipc/output"));
        Set<String> ignored = new LinkedHashSet<>(IgnoredFiles.among(model.root(), List.copyOf(named)));
        // What lies beside the images of a data set, such as its labels, belongs to it.
        List<String> beside = ignored.stream()
                .flatMap(path -> foldersBeside(path).stream())
                .distinct()
                .filter(path -> !ignored.contains(path))
                .toList();
        ignored.addAll(IgnoredFiles.among(model.root(), beside));
        return ignored.isEmpty()
                ? Optional.empty()
                : Optional.of(Guess.of(
                        Term.DATA,
                        String.join(",", ignored),
                        "git ignores it, so that a working copy has it only when it is named"));
    }
}

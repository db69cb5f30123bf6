// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.merge;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tipcjunit.cli.status.ExitStatus;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.merge.check.MergeCheck;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.merge.rule.SuiteRules;
import org.tipcjunit.merge.rule.Words;
import org.tipcjunit.merge.skeleton.AdditionPlace;
import org.tipcjunit.merge.skeleton.ModelName;
import org.tipcjunit.merge.skeleton.Skeleton;
import org.tipcjunit.merge.skeleton.SkeletonFiles;
import org.tipcjunit.merge.skeleton.SkeletonPart;

/** Writes what a suite expects of a new model, and says what is left. */
record NewModel(boolean chinese) {

    private static final Words WRITTEN = new Words("written: ", "已写入：");
    private static final Words THERE = new Words("was there, left as it is: ", "已存在，未改动：");
    private static final Words EXISTS = new Words(
            "nothing is written, as the suite has a %s already: %s%n  remedy: give the new model another name, or change that"
                    + " one by hand",
            "未写入任何文件，套件中已有 %s：%s%n  处理方法：为新模型另取名称，或手动修改已有的模型");
    private static final Words BY_HAND = new Words("add by hand to ", "请手动添加到 ");
    private static final Words OPEN = new Words("cannot be told by the name alone, see the rule: ", "仅凭模型名无法确定，请查看规则：");
    private static final Words REST = new Words(
            "Fill in what is zero or empty; `tipc merge-check` tells the rest.",
            "请补全为零或为空的内容；其余请运行 `tipc merge-check` 查看。");

    int write(String model, Path folder, Optional<OfficialSuite> suite, MergeCheck check, PrintWriter out) {
        ModelName name = new ModelName(model);
        Path root = root(folder);
        SuiteRules rules = suite.map(check.book()::of).orElseGet(() -> check.suite(root));
        Optional<String> place = check.existing(root, rules, name);
        if (place.isPresent()) {
            out.println(EXISTS.in(chinese).formatted(model, place.get()));
            return ExitStatus.NOT_CERTIFIED;
        }
        Skeleton skeleton = Skeleton.of(rules, name, root);
        List<SkeletonPart> written = new SkeletonFiles(root).write(skeleton);
        List<SkeletonPart> files = skeleton.of(SkeletonPart.Kind.FILE);
        files.forEach(part -> out.println((written.contains(part) ? WRITTEN : THERE).in(chinese) + part.file()));
        for (SkeletonPart part : skeleton.of(SkeletonPart.Kind.ADDITION)) {
            out.println(BY_HAND.in(chinese) + part.file() + place(root, part) + " ("
                    + part.rule().id() + "):");
            part.text().lines().forEach(line -> out.println("    " + line));
        }
        skeleton.of(SkeletonPart.Kind.OPEN)
                .forEach(part -> out.println(OPEN.in(chinese)
                        + part.rule().id() + ": "
                        + part.rule().title().in(chinese)));
        out.println(REST.in(chinese));
        return written.size() == files.size() ? ExitStatus.OK : ExitStatus.NOT_CERTIFIED;
    }

    /** A branch of a script has to stand among the others. */
    private String place(Path root, SkeletonPart part) {
        Path file = root.resolve(part.file());
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return "";
        }
        try {
            // Scripts of some suites hold bytes that are no UTF-8.
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            OptionalInt line = AdditionPlace.before(text, part.text());
            return line.isEmpty() ? "" : (chinese ? "，置于第 %d 行之前" : ", before line %d").formatted(line.getAsInt());
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static Path root(Path folder) {
        // A folder within a checkout would get the files in the wrong place.
        if (!Files.exists(folder.toAbsolutePath().resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
            throw ConfigException.of(
                    folder.toAbsolutePath() + " is no checkout of a suite", "name its top folder with --repository");
        }
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(folder.toString(), e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.Optional;
import java.util.regex.Pattern;
import org.tipcjunit.merge.change.FileContent;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.Words;

/** Finds new lines with bytes that are no UTF-8, at which Python and readers of YAML stop. */
final class Utf8 {

    private static final String REPLACED = "\uFFFD";
    private static final Pattern CODING = Pattern.compile("#.*coding[:=]\\s*(?!utf)[-\\w.]+");

    private Utf8() {}

    /** Find the first such line of a file, unless it says in what else it is written. */
    static Optional<Violation> fault(Review review, String path) {
        return NewLines.of(review, path::equals, content -> content.form() == FileContent.Form.NOT_UTF8).stream()
                .filter(file -> file.file().lines().stream().limit(2).noneMatch(line -> CODING.matcher(line)
                        .find()))
                .flatMap(file -> file.lines().stream())
                .filter(line -> line.text().contains(REPLACED))
                .findFirst()
                .map(line -> Violation.at(path, line.number())
                        .with("fault", new Words("this line has bytes that are no UTF-8", "此行含有不是 UTF-8 编码的字节")));
    }
}

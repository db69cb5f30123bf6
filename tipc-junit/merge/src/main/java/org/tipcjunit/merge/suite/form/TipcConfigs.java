// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.merge.rule.PathPattern;

/** Looks at each TIPC config that a change touches. Values: {@code fault}, {@code remedyOfTipc}. */
final class TipcConfigs {

    private static final PathPattern CONFIGS = PathPattern.of("test_tipc/{config,configs}/**/*.txt");

    private TipcConfigs() {}

    /** Looks at one config. */
    interface Check {

        /**
         * Look at it.
         *
         * @param repository whose it is, as {@code owner/name}
         * @throws ConfigException if it cannot be used as it is
         */
        List<Violation> check(ConfigFile config, Optional<String> repository);
    }

    /** Whether a file of this path is one. */
    static boolean isOne(String path) {
        return CONFIGS.test(path);
    }

    static Outcome judge(Review review, Check check) {
        List<String> paths = review.change().touched(CONFIGS);
        if (paths.isEmpty()) {
            return new Outcome.DoesNotApply("the change touches no TIPC config");
        }
        Optional<String> repository =
                review.suite().suite().map(OfficialSuite::title).map(title -> "PaddlePaddle/" + title);
        List<Violation> violations = new ArrayList<>();
        for (String path : paths) {
            review.sources().text(path).ifPresent(text -> violations.addAll(check(path, text, repository, check)));
        }
        return Outcome.of(violations);
    }

    private static List<Violation> check(String path, String text, Optional<String> repository, Check check) {
        try {
            return check.check(ConfigFile.of(Path.of(path), text), repository);
        } catch (ConfigException e) {
            int line = e.problem().where().line().orElse(0);
            return List.of(violation(path, line, e.problem().what(), e.problem().remedy()));
        } catch (InvalidPathException e) {
            return List.of(violation(path, 0, "its name cannot be used", "name it in letters and digits"));
        }
    }

    static Violation violation(String path, int line, String fault, String remedy) {
        return Violation.at(path, line).with("fault", fault).with("remedyOfTipc", remedy);
    }
}

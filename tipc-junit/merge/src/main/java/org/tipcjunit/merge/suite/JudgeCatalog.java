// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.SuiteJudges;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.merge.suite.build.BuildJudges;
import org.tipcjunit.merge.suite.clas.ClasJudges;
import org.tipcjunit.merge.suite.code.CodeJudges;
import org.tipcjunit.merge.suite.detection.DetectionJudges;
import org.tipcjunit.merge.suite.form.CommonJudges;
import org.tipcjunit.merge.suite.gan.GanJudges;
import org.tipcjunit.merge.suite.ocr.OcrJudges;
import org.tipcjunit.merge.suite.place.PlaceJudges;
import org.tipcjunit.merge.suite.rec.RecJudges;
import org.tipcjunit.merge.suite.seg.SegJudges;
import org.tipcjunit.merge.suite.text.TextJudges;
import org.tipcjunit.merge.suite.video.VideoJudges;

/**
 * The judges of all rules.
 *
 * @param judges by the ids of their rules
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record JudgeCatalog(Map<String, MergeJudge> judges) {

    public JudgeCatalog {
        judges = Map.copyOf(judges);
    }

    /** Get the judges of this library. */
    public static JudgeCatalog ofLibrary() {
        List<SuiteJudges> all = List.of(
                new CommonJudges(),
                new PlaceJudges(),
                new CodeJudges(),
                new BuildJudges(),
                new TextJudges(),
                new ClasJudges(),
                new DetectionJudges(),
                new SegJudges(),
                new OcrJudges(),
                new VideoJudges(),
                new GanJudges(),
                new RecJudges());
        Map<String, MergeJudge> judges = new HashMap<>();
        for (SuiteJudges suite : all) {
            suite.judges().forEach((id, judge) -> {
                if (judges.put(id, judge) != null) {
                    throw new IllegalStateException("two judges decide " + id);
                }
            });
        }
        return new JudgeCatalog(judges);
    }

    /** Find the judge of a rule. */
    public Optional<MergeJudge> of(String id) {
        return Optional.ofNullable(judges.get(id));
    }

    /** Get a suite's name as its rules begin, such as {@code seg}. */
    public static String prefix(OfficialSuite suite) {
        String label = suite.label();
        return label.substring(label.indexOf('-') + 1);
    }
}

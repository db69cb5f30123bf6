// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.serving;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tipcjunit.artifact.AskedSettings;
import org.tipcjunit.artifact.AskedSettings.Difference;
import org.tipcjunit.artifact.AskedSettings.Setting;
import org.tipcjunit.artifact.ServedCell;
import org.tipcjunit.artifact.ServiceRun;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.recording.PredictorSettings;
import org.tipcjunit.stage.infer.HeldPrecision;

/**
 * Whether the predictors of a service calculate as its config, its command and its cell say.
 *
 * @param faults what the service ignores
 * @param notRun why the cell was not run as it says, through no fault of the service; empty where it was
 */
record ServedClaims(List<Fault> faults, Optional<String> notRun) {

    private static final String ONE_DNN_STAYS = "use_mkldnn: False was asked for, and oneDNN was on: Paddle Serving switches it"
            + " on only, and Paddle from 2.6 on starts with it";

    static ServedClaims of(ServedCell cell, ServiceRun service) {
        List<PredictorSettings> recorded = service.runs().stream()
                .map(PredictorRun::settings)
                .distinct()
                .map(PredictorSettings::new)
                .toList();
        List<AskedSettings> asked = List.of(new AskedSettings(service.asked()), new AskedSettings(cell.alternatives()));
        Optional<String> notRun = Stream.concat(
                        recorded.stream()
                                .flatMap(settings -> asked.stream()
                                        .flatMap(one -> HeldPrecision.obstacle(one.precision(), settings).stream())),
                        differences(asked, recorded)
                                .filter(ServedClaims::oneDnnStays)
                                .filter(difference -> recorded.stream().anyMatch(settings -> usesOneDnn(service, settings)))
                                .map(difference -> ONE_DNN_STAYS))
                .findFirst();
        Map<Setting, Fault> faults = new LinkedHashMap<>();
        differences(asked, recorded)
                .filter(difference -> !oneDnnStays(difference))
                .forEach(difference ->
                        faults.putIfAbsent(difference.setting(), fault(cell.name(), service, difference)));
        return new ServedClaims(List.copyOf(faults.values()), notRun);
    }

    private static Stream<Difference> differences(List<AskedSettings> asked, List<PredictorSettings> recorded) {
        return asked.stream().flatMap(one -> recorded.stream().flatMap(settings -> one.differences(settings).stream()));
    }

    private static boolean oneDnnStays(Difference difference) {
        return difference.setting() == Setting.ONE_DNN && difference.recorded().endsWith("on");
    }

    /** Paddle 2 brings in oneDNN by optimising the graph, without which it uses none of it; Paddle 3 does in any case. */
    private static boolean usesOneDnn(ServiceRun service, PredictorSettings settings) {
        boolean second = service.stage().recording().processes().stream()
                .anyMatch(process -> process.properties().getOrDefault("paddle", "").startsWith("2."));
        return settings.oneDnn() && (settings.irOptim() || !second);
    }

    private static Fault fault(String cell, ServiceRun service, Difference difference) {
        String name = Stream.concat(service.asked().keySet().stream(), Stream.of(difference.setting().name()))
                .filter(key -> difference.setting().isNamed(key) || key.equals(difference.setting().name()))
                .findFirst()
                .orElseThrow();
        return new Fault(
                "the service ignores " + name + " (" + cell + ")",
                "asked for was " + name + "=" + difference.asked() + ", recorded was " + difference.recorded(),
                "let the service make its predictor from the local_service_conf of its config and from the options of its"
                        + " command, as Paddle Serving's local predictor does");
    }
}

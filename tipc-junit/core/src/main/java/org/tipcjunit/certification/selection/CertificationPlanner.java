// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.selection;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certification.terms.CertificationProperties;
import org.tipcjunit.certification.terms.DeclaredModel;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.certification.terms.Terms;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.Mode;
import org.tipcjunit.plan.Planner;
import org.tipcjunit.plan.model.Combination;
import org.tipcjunit.plan.model.TipcPlan;

/**
 * Finds the certifications that configs ask for: one for each combination that this machine can run.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class CertificationPlanner {

    private final Planner planner = new Planner();
    private final Readings readings = new Readings();
    private final ServiceConfigs services = new ServiceConfigs(readings);

    public boolean isService(SelectedConfig config) {
        return services.isService(config);
    }

    /**
     * Find the certifications of a config. One that cannot be planned has a certification all the same, which says why when its turn
     * comes, so that its older certificate is retired and the others go on.
     *
     * @param config the config; that of a service is certified together with the training and export of its model
     * @param models makes the model that a config of a training trains
     * @param settings the user's settings
     */
    public Stream<PlannedCertification> of(
            SelectedConfig config, Function<SelectedConfig, DeclaredModel> models, Settings settings) {
        if (!isService(config)) {
            return combinations(models.apply(config), config, settings);
        }
        try {
            Optional<String> stated = settings.get(Term.TRAIN_CONFIG)
                    .or(() -> Optional.ofNullable(CertificationProperties.beside(config.file())
                            .terms()
                            .get(Term.TRAIN_CONFIG)));
            SelectedConfig training = services.trainingOf(config, stated);
            return combinations(models.apply(training), config, settings.ofTraining());
        } catch (ConfigException e) {
            return Stream.of(unplanned(models.apply(config), config));
        }
    }

    private Stream<PlannedCertification> combinations(DeclaredModel model, SelectedConfig config, Settings settings) {
        SelectedConfig training = new SelectedConfig(config.root(), model.config(), config.shown());
        try {
            Terms terms = Terms.of(settings, model, new CertificationProperties(Map.of()));
            TipcPlan plan = planner.plan(
                    readings.of(training, terms.get(Term.MODE).orElseGet(Mode.LITE_TRAIN_LITE_INFER::label)),
                    terms.device());
            return Combinations.runnable(plan).stream()
                    .map(combination -> new PlannedCertification(
                            displayName(config, combination), model, new ChosenCombination(config, combination)));
        } catch (ConfigException e) {
            return Stream.of(unplanned(model, config));
        }
    }

    private static PlannedCertification unplanned(DeclaredModel model, SelectedConfig config) {
        return new PlannedCertification(config.shown(), model, new ChosenCombination(config, Combination.none()));
    }

    private static String displayName(SelectedConfig config, Combination combination) {
        return combination.equals(Combination.none())
                ? config.shown()
                : config.shown() + " [" + ChosenCombination.describe(combination) + "]";
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.requirement.DemandException;
import org.tipcjunit.requirement.DemandProvider;

/**
 * The demands that third parties add on the class path.
 *
 * @param providers who adds them
 */
record ProvidedDemands(List<DemandProvider> providers) {

    /**
     * Find those on the class path.
     *
     * @throws DemandException if one of them cannot be made
     */
    static ProvidedDemands onClassPath() {
        List<DemandProvider> providers = new ArrayList<>();
        try {
            ServiceLoader.load(DemandProvider.class).forEach(providers::add);
        } catch (ServiceConfigurationError e) {
            throw new DemandException(
                    "a provider of demands on the class path cannot be used: " + e.getMessage(),
                    "Correct it, or take its jar from the class path");
        }
        return new ProvidedDemands(List.copyOf(providers));
    }

    /**
     * Get what they demand of a model.
     *
     * @throws DemandException if one of them demands what the library judges, which is demanded already
     */
    List<Demand<?>> of(Path repository, String config) {
        List<Demand<?>> all = new ArrayList<>();
        for (DemandProvider provider : providers) {
            for (Demand<?> demand : provider.demands(repository, config)) {
                if (demand.foreignJudge().isEmpty()) {
                    throw new DemandException(
                            "%s demands %s, which this library judges"
                                    .formatted(provider.getClass().getName(), demand.label()),
                            "Let it demand what judges of its own judge");
                }
                all.add(demand);
            }
        }
        return all;
    }
}

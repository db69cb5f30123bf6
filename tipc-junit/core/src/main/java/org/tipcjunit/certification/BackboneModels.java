// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.requirement.Backbone;
import org.tipcjunit.requirement.BackboneModel;

/**
 * What the certifications of one model with several backbones know of each other's models.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class BackboneModels {

    private final List<Backbone> backbones;
    private final Map<String, BackboneModel> models = new ConcurrentHashMap<>();

    /**
     * Start without models.
     *
     * @param backbones the original first
     */
    public BackboneModels(List<Backbone> backbones) {
        this.backbones = List.copyOf(backbones);
    }

    /** Get the backbones, the original first. */
    public List<Backbone> backbones() {
        return backbones;
    }

    /** Get the models that were added. */
    List<BackboneModel> models() {
        return List.copyOf(models.values());
    }

    /** Add the model of one backbone and get those of the others that were added before. */
    public List<BackboneModel> othersThan(BackboneModel model) {
        models.put(model.backbone(), model);
        return backbones.stream()
                .map(Backbone::name)
                .filter(name -> !name.equals(model.backbone()))
                .flatMap(name -> Optional.ofNullable(models.get(name)).stream())
                .toList();
    }
}

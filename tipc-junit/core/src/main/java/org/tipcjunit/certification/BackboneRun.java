// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.requirement.Backbone;
import org.tipcjunit.requirement.BackboneModel;
import org.tipcjunit.requirement.BackboneSubject;

/**
 * The certification of a model with one of its backbones.
 *
 * @param backbone the backbone
 * @param models what the certifications with the other backbones know of it, and it of them
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record BackboneRun(Backbone backbone, BackboneModels models) implements BackboneSubject {

    public String name() {
        return backbone.name();
    }

    @Override
    public List<Backbone> all() {
        return models.backbones();
    }

    @Override
    public List<BackboneModel> othersThan(BackboneModel model) {
        return models.othersThan(model);
    }

    /** Get {@code text} with this backbone's name in it. */
    public String fill(String text) {
        return backbone.fill(text);
    }
}

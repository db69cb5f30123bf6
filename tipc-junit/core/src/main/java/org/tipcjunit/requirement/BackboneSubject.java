// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The backbone that a model is built on, where one class certifies several.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public interface BackboneSubject {

    /** Get the backbone of this model. */
    Backbone backbone();

    /** Get all backbones of the class, the original first. */
    List<Backbone> all();

    /** Add the model of this backbone and get those of the others that were added before. */
    List<BackboneModel> othersThan(BackboneModel model);

    /** Whether it is the one that the light ones replace. */
    default boolean isOriginal() {
        return backbone().equals(all().get(0));
    }
}

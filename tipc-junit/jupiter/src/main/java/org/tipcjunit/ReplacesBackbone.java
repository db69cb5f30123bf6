// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.requirement.backbone.BackboneSwitchJudge;

/**
 * Demands that the model of each backbone is another model than those of the other backbones (clause 4.3.2).
 *
 * <p>A switch that is ignored trains one network under several names, and every certificate is that of the same model. So the exported
 * layer must have other weights by name or by extent, and say something else, than that of every other backbone that this run
 * has exported. Belongs into a class with {@link Backbones}. See {@link org.tipcjunit.requirement.backbone.BackboneSwitch}.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Requirement(BackboneSwitchJudge.class)
public @interface ReplacesBackbone {}

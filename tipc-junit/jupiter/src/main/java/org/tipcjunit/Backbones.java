// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.tipcjunit.internal.BackboneTemplate;
import org.tipcjunit.internal.TipcExtension;

/**
 * Runs a {@link TipcModel} class once for each backbone, each with a certificate of its own (section 4.3 of the acceptance
 * guide).
 *
 * <p><code>{backbone}</code> stands for the backbone's name in every text of {@link TipcModel} and of the requirements, such
 * as {@code config = "test_tipc/configs/centernet_{backbone}/train_infer_python.txt"} and {@code row = "{backbone}"}.
 *
 * <p>After the last backbone a table in the guide's form (backbone, metric, hyper-parameters), the original first, is written to
 * {@code target/tipc/<simple name of the class>/backbones.md} and {@code .html}, and to Allure's results. What was not certified in
 * this run, or is <em>coming soon</em>, is shown as such.
 *
 * <p>Where JUnit's parallel execution is enabled, backbones are certified at the same time, as many as JUnit has threads; the
 * requirements of one backbone run one after the other.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ClassTemplate
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith({BackboneTemplate.class, TipcExtension.class})
public @interface Backbones {

    /** The light backbones by their names: of the guide's four, or of {@link #stated()}. */
    String[] value() default {
        "MobileNetV1_x1_0", "MobileNetV3_large_x1_0", "MobileNetV3_small_x1_0", "ShuffleNetV2_x1_0"
    };

    /** The backbone of the original paper; the first row of the table. */
    String original();

    /** What is stated about backbones that the guide does not know. */
    Stated[] stated() default {};

    /** A backbone that the guide does not know. */
    @Target({})
    @Retention(RetentionPolicy.RUNTIME)
    @interface Stated {

        /** Its name. */
        String name();

        /** Its accuracy on ImageNet, from 0 to 1. */
        double imageNetTop1();

        /** Its size in megabytes, 10^6 bytes. */
        double megabytes();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tipcjunit.config.Mode;
import org.tipcjunit.internal.TipcExtension;

/**
 * Makes a test class the certification of one model, as a {@code test_tipc} config describes it.
 *
 * <p>Methods of the class, of its nested classes and of its superclasses carry requirements such as
 * {@link LossConverges}, and may take {@link org.tipcjunit.artifact.TrainingRun TrainingRun},
 * {@link org.tipcjunit.artifact.Evaluation Evaluation}, {@link org.tipcjunit.artifact.Prediction Prediction},
 * {@link org.tipcjunit.artifact.ExportedModel ExportedModel}, {@link org.tipcjunit.artifact.Inference Inference},
 * {@link org.tipcjunit.artifact.ServingRun ServingRun} and
 * {@link org.tipcjunit.environment.PaddleEnvironment PaddleEnvironment} as parameters. A stage of the chain runs when a
 * test asks for what it makes, once for the class, whatever the order of the tests. A test whose artifact cannot be made
 * because an earlier stage failed is aborted and names that stage.
 *
 * <h2>Results</h2>
 *
 * <p>After the last test {@code target/tipc/<model>/certificate.json}, {@code .md} and {@code .html} are written if every
 * clause of section 4.1.3 of the acceptance guide, and every other that the class demands, passed in this run and no test
 * failed; otherwise {@code not-certified.*}. A certificate of an earlier run is moved to {@code superseded/} as soon as a new run starts.
 *
 * <h2>Configuration</h2>
 *
 * <p>The settings that the user guide lists, such as {@code tipc.python}, may be given as JUnit configuration parameter, system
 * property or environment variable (in upper case with underscores), in this order of precedence, and win over the annotation.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(TipcExtension.class)
public @interface TipcModel {

    /** The config, relative to {@link #repository()}, such as {@code test_tipc/configs/digits/train_infer_python.txt}. */
    String config();

    /**
     * The name that results, messages and the certificate use; when empty, the config's {@code model_name}. Classes that
     * certify one model in several ways, such as on two versions of Paddle, give each its own.
     */
    String name() default "";

    /** How much is trained and inferred. */
    Mode mode() default Mode.LITE_TRAIN_LITE_INFER;

    /**
     * The folder that the config's commands run in. When empty, the closest folder at or above the working directory in
     * which {@link #config()} exists.
     */
    String repository() default "";

    /**
     * The dygraph prediction, for which configs have no line: a script and its options as after {@code python}, where
     * <code>{weights}</code> stands for the trained weights and <code>{images}</code> for the test images.
     */
    String predict() default "";

    /**
     * The config of the model's service, relative to {@link #repository()}, such as
     * {@code test_tipc/configs/digits/model_linux_cpu_normal_normal_serving_python_linux_cpu.txt}; when empty, the one that
     * {@code certification.properties} names.
     */
    String serving() default "";

    /**
     * How the service is asked about an image: its name and the key of the image in a request, such as {@code digits:image}; when
     * empty, that is read from the repository's own client.
     */
    String servingRequest() default "";

    /** The interpreter that has Paddle installed; when empty, an environment is provisioned. */
    String python() default "";

    /** The environment to provision when no interpreter is named: {@code paddle-2.6.2} or {@code paddle-3.3.1}. */
    String environment() default "paddle-2.6.2";

    /** The device to plan every cell for: {@code cpu}, or empty to leave cells of other devices as not run. */
    String device() default "";

    /** Git-ignored files and folders of the repository that the stages need, such as {@code dataset}. */
    String[] data() default {};

    /** Whether {@code test_tipc/prepare.sh} runs before the first stage. */
    boolean prepare() default false;

    /** How many iterations the training is to last at least, by a number of epochs that is computed; 0 leaves it. */
    int iterations() default 0;

    /** Whether every cell of the inference matrix runs the repository's own script instead of a replay. */
    boolean everyCellByScript() default false;

    /** How long one stage may run, in seconds; 0 leaves it to the mode. */
    long stageLimitSeconds() default 0;

    /** How long all stages may take together, in seconds; 0 leaves it to the mode, or to a longer stage. */
    long limitSeconds() default 0;

    /**
     * What the class must end with: {@code certified} fails a class none of whose tests failed and that is not certified, and
     * names what is missing; empty lets it pass. One test of several that is run alone is left as it is.
     */
    String require() default "";
}

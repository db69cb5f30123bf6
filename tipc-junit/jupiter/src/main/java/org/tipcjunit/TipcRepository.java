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
import org.tipcjunit.config.Mode;
import org.tipcjunit.internal.RepositoryTemplate;
import org.tipcjunit.internal.TipcExtension;

/**
 * Makes a test class the certification of many models of a repository: its tests run once for each config, and for each
 * combination of trainer and precision that the config asks for and this machine can run.
 *
 * <p>The class is written as one annotated with {@link TipcModel}. A glob that matches no file fails the class; a config that
 * cannot be read or planned fails alone, with a message that names file, line and remedy.
 *
 * <p>What configs have no line for, such as the prediction command and the documented metric, may lie in a
 * {@code certification.properties} beside the config ({@code predict=...}, {@code metric=...}); the user guide's table of settings lists
 * what it may state. Settings, and values that are given on an annotation, win over it; the certificate shows who stated what.
 *
 * <p>The config of a service is certified together with the training and export of its model, by the config that {@code
 * train-config} names, else by {@code train_infer_python.txt} beside it, else by the only one of its kind there; the class then
 * carries {@link ServingMatchesInference}. Where a class with such a requirement meets the config of a training, the service is
 * the one that {@code serving} names, else the only {@code *serving*python*.txt} beside it.
 *
 * <p>Results go to {@code target/tipc/<path of the config below test_tipc/configs, without .txt>}.
 *
 * @see TipcModel
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ClassTemplate
@ExtendWith({RepositoryTemplate.class, TipcExtension.class})
public @interface TipcRepository {

    /**
     * The repository, or a folder that holds several; relative to the working directory or to a folder above it. When empty,
     * the closest folder at or above the working directory that holds {@code test_tipc}. {@code tipc.repository} wins.
     */
    String path() default "";

    /**
     * The configs as paths or globs relative to {@link #path()}, such as {@code test_tipc/configs/*}{@code
     * /train_infer_python.txt}. {@code tipc.configs}, with one path or glob in each line, wins.
     */
    String[] configs() default {};

    /** How much is trained and inferred. */
    Mode mode() default Mode.LITE_TRAIN_LITE_INFER;

    /** The device to plan every cell for: {@code cpu}, or empty to leave cells of other devices as not run. */
    String device() default "";

    /** The dygraph prediction of every config; see {@link TipcModel#predict()}. */
    String predict() default "";

    /** Git-ignored files and folders of the repository that the stages need, such as {@code dataset}. */
    String[] data() default {};

    /** Whether {@code test_tipc/prepare.sh} runs before the first stage. */
    boolean prepare() default false;

    /** How many iterations the training is to last at least, by a number of epochs that is computed; 0 leaves it. */
    int iterations() default 0;

    /** Whether every cell of the inference matrix runs the repository's own script instead of a replay. */
    boolean everyCellByScript() default false;

    /** The interpreter that has Paddle installed; when empty, an environment is provisioned. */
    String python() default "";

    /** The environment to provision when no interpreter is named: {@code paddle-2.6.2} or {@code paddle-3.3.1}. */
    String environment() default "paddle-2.6.2";

    /** How long one stage may run, in seconds; 0 leaves it to the mode. */
    long stageLimitSeconds() default 0;

    /** How long all stages of one config may take together, in seconds; 0 leaves it to the mode, or to a longer stage. */
    long limitSeconds() default 0;

    /**
     * What the class must end with: {@code certified} fails a class none of whose tests failed and that is not certified, and
     * names what is missing; empty lets it pass. One test of several that is run alone is left as it is.
     */
    String require() default "";
}

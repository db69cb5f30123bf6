// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The families of scripts by the way that they compose commands, named after the suite that each began in.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum Suite {
    /** The common form, which most repositories have copied. */
    OCR,
    CLAS,
    DETECTION,
    SEG,
    VIDEO,
    GAN,
    REC,
    REMOTE_SENSING,
    PADDLE_3D,
    NLP,
    SPEECH,
    /** The short form of the model reproduction tutorials, with 32 lines. */
    TUTORIAL
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.tipcjunit.TipcModel;

/** A composed annotation, as a team writes one for its models. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@TipcModel(
        config = CertifiesDigits.CONFIG,
        name = "digits-composed",
        environment = "paddle-2.6.2",
        predict = CertifiesDigits.PREDICT)
@interface CertifiesDigits {

    String CONFIG = "test_tipc/configs/digits/train_infer_python.txt";

    String PREDICT = "fixtures/digits/predict.py --config=fixtures/digits/configs/digits.yaml --use_gpu=False"
            + " --weights={weights} --image_dir={images} --batch_size=1";
}

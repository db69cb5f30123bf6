// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import org.tipcjunit.TipcModel;
import org.tipcjunit.faults.DigitsTestCases;

/** The same certification as its superclass's, on another version of Paddle. */
@TipcModel(
        config = CertifiesDigits.CONFIG,
        name = "digits-paddle-3",
        environment = "paddle-3.3.1",
        predict = CertifiesDigits.PREDICT)
class Paddle3TestCases extends DigitsTestCases {}

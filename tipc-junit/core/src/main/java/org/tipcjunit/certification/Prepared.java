// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import org.tipcjunit.certification.terms.Terms;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.environment.PaddleEnvironment;

/**
 * A certification before its first stage runs.
 *
 * @param request what is certified
 * @param terms what holds
 * @param environment runs the stages
 * @param chain the stages
 * @param cores how many cores may be used at once; positive
 * @param writer writes the certificate
 */
record Prepared(
        Request request,
        Terms terms,
        PaddleEnvironment environment,
        Chain chain,
        int cores,
        CertificateWriter writer) {}

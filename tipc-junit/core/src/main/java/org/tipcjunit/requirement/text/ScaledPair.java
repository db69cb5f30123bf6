// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import java.math.BigDecimal;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A documented and a printed value on one scale.
 *
 * @param documented the documented value
 * @param printed the printed value
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ScaledPair(BigDecimal documented, BigDecimal printed) {

    /** A percentage and its fraction lie 100 apart; half of the orders between tells them from values that only differ. */
    private static final BigDecimal SUSPICIOUS = BigDecimal.TEN;

    /**
     * Bring both to one scale; empty where it cannot be told which scale they have: without a percent sign on either side and with
     * values on both sides of 1, a percentage may stand beside a fraction.
     */
    public static Optional<ScaledPair> of(MetricName metric, WrittenNumber documented, WrittenNumber printed) {
        if (metric.isShare() && (documented.ambiguous() || printed.ambiguous())) {
            return Optional.empty();
        }
        if (documented.percent() == printed.percent()) {
            return documented.percent() || isOneScale(metric, documented.digits(), printed.digits())
                    ? Optional.of(new ScaledPair(documented.value(), printed.value()))
                    : Optional.empty();
        }
        WrittenNumber unsigned = documented.percent() ? printed : documented;
        boolean fraction = !isAboveOne(unsigned.digits());
        if (!fraction && !metric.isShare()) {
            return Optional.empty();
        }
        return Optional.of(
                fraction
                        ? new ScaledPair(documented.value(), printed.value())
                        : new ScaledPair(
                                documented.asPercent().value(),
                                printed.asPercent().value()));
    }

    private static boolean isOneScale(MetricName metric, BigDecimal documented, BigDecimal printed) {
        if (metric.isUnbounded()
                || isAboveOne(documented) == isAboveOne(printed)
                || documented.signum() == 0
                || printed.signum() == 0) {
            return true;
        }
        BigDecimal larger = documented.abs().max(printed.abs());
        BigDecimal smaller = documented.abs().min(printed.abs());
        return !metric.isShare() && larger.compareTo(smaller.multiply(SUSPICIOUS)) < 0;
    }

    private static boolean isAboveOne(BigDecimal number) {
        return number.abs().compareTo(BigDecimal.ONE) > 0;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tipcjunit.certificate.Certificate.FigureResult;
import org.tipcjunit.certificate.Certificate.FindingResult;
import org.tipcjunit.finding.Quantity;

/**
 * Looks for figures of a pass that a pass cannot have: impossible ones, and those that the finding's own demand excludes.
 *
 * @param finding a finding of the guide that says PASS
 */
record FigureCheck(FindingResult finding) {

    /** Figures as older certificates write them too: {@code 76.0 %}, {@code 4 of 4}. */
    private static final Pattern NUMBER =
            Pattern.compile("([-+]?[0-9.]+(?:[eE][-+]?[0-9]{1,3})?)(?: of ([0-9]+))?(?: %)?");

    private static final Pattern OF = Pattern.compile("of ([0-9]+)\\b.*");
    private static final Pattern ALPHA = Pattern.compile("\\bp <= ([0-9.]+(?:e-?[0-9]+)?)");
    private static final Pattern LEAST_FALL = Pattern.compile("falls by at least ([0-9.]+) %");
    private static final Set<String> OF_AMOUNTS =
            Set.of("bytes", "ULP", "ms", "s", "requests/s", "MiB", "MB", "million", "images");
    private static final BigDecimal ROUNDING = new BigDecimal("0.001");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** Something that contradicts the verdict: what a pass has, and what stands there. */
    record Contradiction(String expected, String observed) {}

    List<Contradiction> contradictions() {
        List<Contradiction> found = new ArrayList<>();
        Map<String, BigDecimal> numbers = new LinkedHashMap<>();
        for (FigureResult figure : finding.figures()) {
            String text = figure.value().text();
            Matcher number = NUMBER.matcher(text);
            if (number.matches()) {
                BigDecimal value = new BigDecimal(number.group(1));
                numbers.put(figure.name(), value);
                range(figure, value, Optional.ofNullable(number.group(2)), found);
            } else if (text.matches("(?i)[-+]?(nan|inf|infinity|[0-9.]+e[-+]?[0-9]{4,})")) {
                found.add(against("finite " + figure.name(), figure.name(), text));
            }
        }
        demanded(numbers, "p value", ALPHA, true, found);
        demanded(numbers, "relative fall of the median", LEAST_FALL, false, found);
        agreement(numbers, found);
        margin(numbers, found);
        bits(numbers, found);
        return found;
    }

    private static void range(
            FigureResult figure, BigDecimal value, Optional<String> ofText, List<Contradiction> found) {
        String name = figure.name();
        boolean amount = OF_AMOUNTS.contains(figure.unit()) || name.startsWith("max ") || name.equals("margin");
        Matcher of = OF.matcher(figure.unit());
        Optional<String> whole = of.matches() ? Optional.of(of.group(1)) : ofText;
        if ((amount || whole.isPresent()) && value.signum() < 0) {
            found.add(against(name + " of at least 0", name, Quantity.of(value)));
        } else if (whole.isPresent() && value.compareTo(new BigDecimal(whole.get())) > 0) {
            found.add(against(name + " of at most " + whole.get(), name, Quantity.of(value)));
        } else if (name.equals("p value") && (value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0)) {
            found.add(against("p value from 0 to 1", name, Quantity.of(value)));
        }
    }

    private void demanded(
            Map<String, BigDecimal> numbers, String name, Pattern limit, boolean most, List<Contradiction> found) {
        Matcher stated = limit.matcher(finding.expected());
        BigDecimal value = numbers.get(name);
        if (value != null && stated.find()) {
            int side = value.compareTo(new BigDecimal(stated.group(1)));
            if (most ? side > 0 : side < 0) {
                found.add(against(
                        name + (most ? " of at most " : " of at least ") + stated.group(1), name, Quantity.of(value)));
            }
        }
    }

    /** Another machine may decide the hardest images otherwise: half of the documented ones are demanded. */
    private static void agreement(Map<String, BigDecimal> numbers, List<Contradiction> found) {
        numbers.forEach((name, agree) -> {
            String documented = name.replaceFirst(" that agree$", "");
            BigDecimal all = numbers.get(documented);
            if (name.endsWith(" that agree") && all != null) {
                String values = documented.replaceFirst("^documented results", "documented values");
                BigDecimal open = numbers.getOrDefault(values + " that another seed leaves open", BigDecimal.ZERO);
                boolean bears = agree.add(agree).compareTo(all.subtract(open)) >= 0 && agree.compareTo(all) <= 0;
                if (!bears) {
                    found.add(against(
                            name + ", at least half of " + Quantity.of(all.subtract(open)) + " and at most "
                                    + Quantity.of(all),
                            name,
                            Quantity.of(agree)));
                }
            }
        });
    }

    /** A share may be documented in percent. */
    private static void margin(Map<String, BigDecimal> numbers, List<Contradiction> found) {
        BigDecimal margin = numbers.get("margin");
        numbers.forEach((name, documented) -> {
            BigDecimal value =
                    name.startsWith("documented ") ? numbers.get(name.substring("documented ".length())) : null;
            if (margin != null && value != null) {
                boolean bears = List.of(value, value.multiply(HUNDRED), value.movePointLeft(2)).stream()
                        .anyMatch(scaled -> isClose(scaled.subtract(documented).abs(), margin.abs(), scaled));
                if (!bears) {
                    found.add(against(
                            "margin between the value and the documented " + Quantity.of(documented),
                            name.substring("documented ".length()),
                            Quantity.of(value) + ", margin = " + Quantity.of(margin)));
                }
            }
        });
    }

    private static boolean isClose(BigDecimal a, BigDecimal b, BigDecimal scale) {
        return a.subtract(b).abs().compareTo(scale.abs().max(a).max(b).multiply(ROUNDING)) <= 0;
    }

    private void bits(Map<String, BigDecimal> numbers, List<Contradiction> found) {
        if (!finding.observed().contains("bit for bit on the plain backend")) {
            return;
        }
        // Where both scripts prepare images otherwise, the program was asked about what prediction gave its network.
        List<String> replayed = numbers.keySet().stream()
                .filter(name -> name.startsWith("max difference (plain, on the inputs of "))
                .toList();
        for (String name :
                replayed.isEmpty() ? List.of("max difference (inputs)", "max difference (plain)") : replayed) {
            BigDecimal value = numbers.get(name);
            if (value != null && value.signum() != 0) {
                found.add(against(name + " of 0 ULP", name, Quantity.of(value)));
            }
        }
    }

    private static Contradiction against(String expected, String name, String value) {
        return new Contradiction(expected, name + " = " + value);
    }
}

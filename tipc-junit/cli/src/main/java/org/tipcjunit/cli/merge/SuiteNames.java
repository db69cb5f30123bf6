// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.merge;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.tipcjunit.merge.rule.OfficialSuite;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a suite's name in the forms that people write: paddle-clas, PaddleClas, PADDLE_CLAS, clas. */
final class SuiteNames implements ITypeConverter<OfficialSuite> {

    @Override
    public OfficialSuite convert(String value) {
        String wanted = plain(value);
        List<OfficialSuite> suites = Arrays.asList(OfficialSuite.values());
        return suites.stream()
                .filter(suite -> plain(suite.label()).equals(wanted)
                        || plain(suite.label()).equals("paddle" + wanted))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("expected one of "
                        + suites.stream().map(OfficialSuite::label).toList() + " but was '" + value + "'"));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }
}

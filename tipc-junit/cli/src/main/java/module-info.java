// SPDX-License-Identifier: Apache-2.0
/** Lints, plans and certifies repositories without a line of Java. */
module org.tipcjunit.cli {
    requires org.tipcjunit;
    requires org.tipcjunit.core;
    requires org.tipcjunit.merge;
    requires com.fasterxml.jackson.annotation;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires info.picocli;
    requires java.management;
    requires static org.apiguardian.api;
    requires static org.jspecify;

    uses org.tipcjunit.requirement.DemandProvider;

    opens org.tipcjunit.cli to
            info.picocli;
    opens org.tipcjunit.cli.merge to
            info.picocli;
    opens org.tipcjunit.cli.report to
            info.picocli;
    opens org.tipcjunit.cli.status to
            info.picocli;
    opens org.tipcjunit.cli.zoo to
            com.fasterxml.jackson.databind;
}

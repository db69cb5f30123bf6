// SPDX-License-Identifier: Apache-2.0
/** Checks a contribution against the rules of the official suites. */
module org.tipcjunit.merge {
    requires transitive org.tipcjunit.core;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires org.commonmark;
    requires org.commonmark.ext.gfm.tables;
    requires org.yaml.snakeyaml;
    requires static org.apiguardian.api;
    requires static org.jspecify;

    exports org.tipcjunit.merge.rule;
    exports org.tipcjunit.merge.requirement to
            org.tipcjunit,
            org.tipcjunit.cli;
    exports org.tipcjunit.merge.change to
            org.tipcjunit,
            org.tipcjunit.cli;
    exports org.tipcjunit.merge.check to
            org.tipcjunit,
            org.tipcjunit.cli;
    exports org.tipcjunit.merge.judge to
            org.tipcjunit,
            org.tipcjunit.cli;
    exports org.tipcjunit.merge.skeleton to
            org.tipcjunit.cli;
    exports org.tipcjunit.merge.output to
            org.tipcjunit,
            org.tipcjunit.cli;
}

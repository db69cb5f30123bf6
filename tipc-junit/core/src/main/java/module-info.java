// SPDX-License-Identifier: Apache-2.0
/** Plans, runs and judges the chain of a Paddle model, and writes its certificate; without a test engine. */
module org.tipcjunit.core {
    requires transitive org.tipcjunit.inference;
    requires com.fasterxml.jackson.annotation;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires com.github.mustachejava;
    requires java.desktop;
    requires java.net.http;
    requires org.commonmark;
    requires org.commonmark.ext.gfm.tables;
    requires org.knowm.xchart;
    requires org.yaml.snakeyaml;
    // The published jar holds what is used of these.
    requires static org.apache.commons.statistics.descriptive;
    requires static org.apache.commons.statistics.inference;
    requires static org.apiguardian.api;
    requires static org.jspecify;

    exports org.tipcjunit.artifact;
    exports org.tipcjunit.certificate;
    exports org.tipcjunit.certification.selection;
    exports org.tipcjunit.certification.terms;
    exports org.tipcjunit.certification;
    exports org.tipcjunit.chain;
    exports org.tipcjunit.config;
    exports org.tipcjunit.digest;
    exports org.tipcjunit.environment;
    exports org.tipcjunit.finding;
    exports org.tipcjunit.isolation;
    exports org.tipcjunit.plan.model;
    exports org.tipcjunit.problem;
    exports org.tipcjunit.recording;
    exports org.tipcjunit.requirement.answers;
    exports org.tipcjunit.requirement.batches;
    exports org.tipcjunit.requirement.consistency;
    exports org.tipcjunit.requirement.printed;
    exports org.tipcjunit.requirement.program;
    exports org.tipcjunit.requirement.tensors;
    exports org.tipcjunit.requirement.text;
    exports org.tipcjunit.requirement.training;
    exports org.tipcjunit.requirement;
    exports org.tipcjunit.serving;
    exports org.tipcjunit.stage.evaluate;
    exports org.tipcjunit.stage.export;
    exports org.tipcjunit.stage.infer;
    exports org.tipcjunit.stage.load;
    exports org.tipcjunit.stage.noise;
    exports org.tipcjunit.stage.predict;
    exports org.tipcjunit.stage.prepare;
    exports org.tipcjunit.stage.samples;
    exports org.tipcjunit.stage.serve;
    exports org.tipcjunit.stage.train;
    exports org.tipcjunit.stage.turn;
    exports org.tipcjunit.stage;
    exports org.tipcjunit.workspace;
    exports org.tipcjunit.certificate.page to
            org.tipcjunit,
            org.tipcjunit.cli;
    exports org.tipcjunit.certificate.site to
            org.tipcjunit.cli;
    exports org.tipcjunit.certification.ahead to
            org.tipcjunit.cli;
    exports org.tipcjunit.certification.doctor to
            org.tipcjunit.cli;
    exports org.tipcjunit.certification.start to
            org.tipcjunit.cli;
    exports org.tipcjunit.config.line to
            org.tipcjunit.cli;
    exports org.tipcjunit.config.reading to
            org.tipcjunit.cli,
            org.tipcjunit.merge;
    exports org.tipcjunit.lint to
            org.tipcjunit.cli,
            org.tipcjunit.merge;
    exports org.tipcjunit.plan to
            org.tipcjunit,
            org.tipcjunit.cli,
            org.tipcjunit.merge;
    exports org.tipcjunit.requirement.backbone to
            org.tipcjunit;
    exports org.tipcjunit.requirement.documentation to
            org.tipcjunit;
    exports org.tipcjunit.requirement.export to
            org.tipcjunit;
    exports org.tipcjunit.requirement.serving to
            org.tipcjunit;

    opens org.tipcjunit.certificate to
            com.fasterxml.jackson.databind,
            com.github.mustachejava;
    opens org.tipcjunit.stage to
            com.fasterxml.jackson.databind;

    uses org.tipcjunit.serving.GrpcClients;
}

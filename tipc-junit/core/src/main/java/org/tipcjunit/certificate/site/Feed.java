// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.certificate.Certificate.ClauseResult;
import org.tipcjunit.certificate.page.PageText;

/** The site for programs: a JSON Feed whose items are the models' newest certificates. */
final class Feed {

    static final int VERSION = 1;

    private static final String OWN = "_tipc";

    private final SiteContent content;
    private final JsonMapper mapper =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    Feed(SiteContent content) {
        this.content = content;
    }

    byte[] json() {
        ObjectNode feed = mapper.createObjectNode();
        feed.put("version", "https://jsonfeed.org/version/1.1");
        feed.put("title", content.title());
        feed.put("language", content.words().language().tag());
        String at = content.options().address();
        if (!at.isEmpty()) {
            feed.put("home_page_url", at + content.index());
            feed.put("feed_url", at + "feed.json");
        }
        ObjectNode own = feed.putObject(OWN);
        own.put("schema_version", VERSION);
        own.put("models", content.models().size());
        for (Standing standing : Standing.values()) {
            own.put(name(standing), content.count(standing));
        }
        ArrayNode items = feed.putArray("items");
        content.models().stream()
                .sorted(Comparator.comparing((SiteModel model) -> model.history()
                                .current()
                                .map(FoundCertificate::started)
                                .orElse(Instant.EPOCH))
                        .reversed())
                .forEach(model -> item(items.addObject(), model));
        try {
            // By way of a string: half a surrogate pair, which a name may hold, is no UTF-8.
            return SiteContent.bytes(mapper.writeValueAsString(feed) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a feed holds only values that JSON can hold", e);
        }
    }

    private void item(ObjectNode item, SiteModel model) {
        String at = content.options().address();
        String digest = model.history().current().map(FoundCertificate::sha256).orElse("");
        item.put("id", model.id() + (digest.isEmpty() ? "" : "#" + digest));
        item.put("url", at + model.page(content.words()));
        item.put(
                "title",
                model.name() + " (" + model.mode() + "): "
                        + content.words().get(model.standing().key()));
        item.put("content_text", String.join("\n", model.reasons()));
        model.history()
                .current()
                .filter(found -> found.certificate().isPresent())
                .ifPresent(found -> item.put("date_published", found.started().toString()));
        item.putArray("tags").add(name(model.standing())).add(model.mode());
        own(item.putObject(OWN), model, digest);
    }

    private void own(ObjectNode own, SiteModel model, String digest) {
        own.put("model", model.name());
        own.put("mode", model.mode());
        own.put("config", PageText.text(model.history().key().config()));
        own.put("repository", PageText.text(model.history().key().repository()));
        own.put("verdict", name(model.standing()));
        own.put("badge", content.options().address() + "badges/" + model.id() + ".svg");
        own.put("certificates", model.history().newestFirst().size());
        if (!digest.isEmpty()) {
            own.put("sha256", digest);
        }
        model.currentLinks()
                .jsonAddress()
                .ifPresent(json -> own.put("certificate", content.options().address() + json));
        ArrayNode reasons = own.putArray("reasons");
        model.reasons().forEach(reasons::add);
        model.sound().ifPresent(certificate -> found(own, certificate));
    }

    /** What an unsound certificate says is told to nobody. */
    private static void found(ObjectNode own, Certificate certificate) {
        own.put("suite", PageText.text(certificate.chain().suite()));
        own.put("commit", PageText.text(certificate.repository().commit()));
        own.put("working_tree", certificate.repository().workingTree().name());
        own.put("paddle", PageText.text(certificate.environment().paddle()));
        CertificateFigures figures = CertificateFigures.of(certificate);
        figures.metric().ifPresent(metric -> own.put("metric_name", PageText.text(figures.metricName()))
                .put("metric", metric));
        ObjectNode clauses = own.putObject("clauses");
        for (ClauseResult clause : certificate.clauses()) {
            clauses.put(PageText.text(clause.clause()), clause.status().name());
        }
    }

    private static String name(Standing standing) {
        return switch (standing) {
            case CERTIFIED -> "certified";
            case NOT_CERTIFIED -> "not_certified";
            case UNSOUND -> "unsound";
        };
    }
}

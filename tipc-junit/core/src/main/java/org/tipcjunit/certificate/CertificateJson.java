// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.tipcjunit.certificate.page.PageText;
import org.tipcjunit.finding.Figure.Value;

/** The JSON form of a certificate: the same certificate always gives the same bytes. */
final class CertificateJson {

    /** Whoever receives certificates reads what others made. */
    static final long LARGEST = 1L << 26;
    /** Beyond what a double holds, in zeros before or behind the digits. */
    private static final int LARGEST_SCALE = 1000;

    private static final int MILLIS = 3;
    private static final int FIRST_WITH_RENDERER = 4;
    private static final int FIRST_WITH_STARTS = 5;

    /** Made once: a mapper finds out about each class by itself, which takes longer than reading a certificate. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new InstantText())
                    .addDeserializer(Instant.class, new TextInstant())
                    .addSerializer(Duration.class, new DurationSeconds())
                    .addDeserializer(Duration.class, new SecondsDuration())
                    .addSerializer(Value.class, new NumberOrText())
                    .addDeserializer(Value.class, new ReadNumberOrText()))
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Keeps the digits of numbers, which pages show. */
    private static final ObjectReader READER = MAPPER.reader()
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

    private static final ObjectWriter WRITER = MAPPER.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    byte[] write(Certificate certificate) {
        try {
            // By way of a string, because a log line may hold half a surrogate pair, which Jackson's UTF-8 writer
            // refuses.
            return (WRITER.writeValueAsString(certificate) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a certificate holds only values that JSON can hold", e);
        }
    }

    Certificate read(Path file) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                // A pipe or a device would be read for ever.
                throw notCertificate(file, "it is a folder, a pipe or a device");
            }
            if (Files.size(file) > LARGEST) {
                throw notCertificate(file, "it has " + Files.size(file) + " bytes");
            }
            JsonNode json = READER.readTree(Files.readAllBytes(file));
            requireMeasurable(json, file);
            requireKnown(json, file);
            Certificate certificate = READER.treeToValue(upgraded(json), Certificate.class);
            if (certificate == null) {
                throw notCertificate(file, "it holds nothing");
            }
            return certificate;
        } catch (JsonProcessingException e) {
            throw notCertificate(file, where(e));
        } catch (IOException e) {
            throw CertificateException.of("cannot read a certificate", file, e);
        }
    }

    /** Nothing measures a number of a thousand digits, and a short one such as 1e999999999 takes gigabytes to be written out. */
    private static void requireMeasurable(JsonNode json, Path file) {
        if (json.isBigDecimal() && Math.abs((long) json.decimalValue().scale()) > LARGEST_SCALE) {
            throw notCertificate(file, "it holds the number " + json.decimalValue() + ", which nothing measures");
        }
        for (JsonNode part : json) {
            requireMeasurable(part, file);
        }
    }

    /** What a newer version means by what it writes is not known, even where it looks like what this one writes. */
    private static void requireKnown(JsonNode json, Path file) {
        int version = json.path("schemaVersion").asInt();
        if (version > Certificate.SCHEMA_VERSION) {
            throw new CertificateException(
                    "cannot read a certificate",
                    file,
                    "it is of schema version " + version + ", and this tipc-junit knows versions up to "
                            + Certificate.SCHEMA_VERSION,
                    "use the tipc-junit that wrote it, or a newer one: it says "
                            + PageText.text(json.at("/run/toolVersion").asText("no version")));
        }
    }

    /** Say of what older versions did not state that it is not known. */
    private static JsonNode upgraded(JsonNode json) {
        if (json instanceof ObjectNode certificate
                && certificate.path("schemaVersion").asInt() < FIRST_WITH_RENDERER) {
            certificate.put("renderer", Certificate.UNKNOWN);
            if (certificate.get("repository") instanceof ObjectNode repository) {
                repository.putArray("differences");
                repository.putArray("beside");
            }
        }
        if (json instanceof ObjectNode certificate
                && certificate.path("schemaVersion").asInt() < FIRST_WITH_STARTS) {
            if (certificate.get("run") instanceof ObjectNode run) {
                run.set("isolation", MAPPER.valueToTree(CertifiedIsolation.unknown()));
            }
            for (JsonNode stage : certificate.path("stages")) {
                if (stage instanceof ObjectNode known) {
                    known.put("started", Certificate.UNKNOWN);
                }
            }
        }
        for (JsonNode stage : json.path("stages")) {
            if (stage instanceof ObjectNode known && !known.has("beside")) {
                known.putArray("beside");
            }
        }
        return json;
    }

    /** Say what is wrong in words of our own: Jackson's name its classes and ours. */
    private static String where(JsonProcessingException fault) {
        if (!(fault instanceof JsonMappingException form)) {
            JsonLocation place = fault.getLocation();
            return "it is no JSON"
                    + (place == null ? "" : ", in line " + place.getLineNr() + ", column " + place.getColumnNr());
        }
        String path = form.getPath().stream()
                .map(step -> step.getFieldName() == null
                        ? "[" + step.getIndex() + "]"
                        : (step.getFieldName().matches("\\w+") ? "." : " ") + step.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^[. ]", "");
        if (fault instanceof UnrecognizedPropertyException) {
            return "it holds " + path + ", which no certificate has";
        }
        return path.isEmpty() ? "it has not the parts of one" : path + " is missing, or is not what it should be";
    }

    private static CertificateException notCertificate(Path file, String why) {
        return new CertificateException(
                "cannot read a certificate",
                file,
                "not a certificate of schema version " + Certificate.OLDEST_SCHEMA_VERSION + " to "
                        + Certificate.SCHEMA_VERSION + ": " + why,
                "get the file again from where it was published");
    }

    private static final class InstantText extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        InstantText() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.toString());
        }
    }

    private static final class TextInstant extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        TextInstant() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            String text = in.getText();
            try {
                return Instant.parse(text);
            } catch (DateTimeException e) {
                return (Instant) context.handleWeirdStringValue(Instant.class, text, "not an ISO 8601 instant");
            }
        }
    }

    private static final class DurationSeconds extends StdSerializer<Duration> {
        private static final long serialVersionUID = 1L;

        DurationSeconds() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeNumber(BigDecimal.valueOf(value.toMillis(), MILLIS));
        }
    }

    private static final class SecondsDuration extends StdDeserializer<Duration> {
        private static final long serialVersionUID = 1L;

        SecondsDuration() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Duration.ofMillis(in.getDecimalValue()
                    .movePointRight(MILLIS)
                    .setScale(0, RoundingMode.HALF_EVEN)
                    .longValue());
        }
    }

    private static final class NumberOrText extends StdSerializer<Value> {
        private static final long serialVersionUID = 1L;

        NumberOrText() {
            super(Value.class);
        }

        @Override
        public void serialize(Value value, JsonGenerator out, SerializerProvider provider) throws IOException {
            if (value instanceof Value.Numeric) {
                // With the digits that pages show, which are those that were measured.
                out.writeNumber(value.text());
            } else {
                out.writeString(value.text());
            }
        }
    }

    private static final class ReadNumberOrText extends StdDeserializer<Value> {
        private static final long serialVersionUID = 1L;

        ReadNumberOrText() {
            super(Value.class);
        }

        @Override
        public Value deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return switch (in.currentToken()) {
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Numeric(in.getDecimalValue());
                case VALUE_STRING -> new Value.Text(in.getText());
                default -> (Value) context.handleUnexpectedToken(Value.class, in);
            };
        }
    }
}

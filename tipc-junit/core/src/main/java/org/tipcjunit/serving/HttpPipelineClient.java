// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Asks a pipeline service over HTTP, never through a proxy.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class HttpPipelineClient implements PipelineClient {

    private static final int SHOWN = 200;

    private final int port;
    private final Duration limit;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client;

    /**
     * Create a client for a port of this machine.
     *
     * @param port the service's port for HTTP
     * @param limit how long an answer may take; positive
     */
    public HttpPipelineClient(int port, Duration limit) {
        this.port = port;
        this.limit = limit;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(limit)
                .build();
    }

    @Override
    public String label() {
        return "HTTP";
    }

    @Override
    public PipelineResponse send(PipelineRequest request) throws PipelineException {
        URI address = URI.create("http://127.0.0.1:" + port + "/"
                + URLEncoder.encode(request.service(), StandardCharsets.UTF_8) + "/prediction");
        HttpRequest message = HttpRequest.newBuilder(address)
                .timeout(limit)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body(request), StandardCharsets.UTF_8))
                .build();
        long start = System.nanoTime();
        try {
            HttpResponse<String> answer =
                    client.send(message, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return response(answer, Duration.ofNanos(System.nanoTime() - start));
        } catch (HttpTimeoutException e) {
            throw new PipelineException("no answer from " + address + " within " + limit.toSeconds() + " s", e);
        } catch (IOException e) {
            throw new PipelineException("no answer from " + address + ": " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PipelineException("interrupted while waiting for an answer from " + address, e);
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }

    private String body(PipelineRequest request) {
        ObjectNode node = json.createObjectNode();
        request.keys().forEach(node.putArray("key")::add);
        request.values().forEach(node.putArray("value")::add);
        node.put("logid", request.logId());
        return node.toString();
    }

    private PipelineResponse response(HttpResponse<String> answer, Duration latency) throws PipelineException {
        JsonNode node;
        try {
            node = json.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new PipelineException(other(answer), e);
        }
        if (node == null || !node.path("err_no").isIntegralNumber()) {
            throw new PipelineException(other(answer));
        }
        return new PipelineResponse(
                answer.statusCode(),
                node.path("err_no").asInt(),
                node.path("err_msg").asText(""),
                texts(node.path("key")),
                texts(node.path("value")),
                latency);
    }

    private String other(HttpResponse<String> answer) {
        String body = answer.body().strip();
        return answer.uri() + " answered with HTTP status " + answer.statusCode()
                + ", but not as a pipeline service does (JSON with err_no): "
                + (body.isEmpty() ? "an empty body" : body.length() > SHOWN ? body.substring(0, SHOWN) + "..." : body);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.isTextual() ? element.textValue() : element.toString()));
        return texts;
    }

    @Override
    public void close() {
        // Its connections end with the service, and its thread with the last reference.
    }
}

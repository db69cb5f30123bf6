// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.artifact;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.serving.ServicePorts;
import org.tipcjunit.serving.ServiceStop;
import org.tipcjunit.tensor.TensorValue;

/**
 * A service that became ready, was asked, and was stopped.
 *
 * @param stage the service itself: its command, log and recording
 * @param serviceName its name, as in the address of a request
 * @param key the key that holds the image in a request
 * @param documented the ports that the repository's pipeline config names
 * @param used the ports that it got for this run
 * @param proxiesRemoved the names of the variables for proxies that were set, and were taken from it and its clients
 * @param startToReady the time from its start to its first good answer
 * @param http the answers over HTTP, one request at a time, every test image once, in order
 * @param grpc the same over gRPC
 * @param inFlight the answers over HTTP to every test image twice, all requests sent at once
 * @param clients the repository's own client scripts, in the config's order
 * @param later the answers over HTTP to every test image once more, after all of that
 * @param runs what the recorder saw of the service's predictors
 * @param reference the exported model on the inputs of {@code runs}, through JNI, with the service's own settings
 * @param stop how it was stopped
 * @param asked what its config and its command ask of its predictors, by the config's names, such as {@code thread_num}
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record ServiceRun(
        StageRun stage,
        String serviceName,
        String key,
        ServicePorts documented,
        ServicePorts used,
        List<String> proxiesRemoved,
        Duration startToReady,
        List<Answer> http,
        List<Answer> grpc,
        List<Answer> inFlight,
        List<ClientRun> clients,
        List<Answer> later,
        List<PredictorRun> runs,
        Reference reference,
        ServiceStop stop,
        Map<String, String> asked) {

    public ServiceRun {
        asked = Map.copyOf(asked);
        proxiesRemoved = List.copyOf(proxiesRemoved);
        http = List.copyOf(http);
        grpc = List.copyOf(grpc);
        inFlight = List.copyOf(inFlight);
        clients = List.copyOf(clients);
        later = List.copyOf(later);
        runs = List.copyOf(runs);
    }

    /**
     * What Paddle Inference says on the inputs that the service's predictors got.
     *
     * @param settings the settings that service and reference share, in words, such as {@code no graph optimisation, oneDNN, 1 thread}
     * @param outputs the outputs, one list for each recorded run, in its order
     * @param error why it could not run; empty text when it could
     */
    public record Reference(String settings, List<List<TensorValue>> outputs, String error) {
        public Reference {
            outputs = outputs.stream().map(List::copyOf).toList();
        }
    }
}

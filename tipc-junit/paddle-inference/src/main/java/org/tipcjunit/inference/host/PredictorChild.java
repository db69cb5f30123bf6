// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference.host;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.inference.Config;
import org.tipcjunit.inference.ModelFiles;
import org.tipcjunit.inference.ModelSpec;
import org.tipcjunit.inference.PaddleException;
import org.tipcjunit.inference.PaddleInference;
import org.tipcjunit.inference.Predictor;
import org.tipcjunit.inference.PredictorOptions;
import org.tipcjunit.inference.Tensor;
import org.tipcjunit.tensor.TensorValue;

/**
 * The program of the child JVM: {@code <socket> <libpaddle.so>}. It answers until the host is gone.
 *
 * <p>Model files were checked by the host.
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class PredictorChild {

    private final PaddleInference paddle;

    private PredictorChild(PaddleInference paddle) {
        this.paddle = paddle;
    }

    public static void main(String[] arguments) throws IOException {
        try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.connect(UnixDomainSocketAddress.of(arguments[0]));
            try (PredictorChannel host = new PredictorChannel(socket)) {
                serve(host, Path.of(arguments[1]));
            }
        }
    }

    private static void serve(PredictorChannel host, Path libpaddle) throws IOException {
        PredictorChild child;
        try {
            child = new PredictorChild(PaddleInference.load(libpaddle));
        } catch (PaddleException e) {
            host.send(new PredictorMessage.Refused(String.valueOf(e.getMessage())));
            waitForEnd(host);
            return;
        }
        host.send(new PredictorMessage.Ready(child.paddle.version()));
        while (true) {
            PredictorMessage request;
            try {
                request = host.receive();
            } catch (EOFException e) {
                return;
            }
            host.send(child.answer(request));
        }
    }

    /** The host may come for the answer only much later; an end before that would look like a crash. */
    private static void waitForEnd(PredictorChannel host) throws IOException {
        try {
            PredictorMessage unexpected = host.receive();
            throw new IOException("the host sent " + unexpected + " to a child that has no Paddle");
        } catch (EOFException e) {
            // The host has read the answer and closed the connection.
        }
    }

    private PredictorMessage answer(PredictorMessage request) throws IOException {
        try {
            if (request instanceof PredictorMessage.Inspect inspect) {
                return inspect(inspect);
            }
            if (request instanceof PredictorMessage.Run run) {
                return run(run);
            }
            if (request instanceof PredictorMessage.Measure measure) {
                return measure(measure);
            }
        } catch (PaddleException | IllegalArgumentException e) {
            return new PredictorMessage.Refused(String.valueOf(e.getMessage()));
        }
        throw new IOException("the host sent a message that is no request: " + request);
    }

    private PredictorMessage inspect(PredictorMessage.Inspect request) {
        Config config = PredictorOptions.plain().applyTo(newConfig(request.model()));
        try (Predictor predictor = paddle.createUnchecked(config)) {
            return new PredictorMessage.Spec(ModelSpec.of(predictor));
        }
    }

    private PredictorMessage run(PredictorMessage.Run request) {
        Config config = request.options().applyTo(newConfig(request.model()));
        List<List<TensorValue>> outputs = new ArrayList<>();
        try (Predictor predictor = paddle.createUnchecked(config)) {
            for (int call = 0; call < request.calls().size(); call++) {
                outputs.add(run(predictor, call, request.calls().get(call)));
            }
        }
        return new PredictorMessage.Outputs(outputs);
    }

    private PredictorMessage measure(PredictorMessage.Measure request) {
        Config config = request.options().applyTo(newConfig(request.model()));
        List<Long> durations = new ArrayList<>();
        try (Predictor predictor = paddle.createUnchecked(config)) {
            for (int call = -request.warmUps(); call < request.runs(); call++) {
                long start = System.nanoTime();
                run(predictor, Math.max(call, 0), request.inputs());
                long duration = System.nanoTime() - start;
                if (call >= 0) {
                    durations.add(duration);
                }
            }
        }
        return new PredictorMessage.Durations(durations);
    }

    private Config newConfig(ModelFiles model) {
        return paddle.newConfig(model.program(), model.parameters());
    }

    private static List<TensorValue> run(Predictor predictor, int call, List<TensorValue> inputs) {
        List<String> given = inputs.stream().map(TensorValue::name).sorted().toList();
        if (!given.equals(predictor.getInputNames().stream().sorted().toList())) {
            throw new PaddleException("call " + call + " of the " + predictor + " gives the inputs " + given
                    + ", but the model has the inputs " + predictor.getInputNames() + "; give each exactly once");
        }
        try {
            for (TensorValue value : inputs) {
                try (Tensor input = predictor.getInputHandle(value.name())) {
                    input.copyFromCpu(value);
                }
            }
            predictor.run();
            List<TensorValue> outputs = new ArrayList<>();
            for (String name : predictor.getOutputNames()) {
                try (Tensor output = predictor.getOutputHandle(name)) {
                    outputs.add(output.copyToCpu());
                }
            }
            return outputs;
        } catch (PaddleException e) {
            throw new PaddleException(
                    "call " + call + " of the " + predictor + " with " + inputs + " was refused: " + e.getMessage(), e);
        }
    }
}

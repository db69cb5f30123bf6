// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A service of somebody else that answers every request happily. */
final class OlderService implements AutoCloseable {

    private static final String SCRIPT = """
            import http.server, json
            class Handler(http.server.BaseHTTPRequestHandler):
                def do_POST(self):
                    body = json.dumps({"err_no": 0, "err_msg": "", "key": ["result"], "value": ["class 1, score 0.9"]}).encode()
                    self.send_response(200)
                    self.end_headers()
                    self.wfile.write(body)
            server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
            print(server.server_port, flush=True)
            server.serve_forever()
            """;

    private final Process process;
    private final int port;

    private OlderService(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static OlderService start(Path folder) throws IOException {
        Path script = Files.writeString(folder.resolve("older.py"), SCRIPT);
        Process process = new ProcessBuilder("python3", script.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new OlderService(process, Integer.parseInt(output.readLine()));
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

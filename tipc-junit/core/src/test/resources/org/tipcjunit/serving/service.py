# SPDX-License-Identifier: Apache-2.0
"""A service that speaks the protocol of pipeline services over HTTP and misbehaves as it is told."""

import http.server
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time

http_port, rpc_port, fault = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked = 0

    def do_POST(self):
        Handler.asked += 1
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = {"err_no": 0, "err_msg": "", "key": ["result"], "value": ["about " + request["value"][0]], "tensors": []}
        status = 200
        if fault == "refuses" or (fault == "refuses at first" and Handler.asked < 4):
            answer.update(err_no=5000, err_msg="planted refusal", key=[], value=[])
        if fault == "no pipeline service":
            answer, status = {"error": "not found", "code": 5}, 404
        if fault == "dies when asked twice" and Handler.asked == 2:
            os._exit(7)
        if fault == "loses every third" and Handler.asked % 3 == 0:
            self.close_connection = True
            return
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


def listen(port):
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen()
    return listener


def hold(port):
    """Listen on a port in another process, in a session of its own and without this one's environment."""
    script = (
        "import socket, sys, time; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1);"
        " s.bind(('127.0.0.1', int(sys.argv[1]))); s.listen(); time.sleep(600)"
    )
    return subprocess.Popen([sys.executable, "-c", script, str(port)], start_new_session=True)


print("service with fault '%s'" % fault, flush=True)
if fault == "exits":
    sys.exit(3)
if fault == "never listens":
    time.sleep(600)
if fault == "binds late":
    time.sleep(2)
if fault == "ignores SIGTERM":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if fault == "leaves a grandchild":
    hold(rpc_port)
else:
    rpc = listen(rpc_port)


class Server(http.server.ThreadingHTTPServer):
    allow_reuse_port = True


Server(("127.0.0.1", http_port), Handler).serve_forever()

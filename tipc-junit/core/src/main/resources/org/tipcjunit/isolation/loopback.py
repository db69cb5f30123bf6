# SPDX-License-Identifier: Apache-2.0
"""Joins ports of a loopback that nobody else has to sockets in a folder, while a command runs.

Arguments: "serve", where the command listens on the ports, or "ask", where it connects to them; the folder; the ports,
separated by commas; the command.
"""
import os
import signal
import socket
import subprocess
import sys
import threading


def pump(source, target):
    try:
        while True:
            data = source.recv(1 << 16)
            if not data:
                break
            target.sendall(data)
    except OSError:
        pass  # One side has gone, which the other one is told.
    try:
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def tcp(connection):
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def to_port(port):
    return tcp(socket.create_connection(("127.0.0.1", port)))


def to_file(path):
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(path)
    return connection


def join(near, connect):
    with near:
        try:
            far = connect()
        except OSError:
            return
        with far:
            back = threading.Thread(target=pump, args=(far, near), daemon=True)
            back.start()
            pump(near, far)
            back.join()


def accept(listener, connect, adapt):
    while True:
        near, _ = listener.accept()
        threading.Thread(target=join, args=(adapt(near), connect), daemon=True).start()


def listening(side, folder, port):
    path = os.path.join(folder, str(port))
    if side == "serve":
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(path)
        return listener, lambda: to_port(port), lambda near: near
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    return listener, lambda: to_file(path), tcp


def main(side, folder, ports, *command):
    for port in ports.split(","):
        listener, connect, adapt = listening(side, folder, int(port))
        listener.listen(1024)
        threading.Thread(target=accept, args=(listener, connect, adapt), daemon=True).start()
    process = subprocess.Popen(command)
    # The command decides when it ends.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    status = process.wait()
    return status if status >= 0 else 128 - status


if __name__ == "__main__":
    code = main(*sys.argv[1:])
    sys.stdout.flush()
    os._exit(code)

# SPDX-License-Identifier: Apache-2.0
"""Records what a client of a Paddle Serving service sends and gets, and leads it to the ports that the service has.

TIPC_SERVING_PORTS  pairs of a documented and the actual port, such as 18080:41001,9993:41002
"""

from __future__ import annotations

import functools
import json
import os
import re
import threading
import time

MAX_EXCHANGES = 10000
# An answer that holds images would fill the journal.
MAX_VALUE_CHARACTERS = 1024 * 1024
_LOOPBACK = ("127.0.0.1", "localhost", "0.0.0.0", "::1")
_LOOPBACK_TARGET = re.compile(r"(127\.0\.0\.1|localhost|0\.0\.0\.0|\[::1\]):(\d+)")


def start(journal, after_import):
    """Put the hooks in place; ``after_import(module, action)`` calls ``action`` when the script imports a module."""
    ports = _ports(journal)
    exchanges = _Exchanges(journal)
    _lead_sockets(ports)
    for module, hook in (("requests", _hook_requests), ("urllib.request", _hook_urllib)):
        after_import(module, functools.partial(_attempt, journal, module, hook, exchanges))
    after_import("grpc", functools.partial(_attempt, journal, "grpc", _hook_grpc, exchanges, ports))


def _attempt(journal, name, hook, *args):
    journal.attempt("the hooks for %s could not be installed" % name, hook, *args)


def _ports(journal) -> dict:
    ports = {}
    for pair in os.environ.get("TIPC_SERVING_PORTS", "").split(","):
        if not pair.strip():
            continue
        documented, _, actual = pair.partition(":")
        if not (documented.isdigit() and actual.isdigit()):
            journal.problem("TIPC_SERVING_PORTS holds '%s', which is no pair of ports" % pair)
            return {}
        ports[int(documented)] = int(actual)
    return ports


def _lead_sockets(ports):
    import socket

    def led(original):
        @functools.wraps(original)
        def connect(self, address):
            if isinstance(address, tuple) and len(address) >= 2 and address[0] in _LOOPBACK:
                address = (address[0], ports.get(address[1], address[1])) + address[2:]
            return original(self, address)

        return connect

    socket.socket.connect = led(socket.socket.connect)
    socket.socket.connect_ex = led(socket.socket.connect_ex)


def _led_target(target, ports):
    def port(match):
        number = int(match.group(2))
        return "%s:%d" % (match.group(1), ports.get(number, number))

    return _LOOPBACK_TARGET.sub(port, target) if isinstance(target, str) else target


class _Exchanges:
    def __init__(self, journal):
        self._journal = journal
        self._lock = threading.Lock()
        self._count = 0

    def record(self, transport, target, started, status=0, request_keys=(), answer=None, error=""):
        with self._lock:
            index = self._count
            self._count += 1
        if index >= MAX_EXCHANGES:
            self._journal.problem("only the first %d exchanges are recorded" % MAX_EXCHANGES)
            return
        answer = answer or {}
        self._journal.record(
            "client_exchange",
            index=index,
            transport=transport,
            target=str(target),
            status=status,
            err_no=answer.get("err_no"),
            err_msg=str(answer.get("err_msg", "")),
            request_keys=[str(key) for key in request_keys],
            keys=[str(key) for key in answer.get("key", ())],
            values=[self._cut(value) for value in answer.get("value", ())],
            error=error,
            seconds=round(time.perf_counter() - started, 6),
        )

    def attempt(self, *args, **kwargs):
        """Record, or note why that was not possible; never raise into the script."""
        self._journal.attempt("an exchange could not be recorded", functools.partial(self.record, *args, **kwargs))

    def problem(self, text):
        self._journal.problem(text)

    def _cut(self, value):
        text = value if isinstance(value, str) else json.dumps(value)
        if len(text) > MAX_VALUE_CHARACTERS:
            self._journal.problem("values of more than %d characters are not recorded whole" % MAX_VALUE_CHARACTERS)
        return text[:MAX_VALUE_CHARACTERS]


def _request_keys(body):
    try:
        keys = json.loads(body).get("key", ())
        return keys if isinstance(keys, list) else ()
    except Exception:
        return ()


def _answer(body):
    """The JSON object of a pipeline service, or nothing."""
    try:
        answer = json.loads(body)
    except ValueError:
        return None
    if not isinstance(answer, dict) or not isinstance(answer.get("err_no"), int):
        return None
    return {
        "err_no": answer["err_no"],
        "err_msg": answer.get("err_msg", ""),
        "key": answer.get("key") if isinstance(answer.get("key"), list) else (),
        "value": answer.get("value") if isinstance(answer.get("value"), list) else (),
    }


def _hook_requests(exchanges, requests):
    original = requests.Session.send

    @functools.wraps(original)
    def send(self, request, **kwargs):
        started = time.perf_counter()
        try:
            response = original(self, request, **kwargs)
        except Exception as error:
            exchanges.attempt("http", request.url, started, error="%s: %s" % (type(error).__name__, error))
            raise
        if kwargs.get("stream", self.stream):
            exchanges.problem("an answer that the client reads in pieces is not recorded")
        else:
            exchanges.attempt(
                "http",
                request.url,
                started,
                status=response.status_code,
                request_keys=_request_keys(request.body or ""),
                answer=_answer(response.content),
            )
        return response

    requests.Session.send = send


def _hook_urllib(exchanges, urllib_request):
    original = urllib_request.OpenerDirector.open

    @functools.wraps(original)
    def open(self, fullurl, data=None, *args, **kwargs):
        started = time.perf_counter()
        target = fullurl if isinstance(fullurl, str) else fullurl.full_url
        body = data if data is not None or isinstance(fullurl, str) else fullurl.data
        try:
            response = original(self, fullurl, data, *args, **kwargs)
        except Exception as error:
            exchanges.attempt("http", target, started, error="%s: %s" % (type(error).__name__, error))
            raise
        read = response.read

        def read_whole(*amount):
            content = read(*amount)
            if amount and amount[0] is not None and amount[0] >= 0:
                exchanges.problem("an answer that the client reads in pieces is not recorded")
            elif content:
                exchanges.attempt(
                    "http",
                    target,
                    started,
                    status=response.status,
                    request_keys=_request_keys(body or ""),
                    answer=_answer(content),
                )
            return content

        if target.startswith("http"):
            response.read = read_whole
        return response

    urllib_request.OpenerDirector.open = open


def _hook_grpc(exchanges, ports, grpc):
    original = grpc.insecure_channel

    class Recording(grpc.UnaryUnaryClientInterceptor):
        def __init__(self, target):
            self._target = target

        def intercept_unary_unary(self, continuation, details, request):
            started = time.perf_counter()
            call = continuation(details, request)
            # A blocking call has ended by now; at the exit of the script a callback could come too late.
            if call.done():
                self._ended(started, request, call)
            else:
                call.add_done_callback(functools.partial(self._ended, started, request))
            return call

        def _ended(self, started, request, call):
            keys = list(getattr(request, "key", ()))
            try:
                response = call.result()
            except Exception as error:
                text = "%s: %s" % (type(error).__name__, getattr(error, "details", lambda: error)())
                exchanges.attempt("grpc", self._target, started, request_keys=keys, error=text)
                return
            answer = None
            if hasattr(response, "err_no"):
                answer = {
                    "err_no": response.err_no,
                    "err_msg": response.err_msg,
                    "key": list(response.key),
                    "value": list(response.value),
                }
            exchanges.attempt("grpc", self._target, started, status=200, request_keys=keys, answer=answer)

    @functools.wraps(original)
    def insecure_channel(target, *args, **kwargs):
        led = _led_target(target, ports)
        return grpc.intercept_channel(original(led, *args, **kwargs), Recording(led))

    grpc.insecure_channel = insecure_channel

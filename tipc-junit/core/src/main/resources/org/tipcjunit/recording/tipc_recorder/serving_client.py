# SPDX-License-Identifier: Apache-2.0
"""Records what a client of a Paddle Serving service sends and gets, and leads it to the ports that the service has.

TIPC_SERVING_PORTS  pairs of a documented and the actual port, such as 18080:41001,9993:41002
"""

from __future__ import annotations

import atexit
import functools
import json
import re
import threading
import time

from tipc_recorder import settings

MAX_EXCHANGES = 10000
# What all answers of a process may hold: pictures would fill the disk.
MAX_CHARACTERS = 64 * 1024 * 1024
_LOOPBACK = ("127.0.0.1", "localhost", "0.0.0.0", "::1")
# A name such as mylocalhost is none.
_LOOPBACK_TARGET = re.compile(r"(?<![\w.-])(127\.0\.0\.1|localhost|0\.0\.0\.0|\[::1\]):([0-9]+)")
_PAIR = re.compile(r"\s*([0-9]{1,5}):([0-9]{1,5})\s*")
_IN_PIECES = "an answer that the client reads in pieces is not recorded"


def start(journal, after_import):
    """Put the hooks in place; ``after_import(module, action)`` calls ``action`` when the script imports a module."""
    ports = _ports(journal)
    exchanges = _Exchanges(journal)
    journal.on_fork(exchanges.reset)
    # Runs before the journal's own, which says that the process ended in order.
    atexit.register(exchanges.finish)
    if ports:
        _lead_sockets(ports)
    for module, hook in (("requests", _hook_requests), ("urllib.request", _hook_urllib)):
        after_import(module, functools.partial(_attempt, journal, module, hook, exchanges))
    after_import("grpc", functools.partial(_attempt, journal, "grpc", _hook_grpc, exchanges, ports))


def _attempt(journal, name, hook, *args):
    journal.attempt("the hooks for %s could not be installed" % name, hook, *args)


def _ports(journal) -> dict:
    ports = {}
    for pair in settings.get("TIPC_SERVING_PORTS").split(","):
        if not pair.strip():
            continue
        match = _PAIR.fullmatch(pair)
        numbers = [int(number) for number in match.groups()] if match else [0]
        if not all(0 < number < 65536 for number in numbers):
            journal.problem("TIPC_SERVING_PORTS holds '%s', which is no pair of ports" % pair)
            return {}
        ports[numbers[0]] = numbers[1]
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
    """What this process sent and got. Nothing here raises into the script."""

    def __init__(self, journal):
        self._journal = journal
        self.reset()

    def reset(self):
        self._lock = threading.RLock()
        self._count = 0
        self._characters = 0
        self._calls = {}

    def begin(self, transport, target, request_keys):
        """Start the clock of an exchange; ``request_keys()`` gets the keys that are sent."""
        return _Exchange(self, transport, target, request_keys)

    def attempt(self, action, *args):
        """Do something for the recording, or note why that was not possible."""
        self._journal.attempt("an exchange could not be recorded", action, *args)

    def problem(self, text):
        self._journal.problem(text)

    def follow(self, call, ended):
        """Have ``ended`` called once with a gRPC call that is over, at the latest when the script ends."""
        with self._lock:
            self._calls[id(call)] = (call, ended)
        # A blocking call has ended by now.
        if call.done():
            self._ended(call)
        else:
            call.add_done_callback(lambda _: self._ended(call))

    def finish(self):
        """Record calls whose callback would come too late, and those that the script did not wait for."""
        with self._lock:
            for call, _ in list(self._calls.values()):
                self._ended(call)

    def _ended(self, call):
        # The end of the script waits here for a callback that is under way.
        with self._lock:
            _, ended = self._calls.pop(id(call), (None, None))
            if ended is not None:
                self.attempt(ended, call)

    def record(self, transport, target, seconds, request_keys, status, answer, error):
        answer = answer or {}
        keys = [str(key) for key in answer.get("key", ())]
        values = [value if isinstance(value, str) else json.dumps(value) for value in answer.get("value", ())]
        message = str(answer.get("err_msg", ""))
        size = len(message) + sum(map(len, keys)) + sum(map(len, values))
        with self._lock:
            index = self._count
            if index < MAX_EXCHANGES and self._characters + size <= MAX_CHARACTERS:
                self._count += 1
                self._characters += size
            else:
                size = None
        if size is None:
            self._journal.problem("only the first %d exchanges are recorded: a recording holds no more" % index)
            return
        self._journal.record(
            "client_exchange",
            index=index,
            transport=transport,
            target=str(target),
            status=status,
            err_no=answer.get("err_no"),
            err_msg=message,
            request_keys=[str(key) for key in request_keys],
            keys=keys,
            values=values,
            error=error,
            seconds=seconds,
        )


class _Exchange:
    """One request that is under way."""

    def __init__(self, exchanges, transport, target, request_keys):
        self._exchanges = exchanges
        self._transport = transport
        self._target = target
        self._request_keys = request_keys
        self._started = time.perf_counter()

    def answered_http(self, status, content):
        """Record an answer, given as its bytes."""
        self._end(lambda: (status, _answer(content), ""))

    def answered_grpc(self, response):
        """Record an answer, given as its message."""
        self._end(lambda: (200, _answer_of_message(response), ""))

    def failed(self, error):
        """Record why no answer came."""
        self._end(lambda: (0, None, error if isinstance(error, str) else _words(error)))

    def _end(self, outcome):
        seconds = round(time.perf_counter() - self._started, 6)
        self._exchanges.attempt(self._record, seconds, outcome)

    def _record(self, seconds, outcome):
        self._exchanges.record(self._transport, self._target, seconds, self._request_keys(), *outcome())


def _words(error) -> str:
    # What gRPC's errors print as is a page; those of calls have this shorter form.
    details = getattr(error, "details", None)
    return "%s: %s" % (type(error).__name__, details() if callable(details) else error)


def _request_keys(body):
    try:
        keys = json.loads(body).get("key", ())
        return keys if isinstance(keys, list) else ()
    except Exception:
        return ()


def _answer(content):
    """The JSON object of a pipeline service, or nothing."""
    try:
        answer = json.loads(content)
    except (TypeError, ValueError, RecursionError):
        return None
    # True is an int, and an err_no has 32 bits.
    if not isinstance(answer, dict) or type(answer.get("err_no")) is not int or abs(answer["err_no"]) >= 2**31:
        return None
    return {
        "err_no": answer["err_no"],
        "err_msg": answer.get("err_msg", ""),
        "key": answer.get("key") if isinstance(answer.get("key"), list) else (),
        "value": answer.get("value") if isinstance(answer.get("value"), list) else (),
    }


def _answer_of_message(response):
    if not hasattr(response, "err_no"):
        return None
    return {
        "err_no": response.err_no,
        "err_msg": response.err_msg,
        "key": list(response.key),
        "value": list(response.value),
    }


def _hook_requests(exchanges, requests):
    original = requests.Session.send

    @functools.wraps(original)
    def send(self, request, **kwargs):
        body = getattr(request, "body", None)
        exchange = exchanges.begin("http", getattr(request, "url", ""), lambda: _request_keys(body))
        try:
            response = original(self, request, **kwargs)
        except Exception as error:
            exchange.failed(error)
            raise
        # Where a redirection was followed, this function was called for its target.
        if not getattr(response, "history", None):
            if kwargs.get("stream", self.stream):
                exchanges.problem(_IN_PIECES)
            else:
                exchange.answered_http(response.status_code, response.content)
        return response

    requests.Session.send = send


def _hook_urllib(exchanges, urllib_request):
    original = urllib_request.OpenerDirector.open

    @functools.wraps(original)
    def open(self, fullurl, data=None, *args, **kwargs):
        target = fullurl if isinstance(fullurl, str) else getattr(fullurl, "full_url", "")
        body = data if data is not None else getattr(fullurl, "data", None)
        exchange = exchanges.begin("http", target, lambda: _request_keys(body))
        try:
            response = original(self, fullurl, data, *args, **kwargs)
        except urllib_request.HTTPError as error:
            # An answer, though one that only the script may read.
            exchange.answered_http(error.code, None)
            raise
        except Exception as error:
            exchange.failed(error)
            raise
        if target.startswith("http"):
            exchanges.attempt(_watch_reading, exchanges, exchange, response)
        return response

    urllib_request.OpenerDirector.open = open


def _watch_reading(exchanges, exchange, response):
    if "read" in vars(response):
        # A redirection was followed, and its target is watched.
        return
    methods = ("read", "read1", "readinto", "readline")

    def unwatch():
        for name in methods:
            vars(response).pop(name, None)

    def read(amt=None):
        unwatch()
        if amt is not None and amt >= 0:
            exchanges.problem(_IN_PIECES)
            return response.read(amt)
        try:
            content = response.read()
        except Exception as error:
            exchange.failed(error)
            raise
        exchange.answered_http(response.status, content)
        return content

    def in_pieces(name):
        def read_piece(*args, **kwargs):
            unwatch()
            exchanges.problem(_IN_PIECES)
            return getattr(response, name)(*args, **kwargs)

        return read_piece

    for name in methods:
        setattr(response, name, read if name == "read" else in_pieces(name))


def _hook_grpc(exchanges, ports, grpc):
    def record(exchange, call):
        if not call.done():
            exchange.failed("the script ended before an answer came")
            return
        try:
            response = call.result()
        except Exception as error:
            exchange.failed(error)
        else:
            exchange.answered_grpc(response)

    class Recording(grpc.UnaryUnaryClientInterceptor):
        def __init__(self, target):
            self._target = target

        def intercept_unary_unary(self, continuation, details, request):
            exchange = exchanges.begin("grpc", self._target, lambda: getattr(request, "key", ()))
            call = continuation(details, request)
            exchanges.attempt(exchanges.follow, call, functools.partial(record, exchange))
            return call

    original = grpc.insecure_channel

    @functools.wraps(original)
    def insecure_channel(target, *args, **kwargs):
        led = _led_target(target, ports)
        return grpc.intercept_channel(original(led, *args, **kwargs), Recording(led))

    grpc.insecure_channel = insecure_channel
    if hasattr(grpc, "aio"):
        _hook_grpc_aio(exchanges, ports, grpc.aio)


def _hook_grpc_aio(exchanges, ports, aio):
    class Recording(aio.UnaryUnaryClientInterceptor):
        def __init__(self, target):
            self._target = target

        async def intercept_unary_unary(self, continuation, details, request):
            exchange = exchanges.begin("grpc", self._target, lambda: getattr(request, "key", ()))
            call = await continuation(details, request)
            try:
                response = await call
            except Exception as error:
                exchange.failed(error)
            else:
                exchange.answered_grpc(response)
            return call

    original = aio.insecure_channel

    @functools.wraps(original)
    def insecure_channel(target, options=None, compression=None, interceptors=None):
        led = _led_target(target, ports)
        return original(led, options, compression, [*(interceptors or ()), Recording(led)])

    aio.insecure_channel = insecure_channel

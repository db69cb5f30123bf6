# SPDX-License-Identifier: Apache-2.0
"""The file of one process: one JSON object a line, written at once, so that a killed process leaves what happened.

Records that come at every step of a training may wait a moment for those that follow: one by one, each would find what writes it
driven out of the processor's caches by the step.
"""

from __future__ import annotations

import atexit
import functools
import hashlib
import json
import multiprocessing
import os
import platform
import sys
import threading
import time
from multiprocessing import util

from tipc_recorder.exit_status import ExitStatus

FORMAT = 3
MAX_PROBLEMS = 100
# So many seconds after others were written, and so many of them, records may wait, but for the first ones: what fails fails early.
SOON = 1.0
MAX_WAITING = 256
AT_ONCE = 32
# The tensors of one process on disk; a long evaluation must not fill the disk.
MAX_TENSOR_BYTES = 512 * 1024 * 1024
# One for all records: json.dumps would make one for each.
_ENCODER = json.JSONEncoder(allow_nan=False, separators=(",", ":"))


class Journal:
    """Writes records. Nothing here raises into the script; what goes wrong becomes a problem record."""

    def __init__(self, directory: str, paddle):
        self._directory = os.path.abspath(directory)
        self._paddle = paddle
        self._descriptor = -1
        self._fork_listeners = []
        self._end_listeners = []
        self._status = ExitStatus()
        self.networks = self.samples = self.reads = None  # set by the modules of these names where they are asked for
        self._begin()
        os.register_at_fork(after_in_child=self._after_fork)
        atexit.register(self._end)
        # A child of multiprocessing leaves without what atexit knows.
        util.register_after_fork(self, Journal._end_with_child)
        if multiprocessing.current_process().name != "MainProcess":
            self._end_with_child()
        self._flush_before_exit()

    def on_fork(self, listener):
        """Call ``listener`` in a forked child, whose records start afresh."""
        self._fork_listeners.append(listener)

    def on_end(self, listener):
        """Call ``listener`` before the process ends in an orderly way."""
        self._end_listeners.append(listener)

    def record(self, kind: str, **fields):
        """Write one record."""
        with self._lock:
            self._open()
            self._leaving, self._raised = None, _last_raised()
            self._waiting.append({"kind": kind, "time": self.now(), **fields})
            self.flush()

    def record_soon(self, kind: str, **fields):
        """Write one record that comes often, in a moment or with the next one of another kind."""
        with self._lock:
            now = self.now()
            self._waiting.append({"kind": kind, "time": now, **fields})
            self._leaving, self._raised = None, _last_raised()
            self._frequent += 1
            if self._frequent <= AT_ONCE or now >= self._flushed + SOON or len(self._waiting) >= MAX_WAITING:
                self.flush()

    def flush(self):
        """Write what waits."""
        with self._lock:
            if self._waiting:
                self._open()
                waiting, self._waiting = self._waiting, []
                self._write(waiting)
                self._flushed = self.now()

    def record_later(self, kind: str, **fields):
        """Write one record before the next real one; a process without a real one leaves no file."""
        with self._lock:
            record = {"kind": kind, "time": self.now(), **fields}
            if self._descriptor < 0:
                self._pending.append(record)
            else:
                self._waiting.append(record)
                self.flush()

    def problem(self, text: str):
        """Say in one sentence what could not be recorded; the same sentence is written once."""
        with self._lock:
            if text in self._problems or len(self._problems) >= MAX_PROBLEMS:
                return
            self._problems.add(text)
            self.record("problem", text=text)

    def attempt(self, otherwise: str, action, *args):
        """Get the result of ``action``, or None after noting the problem."""
        try:
            return action(*args)
        except Exception as error:
            self.problem("%s: %s: %s" % (otherwise, type(error).__name__, _first_lines(str(error))))
            return None

    def now(self) -> float:
        """Get the seconds since the recording of this process started."""
        return round(time.perf_counter() - self._origin, 6)

    def tensors(self, named_arrays):
        """Write arrays, given as (name, type, array), beside the journal; get their descriptions for a record.

        Gets None, writing nothing, when the room for tensors is used up.
        """
        with self._lock:
            self._open()
            size = sum(array.nbytes for _, _, array in named_arrays)
            if self._tensor_bytes + size > MAX_TENSOR_BYTES:
                return None
            self._tensor_bytes += size
            return [self._tensor(*named) for named in named_arrays]

    def _tensor(self, name, dtype, array):
        import numpy

        folder = os.path.join(self._directory, self._name)
        os.makedirs(folder, exist_ok=True)
        self._tensor_count += 1
        file = "%06d.npy" % self._tensor_count
        # order='C' because NumPy keeps Fortran order in files, which readers need not understand.
        numpy.save(os.path.join(folder, file), numpy.asarray(array, order="C"), allow_pickle=False)
        return {"name": name, "type": dtype, "shape": list(array.shape), "file": self._name + "/" + file}

    def _begin(self):
        self._lock = threading.RLock()
        self._started = time.time_ns()
        self._origin = time.perf_counter()
        self._name = "process-%d-%d" % (self._started, os.getpid())
        self._chain = self._name
        self._pending = []
        self._waiting = []
        self._flushed = -SOON
        self._frequent = 0  # records that came so far and may wait
        self._problems = set()
        self._tensor_count = 0
        self._tensor_bytes = 0
        self._broken = False
        self._ended = False
        self._leaving = None  # what sys.exit was called with, and what an exception has come to, since the last record
        self._raised = _last_raised()

    def _flush_before_exit(self):
        """Let what leaves without a word not take along what waits."""
        original = os._exit

        @functools.wraps(original)
        def _exit(*args, **kwargs):
            # Another thread may be stuck while it writes.
            if self._lock.acquire(timeout=1):
                try:
                    if self._descriptor >= 0 and not self._ended:
                        self.record_later("note", name="left", value=str(args[0] if args else kwargs.get("status", "")))
                    self.flush()
                finally:
                    self._lock.release()
            original(*args, **kwargs)

        os._exit = _exit
        leave = sys.exit

        @functools.wraps(leave)
        def exit(*args):
            self._leaving = args[0] if args else None
            leave(*args)

        sys.exit = exit

    def _end_with_child(self):
        util.Finalize(self, self._end, exitpriority=0)

    def _after_fork(self):
        # The parent's lock may be held by a thread that does not exist here, and its file is not ours.
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
        self._status.forget()
        self._begin()
        for listener in self._fork_listeners:
            listener()

    def _open(self):
        if self._descriptor >= 0 or self._broken:
            return
        try:
            os.makedirs(self._directory, exist_ok=True)
            path = os.path.join(self._directory, self._name + ".jsonl")
            self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o644)
        except OSError as error:
            self._give_up(error)
            return
        self._status.keep_in(os.path.join(self._directory, self._name + ".status"))
        start = {
            "kind": "start",
            "format": FORMAT,
            "pid": os.getpid(),
            "started": self._started,
            "rank": _rank(),
            "argv": list(sys.argv),
            "properties": _properties(self._paddle),
        }
        pending, self._pending = self._pending, []
        self._write([start] + pending)

    def _write(self, records):
        if self._broken:
            return
        lines = b"".join([self._chained(_ENCODER.encode(record)) for record in records])
        try:
            while lines:
                lines = lines[os.write(self._descriptor, lines) :]
        except OSError as error:
            self._give_up(error)

    def _chained(self, text):
        """Add a digest of all records so far to a record, so that none can be changed, added or taken out unseen."""
        body = text[:-1]
        self._chain = hashlib.sha256((self._chain + body).encode("ascii")).hexdigest()[:16]
        return ('%s,"chain":"%s"}\n' % (body, self._chain)).encode("ascii")

    def _give_up(self, error):
        self._broken = True
        sys.stderr.write("tipc recorder: cannot write to %s: %s; recording ends here\n" % (self._directory, error))

    def _end(self):
        if self._ended:
            return
        self._ended = True
        fault = self._fault()
        for listener in self._end_listeners:
            listener()
        if fault:
            self.record_later("note", name="fault", value=fault)
        self.flush()
        if self._descriptor >= 0:
            self.record("end")


    def _fault(self):
        """How the process comes to an end where that is by a fault: as an exception, or a status that is not 0."""
        # The first in a child of multiprocessing, which ends while it is raised.
        raised = sys.exc_info()[1] or _last_raised()
        if raised is self._raised and raised is not sys.exc_info()[1]:
            raised = None
        if isinstance(raised, SystemExit) or raised is None:
            code = self._leaving if raised is None else raised.code
            if code is None or code == 0:
                return ""
            return "exit status %d" % code if isinstance(code, int) else _first_lines("SystemExit: %s" % (code,))
        if isinstance(raised, KeyboardInterrupt):
            return ""
        return _first_lines("%s: %s" % (type(raised).__name__, raised))


def _last_raised():
    """The exception that Python has last shown, as it does before the process ends."""
    return sys.__dict__.get("last_exc") or sys.__dict__.get("last_value")


def _rank() -> int:
    rank = os.environ.get("PADDLE_TRAINER_ID", "0")
    return int(rank) if rank.isdigit() else 0


def _properties(paddle) -> dict:
    properties = {
        "python": platform.python_version(),
        "executable": sys.executable,
        "working_directory": _or_unknown(os.getcwd),
        "paddle": getattr(paddle, "__version__", "unknown"),
        "paddle_commit": _or_unknown(lambda: paddle.version.commit),
        # A client of a service need not have it.
        "numpy": getattr(sys.modules.get("numpy"), "__version__", "unknown"),
        "device": _or_unknown(lambda: paddle.get_device()),
        "cpus": str(os.cpu_count()),
    }
    for name in sorted(os.environ):
        if name.startswith("FLAGS_") or name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "CUDA_VISIBLE_DEVICES"):
            properties[name] = os.environ[name]
    return properties


def _or_unknown(getter) -> str:
    try:
        return str(getter())
    except Exception:
        return "unknown"


def _first_lines(text: str) -> str:
    """Shorten Paddle's errors, which carry a whole C++ stack before the sentence that matters."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 6:
        lines = lines[:2] + ["..."] + lines[-4:]
    return " ".join(lines)[:1000]

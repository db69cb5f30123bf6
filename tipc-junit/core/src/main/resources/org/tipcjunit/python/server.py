# SPDX-License-Identifier: Apache-2.0
"""A Python that has imported paddle and forks a process for each script that it is asked to run, see launcher.py.

A fork begins where a plain Python begins to run a script: it knows nothing of paddle until the script imports it, and where
that import would not have given what is kept here, it becomes a plain Python.
"""

import gc
import importlib.machinery
import marshal
import os
import select
import signal
import socket
import sys

import kept

# Without a script for so long, the server ends.
IDLE = 120.0
# Bytes before each message that say how long it is, see launcher.py.
LENGTH = 8
# How often a fork is tried until no other thread ran meanwhile.
FORKS = 1000


def serve(home, name, before):
    """Fork for whoever asks; gets, in a fork, the code of its script and the namespace to run it in."""
    ready = int(sys.argv[1])
    path = list(sys.path)
    try:
        paddle = kept.Kept(before)
    except (Exception, SystemExit) as error:
        with open(os.path.join(home, name + ".unfit"), "w", encoding="utf-8", errors="replace") as stream:
            stream.write(str(error))
        sys.exit(0)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    place = os.path.join("/proc/self/fd/%d" % os.open(home, os.O_RDONLY | os.O_DIRECTORY), name + ".socket")
    try:
        os.remove(place)
    except FileNotFoundError:
        pass
    listener.bind(place)
    listener.listen(64)
    identity = os.stat(place).st_ino
    os.write(ready, b".")
    os.close(ready)
    gc.collect()
    gc.freeze()
    server = Server(listener, paddle, path)
    try:
        return server.run()
    finally:
        if os.getpid() == server.pid:
            # The next one may have come in its place.
            if os.path.exists(place) and os.stat(place).st_ino == identity:
                os.remove(place)


class Server:
    """Waits for requests and for the ends of what it has forked."""

    def __init__(self, listener, paddle, path):
        self.pid = os.getpid()
        self.listener = listener
        self.paddle = paddle
        self.path = path
        self.site = os.path.abspath(os.environ.get("PYTHONPATH", "").partition(os.pathsep)[0])
        self.state = self.look()
        self.children = {}
        self.woken, self.wake = os.pipe()
        os.set_blocking(self.wake, False)
        os.set_blocking(self.woken, False)

    def look(self):
        """What tells whether packages were installed or removed."""
        times = []
        for entry in self.path[2:] + [os.path.dirname(self.paddle.origin)]:
            try:
                times.append(os.stat(entry).st_mtime_ns)
            except OSError:
                times.append(None)
        return times

    def run(self):
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        signal.set_wakeup_fd(self.wake)
        while self.listener is not None or self.children:
            connections = [child.connection for child in self.children.values() if child.connection is not None]
            waiting = [self.woken] + connections
            if self.listener is not None:
                waiting.append(self.listener)
            readable, _, _ = select.select(waiting, [], [], None if self.children else IDLE)
            if not readable and not self.children:
                sys.exit(0)
            if self.woken in readable:
                try:
                    os.read(self.woken, 4096)
                except BlockingIOError:
                    pass
            self.reap()
            for child in list(self.children.values()):
                # Nothing more is said: whoever waited for it is gone.
                if child.connection in readable:
                    child.connection = None
                    kill(child.pid)
            if self.listener in readable:
                code = self.accept()
                if code is not None:
                    return code
        sys.exit(0)

    def reap(self):
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            child = self.children.pop(pid, None)
            if child is not None and child.connection is not None:
                say(child.connection, {"status": status})
                child.connection.close()

    def accept(self):
        connection, _ = self.listener.accept()
        connection.settimeout(10)
        try:
            request, descriptors = receive(connection)
        except (OSError, ValueError, EOFError, TypeError):
            connection.close()
            return None
        try:
            if self.look() != self.state:
                # Another one comes in its place; what was forked is seen to its end.
                self.listener.close()
                self.listener = None
                say(connection, {"stale": True})
                return None
            doubt = self.doubt(request)
            if doubt:
                say(connection, {"doubt": doubt})
                return None
            pid = fork_at_rest()
            if pid is None:
                say(connection, {"doubt": "a thread of the process to fork from does not rest"})
                return None
            if pid == 0:
                connection.close()
                return self.begin(request, descriptors)
            self.children[pid] = Child(pid, connection)
            say(connection, {"pid": pid})
            return None
        finally:
            for descriptor in descriptors:
                os.close(descriptor)

    def doubt(self, request):
        script = os.path.join(request["directory"], request["words"][0])
        return self.paddle.doubt_of_start(script)

    def begin(self, request, descriptors):
        """Be, in the fork, what a plain Python is that has read its options and not yet its script."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        self.listener.close()
        for descriptor in (self.woken, self.wake):
            os.close(descriptor)
        for child in self.children.values():
            if child.connection is not None:
                child.connection.close()
        for number, descriptor in enumerate(descriptors):
            os.dup2(descriptor, number)
        os.chdir(request["directory"])
        os.umask(request["umask"])
        variables = request["environment"]
        for name in set(os.environ).difference(variables):
            del os.environ[name]
        os.environ.update(variables)
        kept.mark(variables.get("TIPC_PROCESS_GROUP", ""))
        words = request["words"]
        script = words[0]
        sys.argv = list(words)
        if hasattr(sys, "orig_argv"):
            sys.orig_argv = [sys.executable] + words
        folder = os.path.dirname(os.path.realpath(script))
        # What path configuration files put in front stays there.
        sys.path[:] = [folder] + [request["site"] if entry == self.site else entry for entry in self.path[1:]]
        self.paddle.hide(request)
        kept.leave_at_exit()
        start_site()
        return main_code(script)


class Child:
    """A fork, and who waits for it; nobody when the connection is gone."""

    def __init__(self, pid, connection):
        self.pid = pid
        self.connection = connection


def fork_at_rest():
    """Fork while Paddle's own threads sleep: what one holds locked stays locked in a fork, which then hangs at its end."""
    for _ in range(FORKS):
        before = threads()
        if before is None:
            continue
        told, tell = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(tell)
            if os.read(told, 1):
                os.close(told)
                return 0
            os._exit(0)
        os.close(told)
        rested = threads() == before
        if rested:
            os.write(tell, b".")
        os.close(tell)
        if rested:
            return pid
        os.waitpid(pid, 0)
    return None


def threads():
    """Tell how often each thread but this one has slept; nothing while one does not sleep."""
    found = {}
    for number in os.listdir("/proc/self/task"):
        if int(number) == os.getpid():
            continue
        try:
            with open("/proc/self/task/%s/status" % number, encoding="ascii", errors="replace") as stream:
                fields = dict(line.split(":", 1) for line in stream)
        except OSError:
            # It has just ended.
            return None
        if fields["State"].split()[0] != "S":
            return None
        found[number] = (fields["voluntary_ctxt_switches"], fields["nonvoluntary_ctxt_switches"])
    return found


def kill(pid):
    for kill_it in (os.killpg, os.kill):
        try:
            kill_it(pid, signal.SIGKILL)
        except OSError:
            pass


def say(connection, what):
    try:
        text = marshal.dumps(what)
        connection.sendall(len(text).to_bytes(LENGTH, "little") + text)
    except OSError:
        pass


def receive(connection):
    """Get a request and the three descriptors that come with its first byte."""
    import array

    numbers = array.array("i")
    text = b""
    while len(text) < LENGTH or len(text) < LENGTH + int.from_bytes(text[:LENGTH], "little"):
        part, ancillary, _, _ = connection.recvmsg(1 << 16, socket.CMSG_SPACE(3 * numbers.itemsize))
        if not part:
            raise OSError("half a request")
        for level, kind, content in ancillary:
            if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
                numbers.frombytes(content[: len(content) - len(content) % numbers.itemsize])
        text += part
    if len(numbers) != 3:
        raise ValueError("no descriptors")
    connection.settimeout(None)
    return marshal.loads(text[LENGTH:]), list(numbers)


def start_site():
    """Do what Python's site does about sitecustomize."""
    sys.modules.pop("sitecustomize", None)
    try:
        importlib.import_module("sitecustomize")
    except ImportError as error:
        if error.name != "sitecustomize":
            raise
    except Exception as error:
        sys.stderr.write("Error in sitecustomize; set PYTHONVERBOSE for traceback:\n%s: %s\n"
                         % (error.__class__.__name__, error))


def main_code(script):
    """Make a __main__ for the script, and get its code."""
    if sys.version_info >= (3, 9) and not os.path.isabs(script):
        script = os.path.join(os.getcwd(), script[2:] if script.startswith("./") else script)
    # A new one, that nothing else holds and the collector knows: what a script leaves in it ends with it, as an open file does.
    sys.modules["__main__"] = type(sys)("__main__")
    namespace = sys.modules["__main__"].__dict__
    loader = importlib.machinery.SourceFileLoader("__main__", script)
    namespace.update(__name__="__main__", __doc__=None, __package__=None, __loader__=loader, __spec__=None,
                     __builtins__=sys.modules["builtins"], __file__=script, __cached__=None)
    if sys.version_info < (3, 14):
        namespace["__annotations__"] = {}
    with open(script, "rb") as stream:
        source = stream.read()
    sys.excepthook = Shorter(sys.excepthook)
    return compile(source, script, "exec", dont_inherit=True), namespace


class Shorter:
    """Shows what a script raised without the frame that ran it."""

    def __init__(self, hook):
        self.hook = hook

    def __call__(self, kind, value, trace):
        if trace is not None and trace.tb_next is not None:
            trace = value.__traceback__ = trace.tb_next
        self.hook(kind, value, trace)

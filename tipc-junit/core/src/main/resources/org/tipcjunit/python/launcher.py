# SPDX-License-Identifier: Apache-2.0
"""Run a script in a fork of a Python that has imported paddle, or become a plain Python where that would differ.

    python -I -S launcher.py HOME SLOT[,SLOT ...] REPORT script.py [argument ...]
    python -I -S launcher.py HOME SLOT[,SLOT ...]

The first slot is the script's. Servers of the others, whose scripts come next, are started while it runs; without a script
nothing else is done. The script's process is a child of the server, see server.py; this one waits for it and ends as it ends.
Whatever is in doubt starts the script plainly, in this very process. REPORT gets one line that says how it was started.
"""

# What these leave out, signal, socket and json, costs as much as all else that is done here.
import _signal
import _socket
import marshal
import os
import sys
import time

# How long a run's mark may be, for which a server keeps room.
PADDING = 1024
# Bytes before each message that say how long it is; launcher and server are of one Python, which marshal needs.
LENGTH = 8
# Seconds until a server listens, and until one is tried again that would not do.
READY = 60.0
UNFIT = 600.0
# What is not worth a start of its own: names of one run, and what the server sets for every script anew.
OF_ONE_RUN = ("PYTHONPATH", "PWD", "OLDPWD", "SHLVL", "_")
# Read by builds, terminals and CI systems: no import of paddle looks at them, and they are others with each call or window.
OF_OTHER_PROGRAMS = ("JAVA_HOME", "JAVACMD", "MAVEN_", "GITHUB_", "RUNNER_", "SSH_", "XDG_SESSION_", "TERM_SESSION_ID", "WINDOWID")


class Doubt(Exception):
    """Why the script is started plainly."""


def main():
    home = sys.argv[1]
    slot, *later = sys.argv[2].split(",")
    here = os.path.dirname(os.path.abspath(__file__))
    if len(sys.argv) == 3:
        for one in [slot] + later:
            prepare(here, home, one)
        return
    report = sys.argv[3]
    words = sys.argv[4:]
    try:
        status = run(here, home, slot, later, report, words)
    except (Doubt, OSError, ValueError) as error:
        tell(report, "cold: %s" % error)
        os.execv(sys.executable, [sys.executable] + words)
    end_as(status)


def tell(report, text):
    with open(report, "w", encoding="utf-8", errors="replace") as stream:
        stream.write(text + "\n")


def run(here, home, slot, later, report, words):
    environment = dict(os.environ)
    if len(environment.get("TIPC_PROCESS_GROUP", "")) > PADDING:
        raise Doubt("it runs in too many nested runs")
    if any(os.isatty(descriptor) for descriptor in range(3)):
        raise Doubt("it has a terminal")
    site, _, rest = environment.get("PYTHONPATH", "").partition(os.pathsep)
    place = opened(home)
    name = key(here, slot, rest, environment)
    request = {
        "words": words,
        "directory": os.getcwd(),
        "environment": environment,
        "site": site,
        "report": report,
        "umask": umask(),
    }
    for _ in range(3):
        server = connected(here, home, place, name, rest, environment)
        try:
            try:
                send(server, request, (0, 1, 2))
                first = answer(server)
            except OSError:
                # It ended, having had nothing to do, while this was on its way.
                continue
            if first.get("stale"):
                continue
            if "doubt" in first:
                raise Doubt(first["doubt"])
            return waited(server, home, later, environment)
        finally:
            server.close()
    raise Doubt("the processes to fork from end at once")


def waited(server, home, later, environment):
    """Get how the fork ended. Started once is started: whatever happens here, nothing is run a second time."""
    try:
        start_later(home, later, environment)
    except OSError:
        # They start when they are asked for.
        pass
    # After that, for it would be inherited. The fork is told to end by whoever tells this process.
    for number in (_signal.SIGTERM, _signal.SIGINT, _signal.SIGHUP, _signal.SIGQUIT):
        _signal.signal(number, _signal.SIG_IGN)
    try:
        return answer(server)["status"]
    except (OSError, ValueError, EOFError, TypeError):
        sys.stderr.write("tipc: the process that this script was forked from is gone\n")
        return 1 << 8


def prepare(here, home, slot):
    """Start the server of a slot where there is none."""
    environment = dict(os.environ)
    rest = environment.get("PYTHONPATH", "").partition(os.pathsep)[2]
    try:
        connected(here, home, opened(home), key(here, slot, rest, environment), rest, environment).close()
    except (Doubt, OSError):
        # Whoever wants it will be told.
        pass


def opened(home):
    """Get a short path of the folder of the servers: a socket's has room for 107 bytes only."""
    os.makedirs(home, mode=0o700, exist_ok=True)
    folder = os.open(home, os.O_RDONLY | os.O_DIRECTORY)
    if os.fstat(folder).st_uid != os.getuid() or os.fstat(folder).st_mode & 0o077:
        raise Doubt("others may write to %s" % home)
    return "/proc/self/fd/%d" % folder


def start_later(home, later, environment):
    """Start other servers in the background, which no run owns and no output waits for."""
    if not later or len(os.sched_getaffinity(0)) < 2:
        return
    import subprocess

    variables = {k: v for k, v in environment.items() if not k.startswith("TIPC_")}
    subprocess.Popen([sys.executable, "-IS", os.path.abspath(__file__), home, ",".join(later)], env=variables, cwd="/",
                     stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def answer(server):
    return marshal.loads(exactly(server, int.from_bytes(exactly(server, LENGTH), "little")))


def exactly(server, size):
    text = b""
    while len(text) < size:
        part = server.recv(size - len(text))
        if not part:
            raise OSError("the server is gone")
        text += part
    return text


def umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


def key(here, slot, rest, environment):
    """Name what must be equal for a process to be as good as a new one."""
    import hashlib
    import resource

    limits = [resource.getrlimit(getattr(resource, name)) for name in sorted(dir(resource)) if name.startswith("RLIMIT")]
    namespaces = sorted(os.readlink("/proc/self/ns/" + name) for name in os.listdir("/proc/self/ns"))
    with open("/proc/self/cgroup", encoding="ascii", errors="replace") as stream:
        group = stream.read()
    with open("/proc/self/status", encoding="ascii", errors="replace") as stream:
        # This Python ignores a signal or two of its own, always the same.
        signals = [line.split() for line in stream if line.startswith(("SigBlk", "SigIgn"))]
    variables = {k: v for k, v in environment.items()
                 if k not in OF_ONE_RUN and not k.startswith(OF_OTHER_PROGRAMS + ("TIPC_",))}
    facts = [here, slot, rest, sys.executable, os.path.realpath(sys.executable), sorted(variables.items()), limits, namespaces,
             group, signals, sorted(os.sched_getaffinity(0)), os.getpriority(os.PRIO_PROCESS, 0)]
    return hashlib.sha256(repr(facts).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def connected(here, home, place, name, rest, environment):
    """Get a connection to the server of this name, started where there is none."""
    import fcntl

    path = "%s/%s.socket" % (place, name)
    found = connect(path)
    if found is not None:
        return found
    with open("%s/%s.lock" % (place, name), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = connect(path)
        if found is None:
            require_fit(os.path.join(home, name + ".unfit"))
            require_memory()
            start(here, home, name, rest, environment)
            require_fit(os.path.join(home, name + ".unfit"))
            require_same(here, home, place, name)
            found = connect(path)
        if found is None:
            raise Doubt("the process to fork from did not start; see %s/%s.log" % (home, name))
        return found


def connect(path):
    server = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    try:
        server.connect(path)
        return server
    except OSError:
        server.close()
        return None


def require_same(here, home, place, name):
    """Compare, once for each interpreter, what a script finds in a fork and in a plain Python."""
    import hashlib

    facts = [here, os.path.realpath(sys.executable), os.stat(sys.executable).st_mtime_ns, sys.prefix]
    same = os.path.join(home, "same-" + hashlib.sha256(repr(facts).encode("utf-8", "backslashreplace")).hexdigest()[:32])
    if os.path.exists(same):
        return
    import subprocess
    import tempfile

    environment = dict(os.environ, PYTHONPATH=os.path.join(here, "nothing"), TIPC_PROCESS_GROUP="same")
    words = [os.path.join(here, "same.py"), "one", "two"]
    texts = []
    for warm in (False, True):
        with tempfile.TemporaryFile() as output:
            if warm:
                server = connect("%s/%s.socket" % (place, name))
                if server is None:
                    raise Doubt("the process to fork from did not start; see %s/%s.log" % (home, name))
                with open(os.devnull, "rb") as nothing:
                    request = {"words": words, "directory": os.getcwd(), "environment": environment, "report": os.devnull,
                               "site": environment["PYTHONPATH"], "umask": umask()}
                    send(server, request, (nothing.fileno(), output.fileno(), output.fileno()))
                    first = answer(server)
                    if "doubt" in first:
                        raise Doubt(first["doubt"])
                    status = answer(server)["status"]
                server.close()
            else:
                status = subprocess.call([sys.executable] + words, env=environment, stdin=subprocess.DEVNULL, stdout=output,
                                         stderr=output)
            output.seek(0)
            texts.append("status %d\n%s" % (status, output.read().decode("utf-8", "replace")))
    if texts[0] != texts[1]:
        lines = [text.splitlines() for text in texts]
        first = next((pair for pair in zip(*lines) if pair[0] != pair[1]), ("", ""))
        with open(os.path.join(home, name + ".unfit"), "w", encoding="utf-8", errors="replace") as stream:
            stream.write("a fork is not as a plain Python here: '%s' and '%s'" % tuple(line.strip()[:200] for line in first))
        require_fit(os.path.join(home, name + ".unfit"))
    with open(same, "w"):
        pass


def send(server, request, numbers):
    """Send a request with the standard streams that its script gets."""
    import array

    streams = (_socket.SOL_SOCKET, _socket.SCM_RIGHTS, array.array("i", numbers))
    text = marshal.dumps(request)
    text = len(text).to_bytes(LENGTH, "little") + text
    sent = server.sendmsg([text], [streams])
    # Sending nothing fails where the answer has come already.
    if text[sent:]:
        server.sendall(text[sent:])


def require_fit(file):
    """Do not try again and again what failed a short while ago."""
    try:
        if time.time() - os.stat(file).st_mtime < UNFIT:
            with open(file, encoding="utf-8") as stream:
                raise Doubt(stream.read())
        os.remove(file)
    except FileNotFoundError:
        pass


def require_memory():
    with open("/proc/meminfo", encoding="ascii") as stream:
        for line in stream:
            if line.startswith("MemAvailable:") and int(line.split()[1]) < 2 << 20:
                raise Doubt("less than 2 GiB of memory is free")


def start(here, home, name, rest, environment):
    """Start the server in a session of its own, and wait until it listens or gives up."""
    import subprocess

    variables = {k: v for k, v in environment.items() if not k.startswith("TIPC_")}
    site = os.path.join(here, "site")
    variables["PYTHONPATH"] = os.pathsep.join(filter(None, (site, rest)))
    # Its place in memory is where each child is marked as the run's own.
    variables["TIPC_PROCESS_GROUP"] = "-" * PADDING
    boot = ("import sys; before = set(sys.modules); sys.path[0] = %r; import server\n"
            "exec(*server.serve(%r, %r, before))" % (here, home, name))
    ready, told = os.pipe()
    with open(os.path.join(home, name + ".log"), "wb") as log, open(os.devnull, "rb") as nothing:
        subprocess.Popen([sys.executable, "-c", boot, str(told)], stdin=nothing, stdout=log, stderr=log, cwd="/", env=variables,
                         pass_fds=[told], start_new_session=True)
    os.close(told)
    import select

    # Readable when it listens, and at its end.
    select.select([ready], [], [], READY)
    os.close(ready)


def end_as(status):
    if os.WIFSIGNALED(status):
        import resource

        number = os.WTERMSIG(status)
        # One core file is enough.
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
        if number not in (_signal.SIGKILL, _signal.SIGSTOP):
            _signal.signal(number, _signal.SIG_DFL)
        os.kill(os.getpid(), number)
    os._exit(os.WEXITSTATUS(status))


if __name__ == "__main__":
    main()

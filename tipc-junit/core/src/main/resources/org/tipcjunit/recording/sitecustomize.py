# SPDX-License-Identifier: Apache-2.0
"""Start the recorder when the script imports paddle, then run the sitecustomize that this file hides.

Python runs this file at start-up because its folder comes first on PYTHONPATH. It stays small: a script that
never imports paddle must not notice it. Clients of a service import no paddle; their recorder starts at once.

The folder is that of one run. What to record lies in it, in a file called settings, and not in variables, which
scripts look at, print and hand on in part.
"""

import os
import sys

_HERE = os.path.dirname(os.path.abspath(__file__))


def _read_settings():
    try:
        with open(os.path.join(_HERE, "settings"), "rb") as stream:
            parts = os.fsdecode(stream.read()).split("\0")
    except OSError:
        return {}
    return dict(zip(parts[::2], parts[1::2]))


_SETTINGS = _read_settings()


class _AfterImport:
    """Lets the other finders find a module, and acts when its import is complete."""

    def __init__(self, name, action, before=None):
        self._name = name
        self._action = action
        self._before = before

    def find_spec(self, name, path=None, target=None):
        if name != self._name:
            return None
        for finder in sys.meta_path:
            if finder is self or not hasattr(finder, "find_spec"):
                continue
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                # A namespace package (a folder called paddle) has no loader to wait for and is not Paddle.
                if spec.loader is not None and hasattr(spec.loader, "exec_module"):
                    self._act_after(spec.loader)
                return spec
        return None

    def _act_after(self, loader):
        exec_module = loader.exec_module

        def exec_then_act(module):
            if self._before is not None:
                self._before()
            exec_module(module)
            # Only now: an import that failed may be tried again.
            if self in sys.meta_path:
                sys.meta_path.remove(self)
            self._action(module)

        loader.exec_module = exec_then_act


def _after_import(name, action, before=None):
    # A .pth file may have been earlier.
    if name in sys.modules:
        action(sys.modules[name])
    else:
        sys.meta_path.insert(0, _AfterImport(name, action, before))


def _watch(event, arguments):
    action = _WATCHED.get(event)
    if action is not None:
        try:
            action(*arguments)
        except Exception:
            # Python is about to end, or whoever does it gave no path.
            pass


def _opened(path, mode, flags):
    """Remember which files of Python code are read, whoever runs what is in them, but those that this process made; tell of others."""
    if isinstance(path, str) and path.endswith((".py", ".pyc")):
        path = _source(os.path.abspath(path))
        if flags & (os.O_TRUNC | os.O_EXCL):
            _MADE.add(path)
        elif not flags & os.O_WRONLY and path not in _MADE:
            _READ.add(path)
    elif _OPENED:
        _OPENED[0](path, flags)


def _ran(words, folder=None):
    """Remember what is started in processes of their own."""
    if len(_RUN) < 1000:
        words = [words] if isinstance(words, (str, bytes, os.PathLike)) else words
        folder = os.path.abspath(os.fsdecode(folder or os.curdir))
        _RUN.append((folder, tuple(os.fsdecode(word) for word in words)))


def _started(executable, words, folder, variables):
    _follow()
    words = [words] if isinstance(words, (str, bytes, os.PathLike)) else list(words)
    _ran([executable] + words[1:] if executable else words, folder)


def _signalled(pid, number, *_):
    if number:
        _SENT.add(abs(pid))


def _follow():
    """Let those parts of subprocess tell how children ended that took os.waitpid before it told so."""
    if _TOLD is None or _WAITING:
        return
    _WAITING.append(True)
    popen = sys.modules["subprocess"].Popen
    told = popen._internal_poll.__defaults__ or ()
    popen._internal_poll.__defaults__ = tuple(os.waitpid if value is _TOLD else value for value in told)
    kept = getattr(sys.modules["subprocess"], "_del_safe", None)
    if getattr(kept, "waitpid", None) is _TOLD:
        kept.waitpid = os.waitpid


def _told_by(original):
    """A waitpid that notes how children ended, but by what this process sent them."""

    def waitpid(pid, options):
        child, status = original(pid, options)
        if child and status:
            _note_end(child, status)
        return child, status

    return waitpid


def _note_end(child, status):
    try:
        if os.WIFSIGNALED(status):
            end = "sent" if child in _SENT else "signal %d" % os.WTERMSIG(status)
        elif os.WIFEXITED(status):
            end = "status %d" % os.WEXITSTATUS(status)
        else:
            return
        folder = _SETTINGS["TIPC_RECORDING_DIR"]
        os.makedirs(folder, exist_ok=True)
        descriptor = os.open(os.path.join(folder, "children"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            os.write(descriptor, ("%d %s\n" % (child, end)).encode("ascii"))
        finally:
            os.close(descriptor)
    except OSError:
        # Nobody knows how it ended then.
        pass


def _source(path):
    """The source of a compiled module, which is read in its place and made beside it, or below a folder for all, by another name."""
    folder, name = os.path.split(path)
    compiled = sys.pycache_prefix and os.path.abspath(sys.pycache_prefix)
    if compiled and path.startswith(compiled + os.sep) and name.endswith(".pyc"):
        return os.path.join(folder[len(compiled) :] or os.sep, name.split(".")[0] + ".py")
    if os.path.basename(folder) != "__pycache__":
        return path
    return os.path.join(os.path.dirname(folder), name.split(".")[0] + ".py")


def _load_zlib():
    """Let the system's zlib be found before Paddle's own.

    Paddle 2.6's libpaddle.so shows all processes its own inflate and deflate, and what loads libz after it, such as
    Python's zlib, cv2 or SciPy, binds to a mixture of both and crashes. It is what LD_PRELOAD=libz.so.1 would do.
    """
    try:
        import ctypes

        ctypes.CDLL("libz.so.1", mode=ctypes.RTLD_GLOBAL)
    except Exception:
        # A Python whose machine has no libz has nothing that could bind to it.
        pass


def _lend_fluid():
    """Let Paddle Serving's converter find paddle.fluid, as the provisioned environment does; nobody else finds it."""
    recorder = _SETTINGS.get("TIPC_RECORDER", "")
    sys.path.insert(0, recorder)
    try:
        import paddle_fluid_alias  # noqa: F401
    except Exception as error:
        sys.stderr.write("tipc recorder: Paddle Serving finds no paddle.fluid: %r\n" % (error,))
    finally:
        sys.path.remove(recorder)


def _install(paddle):
    def install(tipc_recorder):
        tipc_recorder.install(paddle)

    _with_recorder(install)


def _install_for_client():
    def install(tipc_recorder):
        tipc_recorder.install_for_client(_after_import)

    _with_recorder(install)


def _with_recorder(install):
    recorder = _SETTINGS.get("TIPC_RECORDER", "")
    # The script may have rearranged sys.path by now.
    sys.path.insert(0, recorder)
    try:
        import tipc_recorder
        from tipc_recorder import settings

        settings.VALUES.update(_SETTINGS)
        settings.START_PATH[:] = _START_PATH
        settings.READ = _READ
        settings.OPENED = _OPENED
        settings.RUN = _RUN
        settings.START_VARIABLES.update(_VARIABLES)
        install(tipc_recorder)
    except Exception as error:
        sys.stderr.write("tipc recorder: nothing is recorded in this process: %r\n" % (error,))
    finally:
        sys.path.remove(recorder)


def _run_hidden_sitecustomize():
    """Run the next sitecustomize on sys.path, as Python itself would have done."""
    # The parts of importlib that are always loaded: importlib.util would cost a script's start 5 ms.
    from _frozen_importlib import module_from_spec
    from _frozen_importlib_external import PathFinder

    path = [entry for entry in sys.path if os.path.abspath(entry or os.curdir) != _HERE]
    spec = PathFinder.find_spec("sitecustomize", path)
    if spec is None or spec.loader is None:
        return
    module = module_from_spec(spec)
    # Scripts that import sitecustomize mean theirs.
    sys.modules["sitecustomize"] = module
    spec.loader.exec_module(module)


# Without what the script adds and sets.
_START_PATH = list(sys.path)
_VARIABLES = dict(os.environ)
_READ = set()
_MADE = set()
_OPENED = []
_RUN = []
_SENT = set()
_TOLD = None
_WAITING = []
_WATCHED = {
    "open": _opened,
    "subprocess.Popen": _started,
    "os.exec": lambda path, words, variables: _ran([path] + list(words)[1:]),
    "os.posix_spawn": lambda path, words, variables: _ran([path] + list(words)[1:]),
    "os.spawn": lambda mode, path, words, variables: _ran([path] + list(words)[1:]),
    "os.system": lambda command: _ran(["sh", "-c", command]),
    "os.kill": _signalled,
    "os.killpg": _signalled,
}
if _SETTINGS.get("TIPC_RECORDING_DIR"):
    sys.addaudithook(_watch)
    _TOLD, os.waitpid = os.waitpid, _told_by(os.waitpid)
    if "serving_client" in _SETTINGS.get("TIPC_RECORDING_KINDS", "").split(","):
        _install_for_client()
    _after_import("paddle", _install, _load_zlib)
    _after_import("paddle_serving_client", lambda client: None, _lend_fluid)
_run_hidden_sitecustomize()

# SPDX-License-Identifier: Apache-2.0
"""The paddle that a server has imported, kept from its forks until they import it themselves."""

import ctypes
import importlib.machinery
import logging
import os
import sys
import tempfile
import threading
import warnings

NAME = "paddle"
# Modules that no script would have found.
OWN = ("kept", "server")
SUFFIXES = tuple(importlib.machinery.all_suffixes())


class Unfit(Exception):
    """Why this process is no good to fork from."""


class Kept:
    """What ``import paddle`` did to a process, to be undone and done again."""

    def __init__(self, before):
        variables, filters, hook = dict(os.environ), list(warnings.filters), sys.excepthook
        finders, path, level = list(sys.meta_path), list(sys.path), logging.getLogger().level
        self.printed = imported()
        if threading.active_count() > 1:
            raise Unfit("importing paddle starts threads of Python")
        self.logging = Logging(level)
        if sys.excepthook is not hook:
            raise Unfit("importing paddle sets sys.excepthook")
        if sys.modules[NAME].is_compiled_with_cuda() or sys.modules[NAME].is_compiled_with_xpu():
            raise Unfit("this Paddle is built for other devices than the CPU, which forks were not tried with")
        if "usercustomize" in sys.modules:
            raise Unfit("there is a usercustomize")
        if getattr(sys.flags, "safe_path", False):
            raise Unfit("PYTHONSAFEPATH is set")
        # Some packages lead to parts of themselves.
        self.path_first = [(sys.path.index(one), one) for one in sys.path if one not in path and sys.path[-1] != one]
        self.path_last = [one for one in sys.path[-1:] if one not in path]
        # Those of other packages stay with them: without its own, six has no moves.
        self.finders = [one for one in sys.meta_path if one not in finders and package_of(one) == NAME]
        self.variables = {k: v for k, v in os.environ.items() if variables.get(k) != v}
        if set(variables).difference(os.environ):
            raise Unfit("importing paddle removes variables")
        self.filters = [one for one in warnings.filters if one not in filters]
        self.filters_before = filters
        # With all its parts: whoever imports one of them imports paddle first.
        self.modules = {name: module for name, module in sys.modules.items() if name.split(".")[0] == NAME}
        self.spec = self.modules[NAME].__spec__
        self.origin = self.spec.origin
        self.others = {name.split(".")[0] for name in set(sys.modules).difference(before)}.difference({NAME}, OWN)
        self.start = None

    def doubt_of_start(self, script):
        """Why a script cannot be run in a fork; empty where it can."""
        return self._shadowed([os.path.dirname(os.path.realpath(script))])

    def _shadowed(self, entries):
        for entry in entries:
            try:
                names = set(os.listdir(entry or os.curdir))
            except OSError:
                continue
            for name in self.others.union((NAME,)):
                if any(name + suffix in names for suffix in SUFFIXES) or (
                        name in names and os.path.isfile(os.path.join(entry, name, "__init__.py"))):
                    return "%s has a module called %s" % (entry, name)
        return ""

    def hide(self, request):
        """Be as before the import, in a fork."""
        import numpy

        for name in list(self.modules) + list(OWN):
            del sys.modules[name]
        self.logging.take_back()
        warnings.filters[:] = self.filters_before
        warnings._filters_mutated()
        numpy.random.seed()
        # It was called fluid before 2.6.
        core = self.modules.get(NAME + ".base.core") or self.modules[NAME + ".fluid.core"]
        core.default_cpu_generator().manual_seed(int.from_bytes(os.urandom(7), "big") >> 3)
        new_key_for_children()
        self.start = (request, dict(os.environ), list(sys.path), numpy)
        with open(request["report"], "w", encoding="utf-8") as stream:
            stream.write("warm\n")
        sys.meta_path[:] = [self] + [one for one in sys.meta_path if one not in self.finders]

    def find_spec(self, name, path=None, target=None):
        if name != NAME or self.start is None:
            return None
        doubt = self._doubt_now()
        if doubt:
            self._become_plain(doubt)
        spec = importlib.machinery.ModuleSpec(NAME, self, origin=self.origin, is_package=True)
        spec.submodule_search_locations = list(self.spec.submodule_search_locations)
        return spec

    def create_module(self, spec):
        return self.modules[NAME]

    def exec_module(self, module):
        if self in sys.meta_path:
            sys.meta_path.remove(self)
        module.__spec__ = self.spec
        sys.modules.update(self.modules)
        sys.meta_path += [one for one in self.finders if one not in sys.meta_path]
        os.environ.update(self.variables)
        for place, entry in self.path_first:
            if entry not in sys.path:
                sys.path.insert(place, entry)
        sys.path += [entry for entry in self.path_last if entry not in sys.path]
        for one in reversed(self.filters):
            warnings.filters.insert(0, one)
        warnings._filters_mutated()
        self.logging.set_up()
        if self.printed:
            sys.stderr.flush()
            os.write(2, self.printed)

    def _doubt_now(self):
        request, variables, path, numpy = self.start
        if dict(os.environ) != variables:
            return "the script sets variables before it imports paddle"
        if sys.modules.get("numpy") is not numpy:
            return "the script has another numpy"
        spec = importlib.machinery.PathFinder.find_spec(NAME)
        if spec is None or spec.origin != self.origin:
            return "the script has another paddle"
        return self._shadowed([entry for entry in sys.path if entry not in path])

    def _become_plain(self, doubt):
        request = self.start[0]
        with open(request["report"], "w", encoding="utf-8", errors="replace") as stream:
            stream.write("cold: %s\n" % doubt)
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os.chdir(request["directory"])
        os.execve(sys.executable, [sys.executable] + request["words"], request["environment"])


class Logging:
    """What the import of paddle made of logging's root: a set-up by basicConfig, which does nothing where there is one."""

    def __init__(self, level):
        self.before, self.after = level, logging.getLogger().level
        self.handlers = list(logging.getLogger().handlers)
        if any(type(one) is not logging.StreamHandler or one.stream is not sys.stderr for one in self.handlers):
            raise Unfit("importing paddle sets up logging in an unknown way")

    def take_back(self):
        for one in self.handlers:
            logging.getLogger().removeHandler(one)
        logging.getLogger().setLevel(self.before)

    def set_up(self):
        root = logging.getLogger()
        if not root.handlers:
            for one in self.handlers:
                one.stream = sys.stderr
                root.addHandler(one)
            if self.after != self.before:
                root.setLevel(self.after)


def imported():
    """Import paddle as a recorded script does; gets what that prints."""
    try:
        ctypes.CDLL("libz.so.1", mode=ctypes.RTLD_GLOBAL)
    except OSError:
        pass
    with tempfile.TemporaryFile() as output:
        shown = os.dup(2)
        os.dup2(output.fileno(), 2)
        try:
            importlib.import_module(NAME)
        finally:
            sys.stderr.flush()
            os.dup2(shown, 2)
            os.close(shown)
        output.seek(0)
        return output.read()


def package_of(finder):
    """Get the package whose code a finder is."""
    return (getattr(finder, "__module__", None) or type(finder).__module__).split(".")[0]


def new_key_for_children():
    """Let processes of multiprocessing trust their own kind only."""
    process = sys.modules.get("multiprocessing.process")
    if process is not None:
        process.current_process().authkey = os.urandom(32)


def mark(text):
    """Write the run's mark where /proc shows this process's variables, as if it had been started with it."""
    with open("/proc/self/stat", "rb") as stream:
        fields = stream.read().rpartition(b")")[2].split()
    start, end = int(fields[47]), int(fields[48])
    block = ctypes.string_at(start, end - start)
    place = block.find(b"TIPC_PROCESS_GROUP=-")
    if place < 0:
        raise OSError("no place for the mark of the run")
    place += len(b"TIPC_PROCESS_GROUP=")
    room = block.index(b"\0", place) - place
    ctypes.memmove(start + place, os.fsencode(text).ljust(room, b"-"), room)


def leave_at_exit():
    """End a process, at the very end of its exit, without taking the libraries apart that came with paddle.

    That takes a tenth of a second for memory that the system takes back anyway. What the script has loaded is seen to before, as C's
    functions of the end are called in the other order, and so is what waits in C's buffers.
    """
    library = ctypes.CDLL(None)
    try:
        end, begin = library.on_exit, library.__cxa_atexit
    except AttributeError:
        return
    nothing = ctypes.c_void_p()
    end(library._exit, nothing)
    begin(library.fflush, nothing, nothing)

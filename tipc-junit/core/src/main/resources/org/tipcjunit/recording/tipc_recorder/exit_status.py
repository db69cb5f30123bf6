# SPDX-License-Identifier: Apache-2.0
"""Keeps the status that this process ends with, which Python tells nobody: ``raise SystemExit(1)`` and the end of a C library among them.

The C library tells what asks for it (``on_exit``), after Python is gone. What it calls then is its own ``fputc``, which puts the status into
a page of memory that a file stands behind, so that neither Python nor a descriptor is needed at that time.
"""

from __future__ import annotations

import mmap

try:
    import ctypes
except ImportError:  # a Python that was built without
    ctypes = None

_BYTES = 8
_PRIVATE, _FIXED, _ANONYMOUS = 0x02, 0x10, 0x20


class ExitStatus:
    """The first byte of a file, which stays 0 where the process ends with 0, or by other means than the C library's ``exit``."""

    def __init__(self):
        self._page = None

    def keep_in(self, path):
        """Create the file, and let the status of this process be put there; nothing where the C library has no such thing."""
        if ctypes is None:
            return
        try:
            library = _library()
            with open(path, "xb+") as file:
                file.truncate(_BYTES)
                self._map(library, mmap.MAP_SHARED, file.fileno())
        except (OSError, AttributeError):
            # Whoever waits for the process still tells.
            pass

    def forget(self):
        """Let the status of a forked child not be taken for that of its parent."""
        if self._page is not None:
            self._map(_library(), _PRIVATE | _ANONYMOUS, -1)

    def _map(self, library, flags, descriptor):
        if self._page is not None:
            flags |= _FIXED
        page = library.mmap(self._page, _BYTES, mmap.PROT_READ | mmap.PROT_WRITE, flags, descriptor, 0)
        if page == ctypes.c_void_p(-1).value:
            raise OSError("no page")
        if self._page is None:
            stream = library.fmemopen(page, _BYTES, b"r+")
            library.setbuf(stream, None)
            library.on_exit(ctypes.cast(library.fputc, ctypes.c_void_p), stream)
            self._page = page


def _library():
    """Get an own view of the C library, as others may say otherwise what its functions take."""
    library = ctypes.CDLL(None)
    pointer, size, number = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int
    library.mmap.restype = pointer
    library.mmap.argtypes = [pointer, size, number, number, number, ctypes.c_long]
    library.fmemopen.restype = pointer
    library.fmemopen.argtypes = [pointer, size, ctypes.c_char_p]
    library.setbuf.argtypes = [pointer, pointer]
    library.on_exit.argtypes = [pointer, pointer]
    return library

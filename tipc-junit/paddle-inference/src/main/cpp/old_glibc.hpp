// SPDX-License-Identifier: Apache-2.0
#pragma once

// Paddle's wheels run on glibc 2.17 (manylinux2014), so the shim must as well, wherever it is built. glibc 2.34 moved the
// functions of libdl into libc under a new version; the old one still names the same functions there, and is the only one that
// older systems have, in the libdl.so.2 that the shim is linked with.
#if defined(__x86_64__) && defined(__GLIBC__)
__asm__(".symver dlopen, dlopen@GLIBC_2.2.5");
__asm__(".symver dlsym, dlsym@GLIBC_2.2.5");
__asm__(".symver dlerror, dlerror@GLIBC_2.2.5");
__asm__(".symver dladdr, dladdr@GLIBC_2.2.5");
#endif

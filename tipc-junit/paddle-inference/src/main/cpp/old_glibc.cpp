// SPDX-License-Identifier: Apache-2.0
//
// Since glibc 2.32 libstdc++'s headers ask this variable whether there is one thread only, which spares atomic operations. An
// own one, which always says that there are several, is right on every system.
extern "C" {
__attribute__((visibility("hidden"))) char __libc_single_threaded = 0;
}

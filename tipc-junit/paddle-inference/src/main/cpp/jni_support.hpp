// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jni.h>

#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace tipc {

// Thrown by native code after a JNI call has left a Java exception pending.
struct PendingJavaException {};

// Throws org.tipcjunit.inference.PaddleException with this UTF-8 text.
void throw_paddle_exception(JNIEnv* env, const char* text) noexcept;

// The one guard around every native entry: no C++ exception may cross into the JVM.
template <class Result, class Body>
Result guarded(JNIEnv* env, Result fallback, Body body) noexcept {
  try {
    return body();
  } catch (const PendingJavaException&) {
  } catch (const std::exception& exception) {
    throw_paddle_exception(env, exception.what());
  } catch (...) {
    throw_paddle_exception(env, "Paddle threw a C++ exception that carries no text");
  }
  return fallback;
}

template <class Body>
void guarded(JNIEnv* env, Body body) noexcept {
  guarded(env, 0, [&] {
    body();
    return 0;
  });
}

// Texts cross as UTF-8 bytes: JNI's own strings are a modified UTF-8, and Paddle's texts may hold any bytes.
std::string to_string(JNIEnv* env, jbyteArray utf8);
jbyteArray to_bytes(JNIEnv* env, const std::string& text);
jobjectArray to_byte_arrays(JNIEnv* env, const std::vector<std::string>& texts);
std::vector<int> to_ints(JNIEnv* env, jintArray values);
jintArray to_int_array(JNIEnv* env, const std::vector<int>& values);
jlongArray to_long_array(JNIEnv* env, const std::vector<long>& values);

// The address of a direct buffer's byte at offset, after checking that bytes more bytes exist.
char* buffer_at(JNIEnv* env, jobject direct_buffer, jlong offset, jlong bytes);

}  // namespace tipc

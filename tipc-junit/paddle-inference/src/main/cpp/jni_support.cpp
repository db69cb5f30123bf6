// SPDX-License-Identifier: Apache-2.0
#include "jni_support.hpp"

#include <stdexcept>

namespace tipc {
namespace {

template <class Object>
Object checked(JNIEnv* env, Object object) {
  if (object == nullptr || env->ExceptionCheck()) {
    throw PendingJavaException{};
  }
  return object;
}

}  // namespace

void throw_paddle_exception(JNIEnv* env, const char* text) noexcept {
  if (env->ExceptionCheck()) {
    return;
  }
  try {
    jclass shim = checked(env, env->FindClass("org/tipcjunit/inference/PaddleShim"));
    jmethodID refusal =
        checked(env, env->GetStaticMethodID(shim, "refusal", "([B)Lorg/tipcjunit/inference/PaddleException;"));
    jobject exception = checked(env, env->CallStaticObjectMethod(shim, refusal, to_bytes(env, text)));
    env->Throw(static_cast<jthrowable>(exception));
  } catch (...) {
    if (!env->ExceptionCheck()) {
      env->FatalError("could not report an exception of Paddle");
    }
  }
}

std::string to_string(JNIEnv* env, jbyteArray utf8) {
  std::string text(static_cast<std::size_t>(env->GetArrayLength(utf8)), '\0');
  env->GetByteArrayRegion(utf8, 0, static_cast<jsize>(text.size()), reinterpret_cast<jbyte*>(&text[0]));
  return text;
}

jbyteArray to_bytes(JNIEnv* env, const std::string& text) {
  const auto size = static_cast<jsize>(text.size());
  jbyteArray bytes = checked(env, env->NewByteArray(size));
  env->SetByteArrayRegion(bytes, 0, size, reinterpret_cast<const jbyte*>(text.data()));
  return bytes;
}

jobjectArray to_byte_arrays(JNIEnv* env, const std::vector<std::string>& texts) {
  jclass bytes = checked(env, env->FindClass("[B"));
  jobjectArray arrays = checked(env, env->NewObjectArray(static_cast<jsize>(texts.size()), bytes, nullptr));
  for (std::size_t i = 0; i < texts.size(); ++i) {
    jbyteArray element = to_bytes(env, texts[i]);
    env->SetObjectArrayElement(arrays, static_cast<jsize>(i), element);
    env->DeleteLocalRef(element);
  }
  return arrays;
}

std::vector<int> to_ints(JNIEnv* env, jintArray values) {
  std::vector<int> ints(static_cast<std::size_t>(env->GetArrayLength(values)));
  env->GetIntArrayRegion(values, 0, static_cast<jsize>(ints.size()), ints.data());
  return ints;
}

jintArray to_int_array(JNIEnv* env, const std::vector<int>& values) {
  const auto size = static_cast<jsize>(values.size());
  jintArray array = checked(env, env->NewIntArray(size));
  env->SetIntArrayRegion(array, 0, size, values.data());
  return array;
}

jlongArray to_long_array(JNIEnv* env, const std::vector<long>& values) {
  const auto size = static_cast<jsize>(values.size());
  jlongArray array = checked(env, env->NewLongArray(size));
  env->SetLongArrayRegion(array, 0, size, values.data());
  return array;
}

char* buffer_at(JNIEnv* env, jobject direct_buffer, jlong offset, jlong bytes) {
  auto* address = static_cast<char*>(env->GetDirectBufferAddress(direct_buffer));
  const jlong capacity = env->GetDirectBufferCapacity(direct_buffer);
  // An empty direct buffer may have no address.
  if (capacity < 0 || (address == nullptr && bytes > 0)) {
    throw std::runtime_error("not a direct byte buffer");
  }
  if (offset < 0 || bytes < 0 || offset > capacity || bytes > capacity - offset) {
    throw std::runtime_error("a direct buffer of " + std::to_string(capacity) + " bytes has no " + std::to_string(bytes) +
                             " bytes at " + std::to_string(offset));
  }
  return address + offset;
}

}  // namespace tipc

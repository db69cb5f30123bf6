// SPDX-License-Identifier: Apache-2.0
//
// The native methods of org.tipcjunit.inference.PaddleShim: each is one call of Paddle Inference, guarded.
#include <jni.h>

#include <cstring>
#include <iterator>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "jni_support.hpp"
#include "paddle_library.hpp"

namespace tipc {
namespace {

// paddle::AnalysisConfig takes less than 4 kB in every version seen; its size is known to nobody but Paddle's headers.
constexpr std::size_t kConfigBytes = 32 * 1024;
constexpr std::align_val_t kConfigAlignment{64};

// So many elements of 8 bytes still have a size that a signed 64-bit number can hold.
constexpr std::size_t kMostElements = std::size_t{1} << 59;

struct ConfigMemoryDeleter {
  void operator()(void* memory) const { ::operator delete(memory, kConfigAlignment); }
};

Config* config_of(jlong handle) { return reinterpret_cast<Config*>(handle); }

Tensor* tensor_of(jlong handle) { return reinterpret_cast<Tensor*>(handle); }

std::shared_ptr<Predictor>& owner_of(jlong handle) { return *reinterpret_cast<std::shared_ptr<Predictor>*>(handle); }

Predictor* predictor_of(jlong handle) { return owner_of(handle).get(); }

jlong handle_of(std::shared_ptr<Predictor> predictor) {
  return reinterpret_cast<jlong>(new std::shared_ptr<Predictor>(std::move(predictor)));
}

// Destroys a predictor that came as a std::unique_ptr. Paddle exports no destructor for it, but it does export the function
// by which a std::shared_ptr's control block destroys one; this is the part of such a block which that function reads.
void destroy_clone(Predictor* predictor) {
  struct {
    void* vtable = nullptr;
    int uses = 1;
    int weak_uses = 1;
    Predictor* object;
  } counted;
  counted.object = predictor;
  paddle().predictor_dispose_counted(&counted);
}

std::size_t element_count(const std::vector<int>& shape) {
  std::size_t count = 1;
  for (int extent : shape) {
    if (extent < 0) {
      throw std::runtime_error("the tensor has no complete shape yet; its extents must all be at least 0");
    }
    if (extent > 0 && count > kMostElements / static_cast<std::size_t>(extent)) {
      throw std::runtime_error("the product of the tensor's extents is larger than any tensor");
    }
    count *= static_cast<std::size_t>(extent);
  }
  return count;
}

std::size_t bytes_needed(const std::vector<int>& shape, int type) { return element_count(shape) * bytes_of(type); }

std::string shape_text(const std::vector<int>& shape) {
  std::string text = "[";
  for (int extent : shape) {
    text += (text.size() > 1 ? ", " : "") + std::to_string(extent);
  }
  return text + "]";
}

jint found_type(const std::map<std::string, int>& types, const std::string& name) {
  const auto found = types.find(name);
  return found == types.end() ? -1 : found->second;
}

jlongArray found_shape(JNIEnv* env, const std::map<std::string, std::vector<long>>& shapes, const std::string& name) {
  const auto found = shapes.find(name);
  return found == shapes.end() ? nullptr : to_long_array(env, found->second);
}

// ---- library

void load(JNIEnv* env, jclass, jbyteArray path) {
  guarded(env, [&] { load_paddle(to_string(env, path)); });
}

jbyteArray version(JNIEnv* env, jclass) {
  return guarded(env, jbyteArray{}, [&] { return to_bytes(env, paddle().version()); });
}

// ---- Config

jlong new_config(JNIEnv* env, jclass, jbyteArray program, jbyteArray parameters) {
  return guarded(env, jlong{}, [&] {
    std::unique_ptr<void, ConfigMemoryDeleter> memory(::operator new(kConfigBytes, kConfigAlignment));
    std::memset(memory.get(), 0, kConfigBytes);
    paddle().config_construct(memory.get(), to_string(env, program), to_string(env, parameters));
    auto* config = static_cast<Config*>(memory.release());
    paddle().config_disable_gpu(config);
    return reinterpret_cast<jlong>(config);
  });
}

void delete_config(JNIEnv* env, jclass, jlong config) {
  guarded(env, [&] {
    paddle().config_destroy(config_of(config));
    ConfigMemoryDeleter{}(config_of(config));
  });
}

void set_cpu_math_library_num_threads(JNIEnv* env, jclass, jlong config, jint threads) {
  guarded(env, [&] { paddle().config_set_threads(config_of(config), threads); });
}

jboolean switch_ir_optim(JNIEnv* env, jclass, jlong config, jboolean on) {
  return guarded(env, jboolean{}, [&] {
    paddle().config_switch_ir_optim(config_of(config), on != JNI_FALSE ? 1 : 0);
    return static_cast<jboolean>(paddle().config_ir_optim(config_of(config)));
  });
}

jboolean switch_mkldnn(JNIEnv* env, jclass, jlong config, jboolean on) {
  return guarded(env, jboolean{}, [&] {
    if (on != JNI_FALSE) {
      paddle().config_enable_mkldnn(config_of(config));
    } else {
      paddle().config_disable_mkldnn(config_of(config));
    }
    return static_cast<jboolean>(paddle().config_mkldnn_enabled(config_of(config)));
  });
}

void enable_mkldnn_bfloat16(JNIEnv* env, jclass, jlong config) {
  guarded(env, [&] { required(paddle().config_enable_mkldnn_bfloat16, "Config::EnableMkldnnBfloat16")(config_of(config)); });
}

void enable_memory_optim(JNIEnv* env, jclass, jlong config, jboolean on) {
  guarded(env, [&] { paddle().config_enable_memory_optim(config_of(config), on != JNI_FALSE); });
}

jboolean enable_use_gpu(JNIEnv* env, jclass, jlong config, jlong memory_mb, jint device) {
  return guarded(env, jboolean{}, [&] {
    const auto enable = required(paddle().config_enable_use_gpu, "Config::EnableUseGpu");
    const auto enabled = required(paddle().config_use_gpu, "Config::use_gpu");
    enable(config_of(config), static_cast<unsigned long>(memory_mb), device, 0);
    return static_cast<jboolean>(enabled(config_of(config)));
  });
}

jboolean enable_tensor_rt_engine(JNIEnv* env, jclass, jlong config, jlong workspace, jint batch, jint subgraph,
                                 jint precision, jboolean use_static, jboolean calibrate) {
  return guarded(env, jboolean{}, [&] {
    const auto enable = required(paddle().config_enable_tensor_rt, "Config::EnableTensorRtEngine");
    const auto enabled = required(paddle().config_tensor_rt_enabled, "Config::tensorrt_engine_enabled");
    enable(config_of(config), workspace, batch, subgraph, precision, use_static != JNI_FALSE, calibrate != JNI_FALSE,
           false);
    return static_cast<jboolean>(enabled(config_of(config)));
  });
}

void disable_glog_info(JNIEnv* env, jclass, jlong config) {
  guarded(env, [&] { paddle().config_disable_glog_info(config_of(config)); });
}

jbyteArray summary(JNIEnv* env, jclass, jlong config) {
  return guarded(env, jbyteArray{}, [&] { return to_bytes(env, paddle().config_summary(config_of(config))); });
}

// ---- Predictor

jlong create_predictor(JNIEnv* env, jclass, jlong config) {
  return guarded(env, jlong{}, [&] {
    std::shared_ptr<Predictor> predictor = paddle().create_predictor(*config_of(config));
    if (!predictor) {
      throw std::runtime_error("Paddle created no predictor and gave no reason");
    }
    return handle_of(std::move(predictor));
  });
}

jlong clone_predictor(JNIEnv* env, jclass, jlong predictor) {
  return guarded(env, jlong{}, [&] {
    const auto clone = required(paddle().predictor_clone, "Predictor::Clone");
    required(paddle().predictor_dispose_counted, "exported way to destroy a cloned predictor");
    Predictor* cloned = clone(predictor_of(predictor), nullptr).release();
    if (cloned == nullptr) {
      throw std::runtime_error("Paddle cloned no predictor and gave no reason");
    }
    return handle_of(std::shared_ptr<Predictor>(cloned, destroy_clone));
  });
}

void delete_predictor(JNIEnv* env, jclass, jlong predictor) {
  guarded(env, [&] { delete &owner_of(predictor); });
}

jobjectArray input_names(JNIEnv* env, jclass, jlong predictor) {
  return guarded(env, jobjectArray{},
                 [&] { return to_byte_arrays(env, paddle().predictor_input_names(predictor_of(predictor))); });
}

jobjectArray output_names(JNIEnv* env, jclass, jlong predictor) {
  return guarded(env, jobjectArray{},
                 [&] { return to_byte_arrays(env, paddle().predictor_output_names(predictor_of(predictor))); });
}

jint input_type(JNIEnv* env, jclass, jlong predictor, jbyteArray name) {
  return guarded(env, jint{}, [&] {
    return found_type(paddle().predictor_input_types(predictor_of(predictor)), to_string(env, name));
  });
}

jint output_type(JNIEnv* env, jclass, jlong predictor, jbyteArray name) {
  return guarded(env, jint{}, [&] {
    return found_type(paddle().predictor_output_types(predictor_of(predictor)), to_string(env, name));
  });
}

jlongArray input_shape(JNIEnv* env, jclass, jlong predictor, jbyteArray name) {
  return guarded(env, jlongArray{}, [&] {
    return found_shape(env, paddle().predictor_input_shapes(predictor_of(predictor)), to_string(env, name));
  });
}

jlongArray output_shape(JNIEnv* env, jclass, jlong predictor, jbyteArray name) {
  return guarded(env, jlongArray{}, [&] {
    return found_shape(env, paddle().predictor_output_shapes(predictor_of(predictor)), to_string(env, name));
  });
}

jlong input_handle(JNIEnv* env, jclass, jlong predictor, jbyteArray name) {
  return guarded(env, jlong{}, [&] {
    return reinterpret_cast<jlong>(
        paddle().predictor_input_handle(predictor_of(predictor), to_string(env, name)).release());
  });
}

jlong output_handle(JNIEnv* env, jclass, jlong predictor, jbyteArray name) {
  return guarded(env, jlong{}, [&] {
    return reinterpret_cast<jlong>(
        paddle().predictor_output_handle(predictor_of(predictor), to_string(env, name)).release());
  });
}

void run(JNIEnv* env, jclass, jlong predictor) {
  guarded(env, [&] {
    if (!paddle().predictor_run(predictor_of(predictor))) {
      throw std::runtime_error("Paddle's Predictor::Run reported failure and gave no reason");
    }
  });
}

void clear_intermediate_tensor(JNIEnv* env, jclass, jlong predictor) {
  guarded(env, [&] { paddle().predictor_clear_intermediate(predictor_of(predictor)); });
}

jlong try_shrink_memory(JNIEnv* env, jclass, jlong predictor) {
  return guarded(env, jlong{},
                 [&] { return static_cast<jlong>(paddle().predictor_try_shrink_memory(predictor_of(predictor))); });
}

// ---- Tensor

void delete_tensor(JNIEnv* env, jclass, jlong tensor) {
  guarded(env, [&] { TensorDeleter{}(tensor_of(tensor)); });
}

void reshape(JNIEnv* env, jclass, jlong tensor, jintArray shape) {
  guarded(env, [&] { paddle().tensor_reshape(tensor_of(tensor), to_ints(env, shape)); });
}

jintArray shape(JNIEnv* env, jclass, jlong tensor) {
  return guarded(env, jintArray{}, [&] { return to_int_array(env, paddle().tensor_shape(tensor_of(tensor))); });
}

jint type(JNIEnv* env, jclass, jlong tensor) {
  return guarded(env, jint{}, [&] { return static_cast<jint>(paddle().tensor_type(tensor_of(tensor))); });
}

void copy_from_cpu(JNIEnv* env, jclass, jlong tensor, jint type, jobject buffer, jlong offset, jlong bytes) {
  guarded(env, [&] {
    const std::vector<int> shape = paddle().tensor_shape(tensor_of(tensor));
    const std::size_t needed = bytes_needed(shape, type);
    if (static_cast<std::size_t>(bytes) != needed) {
      throw std::runtime_error("a tensor of shape " + shape_text(shape) + " needs " + std::to_string(needed) +
                               " bytes but was given " + std::to_string(bytes) + "; reshape it first");
    }
    paddle().tensor_copy_from_cpu[type](tensor_of(tensor), buffer_at(env, buffer, offset, bytes));
  });
}

// Returns the number of bytes written.
jlong copy_to_cpu(JNIEnv* env, jclass, jlong tensor, jobject buffer, jlong offset, jlong bytes) {
  return guarded(env, jlong{}, [&] {
    const std::vector<int> shape = paddle().tensor_shape(tensor_of(tensor));
    const int type = paddle().tensor_type(tensor_of(tensor));
    const std::size_t needed = bytes_needed(shape, type);
    if (static_cast<std::size_t>(bytes) < needed) {
      throw std::runtime_error("a tensor of shape " + shape_text(shape) + " has " + std::to_string(needed) +
                               " bytes but the buffer has room for " + std::to_string(bytes));
    }
    if (needed > 0) {
      paddle().tensor_copy_to_cpu[type](tensor_of(tensor), buffer_at(env, buffer, offset, static_cast<jlong>(needed)));
    }
    return static_cast<jlong>(needed);
  });
}

template <class Function>
JNINativeMethod native_method(const char* name, const char* signature, Function* function) {
  return {const_cast<char*>(name), const_cast<char*>(signature), reinterpret_cast<void*>(function)};
}

}  // namespace
}  // namespace tipc

extern "C" JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM* vm, void*) {
  using namespace tipc;
  JNIEnv* env = nullptr;
  if (vm->GetEnv(reinterpret_cast<void**>(&env), JNI_VERSION_10) != JNI_OK) {
    return JNI_ERR;
  }
  jclass shim = env->FindClass("org/tipcjunit/inference/PaddleShim");
  if (shim == nullptr) {
    return JNI_ERR;
  }
  const JNINativeMethod methods[] = {
      native_method("load", "([B)V", load),
      native_method("version", "()[B", version),
      native_method("newConfig", "([B[B)J", new_config),
      native_method("deleteConfig", "(J)V", delete_config),
      native_method("setCpuMathLibraryNumThreads", "(JI)V", set_cpu_math_library_num_threads),
      native_method("switchIrOptim", "(JZ)Z", switch_ir_optim),
      native_method("switchMkldnn", "(JZ)Z", switch_mkldnn),
      native_method("enableMkldnnBfloat16", "(J)V", enable_mkldnn_bfloat16),
      native_method("enableMemoryOptim", "(JZ)V", enable_memory_optim),
      native_method("enableUseGpu", "(JJI)Z", enable_use_gpu),
      native_method("enableTensorRtEngine", "(JJIIIZZ)Z", enable_tensor_rt_engine),
      native_method("disableGlogInfo", "(J)V", disable_glog_info),
      native_method("summary", "(J)[B", summary),
      native_method("createPredictor", "(J)J", create_predictor),
      native_method("clonePredictor", "(J)J", clone_predictor),
      native_method("deletePredictor", "(J)V", delete_predictor),
      native_method("inputNames", "(J)[[B", input_names),
      native_method("outputNames", "(J)[[B", output_names),
      native_method("inputType", "(J[B)I", input_type),
      native_method("outputType", "(J[B)I", output_type),
      native_method("inputShape", "(J[B)[J", input_shape),
      native_method("outputShape", "(J[B)[J", output_shape),
      native_method("inputHandle", "(J[B)J", input_handle),
      native_method("outputHandle", "(J[B)J", output_handle),
      native_method("run", "(J)V", run),
      native_method("clearIntermediateTensor", "(J)V", clear_intermediate_tensor),
      native_method("tryShrinkMemory", "(J)J", try_shrink_memory),
      native_method("deleteTensor", "(J)V", delete_tensor),
      native_method("reshape", "(J[I)V", reshape),
      native_method("shape", "(J)[I", shape),
      native_method("type", "(J)I", type),
      native_method("copyFromCpu", "(JILjava/nio/ByteBuffer;JJ)V", copy_from_cpu),
      native_method("copyToCpu", "(JLjava/nio/ByteBuffer;JJ)J", copy_to_cpu),
  };
  return env->RegisterNatives(shim, methods, static_cast<jint>(std::size(methods))) == JNI_OK ? JNI_VERSION_10 : JNI_ERR;
}

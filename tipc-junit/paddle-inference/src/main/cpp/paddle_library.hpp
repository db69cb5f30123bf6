// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

// The part of Paddle Inference's C++ API that this shim calls. No Paddle header is used: a Paddle wheel exports the API from
// its libpaddle.so but older wheels ship no matching headers, and one shim must serve every Paddle version. Functions are
// therefore declared here with the same ABI (argument registers, hidden result pointer) and bound by mangled name at run time.
namespace tipc {

// Opaque objects of Paddle; only ever handled through pointers.
struct Config;
struct Predictor;
struct Tensor;

// Frees a paddle_infer::Tensor. Its destructor is not exported; beyond its memory block it owns at most a long name.
struct TensorDeleter {
  void operator()(Tensor* tensor) const { ::operator delete(static_cast<void*>(tensor)); }
};
using TensorPointer = std::unique_ptr<Tensor, TensorDeleter>;

// Same layout and calling convention as std::unique_ptr<paddle_infer::Predictor>, without the destructor that is unknown here.
struct KeepPredictor {
  void operator()(Predictor*) const {}
};
using ClonedPredictor = std::unique_ptr<Predictor, KeepPredictor>;

// paddle_infer::DataType in Paddle's order, which is the order of the Java side's codes, too.
enum DataType { kFloat32, kInt64, kInt32, kUint8, kInt8, kFloat16, kBool, kFloat64, kBfloat16, kDataTypes };

std::size_t bytes_of(int type);

// Functions of libpaddle.so. A null pointer is an optional function that this Paddle version lacks.
struct PaddleApi {
  std::string (*version)();

  void (*config_construct)(void* memory, const std::string& program, const std::string& parameters);
  void (*config_destroy)(Config*);
  void (*config_disable_gpu)(Config*);
  void (*config_enable_use_gpu)(Config*, unsigned long memory_mb, int device, int precision);
  bool (*config_use_gpu)(const Config*);
  void (*config_set_threads)(Config*, int);
  void (*config_switch_ir_optim)(Config*, int);
  bool (*config_ir_optim)(const Config*);
  void (*config_enable_mkldnn)(Config*);
  void (*config_disable_mkldnn)(Config*);
  bool (*config_mkldnn_enabled)(const Config*);
  void (*config_enable_mkldnn_bfloat16)(Config*);
  void (*config_enable_memory_optim)(Config*, bool);
  void (*config_enable_tensor_rt)(
      Config*, long workspace, int batch, int subgraph, int precision, bool use_static, bool calibrate, bool cuda_graph);
  bool (*config_tensor_rt_enabled)(const Config*);
  void (*config_disable_glog_info)(Config*);
  std::string (*config_summary)(Config*);

  std::shared_ptr<Predictor> (*create_predictor)(const Config&);
  ClonedPredictor (*predictor_clone)(Predictor*, void* stream);
  void (*predictor_dispose_counted)(void* counted);
  std::vector<std::string> (*predictor_input_names)(Predictor*);
  std::vector<std::string> (*predictor_output_names)(Predictor*);
  std::map<std::string, int> (*predictor_input_types)(Predictor*);
  std::map<std::string, int> (*predictor_output_types)(Predictor*);
  std::map<std::string, std::vector<long>> (*predictor_input_shapes)(Predictor*);
  std::map<std::string, std::vector<long>> (*predictor_output_shapes)(Predictor*);
  TensorPointer (*predictor_input_handle)(Predictor*, const std::string&);
  TensorPointer (*predictor_output_handle)(Predictor*, const std::string&);
  bool (*predictor_run)(Predictor*);
  void (*predictor_clear_intermediate)(Predictor*);
  unsigned long (*predictor_try_shrink_memory)(Predictor*);

  void (*tensor_reshape)(Tensor*, const std::vector<int>&);
  std::vector<int> (*tensor_shape)(const Tensor*);
  int (*tensor_type)(const Tensor*);
  void (*tensor_copy_from_cpu[kDataTypes])(Tensor*, const void*);
  void (*tensor_copy_to_cpu[kDataTypes])(const Tensor*, void*);
};

// Loads the library at the first call and binds it. One process can hold one Paddle only, so another path is refused.
void load_paddle(const std::string& path);

// The bound functions; throws when no library was loaded.
const PaddleApi& paddle();

// The path given to load_paddle, for messages.
const std::string& paddle_path();

// Binds an optional function or says which one is missing.
template <class Function>
Function required(Function function, const char* what) {
  if (function == nullptr) {
    throw std::runtime_error(std::string("Paddle at ") + paddle_path() + " has no " + what);
  }
  return function;
}

}  // namespace tipc

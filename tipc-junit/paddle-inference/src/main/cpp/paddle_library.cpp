// SPDX-License-Identifier: Apache-2.0
#include "paddle_library.hpp"

#include "old_glibc.hpp"

#include <cxxabi.h>
#include <dlfcn.h>
#include <signal.h>

#include <array>
#include <cstdlib>
#include <initializer_list>

#define STRING_REF "RKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE"
#define CONFIG(length_and_name) "_ZN6paddle14AnalysisConfig" length_and_name
#define CONFIG_CONST(length_and_name) "_ZNK6paddle14AnalysisConfig" length_and_name
#define PREDICTOR(length_and_name) "_ZN12paddle_infer9Predictor" length_and_name
#define TENSOR(length_and_name) "_ZN12paddle_infer6Tensor" length_and_name
#define TENSOR_CONST(length_and_name) "_ZNK12paddle_infer6Tensor" length_and_name

namespace tipc {
namespace {

struct Loaded {
  std::mutex mutex;
  std::string path;
  PaddleApi api{};
  bool ready = false;
};

// Process-wide like the library itself, which can't be unloaded; never destroyed, since threads may run until the very end.
Loaded& loaded() {
  static Loaded& instance = *new Loaded;
  return instance;
}

std::string demangled(const char* symbol) {
  int status = 0;
  std::unique_ptr<char, decltype(&std::free)> name(abi::__cxa_demangle(symbol, nullptr, nullptr, &status), &std::free);
  return status == 0 && name ? name.get() : symbol;
}

// Loading libpaddle.so overwrites flags of signal handlers that HotSpot relies on; this puts all of them back.
class SignalHandlersKept {
 public:
  SignalHandlersKept() {
    for (int signal = 1; signal < NSIG; ++signal) {
      known_[signal] = sigaction(signal, nullptr, &actions_[signal]) == 0;
    }
  }
  SignalHandlersKept(const SignalHandlersKept&) = delete;
  SignalHandlersKept& operator=(const SignalHandlersKept&) = delete;
  ~SignalHandlersKept() {
    for (int signal = 1; signal < NSIG; ++signal) {
      if (known_[signal] && signal != SIGKILL && signal != SIGSTOP) {
        sigaction(signal, &actions_[signal], nullptr);
      }
    }
  }

 private:
  std::array<struct sigaction, NSIG> actions_{};
  std::array<bool, NSIG> known_{};
};

class Binder {
 public:
  Binder(void* library, const std::string& path) : library_(library), path_(path) {}

  // Binds the first symbol that exists: Paddle renamed some functions between versions.
  template <class Function>
  void bind(Function& function, std::initializer_list<const char*> symbols) {
    bind_optional(function, symbols);
    if (function == nullptr) {
      throw std::runtime_error("Paddle library " + path_ + version_text() + " lacks the function '" +
                               demangled(*symbols.begin()) + "' (symbol " + *symbols.begin() +
                               "); this Paddle version isn't supported: use Paddle 2.6 to 3.x built for x86-64 Linux");
    }
  }

  template <class Function>
  void bind_optional(Function& function, std::initializer_list<const char*> symbols) {
    function = nullptr;
    for (const char* symbol : symbols) {
      if (function == nullptr) {
        function = reinterpret_cast<Function>(dlsym(library_, symbol));
      }
    }
  }

 private:
  std::string version_text() const {
    auto version = reinterpret_cast<std::string (*)()>(dlsym(library_, "_ZN12paddle_infer10GetVersionB5cxx11Ev"));
    return version == nullptr ? " of unknown version" : " (" + version() + ")";
  }

  void* library_;
  const std::string& path_;
};

PaddleApi bind_all(void* library, const std::string& path) {
  PaddleApi api{};
  Binder binder(library, path);
  binder.bind(api.version, {"_ZN12paddle_infer10GetVersionB5cxx11Ev"});

  binder.bind(api.config_construct, {CONFIG("C1E" STRING_REF "S8_")});
  binder.bind(api.config_destroy, {CONFIG("D1Ev"), CONFIG("D2Ev")});
  binder.bind(api.config_disable_gpu, {CONFIG("10DisableGpuEv")});
  binder.bind_optional(api.config_enable_use_gpu, {CONFIG("12EnableUseGpuEmiNS0_9PrecisionE")});
  binder.bind_optional(api.config_use_gpu, {CONFIG_CONST("7use_gpuEv")});
  binder.bind(api.config_set_threads, {CONFIG("27SetCpuMathLibraryNumThreadsEi")});
  binder.bind(api.config_switch_ir_optim, {CONFIG("13SwitchIrOptimEi")});
  binder.bind(api.config_ir_optim, {CONFIG_CONST("8ir_optimEv")});
  binder.bind(api.config_enable_mkldnn, {CONFIG("12EnableONEDNNEv"), CONFIG("12EnableMKLDNNEv")});
  binder.bind(api.config_disable_mkldnn, {CONFIG("13DisableONEDNNEv"), CONFIG("13DisableMKLDNNEv")});
  binder.bind(api.config_mkldnn_enabled, {CONFIG_CONST("14onednn_enabledEv"), CONFIG_CONST("14mkldnn_enabledEv")});
  binder.bind_optional(api.config_enable_mkldnn_bfloat16,
                       {CONFIG("20EnableOnednnBfloat16Ev"), CONFIG("20EnableMkldnnBfloat16Ev")});
  binder.bind(api.config_enable_memory_optim, {CONFIG("17EnableMemoryOptimEb")});
  binder.bind_optional(api.config_enable_tensor_rt, {CONFIG("20EnableTensorRtEngineEliiNS0_9PrecisionEbbb")});
  binder.bind_optional(api.config_tensor_rt_enabled, {CONFIG_CONST("23tensorrt_engine_enabledEv")});
  binder.bind(api.config_disable_glog_info, {CONFIG("15DisableGlogInfoEv")});
  binder.bind(api.config_summary, {CONFIG("7SummaryB5cxx11Ev")});

  binder.bind(api.create_predictor, {"_ZN12paddle_infer15CreatePredictorERKN6paddle14AnalysisConfigE"});
  binder.bind_optional(api.predictor_clone, {PREDICTOR("5CloneEPv")});
  binder.bind_optional(api.predictor_dispose_counted,
                       {"_ZNSt19_Sp_counted_deleterIPN12paddle_infer9PredictorESt14default_deleteIS1_ESaIvELN9__gnu_cxx12"
                        "_Lock_policyE2EE10_M_disposeEv"});
  binder.bind(api.predictor_input_names, {PREDICTOR("13GetInputNamesB5cxx11Ev")});
  binder.bind(api.predictor_output_names, {PREDICTOR("14GetOutputNamesB5cxx11Ev")});
  binder.bind(api.predictor_input_types, {PREDICTOR("13GetInputTypesB5cxx11Ev")});
  binder.bind(api.predictor_output_types, {PREDICTOR("14GetOutputTypesB5cxx11Ev")});
  binder.bind(api.predictor_input_shapes, {PREDICTOR("19GetInputTensorShapeB5cxx11Ev")});
  binder.bind(api.predictor_output_shapes, {PREDICTOR("20GetOutputTensorShapeB5cxx11Ev")});
  binder.bind(api.predictor_input_handle, {PREDICTOR("14GetInputHandleE" STRING_REF)});
  binder.bind(api.predictor_output_handle, {PREDICTOR("15GetOutputHandleE" STRING_REF)});
  binder.bind(api.predictor_run, {PREDICTOR("3RunEv")});
  binder.bind(api.predictor_clear_intermediate, {PREDICTOR("23ClearIntermediateTensorEv")});
  binder.bind(api.predictor_try_shrink_memory, {PREDICTOR("15TryShrinkMemoryEv")});

  binder.bind(api.tensor_reshape, {TENSOR("7ReshapeERKSt6vectorIiSaIiEE")});
  binder.bind(api.tensor_shape, {TENSOR_CONST("5shapeEv")});
  binder.bind(api.tensor_type, {TENSOR_CONST("4typeEv")});
  static constexpr std::array<const char*, kDataTypes> kElements = {
      "f", "l", "i", "h", "a", "N3phi5dtype7float16E", "b", "d", "N3phi5dtype8bfloat16E"};
  for (std::size_t type = 0; type < kElements.size(); ++type) {
    const std::string from = std::string(TENSOR("11CopyFromCpuI")) + kElements[type] + "EEvPKT_";
    const std::string to = std::string(TENSOR_CONST("9CopyToCpuI")) + kElements[type] + "EEvPT_";
    binder.bind(api.tensor_copy_from_cpu[type], {from.c_str()});
    binder.bind(api.tensor_copy_to_cpu[type], {to.c_str()});
  }
  return api;
}

std::string loader_error() {
  const char* error = dlerror();
  return error == nullptr ? "unknown reason" : error;
}

// libpaddle.so refers to data of libpython, which isn't in this process. python_symbols.cpp holds stand-ins; they count only
// when this library's symbols are global, and the JVM loads libraries with local ones.
void publish_python_symbols() {
  Dl_info self{};
  if (dladdr(reinterpret_cast<void*>(&publish_python_symbols), &self) == 0 || self.dli_fname == nullptr ||
      dlopen(self.dli_fname, RTLD_LAZY | RTLD_GLOBAL | RTLD_NOLOAD) == nullptr) {
    throw std::runtime_error("can't make the stand-ins for Python's symbols visible: " + loader_error());
  }
}

}  // namespace

std::size_t bytes_of(int type) {
  static constexpr std::array<std::size_t, kDataTypes> kBytes = {4, 8, 4, 1, 1, 2, 1, 8, 2};
  if (type < 0 || type >= kDataTypes) {
    throw std::runtime_error("Paddle's data type number " + std::to_string(type) + " is unknown to this shim");
  }
  return kBytes[static_cast<std::size_t>(type)];
}

void load_paddle(const std::string& path) {
  Loaded& state = loaded();
  const std::lock_guard<std::mutex> lock(state.mutex);
  if (state.ready) {
    if (state.path != path) {
      throw std::runtime_error("this JVM already holds the Paddle library " + state.path + " and can't hold " + path +
                               " as well; use a PredictorHost, which gives each library a JVM of its own");
    }
    return;
  }
  publish_python_symbols();
  // As the Python package does on import: without it OpenMP starts with one thread per core and results differ in bits.
  setenv("OMP_NUM_THREADS", "1", 0);
  void* library = nullptr;
  {
    const SignalHandlersKept kept;
    library = dlopen(path.c_str(), RTLD_LAZY | RTLD_LOCAL);
  }
  if (library == nullptr) {
    throw std::runtime_error(
        "can't load the Paddle library " + path + ": " + loader_error() +
        "; a missing symbol that starts with 'Py' means that this Paddle version needs more of Python than "
        "src/main/cpp/python_symbols.cpp has, a missing file means an incomplete Paddle installation");
  }
  state.path = path;
  state.api = bind_all(library, path);
  state.ready = true;
}

const PaddleApi& paddle() {
  Loaded& state = loaded();
  if (!state.ready) {
    throw std::runtime_error("no Paddle library is loaded");
  }
  return state.api;
}

const std::string& paddle_path() { return loaded().path; }

}  // namespace tipc

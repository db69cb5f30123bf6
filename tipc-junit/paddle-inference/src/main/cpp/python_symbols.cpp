// SPDX-License-Identifier: Apache-2.0
//
// Stand-ins for the data of libpython that libpaddle.so refers to. The dynamic linker resolves references to data when it
// loads a library, so they must exist although Paddle Inference never uses Python. Functions of libpython are resolved when
// they are called, which never happens, except those below, whose addresses are taken.
//
// The names are CPython's public type and exception objects, so that further Paddle versions find theirs, and a few private
// ones that pybind11 and Paddle's bytecode hooks refer to.

#include <cstdio>
#include <cstdlib>

#define PYTHON_DATA(name) \
  extern "C" __attribute__((visibility("default"))) char name[]; \
  alignas(16) char name[4096] = {};

#define PYTHON_FUNCTION(name) \
  extern "C" __attribute__((visibility("default"))) void name(); \
  void name() { called(#name); }

namespace {
[[noreturn]] void called(const char* name) {
  std::fprintf(stderr, "Paddle called the Python function %s, but this process has no Python\n", name);
  std::abort();
}
}  // namespace

PYTHON_DATA(PyBaseObject_Type)
PYTHON_DATA(PyBool_Type)
PYTHON_DATA(PyByteArray_Type)
PYTHON_DATA(PyBytes_Type)
PYTHON_DATA(PyCFunction_Type)
PYTHON_DATA(PyCapsule_Type)
PYTHON_DATA(PyCell_Type)
PYTHON_DATA(PyCode_Type)
PYTHON_DATA(PyComplex_Type)
PYTHON_DATA(PyDict_Type)
PYTHON_DATA(PyDictItems_Type)
PYTHON_DATA(PyDictKeys_Type)
PYTHON_DATA(PyDictValues_Type)
PYTHON_DATA(PyEllipsis_Type)
PYTHON_DATA(PyEnum_Type)
PYTHON_DATA(PyFilter_Type)
PYTHON_DATA(PyFloat_Type)
PYTHON_DATA(PyFrame_Type)
PYTHON_DATA(PyFrozenSet_Type)
PYTHON_DATA(PyFunction_Type)
PYTHON_DATA(PyGen_Type)
PYTHON_DATA(PyInstanceMethod_Type)
PYTHON_DATA(PyList_Type)
PYTHON_DATA(PyLong_Type)
PYTHON_DATA(PyMap_Type)
PYTHON_DATA(PyMemoryView_Type)
PYTHON_DATA(PyMethod_Type)
PYTHON_DATA(PyModule_Type)
PYTHON_DATA(PyProperty_Type)
PYTHON_DATA(PyRange_Type)
PYTHON_DATA(PyReversed_Type)
PYTHON_DATA(PySet_Type)
PYTHON_DATA(PySlice_Type)
PYTHON_DATA(PyStaticMethod_Type)
PYTHON_DATA(PySuper_Type)
PYTHON_DATA(PyTraceBack_Type)
PYTHON_DATA(PyTuple_Type)
PYTHON_DATA(PyType_Type)
PYTHON_DATA(PyUnicode_Type)
PYTHON_DATA(PyZip_Type)
PYTHON_DATA(PyExc_ArithmeticError)
PYTHON_DATA(PyExc_AssertionError)
PYTHON_DATA(PyExc_AttributeError)
PYTHON_DATA(PyExc_BaseException)
PYTHON_DATA(PyExc_BufferError)
PYTHON_DATA(PyExc_DeprecationWarning)
PYTHON_DATA(PyExc_EOFError)
PYTHON_DATA(PyExc_EnvironmentError)
PYTHON_DATA(PyExc_Exception)
PYTHON_DATA(PyExc_FileExistsError)
PYTHON_DATA(PyExc_FileNotFoundError)
PYTHON_DATA(PyExc_FloatingPointError)
PYTHON_DATA(PyExc_FutureWarning)
PYTHON_DATA(PyExc_GeneratorExit)
PYTHON_DATA(PyExc_IOError)
PYTHON_DATA(PyExc_ImportError)
PYTHON_DATA(PyExc_ImportWarning)
PYTHON_DATA(PyExc_IndexError)
PYTHON_DATA(PyExc_InterruptedError)
PYTHON_DATA(PyExc_KeyError)
PYTHON_DATA(PyExc_KeyboardInterrupt)
PYTHON_DATA(PyExc_LookupError)
PYTHON_DATA(PyExc_MemoryError)
PYTHON_DATA(PyExc_ModuleNotFoundError)
PYTHON_DATA(PyExc_NameError)
PYTHON_DATA(PyExc_NotImplementedError)
PYTHON_DATA(PyExc_OSError)
PYTHON_DATA(PyExc_OverflowError)
PYTHON_DATA(PyExc_PermissionError)
PYTHON_DATA(PyExc_RecursionError)
PYTHON_DATA(PyExc_ReferenceError)
PYTHON_DATA(PyExc_RuntimeError)
PYTHON_DATA(PyExc_RuntimeWarning)
PYTHON_DATA(PyExc_StopAsyncIteration)
PYTHON_DATA(PyExc_StopIteration)
PYTHON_DATA(PyExc_SyntaxError)
PYTHON_DATA(PyExc_SystemError)
PYTHON_DATA(PyExc_SystemExit)
PYTHON_DATA(PyExc_TimeoutError)
PYTHON_DATA(PyExc_TypeError)
PYTHON_DATA(PyExc_UnboundLocalError)
PYTHON_DATA(PyExc_UnicodeDecodeError)
PYTHON_DATA(PyExc_UnicodeEncodeError)
PYTHON_DATA(PyExc_UnicodeError)
PYTHON_DATA(PyExc_UserWarning)
PYTHON_DATA(PyExc_ValueError)
PYTHON_DATA(PyExc_Warning)
PYTHON_DATA(PyExc_ZeroDivisionError)
PYTHON_DATA(_PyOpcode_Caches)
PYTHON_DATA(_PyOpcode_Deopt)
PYTHON_DATA(_Py_EllipsisObject)
PYTHON_DATA(_Py_FalseStruct)
PYTHON_DATA(_Py_NoneStruct)
PYTHON_DATA(_Py_NotImplementedStruct)
PYTHON_DATA(_Py_TrueStruct)

PYTHON_FUNCTION(PyObject_GenericGetAttr)
PYTHON_FUNCTION(PyObject_GenericGetDict)
PYTHON_FUNCTION(PyObject_GenericSetAttr)
PYTHON_FUNCTION(PyObject_GenericSetDict)
PYTHON_FUNCTION(PyType_GenericAlloc)
PYTHON_FUNCTION(PyType_GenericNew)
PYTHON_FUNCTION(_PyEval_EvalFrameDefault)
PYTHON_FUNCTION(_PyObject_NextNotImplemented)

# SPDX-License-Identifier: Apache-2.0
"""Let Paddle Serving 0.9.0 convert models with Paddle 2.5 and later.

Its converter imports paddle.fluid, which these no longer have. This module gives it paddle.base in its place, while
paddle_serving_client.io is imported and not a moment longer: whoever else asks for paddle.fluid still learns that it
is gone. Where Paddle has it, nothing happens.

    python3 paddle_fluid_alias.py --install    lets the interpreter that runs it load this module at every start
"""

import sys

_CONVERTER = "paddle_serving_client.io"
_NAME = "paddle.fluid"
_PARTS = ("compiler", "core", "executor", "framework", "log_helper")


class _Finder:
    """Lets the other finders find the converter, and gives it the alias while it is imported."""

    def find_spec(self, name, path=None, target=None):
        if name != _CONVERTER:
            return None
        for finder in sys.meta_path:
            if finder is self or not hasattr(finder, "find_spec"):
                continue
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                exec_module = spec.loader.exec_module
                spec.loader.exec_module = lambda module: _with_alias(exec_module, module)
                return spec
        return None


def _with_alias(exec_module, module):
    alias = _alias()
    sys.modules.update(alias)
    try:
        exec_module(module)
    finally:
        for name in alias:
            sys.modules.pop(name, None)


def _alias():
    """The modules by name; none where there is a paddle.fluid, be it Paddle's own or one that the program made."""
    import importlib
    import importlib.util
    import os
    import types

    import paddle

    if _NAME in sys.modules or importlib.util.find_spec(_NAME) is not None:
        return {}
    modules = {"%s.%s" % (_NAME, part): importlib.import_module("paddle.base." + part) for part in _PARTS}
    io = types.ModuleType(_NAME + ".io")
    io.__dict__.update(_public(paddle.static.io))

    def load_inference_model(dirname, executor, model_filename=None, params_filename=None):
        # A folder's name may end in a slash, a prefix of files' names may not.
        return paddle.static.load_inference_model(
            os.path.normpath(dirname), executor, model_filename=model_filename, params_filename=params_filename)

    io.load_inference_model = load_inference_model
    fluid = types.ModuleType(_NAME)
    fluid.__dict__.update(_public(paddle.base))
    fluid.io = io
    fluid.__path__ = []
    modules[_NAME + ".io"] = io
    modules[_NAME] = fluid
    return modules


def _public(module):
    return {name: value for name, value in vars(module).items() if not name.startswith("__")}


def _install():
    import os
    import shutil
    import sysconfig

    folder = sysconfig.get_path("purelib")
    shutil.copyfile(os.path.abspath(__file__), os.path.join(folder, "paddle_fluid_alias.py"))
    with open(os.path.join(folder, "paddle_fluid_alias.pth"), "w") as file:
        file.write("import paddle_fluid_alias\n")
    print("installed into %s" % folder)


if __name__ != "__main__":
    sys.meta_path.insert(0, _Finder())
elif sys.argv[1:] == ["--install"]:
    _install()
else:
    sys.exit(__doc__)

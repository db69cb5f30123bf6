# SPDX-License-Identifier: Apache-2.0
"""Tells which modules the scripts of a repository import at their start and this Python lacks, without running a line of them.

Called with a JSON text: {"root": folder, "commands": [{"script", "directory"}]}; prints a line of JSON, a list of
{"module", "places", "instead"}: a module that is not there, or a name that its package had once, with what took its place.
Only what surely runs counts: statements at the top level of a script and of the repository's modules that it imports so. What stands
in a function, below a condition or in a try is left alone, and so is a module of which the repository has anything; but what is
imported where a benchmark is asked for counts where the command asks for one, and of a condition on an option of the script that
the command sets the branch that it takes.
"""
import ast
import difflib
import importlib.machinery
import json
import math
import os
import re
import shutil
import site
import sys
import time

LIMIT_SECONDS = 2.0
FROM = re.compile(r"^from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n#;]*)", re.M)
IMPORT = re.compile(r"^import[ \t]+([^\n#;]*)", re.M)
CODE = r"(?m)^(?![ \t]*#)[^\n#]*?"
GPU_ONLY = "what runs on a CPU as well, such as an if paddle.device.is_compiled_with_cuda() around it"
FLUID = re.compile(CODE + r"\bpaddle\.fluid\b")
# What code of its time has, and packages of today have not: its name, its package, the version that lost it, what to write.
GONE = [(re.compile(CODE + words), name, package, since, instead) for words, name, package, since, instead in (
    (r"\bnp\.int\b", "np.int", "numpy", (1, 24), "int"),
    (r"\bnp\.float\b", "np.float", "numpy", (1, 24), "float"),
    (r"\bnp\.bool\b", "np.bool", "numpy", (1, 24), "bool"),
    (r"\bnp\.object\b", "np.object", "numpy", (1, 24), "object"),
    (r"\bnp\.asscalar\(", "np.asscalar", "numpy", (1, 23), "a.item()"),
    (r"\bImage\.ANTIALIAS\b", "Image.ANTIALIAS", "Pillow", (10,), "Image.LANCZOS"),
    (r"\byaml\.load\((?:\w+|\w+\.read\(\)|open\([^()]*\))\)", "yaml.load(file)", "PyYAML", (6,), "yaml.safe_load(file)"),
    (r"\bscipy\.misc\.im(?:read|resize|save)\b", "scipy.misc.imread", "scipy", (1, 3), "cv2.imread and its like"),
)]
GPU = re.compile(CODE + r"\b(?:paddle\.(?:nn\.functional\.)?|F\.)(device\.cuda\.synchronize\(|CUDAPlace\(|set_device\(['\"]gpu(?::\d+)?['\"]\)"
                 r"|margin_cross_entropy\(|sparse_attention\()")
OF_FUNCTIONAL = {"margin_cross_entropy", "sparse_attention"}
GUARD = re.compile(r"is_compiled_with_cuda|use_?gpu|cuda\.device_count|get_device|\bdevice\b\s*==", re.I)
# Calls of modules that are Python's own, of which this Python knows every name.
OWN = {"os.path": os.path, "os": os, "math": math, "shutil": shutil, "time": time}
OWN_CALL = re.compile(CODE + r"(?<![\w.'\"])(os\.path|os|math|shutil|time)\.([a-z_]\w*)\(")
BENCHMARK = re.compile(r"--?\w*benchmark=?(true|1)?", re.I)
OF_BENCHMARK = re.compile(r"(?m)^([ \t]*)if\b[^\n]*\b(?:\w+_)?benchmark\b[^\n]*:[ \t]*\n(?:\1[ \t]+[^\n]*\n|[ \t]*\n)*?\1[ \t]+(?:import|from)[ \t]+(\w+)")
PATCHES = re.compile(r"\bmeta_path\b|\bsys\.modules\s*\[|\bpath_hooks\b")


class Looked:
    """What was looked at for all commands."""

    def __init__(self, root):
        self.root = root
        self.texts, self.found, self.missing, self.versions, self.instead = {}, {}, {}, {}, {}
        self.paths = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
        self.paths += [path for path in sys.path if path]
        if site.ENABLE_USER_SITE is not None:
            self.paths.append(site.getusersitepackages())

    def text(self, path):
        if path not in self.texts:
            try:
                with open(path, encoding="utf-8", errors="replace") as file:
                    self.texts[path] = file.read()
            except OSError:
                self.texts[path] = ""
        return self.texts[path]

    def place(self, path, line):
        return os.path.relpath(path, self.root) + ":" + str(line)

    def version(self, package):
        """The first numbers of a package's version; none where it is not known."""
        if package not in self.versions:
            self.versions[package] = ()
            try:
                from importlib import metadata
                found = next(iter(metadata.Distribution.discover(name=package, path=self.paths)))
                self.versions[package] = tuple(int(part) for part in found.version.split(".")[:2])
            except Exception:  # Python 3.7 has no such module, and not every package has numbers.
                pass
        return self.versions[package]

    def look_for_gone(self, path):
        text = self.text(path)
        for words, name, package, since, instead in GONE:
            if name.split("(")[0] not in text and package != "scipy":
                continue
            for found in words.finditer(text):
                if self.version(package) < since:
                    break
                place = self.place(path, text.count("\n", 0, found.end()) + 1)
                places = self.missing.setdefault(name, [])
                self.instead[name] = instead
                if place not in places:
                    places.append(place)

    def look_for_own(self, path):
        """Calls of functions that Python's own modules have not, where nothing else in the file has the module's name."""
        text = self.text(path)
        for found in OWN_CALL.finditer(text):
            module, function = found.groups()
            first = module.split(".")[0]
            name = module + "." + function
            other = r"\b(?:import[^\n]*\bas\s+|from\s[^\n]*import[^\n]*\b|for\s+|def\s+)%s\b|\b%s\s*[:=](?!=)|[(,]\s*%s\s*[,)]"
            if (hasattr(OWN[module], function) or not re.search(r"(?m)^import[^\n]*\b" + first + r"\b", text)
                    or re.search(other.replace("%s", first), text) or re.search(r"hasattr\(\s*" + first, text)):
                continue
            near = difflib.get_close_matches(function, dir(OWN[module]), 1)
            self.instead[name] = module + "." + near[0] if near else "what this Python has"
            places = self.missing.setdefault(name, [])
            place = self.place(path, text.count("\n", 0, found.end()) + 1)
            if place not in places:
                places.append(place)

    def look_for_gpu(self, path):
        """What only a GPU can do, and no condition right before it asks for one, where Paddle has none."""
        text = self.text(path)
        for found in GPU.finditer(text):
            line = found.group() + text[found.end():].split("\n", 1)[0]
            if self.has_gpu() or GUARD.search(text[max(0, found.start() - 600):found.start()] + line) or " if " in line:
                continue
            function = found.group(1).rstrip("(")
            name = ("paddle.nn.functional." if function in OF_FUNCTIONAL else "paddle.") + function
            self.instead[name] = GPU_ONLY
            place = self.place(path, text.count("\n", 0, found.end()) + 1)
            places = self.missing.setdefault(name, [])
            if place not in places:
                places.append(place)

    def has_gpu(self):
        """Whether Paddle was compiled for one; what is not known is no reason to speak."""
        spec = self.spec("paddle.version")
        return not spec or not spec.origin or not re.search(
            r"^cuda_version\s*=\s*'False'", self.text(spec.origin), re.M)

    def look_for_fluid(self, path):
        """Whatever stands in code names what Paddle lost, also where no statement imports it; all of it has to be mended."""
        for found in FLUID.finditer(self.text(path)):
            if self.spec("paddle") is None or self.spec("paddle.fluid") is not None:
                return
            place = self.place(path, self.text(path).count("\n", 0, found.end()) + 1)
            places = self.missing.setdefault("paddle.fluid", [])
            if place not in places:
                places.append(place)

    def spec(self, name):
        """How this Python finds a module; None where it does not."""
        if name not in self.found:
            parent = name.rpartition(".")[0]
            paths = self.paths
            if parent:
                above = self.spec(parent)
                paths = above.submodule_search_locations if above else None
                # A module that is no package makes what stands below it by itself.
                self.found[name] = True if above and not paths else None
            if name in sys.builtin_module_names or name in sys.modules:
                self.found[name] = True
            if not self.found.get(name):
                self.found[name] = importlib.machinery.PathFinder.find_spec(name, paths) if paths else None
            if self.found[name] is True:
                self.found[name] = importlib.machinery.ModuleSpec(name, None)
        return self.found[name]


class Script:
    """A script and the repository's modules that it imports at its start."""

    def __init__(self, looked, script, directory, argv, until):
        self.looked = looked
        measures = any(BENCHMARK.fullmatch(word) and argv[i + 1:i + 2] not in (["False"], ["false"], ["0"])
                       for i, word in enumerate(argv))
        self.folders = [os.path.dirname(script), directory]
        waiting, seen = [script], {script}
        self.follow_chosen(script, argv, waiting, seen)
        self.follow_given(directory, argv, waiting, seen)
        while waiting and time.process_time() < until:
            path = waiting.pop()
            text = looked.text(path)
            if "paddle.fluid" in text:
                looked.look_for_fluid(path)
            looked.look_for_gone(path)
            looked.look_for_own(path)
            if measures:
                self.look_for_benchmark(path, text)
            if "paddle." in text:
                looked.look_for_gpu(path)
            if PATCHES.search(text):
                continue  # What it finds then is its own matter.
            for dots, name, names in FROM.findall(text):
                parts = [part.split(" as ")[0].strip() for part in re.sub(r"#[^\n]*", "", names).strip("()").split(",")]
                parts = [part for part in parts if re.match(r"\w+$", part)]
                self.follow(path, dots, name, parts, waiting, seen)
            for names in IMPORT.findall(text):
                for part in names.split(","):
                    name = part.split(" as ")[0].strip()
                    if re.match(r"[A-Za-z_][\w.]*$", name):
                        self.follow(path, "", name, [], waiting, seen)

    def follow_chosen(self, script, argv, waiting, seen):
        """Follow the imports of the script below conditions such as `if args.is_static:`, in the branch that the command takes."""
        said = {}
        for i, word in enumerate(argv):
            name, equals, value = word.partition("=")
            value = value if equals else (argv[i + 1] if i + 1 < len(argv) else "")
            if name.startswith("-") and value.lower() in ("true", "false"):
                said[name.lstrip("-").replace("-", "_")] = value.lower() == "true"
        try:
            tree = ast.parse(self.looked.text(script))
        except (SyntaxError, ValueError, RecursionError):
            return
        for node in ast.walk(tree):
            if not isinstance(node, ast.If):
                continue
            test, holds = node.test, True
            if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
                test, holds = test.operand, False
            if isinstance(test, ast.Attribute) and test.attr in said:
                for statement in node.body if said[test.attr] == holds else node.orelse:
                    if isinstance(statement, ast.ImportFrom):
                        names = [alias.name for alias in statement.names]
                        self.follow(script, "." * statement.level, statement.module or "", names, waiting, seen)
                    elif isinstance(statement, ast.Import):
                        for alias in statement.names:
                            self.follow(script, "", alias.name, [], waiting, seen)

    @staticmethod
    def follow_given(directory, argv, waiting, seen):
        """Follow configs that are modules, which the command names."""
        for word in argv:
            path = os.path.normpath(os.path.join(directory, word.rpartition("=")[2]))
            if path.endswith(".py") and os.path.isfile(path) and path not in seen:
                seen.add(path)
                waiting.append(path)

    def look_for_benchmark(self, path, text):
        for found in OF_BENCHMARK.finditer(text):
            name = found.group(2)
            if self.looked.spec(name) is None and not any(self.has(base, name) for base in self.bases(path)):
                place = self.looked.place(path, text.count("\n", 0, found.end()) + 1)
                self.looked.missing.setdefault(name, [place])

    def follow(self, path, dots, name, parts, waiting, seen):
        if dots:
            base = path
            for _ in dots:
                base = os.path.dirname(base)
            bases = [base]
        else:
            bases = self.bases(path)
        first = name.split(".")[0]
        own = [base for base in bases if not first or self.has(base, first)]
        if not own and first:
            self.lacks(path, name, parts)
            return
        for base in own[:1]:
            for file in self.files(base, name, parts):
                if file not in seen:
                    seen.add(file)
                    waiting.append(file)

    def lacks(self, path, name, parts):
        looked = self.looked
        first = name.split(".")[0]
        missing = None
        if looked.spec(first) is None:
            missing = first
        elif first == "paddle":
            # Its parts came and went with its versions.
            names = name.split(".")
            for number in range(2, len(names) + 1):
                part = ".".join(names[:number])
                if looked.spec(part) is None:
                    missing = part
                    break
            if missing is None and name == "paddle" and "fluid" in parts and looked.spec("paddle.fluid") is None:
                missing = "paddle.fluid"
        if missing and missing not in looked.missing:
            line = self.line(path, name)
            if line:
                looked.missing[missing] = [looked.place(path, line)]

    def line(self, path, name):
        """The line of a statement at the top level; none where the words only look like one."""
        try:
            tree = ast.parse(self.looked.text(path))
        except (SyntaxError, ValueError, RecursionError):
            return 0
        for node in tree.body:
            if isinstance(node, ast.ImportFrom) and not node.level and node.module == name:
                return node.lineno
            if isinstance(node, ast.Import) and any(alias.name == name for alias in node.names):
                return node.lineno
        return 0

    def bases(self, path):
        """Scripts put their parents on sys.path; which of them is not asked for: less is missing then, never more."""
        bases = []
        for folder in self.folders + [os.path.dirname(path)]:
            if folder not in bases:
                bases.append(folder)  # Where the models are a folder of a repository, their scripts may lie in another one.
            while folder.startswith(self.looked.root):
                if folder not in bases:
                    bases.append(folder)
                folder = os.path.dirname(folder)
        return bases

    @staticmethod
    def has(base, name):
        return os.path.isfile(os.path.join(base, name + ".py")) or os.path.isdir(os.path.join(base, name))

    @staticmethod
    def files(base, name, parts):
        folder = base
        for part in [part for part in name.split(".") if part]:
            if os.path.isfile(os.path.join(folder, part + ".py")) and not os.path.isdir(os.path.join(folder, part)):
                yield os.path.join(folder, part + ".py")
                return
            folder = os.path.join(folder, part)
            if os.path.isfile(os.path.join(folder, "__init__.py")):
                yield os.path.join(folder, "__init__.py")
        for part in parts:
            for file in (os.path.join(folder, part + ".py"), os.path.join(folder, part, "__init__.py")):
                if os.path.isfile(file):
                    yield file


def main(request):
    until = time.process_time() + LIMIT_SECONDS
    looked = Looked(request["root"])
    for command in request["commands"]:
        script = os.path.normpath(os.path.join(command["directory"], command["script"]))
        if os.path.isfile(script):
            Script(looked, script, command["directory"], command.get("argv", []), until)
    return [{"module": module, "places": places, "instead": looked.instead.get(module, "")}
            for module, places in sorted(looked.missing.items())]


if __name__ == "__main__":
    print(json.dumps(main(json.loads(sys.argv[1]))))

# SPDX-License-Identifier: Apache-2.0
"""Tells what scripts say of themselves, without running a line of them: their options, what seeds their random numbers, and whether they
ask for a GPU.

Called with a JSON text: {"root": folder, "commands": [{"name", "script", "directory", "argv", "seeds"}]}; prints a line of JSON.
Code that is not understood leaves a question open and is never guessed at: "known" is false, or "seeds" is null.
"""
import ast
import difflib
import importlib.machinery
import json
import operator
import os
import re
import site
import sys
import time

LIMIT_SECONDS = 3.0  # Of the processor: a busy machine finds no less.
LIMIT_FILES = 3000
TELLING = ("argparse", "ArgumentParser", "add_argument", "parse_args", "parse_known", "argv", "seed", "random.", "shuffle",
           "DataLoader", "paddle.rand", "paddle.uniform", "paddle.normal", "set_device", "CUDAPlace", "compiled_with_cuda",
           "device_count")
FROM = re.compile(r"^[ \t]*from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n#;]*)", re.M)
IMPORT = re.compile(r"^[ \t]*import[ \t]+([^\n#;]*)", re.M)
DYNAMIC = re.compile(r"\bimport_module\s*\(|\b__import__\s*\(|\bexec\s*\(|\brunpy\b|\bSourceFileLoader\b|\bspec_from_file")
READS_COMMAND_LINE = re.compile(
    r"^[ \t]*(?:from|import)[ \t]+(?:absl|fire|click|typer|hydra|docopt|tap|configargparse|jsonargparse|simple_parsing|plac)\b"
    r"|\b(?:Pd|Hf)ArgumentParser\b|\bgetopt\b|\boptparse\b", re.M)
SEEDS_ITSELF = re.compile(r"\bpaddlenlp\.trainer\b|\bpaddlenlp\b[^\n]*\bTrainer\b")
GROUPS = {"add_argument_group", "add_mutually_exclusive_group", "add_subparsers", "add_parser"}
# Paddle's draws, where data is prepared: a DataLoader without workers makes them in a thread beside the training.
DRAWN_BY_PADDLE = re.compile(r"paddle\.(?:rand|randn|randint|randperm|uniform|normal|standard_normal|bernoulli|multinomial)$")
PREPARES = re.compile(r"(?i)transform|dataset|augment|preset|reader|dataload|preprocess")
DRAWS_IN_TRAINING = re.compile(r"(?i)\bdrop_?(?:out|path|block)\w*[ \t]*\(")
WORKERS = re.compile(r"workers[ =]+(\d+)\b")
NOT_DRAWN = {"seed", "RandomState", "default_rng", "get_state", "set_state", "Generator", "SeedSequence", "getstate",
             "setstate", "Random", "SystemRandom", "PCG64", "MT19937", "BitGenerator"}


ARGUMENTS = re.compile(r"(?i)args?$|opts?$|flags$|options$|arguments$|parser$")
OF_DEVICE = re.compile(r"(?i)gpu|cuda|cpu|device|place")
ASKS_FOR_GPU = re.compile(r"(?i)(?:gpu|cuda)\b")
WITHOUT_GPU = {"is_compiled_with_cuda": False, "is_compiled_with_rocm": False, "is_compiled_with_xpu": False, "device_count": 0}
TRUE = ("true", "t", "yes", "y", "1", "on")
COMPARED = {ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Is: operator.eq, ast.IsNot: operator.ne, ast.Lt: operator.lt,
            ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge, ast.In: lambda one, other: one in other,
            ast.NotIn: lambda one, other: one not in other}
OPEN = object()  # A value that is not known.


class Unknown(Exception):
    """Why the options of a script are not known."""


def text_of(node):
    """The text of a literal; None for anything else."""
    value = literal(node)
    return value if isinstance(value, str) else None


def literal(node, otherwise=None):
    try:
        return ast.literal_eval(node)
    except Exception:
        return otherwise


def last(node):
    """The last name of a.b.c, or of a call of it."""
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Name):
        return node.id
    return ""


def dotted(node):
    if isinstance(node, ast.Attribute):
        return dotted(node.value) + "." + node.attr
    return node.id if isinstance(node, ast.Name) else "?"


def is_main(node):
    return isinstance(node, ast.If) and any(
        isinstance(part, ast.Name) and part.id == "__name__" for part in ast.walk(node.test))


class Module:
    """A file that a script is made of."""

    def __init__(self, path, text, entry):
        self.path, self.text = path, text
        self.froms = FROM.findall(text)
        self.imports = IMPORT.findall(text)
        self.dynamic = bool(DYNAMIC.search(text))
        self.reads_command_line = bool(READS_COMMAND_LINE.search(text))
        self.seeds_itself = "paddlenlp" in text and bool(SEEDS_ITSELF.search(text))
        self.tree, self.kinds = None, {}
        if any(word in text for word in TELLING):
            self.tree = ast.parse(text)
            if not entry:
                # What only its own call as a script does.
                self.tree.body = [node for node in self.tree.body if not is_main(node)]
            for node in ast.walk(self.tree):
                self.kinds.setdefault(type(node), []).append(node)
                for child in ast.iter_child_nodes(node):
                    child.tipc_parent = node

    def nodes(self, *kinds):
        return (node for kind in kinds for node in self.kinds.get(kind, ()))


def above(node):
    while hasattr(node, "tipc_parent"):
        node = node.tipc_parent
        yield node


def function_of(node):
    for outer in above(node):
        if isinstance(outer, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return outer
    return None


class Code:
    """A script with all of the repository's modules that it imports, directly or not."""

    def __init__(self, root, script, directory, until, parsed):
        self.root, self.script = root, script
        self.modules, self.texts, self.odd = [], {}, []
        self.dynamic = False
        if not os.path.isfile(script):
            raise Unknown("it is not there")
        folders = [os.path.dirname(script), directory]
        self.listed = {}
        waiting = [script]
        seen = {script}
        while waiting:
            path = waiting.pop()
            if time.process_time() > until or len(self.texts) > LIMIT_FILES:
                raise Unknown("it is made of very much code")
            key = (path, path == script)
            if key not in parsed:
                parsed[key] = self.read(path, path == script)
            text, module = parsed[key]
            if text is None:
                continue
            self.texts[path] = text
            if module is None:
                # What it imports is not known either.
                self.odd.append(path)
                continue
            self.modules.append(module)
            self.dynamic = self.dynamic or module.dynamic
            for found in self.imported(module, folders):
                if found not in seen:
                    seen.add(found)
                    waiting.append(found)
        self.defined = {}
        for _, node in self.nodes(ast.FunctionDef, ast.AsyncFunctionDef):
            self.defined[node.name] = self.defined.get(node.name, 0) + 1
        self.words = {}
        for text in self.texts.values():
            for word in re.findall(r"\w+", text):
                if word in self.defined:
                    self.words[word] = self.words.get(word, 0) + 1

    @staticmethod
    def read(path, entry):
        try:
            with open(path, encoding="utf-8", errors="replace") as file:
                text = file.read()
        except OSError:
            return None, None
        try:
            return text, Module(path, text, entry)
        except (SyntaxError, ValueError, RecursionError):
            return text, None

    def imported(self, module, folders):
        path = module.path
        for dots, name, names in module.froms:
            names = [part.split(" as ")[0].strip() for part in re.sub(r"#[^\n]*", "", names).strip("()").split(",")]
            names = [part for part in names if re.match(r"\w+$", part)]
            if dots:
                base = path
                for _ in dots:
                    base = os.path.dirname(base)
                bases = [base]
            else:
                bases = self.bases(path, folders)
            for base in bases:
                found = list(self.files(base, name))
                if found:
                    for file in found:
                        yield file
                for part in names:
                    for file in self.files(base, name + "." + part if name else part):
                        yield file
        for names in module.imports:
            for part in names.split(","):
                name = part.split(" as ")[0].strip()
                if re.match(r"[\w.]+$", name):
                    for base in self.bases(path, folders):
                        for file in self.files(base, name):
                            yield file

    def bases(self, path, folders):
        """Scripts put their parents on sys.path; which of them is not asked for: more options are known then, never fewer."""
        bases = []
        for folder in folders + [os.path.dirname(path)]:
            while folder.startswith(self.root):
                if folder not in bases:
                    bases.append(folder)
                folder = os.path.dirname(folder)
        return bases

    def has(self, folder, name):
        if folder not in self.listed:
            try:
                self.listed[folder] = set(os.listdir(folder))
            except OSError:
                self.listed[folder] = set()
        return name in self.listed[folder]

    def files(self, base, name):
        folder = base
        parts = [part for part in name.split(".") if part]
        for number, part in enumerate(parts):
            inner = os.path.join(folder, part)
            if self.has(folder, part) and self.has(inner, "__init__.py"):
                yield os.path.join(inner, "__init__.py")
            if self.has(folder, part) and number < len(parts) - 1:
                folder = inner
                continue
            if self.has(folder, part + ".py"):
                yield inner + ".py"
            return
        if not parts and self.has(folder, "__init__.py"):
            yield os.path.join(folder, "__init__.py")

    def nodes(self, *kinds):
        for module in self.modules:
            for node in module.nodes(*kinds):
                yield module, node

    def used(self, node):
        """Whether the function that holds a node is named anywhere but where it is defined."""
        function = function_of(node)
        return function is None or function.name.startswith("__") or self.words.get(
            function.name, 0) > self.defined.get(function.name, 0)

    def names_class_of(self, node, argv):
        """Whether the class that holds a node is named but where it is defined, imported or listed: by code, or by settings of argv."""
        own = next((outer for outer in above(node) if isinstance(outer, ast.ClassDef)), None)
        if own is None:
            return True
        word = re.compile(r"\b" + re.escape(own.name) + r"\b")
        named = sum(len(word.findall(self.without_lists(text))) for text in self.texts.values())
        defined = sum(1 for _, other in self.nodes(ast.ClassDef) for part in ast.walk(other)
                      if part is other and other.name == own.name
                      or isinstance(part, (ast.Name, ast.Attribute)) and other.name == own.name and last(part) == own.name)
        return named > defined or any(word.search(text) for text in self.settings(argv))

    @staticmethod
    def without_lists(text):
        text = re.sub(r"#[^\n]*", "", FROM.sub("", IMPORT.sub("", text)))
        return re.sub(r"(?s)__all__[ \t]*\+?=[ \t]*[\[(].*?[\])]", "", text)

    def settings(self, argv):
        """The files of settings that words name, with those that they name; what is there and is not too much."""
        waiting = [(self.root, word.rsplit("=", 1)[-1]) for word in argv]
        seen = set()
        while waiting and len(seen) < 50:
            folder, name = waiting.pop()
            for base in (folder, self.root, os.path.dirname(self.script)):
                path = os.path.normpath(os.path.join(base, name))
                if re.search(r"\.ya?ml$", path) and path not in seen and os.path.isfile(path):
                    seen.add(path)
                    with open(path, encoding="utf-8", errors="replace") as file:
                        text = file.read()
                    yield text
                    waiting += [(os.path.dirname(path), part) for part in re.findall(r"[\w./-]+\.ya?ml", text)]

    def place(self, module, node):
        return os.path.relpath(module.path, self.root) + ":" + str(node.lineno)


class Option:
    def __init__(self, names, keywords):
        self.names, self.keywords = names, keywords
        dest = text_of(keywords["dest"]) if "dest" in keywords else None
        longest = [name for name in names if name.startswith("--")] or names
        self.dest = dest or longest[0].lstrip("-").replace("-", "_")
        self.action = action = text_of(keywords["action"]) if "action" in keywords else None
        self.falsy = action == "store_true" or (
            not literal(keywords["default"], True) if "default" in keywords else action in (None, "store"))
        self.optional_no = "action" in keywords and last(keywords["action"]) == "BooleanOptionalAction"

    def value(self, argv):
        """What the option has with a command line, and whether that gives it; OPEN where that is not known."""
        given = OPEN
        for i, word in enumerate(argv):
            name, equals, text = word.partition("=")
            if name in self.names:
                given = self.typed(text if equals else argv[i + 1] if i + 1 < len(argv) else "")
            elif name.startswith("--") and any(full.startswith(name) for full in self.names):
                return OPEN, True
        if given is not OPEN:
            return given, True
        if "nargs" in self.keywords or self.action not in (None, "store", "store_true", "store_false"):
            return OPEN, False
        if "default" in self.keywords:
            return literal(self.keywords["default"], OPEN), False
        return {"store_true": False, "store_false": True}.get(self.action), False

    def typed(self, text):
        if self.action in ("store_true", "store_false"):
            return self.action == "store_true"
        kind = last(self.keywords["type"]) if "type" in self.keywords else "str"
        if kind == "bool":
            return bool(text)
        if "bool" in kind.lower() or text.lower() in ("true", "false"):
            return text.lower() in TRUE
        return literal(ast.parse(text, mode="eval").body, OPEN) if re.match(r"-?[\d.]+$", text) and kind != "str" else text

    def for_cpu(self, value):
        """The words that ask for a CPU instead; empty where none are known to."""
        name = max(self.names, key=len)
        kind = last(self.keywords["type"]) if "type" in self.keywords else "str"
        if self.action in ("store_true", "store_false"):
            return name if value is (self.action == "store_false") else ""
        if kind not in ("bool", "str") and str(value) in ("True", "true", "1"):
            return name + ("=0" if kind == "int" else "=False")
        choices = literal(self.keywords.get("choices"), ["cpu"])
        return name + "=cpu" if isinstance(value, str) and ASKS_FOR_GPU.match(value) and "cpu" in choices else ""


class Options:
    """The options that the parsers of a script know; raises Unknown where they may know others."""

    def __init__(self, code):
        self.code = code
        self.options = []
        if code.odd:
            raise Unknown("its code cannot be read by this Python")
        for module in code.modules:
            if module.reads_command_line:
                raise Unknown("it reads its command line by other means than argparse")
        self.classes = {"ArgumentParser"}
        while self.grow_classes():
            pass
        self.functions = {node.name for _, node in code.nodes(ast.FunctionDef, ast.AsyncFunctionDef)}
        self.functions |= {node.name for _, node in code.nodes(ast.ClassDef)}
        self.variables = set()
        self.makers = set()
        while self.grow_variables():
            pass
        self.look()

    def grow_classes(self):
        before = len(self.classes)
        for _, node in self.code.nodes(ast.ClassDef):
            if any(last(base) in self.classes for base in node.bases):
                self.classes.add(node.name)
        return len(self.classes) > before

    def makes(self, node):
        """Whether an expression is a parser, as far as the repository's own code makes it."""
        if isinstance(node, ast.Call):
            name = last(node.func)
            return name in self.classes or name in GROUPS or name in self.makers or name == "super"
        if isinstance(node, (ast.Name, ast.Attribute)):
            name = last(node)
            return name in self.variables or name == "self"
        return False

    def grow_variables(self):
        before = len(self.variables) + len(self.makers)
        for _, node in self.code.nodes(ast.Assign, ast.AnnAssign):
            if node.value is not None and self.makes(node.value) and not (
                    isinstance(node.value, ast.Name) and node.value.id == "self"):
                for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                    self.variables.add(last(target))
        for _, node in self.code.nodes(ast.Return):
            function = function_of(node)
            if function is not None and node.value is not None and self.makes(node.value) and not (
                    isinstance(node.value, ast.Name) and node.value.id == "self"):
                self.makers.add(function.name)
        for _, node in self.code.nodes(ast.Call):
            if last(node.func) == "add_argument" and isinstance(node.func, ast.Attribute):
                function = function_of(node)
                name = last(node.func.value)
                if function is not None and any(argument.arg == name for argument in function.args.args):
                    self.variables.add(name)
        self.variables.discard("")
        return len(self.variables) + len(self.makers) > before

    def look(self):
        parses = 0
        for module, call in self.code.nodes(ast.Call):
            name = last(call.func)
            if name in ("parse_known_args", "parse_known_intermixed_args", "parse_args_into_dataclasses"):
                if self.code.used(call):
                    raise Unknown("it leaves options that it does not know to others")
            elif name in ("parse_args", "parse_intermixed_args") and isinstance(call.func, ast.Attribute):
                parses += self.parse(module, call)
            elif name == "add_argument":
                self.add(call)
            elif name in self.classes:
                self.made(call)
            else:
                self.passed(call, name)
        for module, node in self.code.nodes(ast.Attribute):
            if node.attr == "argv" and last(node.value) == "sys" and self.code.used(node) and not self.harmless(node):
                raise Unknown("it reads sys.argv")
        for module, node in self.code.nodes(ast.ImportFrom):
            if node.module == "sys" and any(alias.name == "argv" for alias in node.names):
                raise Unknown("it reads sys.argv")
        if not parses:
            raise Unknown("no parser of its command line was found")

    def parse(self, module, call):
        if not self.makes(call.func.value):
            if call.func.attr in self.functions and self.imports(module, call.func.value):
                return 0  # A function of that name in a module of the repository.
            raise Unknown("its parser comes from elsewhere")
        for outer in above(call):
            if isinstance(outer, ast.Try) and any(self.catches(handler) for handler in outer.handlers):
                raise Unknown("it goes on where its parser refuses")
        if any(isinstance(argument, (ast.List, ast.Tuple)) for argument in call.args):
            return 0
        return 1

    @staticmethod
    def imports(module, node):
        return isinstance(node, ast.Name) and any(
            (alias.asname or alias.name.split(".")[0]) == node.id
            for statement in module.nodes(ast.Import, ast.ImportFrom) for alias in statement.names)

    @staticmethod
    def catches(handler):
        return handler.type is None or any(
            last(node) in ("SystemExit", "BaseException") for node in ast.walk(handler.type))

    def add(self, call):
        if not isinstance(call.func, ast.Attribute):
            return
        names = [text_of(argument) for argument in call.args]
        if any(keyword.arg == "nargs" and (last(keyword.value) == "REMAINDER" or text_of(keyword.value) == "...")
               for keyword in call.keywords):
            raise Unknown("it takes all that follows")
        if names and all(name is not None for name in names):
            if names[0].startswith("-"):
                self.options.append(Option(names, {keyword.arg: keyword.value for keyword in call.keywords}))
            return
        self.helped(call)

    def helped(self, call):
        """An add_argument("--" + name, ..) in a function of the repository that is called with literals."""
        function = function_of(call)
        if function is None or len(call.args) != 1:
            raise Unknown("its options are computed")
        word = call.args[0]
        parameter = None
        if isinstance(word, ast.BinOp) and text_of(word.left) == "--" and isinstance(word.right, ast.Name):
            parameter = word.right.id
        elif isinstance(word, ast.JoinedStr) and len(word.values) == 2 and text_of(word.values[0]) == "--":
            parameter = last(word.values[1].value)
        names = [argument.arg for argument in function.args.args]
        if parameter not in names:
            raise Unknown("its options are computed")
        position = names.index(parameter)
        aliases = {function.name}
        for _, node in self.code.nodes(ast.Assign):
            if isinstance(node.value, ast.Call) and last(node.value.func) == "partial" and node.value.args and \
                    last(node.value.args[0]) == function.name and len(node.value.args) == 1:
                aliases |= {last(target) for target in node.targets}
        for _, other in self.code.nodes(ast.Call):
            if last(other.func) in aliases:
                given = other.args[position] if len(other.args) > position else next(
                    (keyword.value for keyword in other.keywords if keyword.arg == parameter), None)
                name = text_of(given) if given is not None else None
                if name is None:
                    raise Unknown("its options are computed")
                values = dict(zip(names, other.args))
                values.update({keyword.arg: keyword.value for keyword in other.keywords})
                self.options.append(Option(["--" + name], values))

    def made(self, call):
        for keyword in call.keywords:
            if keyword.arg in ("prefix_chars", "fromfile_prefix_chars"):
                raise Unknown("its options have a form of their own")
            if keyword.arg == "parents" and not (isinstance(keyword.value, (ast.List, ast.Tuple)) and all(
                    self.makes(parent) for parent in keyword.value.elts)):
                raise Unknown("its parser has parents from elsewhere")

    def passed(self, call, name):
        values = list(call.args) + [keyword.value for keyword in call.keywords]
        for value in values:
            if isinstance(value, (ast.Name, ast.Attribute)) and last(value) in self.variables and not (
                    name in self.functions or name == "partial" or name in GROUPS
                    or name in ("print", "isinstance", "type", "id", "len", "append", "setattr", "super")):
                # Only where the name stands for a parser in that very function or file.
                if self.stands_for_parser(call, last(value)):
                    raise Unknown("others may add options to its parser")

    def stands_for_parser(self, call, name):
        function = function_of(call)
        scope = function if function is not None else list(above(call))[-1]
        for node in ast.walk(scope):
            if isinstance(node, ast.Assign) and any(last(target) == name for target in node.targets):
                return self.makes(node.value)
            if isinstance(node, ast.Call) and last(node.func) == "add_argument" and last(node.func.value) == name:
                return True
        return False

    @staticmethod
    def harmless(node):
        for outer in above(node):
            if isinstance(outer, ast.Subscript) and literal(getattr(outer.slice, "value", outer.slice), None) == 0:
                return True
            if isinstance(outer, ast.Call):
                return last(outer.func) in ("len", "print", "join", "info", "debug", "parse_args", "write", "warning")
            if isinstance(outer, ast.stmt):
                return False
        return False

    def unknown(self, argv):
        """The words of a command line that are options which no parser knows."""
        names = {name for option in self.options for name in option.names} | {"-h", "--help"}
        names |= {"--no-" + name[2:] for option in self.options if option.optional_no
                  for name in option.names if name.startswith("--")}
        strange = []
        for word in argv:
            if word == "--":
                break
            option = word.split("=", 1)[0]
            if not option.startswith("-") or option == "-" or " " in option or re.match(r"-\.?\d", option):
                continue
            if any(name == option or name.startswith(option) for name in names):
                continue
            if not option.startswith("--") and any(len(name) == 2 and option.startswith(name) for name in names):
                continue
            near = difflib.get_close_matches(option, sorted(names - {"-h", "--help"}), 1, 0.6)
            strange.append({"option": option, "near": near[0] if near else ""})
        return strange, sorted(name for name in names if name.startswith("--") and name != "--help")


class Seeds:
    """What a script seeds, and what it draws from, by the kind of random numbers: paddle, numpy, random."""

    def __init__(self, code, options, argv):
        self.code, self.options, self.argv = code, options, argv
        self.seeded = set()
        self.off = []
        self.draws = {}
        if any(module.seeds_itself for module in code.modules):
            self.seeded = {"paddle", "numpy", "random"}
        self.seeders = {}
        for _, node in code.nodes(ast.FunctionDef, ast.AsyncFunctionDef):
            if "seed" in node.name.lower():
                kinds = {self.kind(call) for call in ast.walk(node) if isinstance(call, ast.Call)} - {None}
                self.seeders.setdefault(node.name, set()).update(kinds)
        for module, call in code.nodes(ast.Call):
            self.look(module, call)
        for module, node in code.nodes(ast.Assign):
            if any(last(target) == "random_seed" for target in node.targets):
                self.note(module, node, {"paddle"})
        if not (self.loads_in_a_thread() and any(DRAWS_IN_TRAINING.search(text) for text in code.texts.values())):
            self.draws.pop("loading", None)

    def loads_in_a_thread(self):
        """Whether the batches of the training are known to be made by no process of their own."""
        asked = WORKERS.findall(" ".join(self.argv))
        if asked:
            return int(asked[-1]) == 0
        loaders = [call for _, call in self.code.nodes(ast.Call) if last(call.func) == "DataLoader" and self.code.used(call)]
        return bool(loaders) and all(
            keyword.arg is not None and (keyword.arg != "num_workers" or literal(keyword.value) == 0)
            for call in loaders for keyword in call.keywords)

    @staticmethod
    def kind(call):
        """The kind that a call of seed() itself seeds."""
        if last(call.func) not in ("seed", "manual_seed"):
            return None
        name = dotted(call.func)
        return "numpy" if name.endswith("random.seed") and name != "random.seed" and not name.startswith("paddle") \
            else "random" if name in ("random.seed", "seed") else "paddle"

    def look(self, module, call):
        name = last(call.func)
        kind = self.kind(call)
        function = function_of(call)
        inside = function is not None and function.name in self.seeders
        if kind is not None:
            if not inside:
                self.note(module, call, {kind})
        elif "seed" in name.lower() and not inside and name not in ("get_seed", "get_cuda_rng_state"):
            # One from elsewhere may seed all.
            self.note(module, call, self.seeders[name] or {"paddle", "numpy", "random"}
                      if name in self.seeders else {"paddle", "numpy", "random"})
        full = dotted(call.func)
        if re.match(r"(?:np|numpy)\.random\.\w+$", full) and name not in NOT_DRAWN:
            self.draw("numpy", module, call, full)
        elif re.match(r"random\.\w+$", full) and name not in NOT_DRAWN and re.search(
                r"^[ \t]*import[ \t]+(?:[\w., ]+,[ \t]*)?random\b", module.text, re.M):
            self.draw("random", module, call, full)
        elif name in ("DataLoader", "BatchSampler") and any(
                keyword.arg == "shuffle" and literal(keyword.value) is True for keyword in call.keywords):
            self.draw("numpy", module, call, name + "(shuffle=True)")
        elif DRAWN_BY_PADDLE.match(full) and PREPARES.search(
                os.path.relpath(module.path, self.code.root)) and self.code.names_class_of(call, self.argv):
            self.draw("loading", module, call, full)

    def draw(self, kind, module, call, what):
        # Libraries draw for much that this training does not use.
        if self.code.used(call) and module.path.startswith(os.path.dirname(self.code.script) + os.sep):
            self.draws.setdefault(kind, {"place": self.code.place(module, call), "what": what})

    def note(self, module, node, kinds):
        if not self.code.used(node):
            return
        guard = self.closed(node)
        if guard:
            self.off.append({"place": self.code.place(module, node), "guard": guard})
        else:
            self.seeded |= kinds

    def closed(self, node):
        """What keeps a call from being made with this command line; empty where nothing is known to."""
        inner = node
        for outer in above(node):
            if isinstance(outer, ast.If) and inner in outer.body:
                guard = self.fails(outer.test)
                if guard:
                    return guard
            inner = outer
        return ""

    def fails(self, test):
        if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], (ast.IsNot, ast.NotEq)) and \
                literal(test.comparators[0], True) is None:
            test = test.left
        if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
            return next((guard for guard in map(self.fails, test.values) if guard), "")
        if isinstance(test, ast.Attribute) and isinstance(test.value, ast.Name) and self.options is not None and \
                ARGUMENTS.match(test.value.id):
            found = [option for option in self.options.options if option.dest == test.attr]
            if found and all(option.falsy for option in found) and not any(
                    word.split("=", 1)[0] in option.names for option in found for word in self.argv):
                return found[0].names[-1]
        return ""

    def told(self):
        # Where the loop is not here, whoever has it may seed.
        trains = any(word in text for text in self.code.texts.values()
                     for word in (".backward(", ".minimize(", "Model("))
        return {"seeded": sorted(self.seeded), "off": self.off[:3], "draws": self.draws,
                "open": self.code.dynamic or not trains}


class Devices:
    """What asks for a GPU with a command line; nothing is told of what a condition that is not known may keep from running."""

    def __init__(self, code, options, argv):
        self.code, self.options, self.argv = code, options, argv
        self.found = []
        self.seen = set()
        for module, call in code.nodes(ast.Call):
            name = last(call.func)
            if name == "set_device" and len(call.args) == 1 and self.is_paddles(module, call.func):
                used = []
                asked = self.value(call.args[0], used)
                if isinstance(asked, str) and ASKS_FOR_GPU.match(asked):
                    self.tell(module, call, used)
            elif name == "CUDAPlace" or name == "exit" and self.asked(call):
                self.tell(module, call, [])
        for module, node in code.nodes(ast.Raise):
            if self.asked(node):
                self.tell(module, node, [])
        for module, node in code.nodes(ast.Assert):
            used = []
            if self.asks(node.test) and self.value(node.test, used) in (False, 0):
                self.tell(module, node, used)

    @staticmethod
    def is_paddles(module, function):
        return dotted(function).startswith("paddle.") or isinstance(function, ast.Name) and any(
            name.startswith("paddle") and "set_device" in names for _, name, names in module.froms)

    @staticmethod
    def asked(node):
        """Whether a statement stands right below a condition that asks for a GPU."""
        outer = next((outer for outer in above(node) if isinstance(outer, (ast.If, ast.FunctionDef))), None)
        return isinstance(outer, ast.If) and Devices.asks(outer.test)

    @staticmethod
    def asks(condition):
        return any(isinstance(part, ast.Call) and last(part.func) in WITHOUT_GPU for part in ast.walk(condition))

    def tell(self, module, node, used):
        if self.reached(node, used, 3) is not True:
            return
        place = self.code.place(module, node)
        deciding = [(option, value) for option, value in used if OF_DEVICE.search(option.dest)]
        for option, value in deciding[:1]:
            self.found.append({"place": place, "option": max(option.names, key=len), "value": str(value),
                               "cpu": option.for_cpu(value)})
        # A device that is written there the other program tells; the text of an exit is a message.
        if not used and not (isinstance(node, ast.Call) and (
                last(node.func) == "CUDAPlace" or last(node.func) == "set_device" and text_of(node.args[0]))):
            self.found.append({"place": place, "option": "", "value": "", "cpu": ""})

    def reached(self, node, used, depth):
        """Whether a node runs: True, False or OPEN."""
        inner = node
        for outer in above(node):
            if isinstance(outer, (ast.If, ast.IfExp)) and inner is not outer.test and not is_main(outer):
                runs = self.chosen(outer, inner, used)
                if runs is not True:
                    return runs
            elif isinstance(outer, (ast.While, ast.ExceptHandler, ast.Lambda)) or isinstance(outer, ast.Try) and inner in outer.body:
                return OPEN
            elif isinstance(outer, (ast.FunctionDef, ast.AsyncFunctionDef)):
                return self.called(outer, used, depth)
            inner = outer
        return True

    def chosen(self, condition, branch, used):
        """Whether a condition leads to a branch of it: True, False or OPEN."""
        holds = self.value(condition.test, used)
        body = condition.body if isinstance(condition.body, list) else [condition.body]
        return OPEN if holds is OPEN else bool(holds) == (branch in body)

    def called(self, function, used, depth):
        name = function.name
        if name == "__init__":
            name = next((outer.name for outer in above(function) if isinstance(outer, ast.ClassDef)), name)
        if depth == 0 or self.code.defined.get(function.name, 0) > 1 and name == function.name:
            return OPEN
        calls = [call for _, call in self.code.nodes(ast.Call) if last(call.func) == name]
        # One of two, as with processes that run it or without.
        calls += {id(outer): outer for call in calls for outer in above(call) if isinstance(outer, ast.If) and all(
            any(last(part) == name for statement in branch for part in ast.walk(statement))
            for branch in (outer.body, outer.orelse))}.values()
        return True if any(self.reached(call, used, depth - 1) is True for call in calls) else OPEN

    def value(self, node, used):
        """What an expression has with this command line; notes the options in it that the command does not give."""
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and ARGUMENTS.match(node.value.id):
            return self.of_option(node.attr, used)
        if isinstance(node, ast.Name):
            return self.of_variable(node, used)
        if isinstance(node, ast.IfExp):
            holds = self.value(node.test, used)
            return OPEN if holds is OPEN else self.value(node.body if holds else node.orelse, used)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            holds = self.value(node.operand, used)
            return OPEN if holds is OPEN else not holds
        if isinstance(node, ast.BoolOp):
            return self.of_parts(node, used)
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in COMPARED:
            left, right = self.value(node.left, used), self.value(node.comparators[0], used)
            if left is OPEN or right is OPEN:
                return OPEN
            try:
                return COMPARED[type(node.ops[0])](left, right)
            except TypeError:
                return OPEN
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)):
            return self.begun(self.value(node.left, used))
        if isinstance(node, ast.JoinedStr) and node.values:
            first = node.values[0]
            return self.begun(self.value(first.value if isinstance(first, ast.FormattedValue) else first, used))
        if isinstance(node, ast.Call):
            return self.of_call(node, used)
        return OPEN

    @staticmethod
    def begun(text):
        """A text of which the beginning is known."""
        return text if isinstance(text, str) and ASKS_FOR_GPU.match(text) else OPEN

    def of_call(self, node, used):
        name = last(node.func)
        if name in WITHOUT_GPU:
            return WITHOUT_GPU[name]
        if name == "format" and isinstance(node.func, ast.Attribute):
            return self.begun(self.value(node.func.value, used))
        if name in ("lower", "strip") and isinstance(node.func, ast.Attribute) and not node.args:
            value = self.value(node.func.value, used)
            return getattr(value, name)() if isinstance(value, str) else OPEN
        if name in ("str", "bool", "int") and len(node.args) == 1:
            return self.value(node.args[0], used)
        return OPEN

    def of_parts(self, node, used):
        values = [self.value(part, used) for part in node.values]
        decides = isinstance(node.op, ast.Or)
        if any(value is not OPEN and bool(value) == decides for value in values):
            return decides
        return OPEN if OPEN in values else not decides

    def of_option(self, name, used):
        found = [option for option in self.options.options if option.dest == name] if self.options else []
        if len(found) != 1 or self.assigned(name):
            return OPEN
        try:
            value, given = found[0].value(self.argv)
        except SyntaxError:
            return OPEN
        if value is not OPEN and not given:
            used.append((found[0], value))
        return value

    def assigned(self, name):
        """Whether code gives an option another value."""
        return any(isinstance(target, ast.Attribute) and target.attr == name and isinstance(target.value, ast.Name)
                   and ARGUMENTS.match(target.value.id)
                   for _, node in self.code.nodes(ast.Assign) for target in node.targets)

    def of_variable(self, node, used):
        """The value of the last assignment above that runs."""
        scope = function_of(node) or list(above(node))[-1]
        if node.id in self.seen or isinstance(scope, ast.FunctionDef) and any(
                argument.arg == node.id for argument in ast.walk(scope.args) if isinstance(argument, ast.arg)):
            return OPEN
        value = OPEN
        self.seen.add(node.id)
        try:
            for other in ast.walk(scope):
                if isinstance(other, ast.Assign) and other.lineno < node.lineno and any(
                        last(target) == node.id for target in other.targets):
                    runs = self.within(other, scope, used)
                    if runs is OPEN or len(other.targets) > 1:
                        return OPEN
                    if runs:
                        value = self.value(other.value, used)
        finally:
            self.seen.discard(node.id)
        return value

    def within(self, node, scope, used):
        """Whether a node runs where the function or file around it does."""
        inner = node
        for outer in above(node):
            if outer is scope:
                return True
            if isinstance(outer, ast.If):
                runs = self.chosen(outer, inner, used)
                if runs is not True:
                    return runs
            elif not isinstance(outer, ast.With):
                return OPEN
            inner = outer
        return OPEN

    def told(self):
        return self.found[:1] if self.found and not paddle_has_gpu() else []


def paddle_has_gpu():
    """Whether the Paddle of this Python was compiled for one; what is not known is no reason to speak."""
    site.main()
    paths = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) + sys.path if path]
    spec = importlib.machinery.PathFinder.find_spec("paddle", paths)
    for folder in spec.submodule_search_locations or [] if spec else []:
        try:
            with open(os.path.join(folder, "version", "__init__.py"), encoding="utf-8") as file:
                return not re.search(r"^cuda_version\s*=\s*'False'", file.read(), re.M)
        except OSError:
            pass
    return True


def told(root, command, until, codes, parsed):
    script = os.path.normpath(os.path.join(command["directory"], command["script"]))
    answer = {"name": command["name"], "known": False, "why": "", "unknown": [], "options": [], "seeds": None, "devices": []}
    options = None
    try:
        if (script, command["directory"]) not in codes:
            codes[script, command["directory"]] = Code(root, script, command["directory"], until, parsed)
        code = codes[script, command["directory"]]
        try:
            options = Options(code)
            answer["unknown"], answer["options"] = options.unknown(command["argv"])
            answer["known"] = True
        except Unknown as unknown:
            answer["why"] = str(unknown)
        if command.get("seeds") and not code.odd:
            answer["seeds"] = Seeds(code, options, command["argv"]).told()
        answer["devices"] = Devices(code, options, command["argv"]).told()
    except Unknown as unknown:
        answer["why"] = str(unknown)
    except Exception as failure:  # Code has more forms than these lines know.
        answer["why"] = "its code was not understood: " + repr(failure)
    return answer


def main(request):
    until = time.process_time() + LIMIT_SECONDS
    codes, parsed = {}, {}
    return [told(request["root"], command, until, codes, parsed) for command in request["commands"]]


if __name__ == "__main__":
    print(json.dumps(main(json.loads(sys.argv[1]))))

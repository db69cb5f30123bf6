# SPDX-License-Identifier: Apache-2.0
"""Prints an outline of Python files, one line of JSON for each; parses them, and executes nothing of them.

Arguments: a file with the offset and length of each text, one a line; the file with the texts; the file that answers are appended to;
the first text that is wanted, from 0, and how many. A line is written as soon as its text is parsed, so that a text that the parser dies of is
known by the line that is missing.
"""
import ast
import builtins
import gc
import json
import sys

LONGEST_STRING = 120
MOST_STRINGS = 2000
KNOWN = set(dir(builtins)) | {"exit", "quit", "copyright", "credits", "license", "__file__", "__path__",
                               "__builtins__", "__annotations__", "__class__", "__module__", "__qualname__"}
IMPORT_FAILURES = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}
# What no repository has a package of its own for.
FOREIGN = {"paddle", "numpy", "os", "sys", "math", "cv2", "copy", "json", "time", "logging", "random", "re", "argparse", "collections",
           "functools", "typing", "PIL", "scipy", "yaml", "__future__"}
# What makes names that nobody can see.
MAKING = {"globals", "exec"}
UNSEEN = {"globals", "locals", "exec", "vars", "NameError"}
# The modules of Python itself; none where it is too old to say.
STANDARD = set(getattr(sys, "stdlib_module_names", ()))
# What leads to no node that anybody asks for.
LEAVES = {"ctx", "op", "ops", "id", "attr", "arg", "level", "kind", "conversion", "type_comment", "is_async", "simple"}
BRANCHES = {}


def walk(tree):
    """All nodes, those above before those below them, without contexts and operators; ast.walk takes three times as long."""
    nodes = [tree]
    for node in nodes:  # It grows meanwhile.
        kind = type(node)
        branches = BRANCHES.get(kind)
        if branches is None:
            branches = BRANCHES[kind] = tuple(field for field in kind._fields if field not in LEAVES)
        for field in branches:
            value = getattr(node, field, None)
            if type(value) is list:
                nodes.extend([item for item in value if isinstance(item, ast.AST)])
            elif isinstance(value, ast.AST):
                nodes.append(value)
    return nodes


def dotted(node):
    """The name that an expression speaks of, such as manager.MODELS.add_component; calls lose their arguments."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return dotted(node.value) + "." + node.attr
    if isinstance(node, ast.Call):
        return dotted(node.func) + "()"
    if isinstance(node, ast.Subscript):
        return dotted(node.value) + "[]"
    return "?"


def text(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def strings(node):
    """The strings that a literal list, tuple, set or dict (its keys) holds; None where it is no such literal."""
    if isinstance(node, ast.Call):
        if dotted(node.func) not in ("set", "list", "tuple", "dict") or len(node.args) != 1:
            return None
        return strings(node.args[0])
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return [value for value in map(text, node.elts) if value is not None]
    if isinstance(node, ast.Dict):
        return [value for value in map(text, node.keys) if value is not None]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = strings(node.left), strings(node.right)
        return None if left is None and right is None else (left or []) + (right or [])
    return None


def function(node):
    arguments = node.args
    placed = [a.arg for a in getattr(arguments, "posonlyargs", []) + arguments.args]
    names = placed + [a.arg for a in arguments.kwonlyargs]
    required = placed[:len(placed) - len(arguments.defaults)]
    required += [a.arg for a, default in zip(arguments.kwonlyargs, arguments.kw_defaults) if default is None]
    return {
        "name": node.name,
        "line": node.lineno,
        "parameters": [name for name in names if name not in ("self", "cls")],
        "required": [name for name in required if name not in ("self", "cls")],
        "passes": passed(node, arguments.kwarg.arg) if arguments.kwarg is not None else [],
        "variable": [a.arg for a in (arguments.vararg, arguments.kwarg) if a is not None],
        "decorators": [dotted(d) for d in node.decorator_list],
        "superArguments": supers(node) if node.name == "__init__" else -1,
    }


def passed(node, name):
    """What a function hands its other arguments on to; "?" where it does something else with them."""
    handed, used = [], 0
    for inner in walk(node):
        if isinstance(inner, ast.Name) and inner.id == name:
            used += 1
        elif isinstance(inner, ast.Call):
            if any(k.arg is None and isinstance(k.value, ast.Name) and k.value.id == name for k in inner.keywords):
                handed.append(dotted(inner.func))
    return handed if handed and len(handed) == used else ["?"]


def supers(constructor):
    """How many arguments a constructor gives to super() where it calls that one's; 0 where it calls that of a class by its name; -1 where none."""
    found = -1
    for node in walk(constructor):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "__init__":
            called = node.func.value
            if isinstance(called, ast.Call) and dotted(called.func) == "super":
                found = len(called.args)
            else:
                found = max(found, 0)
    return found


def fields(node):
    """The names that a class gives its objects: attributes of self, and what stands in its body."""
    found = set()
    for inner in walk(node):
        if type(inner) is ast.Attribute and isinstance(inner.ctx, ast.Store):
            if isinstance(inner.value, ast.Name) and inner.value.id == "self":
                found.add(inner.attr)
    for part in node.body:
        if isinstance(part, ast.Assign):
            found.update(t.id for t in part.targets if isinstance(t, ast.Name))
        elif isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef)):
            found.add(part.name)
    return sorted(found)


# What gives objects attributes by names that are made, and what may be told a whole object without giving it any.
MAKERS = {"setattr", "add_sublayer", "register_buffer", "add_parameter", "register_parameter", "set_sublayer", "__setattr__",
          "add_module", "register_module"}
LOOKERS = {"super", "isinstance", "getattr", "hasattr", "len", "print", "type", "id", "str", "repr", "setattr"}
OBJECTS = {"__dict__", "__getattr__", "__getattribute__", "__setattr__"}
REGISTERS = {"register", "add_component", "serializable"}


def is_open(node, nodes):
    """Whether objects of a class may have attributes that nobody can name."""
    kinds = [dotted(decorator.func if isinstance(decorator, ast.Call) else decorator) for decorator in node.decorator_list]
    if node.keywords or any(kind.split(".")[-1] not in REGISTERS for kind in kinds):
        return True
    for inner in nodes:
        if isinstance(inner, ast.Attribute) and inner.attr in OBJECTS:
            return True
        if isinstance(inner, ast.Name) and inner.id in UNSEEN:
            return True
        if isinstance(inner, (ast.ClassDef, ast.FunctionDef)) and (
                inner.name in OBJECTS or isinstance(inner, ast.ClassDef) and inner is not node):
            return True
        if isinstance(inner, ast.Assign) and isinstance(inner.value, ast.Name) and inner.value.id == "self":
            return True
        if isinstance(inner, ast.Call):
            values = inner.args + [keyword.value for keyword in inner.keywords]
            called = dotted(inner.func).split(".")[-1]
            if called in MAKERS and not any(map(text, values)):
                return True
            if called not in LOOKERS and any(isinstance(value, ast.Name) and value.id == "self" for value in values):
                return True
    return False


def optional_parts(nodes):
    """What runs only where an object is so, or may fail: branches that ask self first, and what is tried."""
    parts = []
    for node in nodes:
        if isinstance(node, ast.Try):
            parts += node.body
        elif isinstance(node, (ast.If, ast.IfExp)) and any(
                isinstance(inner, ast.Name) and inner.id == "self" for inner in walk(node.test)):
            bodies = [node.body, node.orelse]
            parts += bodies if isinstance(node, ast.IfExp) else sum(bodies, [])
    return {id(inner) for part in parts for inner in walk(part)}


def reads(node):
    """The attributes of self that the methods of a class always ask for and nothing in it gives, with their first lines; None where nobody can say."""
    nodes = walk(node)
    if is_open(node, nodes):
        return None
    has = {inner.id for inner in nodes if isinstance(inner, ast.Name) and not isinstance(inner.ctx, ast.Load)}
    has.update(inner.attr for inner in nodes if isinstance(inner, ast.Attribute) and not isinstance(inner.ctx, ast.Load))
    has.update(inner.name for inner in nodes if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef)))
    found, optional = {}, optional_parts(nodes)
    for part in node.body:
        if isinstance(part, ast.FunctionDef) and part.args.args and part.args.args[0].arg == "self":
            for inner in walk(part):
                if (id(inner) not in optional and isinstance(inner, ast.Attribute) and isinstance(inner.value, ast.Name) and inner.value.id == "self"
                        and isinstance(inner.ctx, ast.Load) and inner.attr not in has and not inner.attr.startswith("_")):
                    found[inner.attr] = min(inner.lineno, found.get(inner.attr, inner.lineno))
    return found


def named(decorator):
    """The names that a decorator is given, such as that of register(name="Other")."""
    values = decorator.args[:1] + [keyword.value for keyword in decorator.keywords if keyword.arg == "name"]
    return [value for value in map(text, values) if value]


def klass(node):
    return {
        "name": node.name,
        "line": node.lineno,
        "bases": [dotted(b) for b in node.bases],
        "decorators": [dotted(d) for d in node.decorator_list],
        "names": [name for d in node.decorator_list if isinstance(d, ast.Call) for name in named(d)],
        "documentation": ast.get_docstring(node) or "",
        "methods": [function(f) for f in node.body if isinstance(f, (ast.FunctionDef, ast.AsyncFunctionDef))],
        "fields": fields(node),
        "reads": reads(node),
    }


def truth(test):
    """Whether a condition always holds, or never does; None for one that may."""
    if isinstance(test, ast.Constant):
        return bool(test.value)
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inner = truth(test.operand)
        return None if inner is None else not inner
    if isinstance(test, ast.BoolOp):
        values = [truth(value) for value in test.values]
        decides = isinstance(test.op, ast.Or)
        if decides in values:
            return decides
        return None if None in values else not decides
    return None


def dead(node):
    """The statements of a node that never run."""
    if isinstance(node, (ast.If, ast.While)):
        holds = truth(node.test)
        if holds is False:
            return node.body
        if holds and isinstance(node, ast.If):
            return node.orelse
    return []


def conditional(body):
    """What a module defines, also inside of if and try."""
    for node in body:
        yield node
        for part in ("body", "orelse", "finalbody"):
            if isinstance(node, (ast.If, ast.Try)):
                inner = getattr(node, part, [])
                if inner is not dead(node):
                    yield from conditional(inner)
        for handler in getattr(node, "handlers", []):
            yield from conditional(handler.body)


def binds(node):
    """The names that a node gives something to, wherever they hold."""
    if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
        return [node.name]
    if isinstance(node, ast.arg):
        return [node.arg]
    if isinstance(node, ast.Import):
        return [alias.asname or alias.name.split(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [alias.asname or alias.name for alias in node.names]
    if isinstance(node, (ast.Global, ast.Nonlocal)):
        return node.names
    names = [getattr(node, field, None) for field in ("name", "rest")]  # Of except and match.
    return [name for name in names if isinstance(name, str)]


# The nodes that may bind a name; a name itself is looked at apart.
BINDING = {kind for kind in vars(ast).values() if isinstance(kind, type) and issubclass(kind, ast.AST)
           and {"name", "rest", "arg", "names"}.intersection(getattr(kind, "_fields", ()))} - {ast.keyword}


def mended(node):
    """The statements of a node that do without what they import: an except takes the failure, or only checkers of types read them."""
    if isinstance(node, ast.Try):
        caught = {dotted(kind) for handler in node.handlers if handler.type is not None
                  for kind in getattr(handler.type, "elts", [handler.type])}
        bare = any(handler.type is None for handler in node.handlers)
        return node.body if bare or caught & IMPORT_FAILURES else []
    if isinstance(node, ast.If) and dotted(node.test).split(".")[-1] == "TYPE_CHECKING":
        return node.body
    return []


def given(body, names, sure=True):
    """Collect the names that a module has when it has been imported; what runs in some cases only gives, and takes away nothing."""
    for node in body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.Import, ast.ImportFrom)):
            names.update(binds(node))
        elif isinstance(node, ast.Delete):
            if sure:
                names.difference_update(target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.If):
            holds = truth(node.test)
            words = dotted(node.test).split(".")[-1]
            main = isinstance(node.test, ast.Compare) and dotted(node.test.left) == "__name__"
            stored([node.test], names)
            if holds is not False and words != "TYPE_CHECKING" and not main:
                given(node.body, names, holds is True and sure)
            if not holds:
                given(node.orelse, names, holds is False and sure)
        elif isinstance(node, ast.Try) or type(node).__name__ == "TryStar":
            given(node.body, names, sure)
            for handler in node.handlers:
                given(handler.body, names, False)
            given(node.orelse, names, sure)
            given(node.finalbody, names, sure)
        elif isinstance(node, (ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith)) or hasattr(node, "cases"):
            parts = [getattr(node, field, None) for field in ("target", "test", "iter", "subject")]
            stored([part for part in parts if part is not None] + getattr(node, "items", []), names)
            if not dead(node):
                given(node.body if hasattr(node, "body") else [], names, sure and hasattr(node, "items"))
            given(getattr(node, "orelse", []), names, False)
            for case in getattr(node, "cases", []):
                stored([case.pattern], names)
                given(case.body, names, False)
        else:
            stored([node], names)


def certain(body):
    """What runs whenever a module is imported; what stands below an if may not."""
    for node in body:
        yield node
        for part in ("body", "orelse", "finalbody") if isinstance(node, ast.Try) else ():
            yield from certain(getattr(node, part))


def packages(body, optional):
    """The packages of others that a module cannot be imported without, with the lines."""
    found = {}
    for node in certain(body):
        if id(node) in optional or not isinstance(node, (ast.Import, ast.ImportFrom)) or getattr(node, "level", 0):
            continue
        for name in [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]:
            root = name.split(".")[0]
            if root and root not in FOREIGN and root not in STANDARD:
                found.setdefault(root, node.lineno)
    return found if STANDARD else {}


def is_fluid(module):
    return module == "paddle.fluid" or module.startswith("paddle.fluid.")


def fluids(nodes):
    """The lines that use paddle.fluid, under whatever name."""
    paddles, names, lines = {"paddle"}, {"fluid"}, []
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name == "paddle" and alias.asname:
                    paddles.add(alias.asname)
                if is_fluid(alias.name):
                    lines.append(node.lineno)
                    names.update([alias.asname] if alias.asname else [])
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            for alias in node.names:
                if is_fluid(module) or (module == "paddle" and alias.name == "fluid"):
                    lines.append(node.lineno)
                    names.add(alias.asname or alias.name)
    for node in nodes:
        if isinstance(node, ast.Name) and node.id in names and isinstance(node.ctx, ast.Load):
            lines.append(node.lineno)
        elif isinstance(node, ast.Attribute) and node.attr == "fluid" and dotted(node.value) in paddles:
            lines.append(node.lineno)
        elif isinstance(node, ast.Call):
            words = [text(argument) for argument in node.args]
            named = dotted(node.func).split(".")[-1] in ("getattr", "hasattr") and "fluid" in words[1:]
            if (named and dotted(node.args[0]) in paddles) or any(word and is_fluid(word) for word in words):
                lines.append(node.lineno)
    return lines


def unused(function):
    """The calls whose results a function gives to names that it never looks at."""
    nodes = walk(function)
    given_to = [(node.targets[0].id, node.value) for node in nodes if isinstance(node, ast.Assign) and len(node.targets) == 1
                and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.Call)]
    if not given_to:
        return []
    loaded = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    return [call for name, call in given_to if name not in loaded]


def makes(body, used):
    """Whether a module gives itself names by way of what holds them."""
    if not {"locals", "vars"}.intersection(used):
        return False
    definitions = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return any(isinstance(inner, ast.Name) and inner.id in ("locals", "vars")
               for node in body if not isinstance(node, definitions) for inner in walk(node))


def stored(nodes, names):
    for node in nodes:
        for inner in walk(node):
            if isinstance(inner, ast.Name) and not isinstance(inner.ctx, ast.Load):
                names.add(inner.id)
            elif type(inner).__name__ in ("MatchAs", "MatchStar", "MatchMapping"):
                names.update(binds(inner))


def outline(source):
    tree = ast.parse(source)
    bound, used = set(), {}
    classes, functions, imports, exported, listed = [], [], [], None, {}
    for node in conditional(tree.body):
        if isinstance(node, ast.ClassDef):
            classes.append(klass(node))
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            functions.append(function(node))
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
        if any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets):
            exported = (exported or []) + (strings(node.value) or ["?"])
        called = node.value if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) else None
        if called is not None and dotted(called.func).startswith("__all__."):
            exported = (exported or []) + (strings(ast.Tuple(elts=called.args)) if dotted(called.func).endswith("append")
                                           else called.args and strings(called.args[0]) or ["?"])
    fluid, words = [], {}
    documentation = set()
    nodes = walk(tree)
    optional = {id(inner) for node in nodes if isinstance(node, (ast.Try, ast.If))
                for part in mended(node) for inner in walk(part)}
    never = {id(inner) for node in nodes if isinstance(node, (ast.If, ast.While))
             for part in dead(node) for inner in walk(part)}
    defined = [node for node in nodes if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))] if b".get(" in source else []
    idle = {id(call) for node in defined for call in unused(node)}
    members, calls, asked, stores, others = {}, [], {}, set(), set()
    for node in nodes:
        kind = type(node)
        if kind is ast.Name:
            if isinstance(node.ctx, ast.Load):
                used.setdefault(node.id, node.lineno)
            else:
                bound.add(node.id)
                stores.add(node.id)
        elif kind is ast.Constant:
            value = node.value
            if type(value) is str and len(value) <= LONGEST_STRING and len(words) < MOST_STRINGS and id(node) not in documentation:
                words.setdefault(value, node.lineno)
        elif kind is ast.Attribute:
            if isinstance(node.ctx, ast.Load):
                members.setdefault(dotted(node), node.lineno)
            elif not (isinstance(node.value, ast.Name) and node.value.id == "self"):
                others.add(node.attr)
        elif kind is ast.Call:
            spread = any(isinstance(a, ast.Starred) for a in node.args) or any(k.arg is None for k in node.keywords)
            if not spread and isinstance(node.func, (ast.Attribute, ast.Name)):
                calls.append((dotted(node.func), node.lineno, len(node.args), [k.arg for k in node.keywords]))
            if isinstance(node.func, ast.Attribute) and node.func.attr == "get" and len(node.args) == 1 and not node.keywords:
                key = text(node.args[0])
                if key and id(node) not in idle and "config" in dotted(node.func.value).lower():
                    asked.setdefault(key, node.lineno)
        elif kind is ast.Expr:
            documentation.add(id(node.value))  # It stands before what is below it.
        elif kind is ast.Assign:
            values = strings(node.value)
            for target in node.targets:
                if values and isinstance(target, ast.Name) and target.id != "__all__":
                    listed.setdefault(target.id, []).extend(values[:MOST_STRINGS])
        elif kind in BINDING:
            bound.update(binds(node))
            if kind is ast.arg:
                stores.add(node.arg)
            if id(node) in never:
                continue
            if kind is ast.Import:
                for alias in node.names:
                    imports.append({"module": alias.name, "level": 0, "names": [],
                                    "bound": [alias.asname] if alias.asname else [], "line": node.lineno,
                                    "optional": id(node) in optional})
            elif kind is ast.ImportFrom:
                names = [alias.asname or alias.name for alias in node.names]
                original = [alias.name for alias in node.names]
                imports.append({"module": node.module or "", "level": node.level, "names": original,
                                "bound": names, "line": node.lineno, "optional": id(node) in optional})
    fluid.extend(fluids(nodes) if b"fluid" in source else [])
    seen = "*" not in bound and not UNSEEN.intersection(used)
    top = set()
    given(tree.body, top)
    top.update(name for node in nodes if isinstance(node, ast.Global) for name in node.names)
    if MAKING.intersection(used):
        bound.add("*")
    if MAKING.intersection(used) or "__getattr__" in top or "sys.modules" in members or makes(tree.body, used):
        top.add("?")
    top.discard("*")
    roots = {name for used_ in imports for name in used_["bound"] or [used_["module"].split(".")[0]]
             if used_["module"].split(".")[0] not in FOREIGN or used_["level"]}
    roots = (roots | {"breakpoint"}) - stores
    return {
        "classes": classes,
        "functions": functions,
        "bound": sorted(bound),
        "undefined": {name: line for name, line in used.items() if seen and name not in bound and name not in KNOWN},
        "imports": imports,
        "exported": exported,
        "listed": listed,
        "strings": words,
        "top": sorted(top),
        "members": {name: line for name, line in members.items()
                    if "(" not in name and (name.split(".")[0] in roots or name == "sys.path")},
        "calls": [[name, line, placed, named_] for name, line, placed, named_ in calls if name.split(".")[0] in roots],
        "asked": asked,
        "packages": packages(tree.body, optional),
        "fluid": sorted(set(fluid)),
        "given": sorted(others),
    }


def main():
    if sys.version_info < (3, 8):
        sys.exit(3)
    sys.setrecursionlimit(3000)
    gc.disable()  # Trees have no circles, and each is gone before the next one.
    places, texts, answers, first, count = *sys.argv[1:4], int(sys.argv[4]), int(sys.argv[5])
    with open(places) as lines, open(texts, "rb") as stream, open(answers, "a", encoding="ascii") as out:
        for line in lines.read().splitlines()[first:first + count]:
            offset, length = map(int, line.split())
            stream.seek(offset)
            try:
                found = outline(stream.read(length))
            except SyntaxError as e:
                found = {"error": str(e.msg), "errorLine": e.lineno or 1}
            except (ValueError, RecursionError, MemoryError, AttributeError, LookupError) as e:
                found = {"error": type(e).__name__ + ": " + str(e), "errorLine": 1}
            # Lone surrogates of a text would be no UTF-8.
            out.write(json.dumps(found, ensure_ascii=True) + "\n")
            out.flush()


main()

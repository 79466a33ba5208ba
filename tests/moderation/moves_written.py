"""Every move that the code can write into the record, found in the code itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

from moderation import site_data
from moderation.models import Person
from testimonies import intake, own_words, states
from testimonies.models import Concern
from testimonies.states import Reason

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("testimonies", "moderation", "vault", "config", "local")
DATA = [
    (move, each.what)
    for each in site_data.site._registry.values()
    for move in ("add", "change")
    # The others write what they do themselves, or nothing is changed there.
    if each.what and (each.can_be_added or move == "change")
]
# What stands in the gaps of a move that is put together: a new one is entered here, else the search stops.
GAPS = {
    "decide: {}": states.DECISIONS,
    "take effect: {}": states.DECISIONS,
    "decline: {}": Reason,
    "intake: {}": intake.State,
    "change the role: {}": Person.Role,
    "close a concern: {}": set(Concern.State) - {Concern.State.OPEN},
    "own words: {}": own_words.PAGES,
    "own page: {}": ["who-pays"],
    "{} data: {}": DATA,
}
Functions = ast.FunctionDef | ast.Module


def moves_written() -> set[str]:
    """All of them: as they stand, put together, or handed on to a function that writes what it is told."""
    paths = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    modules = [_Module(path.stem, ast.parse(path.read_text())) for path in paths]
    return {
        move
        for module in modules
        for function, call in module.calls()
        if ast.unparse(call.func).startswith("record.write")
        for move in _Search(modules).of_call(call, function, module)
    }


class _Module:
    def __init__(self, name: str, tree: ast.Module) -> None:
        self.name, self.tree = name, tree
        self.functions = {each.name: each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}

    def calls(self) -> Iterator[tuple[Functions, ast.Call]]:
        """Every call that stands in a function, with the function."""
        for function in self.functions.values():
            for node in ast.walk(function):
                if isinstance(node, ast.Call):
                    yield function, node


class _Search:
    def __init__(self, modules: list[_Module]) -> None:
        self.modules = modules

    def of_call(self, call: ast.Call, function: ast.FunctionDef, module: _Module) -> list[str]:
        """What the first argument of a call that writes can be."""
        if call.args:
            return self.of(call.args[0], function, module)
        # record.write(**line): the move stands in a dictionary of that module.
        lines = [node for node in ast.walk(module.tree) if isinstance(node, ast.Dict)]
        pairs = [pair for line in lines for pair in zip(line.keys, line.values, strict=True)]
        return [value.value for key, value in pairs if getattr(key, "value", "") == "move"]

    def of(self, node: ast.expr, function: ast.FunctionDef, module: _Module) -> list[str]:
        """What this expression can be."""
        match node:
            case ast.Constant():
                return [node.value]
            case ast.JoinedStr():
                return _filled(node)
            case ast.IfExp():
                return self.of(node.body, function, module) + self.of(node.orelse, function, module)
            case ast.Call(func=ast.Name(id=name)):
                chosen = ast.walk(module.functions[name])
                return [each.value for each in chosen if isinstance(each, ast.Constant)]
            case ast.Name(id=name):
                return self.of_name(name, function, module)
        raise AssertionError(f"{module.name}: nobody can tell what {ast.unparse(node)} is")

    def of_name(self, name: str, function: ast.FunctionDef, module: _Module) -> list[str]:
        """What a variable can be: what it is set to, or what the function is called with."""
        names = [argument.arg for argument in function.args.args if argument.arg != "self"]
        if name in names:
            return self.handed_to(function, names.index(name), module)
        found = [
            each.value
            for place in (function, module.tree)
            for each in ast.walk(place)
            if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == name
        ]
        assert found, f"{module.name}: {name} is set nowhere"
        return self.of(found[0], function, module)

    def handed_to(self, function: ast.FunctionDef, place: int, module: _Module) -> list[str]:
        """What a function is called with, in its module and in others."""
        found = []
        for other in self.modules:
            ours = {f"{module.name}.{function.name}"} | ({function.name} if other is module else set())
            for caller, call in other.calls():
                if ast.unparse(call.func) in ours:
                    found += self.of(call.args[place], caller, other)
        assert found, f"{module.name}: nobody calls {function.name}"
        return found


def _filled(text: ast.JoinedStr) -> list[str]:
    """A move that is put together, with everything that its gaps can hold."""
    template = "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in text.values)
    return [template.format(*([gap] if isinstance(gap, str) else gap)) for gap in GAPS[template]]

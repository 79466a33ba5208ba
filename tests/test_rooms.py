"""Who may know whom, and who may change what: rules of the design as a few lines of code each."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("vault", "testimonies", "moderation")
# What a room may import of ours; itself always.
KNOWS = {
    "redaction": set(),
    "vault": set(),
    "testimonies": {"vault", "redaction"},
    "moderation": {"testimonies", "vault", "redaction"},
    "local": set(),
}
OURS = {*KNOWS, "config", "tests", "benchmarks"}
LEAVES = {"env", "database", "errors"}
# A finished state may be read and compared in a view; never set.
SAVES = re.compile(
    r"\.(save|bulk_create|bulk_update|update_or_create|create|delete)\(|\.state\s*=[^=]|\.update\("
)


def _sources(room: str) -> Iterator[Path]:
    return (path for path in sorted((ROOT / room).rglob("*.py")) if "__pycache__" not in path.parts)


def _imported(path: Path) -> set[str]:
    """Modules by full name; `from a import b` counts as a.b, and a relative import as the room's own."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level:
            package = path.relative_to(ROOT).parts[: -node.level]
            assert package, f"{path} reaches out of its room"
            found.add(".".join([*package, node.module or ""]).rstrip("."))
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("room", KNOWS)
def test_a_room_knows_only_the_rooms_that_it_may(room: str) -> None:
    assert list(_sources(room))
    for path in _sources(room):
        known = {name.split(".")[0] for name in _imported(path)} & OURS
        assert known <= KNOWS[room] | {room, "config"}, path
    for path in _sources(room):
        if room not in APPS:
            assert not any(name.split(".")[0] == "config" for name in _imported(path)), path


@pytest.mark.parametrize("room", APPS)
def test_apps_take_from_config_only_its_leaves(room: str) -> None:
    for path in _sources(room):
        for name in _imported(path):
            if name.split(".")[0] == "config":
                assert name.split(".")[1] in LEAVES, path


@pytest.mark.parametrize("leaf", sorted(LEAVES))
def test_a_leaf_of_config_knows_none_of_ours(leaf: str) -> None:
    assert not {name.split(".")[0] for name in _imported(ROOT / "config" / f"{leaf}.py")} & OURS


@pytest.mark.parametrize("room", ["redaction", "local"])
def test_plain_python_knows_no_django(room: str) -> None:
    for path in _sources(room):
        assert not any(name.split(".")[0] == "django" for name in _imported(path)), path


@pytest.mark.parametrize("module", ["sealing", "tickets", "receipts", "passwords", "recovery"])
def test_nothing_but_sealing_and_passwords_makes_ciphers_of_its_own(module: str) -> None:
    uses_bindings = "nacl.bindings" in _imported(ROOT / "vault" / f"{module}.py")
    assert uses_bindings is (module == "sealing")


def test_nothing_outside_the_vault_knows_the_cipher_library() -> None:
    for room in ("testimonies", "moderation", "redaction", "config", "local"):
        for path in _sources(room):
            assert not any(name.split(".")[0] == "nacl" for name in _imported(path)), path


def _views() -> list[Path]:
    return [path for room in APPS for path in _sources(room) if "views" in path.parts]


@pytest.mark.parametrize("path", _views(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_view_saves_nothing_and_sets_no_state(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        assert not SAVES.search(line), line


def test_the_vault_and_the_finder_have_no_views() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in _views()} == {"testimonies", "moderation"}


def test_activities_of_the_survivors_side_see_no_request() -> None:
    for name in (
        "sending",
        "returning",
        "deciding",
        "publishing",
        "ready",
        "record",
        "housekeeping",
        "documents",
    ):
        assert not any("django.http" in each for each in _imported(ROOT / "testimonies" / f"{name}.py")), name


@pytest.mark.parametrize("room", [*KNOWS, "config"])
def test_no_function_imports_anything(room: str) -> None:
    for path in _sources(room):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                inside = [each for each in ast.walk(node) if isinstance(each, ast.Import | ast.ImportFrom)]
                assert not inside, f"{path}: {node.name}"


@pytest.mark.parametrize("room", [*KNOWS, "config"])
def test_there_is_no_drawer_for_odds_and_ends(room: str) -> None:
    odd = {"utils", "helpers", "common", "core", "services", "signals"}
    assert not {path.stem for path in _sources(room)} & odd
    assert not {path.parent.name for path in _sources(room)} & odd


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ("    testimony.save()", True),
        ("    testimony.state = State.HEARD", True),
        ("    Story.objects.filter(number=1).update(believed=1)", True),
        ("    if testimony.state == State.HEARD:", False),
        ("    returning.withdraw(who, timezone.now())", False),
    ],
)
def test_the_rule_about_views_tells_saving_from_looking(line: str, refused: bool) -> None:
    assert bool(SAVES.search(line)) is refused

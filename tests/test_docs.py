"""The documents say what the code has: settings, addresses, commands, files. There is no list of exemptions."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(settings.BASE_DIR)
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
ROOMS = ("config", "vault", "testimonies", "moderation", "redaction", "local")
READERS = {"text", "flag", "number", "one_of", "pairs", "some_of"}


def name_of(path: Path) -> str:
    """A file by its place in the repository."""
    return str(path.relative_to(ROOT))


def rows_of(page: str) -> list[list[str]]:
    """The cells of each table row in a page of docs/ that begins with a name in backticks."""
    lines = (DOCS / page).read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]


def first_names_of(page: str) -> list[str]:
    """The names in backticks that a page's table rows begin with."""
    return [row[0].strip("`") for row in rows_of(page)]


def settings_read() -> Iterator[ast.expr]:
    """The first argument of each call of config.env's readers, anywhere in the site."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    of = node.func.value
                    if isinstance(of, ast.Name) and of.id == "env" and node.func.attr in READERS:
                        yield node.args[0]


def addresses(
    patterns: list[URLPattern | URLResolver], before: str = "/", space: str = ""
) -> Iterator[tuple[str, str, bool]]:
    """Every view that can be asked for: its name, its address, and whether one must sign in first."""
    for each in patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            inside = f"{space}{each.namespace}:" if each.namespace else space
            yield from addresses(each.url_patterns, route, inside)
        else:
            yield f"{space}{each.name}", route, getattr(each.callback, "login_required", True)


def all_addresses() -> dict[str, tuple[str, bool]]:
    """Name to address and whether it is closed."""
    return {name: (route, closed) for name, route, closed in addresses(get_resolver().url_patterns)}


def test_every_setting_is_read_by_its_plain_name() -> None:
    assert all(isinstance(name, ast.Constant) for name in settings_read())


def test_every_setting_is_described_and_every_described_one_is_read() -> None:
    described = first_names_of("settings.md")
    assert sorted(described) == sorted({ast.literal_eval(name) for name in settings_read()})


def test_every_setting_says_its_default_and_what_it_means() -> None:
    assert all(len(row) == 3 and all(row) for row in rows_of("settings.md"))


def test_the_map_has_every_address_and_no_other() -> None:
    listed = {row[0].strip("`"): row[1].strip("`") for row in rows_of("urls.md")}
    assert listed == {name: route for name, (route, _closed) in all_addresses().items()}


def test_the_map_says_rightly_what_is_open_without_signing_in() -> None:
    team = re.compile("the team|coordinators")
    said_closed = {row[0].strip("`") for row in rows_of("urls.md") if team.match(row[2])}
    assert said_closed == {name for name, (_route, closed) in all_addresses().items() if closed}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_file_that_a_page_links_to_exists(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
    here = [link for link in links if not re.match(r"https?:", link)]
    assert [link for link in here if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_path_that_a_page_names_exists(page: Path) -> None:
    rooms = "|".join((*ROOMS, "docs", "bin", "static", "templates", "tests", "benchmarks"))
    named = re.findall(rf"`((?:{rooms})/[\w./-]*)`", page.read_text(encoding="utf-8"))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_readme_names_every_page_for_people() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in sorted(DOCS.glob("*.md")) if f"docs/{page.name}" not in text] == []


@pytest.mark.parametrize("page", ["README.md", "docs/operators.md"])
def test_every_flag_of_bin_run_is_told(page: str) -> None:
    flags = set(re.findall(r'"(--[a-z-]+)"', (ROOT / "local" / "arguments.py").read_text(encoding="utf-8")))
    told = set(re.findall(r"--[a-z-]+", (ROOT / page).read_text(encoding="utf-8")))
    assert flags and flags - told == set()


def test_operators_are_told_of_every_command_and_of_no_other() -> None:
    commands = {path.stem for path in ROOT.glob("*/management/commands/[!_]*.py")}
    told = set(re.findall(r"manage\.py (\w+)", (DOCS / "operators.md").read_text(encoding="utf-8")))
    assert told == commands


def test_every_benchmark_is_told_with_its_command_and_every_command_exists() -> None:
    page = DOCS / "performance.md"
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    named = {f"{name}.py" for name in re.findall(r"benchmarks[./](\w+)", text)}
    files = (ROOT / "benchmarks").glob("[!_]*.py")
    assert named == {path.name for path in files if "__main__" in path.read_text(encoding="utf-8")}


def sentences_in(path: Path) -> set[str]:
    """The tests of a file, as pytest would be asked for them."""
    names = re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {f"{name_of(path)}::{name}" for name in names}


def test_every_attack_names_tests_that_there_are_and_no_test_of_an_attack_is_left_out() -> None:
    named = set(
        re.findall(r"`(tests/[\w/]+\.py::test_\w+)`", (DOCS / "attacks.md").read_text(encoding="utf-8"))
    )
    files = {ROOT / name.partition("::")[0] for name in named}
    assert named and named - set().union(*map(sentences_in, files)) == set()
    assert set().union(*map(sentences_in, (ROOT / "tests/attack").glob("test_*.py"))) - named == set()


@pytest.mark.parametrize("path", DECISIONS, ids=name_of)
def test_a_decision_is_a_question_a_choice_and_a_price_on_one_page(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 25
    assert text.startswith(f"# {path.name[:4]} ")
    assert all(f"**{part}" in text for part in ("Question.", "What we chose.", "What it costs."))


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))

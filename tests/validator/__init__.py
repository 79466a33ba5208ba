"""Whether a page is valid HTML, by the checker of the W3C (the Nu Html Checker)."""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

JAR = Path(__file__).parent / "node_modules/vnu-jar/build/dist/vnu.jar"
MISSING = (
    "NO VALIDATOR: java or the Nu Html Checker is missing, so no page was validated (.ci/run installs both)"
)
# Said of `<ol role="list">`. Safari no longer takes a list without bullets for one, unless it is said.
NEEDED = "The “list” role is unnecessary for element “{}”."
LET_PASS = tuple(map(NEEDED.format, ("ol", "ul")))
WAS_MISSED = pytest.StashKey[bool]()


def require_validator(config: pytest.Config) -> None:
    """Skip the test without the checker, or fail it with REQUIRE_BROWSER=1; said once more at the end."""
    if JAR.exists() and shutil.which("java"):
        return
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(MISSING, pytrace=False)
    config.stash[WAS_MISSED] = True
    pytest.skip(MISSING)


def messages(pages: dict[str, str]) -> list[str]:
    """What the checker says of these pages, by name: errors and warnings, one line each."""
    with tempfile.TemporaryDirectory(prefix="chorus-html-") as directory:
        files = [
            _written(Path(directory) / f"{number}.html", page) for number, page in enumerate(pages.values())
        ]
        command = ["java", "-jar", JAR, "--format", "json", "--exit-zero-always", *files]
        said = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True).stderr
    names = list(pages)
    return [
        f"{names[int(Path(each['url']).stem)]}:{each['lastLine']}: {each['message']}"
        for each in json.loads(said)["messages"]
        if each["message"] not in LET_PASS
    ]


def _written(file: Path, page: str) -> Path:
    file.write_text(page, encoding="utf-8")
    return file

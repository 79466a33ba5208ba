"""Whether a page is valid HTML, by the checker of the W3C (the Nu Html Checker)."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.needs import need

JAR = Path(__file__).parent / "node_modules/vnu-jar/build/dist/vnu.jar"
MISSING = (
    "NO VALIDATOR: java or the Nu Html Checker is missing, so no page was validated (.ci/run installs both)"
)
# Said of `<ol role="list">`. Safari no longer takes a list without bullets for one, unless it is said.
NEEDED = "The “list” role is unnecessary for element “{}”."
LET_PASS = tuple(map(NEEDED.format, ("ol", "ul")))


def need_validator() -> None:
    """The test goes on only where the checker is there."""
    need(JAR.exists() and shutil.which("java"), MISSING)


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

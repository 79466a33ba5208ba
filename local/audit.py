"""What an audit of the pinned packages came to, in lines for a person. An audit that did not happen is never green."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

LOUD = "DEPENDENCIES WERE NOT AUDITED: {}. Run .ci/audit where the internet can be reached."


@dataclass(frozen=True)
class Verdict:
    """How many packages were looked up, one line a hole, and why not, if it could not be asked."""

    packages: int
    holes: tuple[str, ...]
    why_not: str = ""


def verdict(said: str) -> Verdict:
    """What pip-audit's JSON says; without JSON its service did not answer."""
    try:
        packages = json.loads(said)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Verdict(0, (), "the service of pip-audit could not be reached")
    holes = tuple(
        f"{each['name']} {each['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'none yet'}"
        for each in packages
        for hole in each.get("vulns", ())
    )
    skipped = sum("skip_reason" in each for each in packages)
    why_not = (
        "the service of pip-audit did not know, or could not be asked for, every package" if skipped else ""
    )
    return Verdict(len(packages) - skipped, holes, why_not if packages else "no package was looked up")


def told(verdicts: Sequence[Verdict]) -> tuple[list[str], int]:
    """The lines to print and the exit code: 1 for a hole; 0 with the loud line for what was not asked."""
    holes = [line for each in verdicts for line in each.holes]
    reasons = sorted({each.why_not for each in verdicts if each.why_not})
    lines = [f"HOLE {line}" for line in sorted(set(holes))] + [LOUD.format("; ".join(reasons))] * bool(
        reasons
    )
    looked_up = sum(each.packages for each in verdicts)
    return lines or [f"{looked_up} pinned packages were looked up; none has a known hole."], int(bool(holes))

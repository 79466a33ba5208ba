"""What is printed: each figure beside the baseline of the same run, as the median of the rounds' ratios."""

import os
import platform
from collections.abc import Mapping
from importlib.metadata import version
from statistics import median

from benchmarks.load import Measured


def show(title: str, measured: Mapping[str, Measured], baseline: str) -> None:
    """A table in Markdown: requests a second, the ratio to the baseline, latencies, errors."""
    print(f"\n{title}; {machine()}\n")
    print(
        "| | a second | to the baseline | p50 ms | p99 ms | errors |\n| --- | ---: | ---: | ---: | ---: | ---: |"
    )
    for name, each in measured.items():
        ratio = _ratio(each, measured[baseline])
        times = f"{each.at(0.5):.1f} | {each.at(0.99):.1f}"
        print(f"| {name} | {median(each.rates):,.0f} | {ratio} | {times} | {each.errors} |", flush=True)


def _ratio(each: Measured, baseline: Measured) -> str:
    # Round by round: what else the machine does meanwhile slows both.
    ratios = sorted(one / other for one, other in zip(each.rates, baseline.rates, strict=True))
    if each is baseline:
        return "1"
    return f"{median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"


def machine() -> str:
    """Cores, load and versions; no names."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("django", "granian", "psycopg2-binary"))
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    return f"{os.cpu_count()} cores, load {load:.1f}, Python {platform.python_version()}, {packages}"

"""Comparisons of sentences on disk, so that an ingest compares only what is new."""

import json
from collections.abc import Mapping
from pathlib import Path

from kg.copies.comparison import Comparison, rules_digest

_FILE = "comparisons.json"


def save_comparisons(build: Path, comparisons: Mapping[bytes, Comparison]) -> None:
    """Write what a ``Comparer`` used into the folder of a build."""
    rows = {
        pair.hex(): [
            found.common,
            found.similarity,
            found.containment,
            found.reason,
            found.in_one_point,
        ]
        for pair, found in comparisons.items()
    }
    content = {"rules": rules_digest(), "comparisons": rows}
    (build / _FILE).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def read_comparisons(build: Path) -> dict[bytes, Comparison]:
    """Read what ``save_comparisons`` wrote; none where it is missing, damaged or by other rules."""
    try:
        content = json.loads((build / _FILE).read_text(encoding="utf-8"))
        if content["rules"] != rules_digest():
            return {}
        return {
            bytes.fromhex(pair): Comparison(*row) for pair, row in content["comparisons"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}  # everything is compared anew

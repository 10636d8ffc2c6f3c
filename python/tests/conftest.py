"""Where things are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "Fixtures"


@pytest.fixture(scope="session")
def suites() -> list[Path]:
    """Rows with their recipes, through every face (``Fixtures/faces``)."""
    return sorted((FIXTURES / "faces").glob("*.jsonl"))


@pytest.fixture(scope="session")
def command() -> Path:
    """The command ``rewards``: $SWIFT_REWARDS_COMMAND, or as the last build of this checkout left it."""
    named = os.environ.get("SWIFT_REWARDS_COMMAND")
    candidates = [Path(named)] if named else [ROOT / ".build" / kind / "rewards" for kind in ("release", "debug")]
    built = [path for path in candidates if path.is_file()]
    if built:
        return max(built, key=lambda path: path.stat().st_mtime)
    pytest.skip("the command is not built (`swift build --product rewards`, or SWIFT_REWARDS_COMMAND)")

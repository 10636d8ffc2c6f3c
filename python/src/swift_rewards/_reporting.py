"""What adapters tell of on the logger ``swift_rewards``: rewards that are not there, and findings about data."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable

from ._errors import RewardsError

logger = logging.getLogger("swift_rewards")


class Reporter:
    """Logs each kind of thing when it happens for the 1st, 10th, 100th, … time: a run has millions of rows.

    Not pickled along: a process counts what it has seen itself.
    """

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def no_reward(self, reason: str, instead: str, times: int = 1) -> None:
        """There is no reward for rows, and the trainer gets ``instead``."""
        message = f"no reward for a completion ({reason}); the trainer gets {instead}"
        self._count(message, times, message)

    def findings(self, findings: Iterable[RewardsError]) -> None:
        """What is wrong with the data."""
        for each in findings:
            self._count(f"finding {each.code}", 1, str(each))

    def _count(self, kind: str, times: int, message: str) -> None:
        before = self._counts[kind]
        self._counts[kind] += times
        if times and len(str(before)) < len(str(before + times)) or before == 0 and times:
            logger.warning("%s [%d so far]", message, before + times)

    def __reduce__(self) -> tuple[type[Reporter], tuple[()]]:
        return Reporter, ()

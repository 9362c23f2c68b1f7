"""What can go wrong."""

from __future__ import annotations

from typing import Any


class ChaosError(Exception):
    """Everything that this package raises on purpose."""


class Unreachable(ChaosError):
    """No coordinator answers, or none is active; the same call may go well a little later."""


class Refused(ChaosError):
    """A coordinator says no (RFC 9457); the message is its sentence, with the way out.

    status       the HTTP status
    type         the kind of problem, such as "campaign-file" or "different-campaign"
    errors       what is wrong with a campaign file: file, line, column, field, message each
    differences  in what two campaigns of one name differ
    """

    def __init__(self, problem: dict[str, Any], status: int) -> None:
        self.status = status
        self.type: str = problem.get("type") or ""
        self.errors: list[dict[str, Any]] = problem.get("errors") or []
        self.differences: list[str] = problem.get("differences") or []
        super().__init__(problem.get("detail") or problem.get("title") or f"HTTP status {status}")

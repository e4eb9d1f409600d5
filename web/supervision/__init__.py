"""Supervision (监督): the register of interference, prompts with a due reply, the year."""

from web.supervision import interference, prompts, report
from web.supervision.room import bp

__all__ = ["bp", "interference", "prompts", "report"]

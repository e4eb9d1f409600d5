"""Supervision (监督): the register of interference, prompts with a due reply."""

from web.supervision import interference, prompts
from web.supervision.room import bp

__all__ = ["bp", "interference", "prompts"]

"""Selections (选拔任用批次): their list, the boards, the lists behind them, opening one."""

from web.selections import board, index, listing, opening, taking
from web.selections.room import bp

__all__ = ["board", "bp", "index", "listing", "opening", "taking"]

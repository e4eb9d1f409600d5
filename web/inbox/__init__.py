"""The desk of a working day (工作台): 待办, 已办, 我发起, 关注."""

from web.inbox import begun, done, followed, waiting
from web.inbox.room import bp, count

__all__ = ["begun", "bp", "count", "done", "followed", "waiting"]

"""Every way to say no (不予办理): one base, each with all its reasons.

The docstring of a class is its message when none is given; `status` is what the web answers.
"""

from collections.abc import Iterable
from dataclasses import dataclass

HANDLER = ("办理人",)  # who can supply what is needed: whoever handles it, by doing it otherwise
OTHERS = ("其他有权办理的人",)  # … or only somebody else


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a refusal: rule, article, what was found, what is needed, who can supply it (L5)."""

    rule: str
    found: str
    needed: str
    who: tuple[str, ...] = ()  # titles of duties, for people
    article: str = ""
    guard: str = ""

    def line(self) -> str:
        """The reason as one Chinese line."""
        basis = f"（{self.article}）" if self.article else ""
        who = "、".join(self.who) or "－"
        return f"{self.rule}{basis} 现状：{self.found}；要求：{self.needed}；由谁提供：{who}"


class WorkflowError(Exception):
    """流程办理失败"""

    status = 500

    def __init__(self, message: str = "", reasons: Iterable[Reason] = ()) -> None:
        self.reasons = tuple(reasons)
        self.message = message or (self.__doc__ or "").splitlines()[0]
        super().__init__(self.message)

    def lines(self) -> list[str]:
        """The message, then every reason, one line each."""
        return [self.message, *(reason.line() for reason in self.reasons)]


class DefinitionInvalid(WorkflowError):
    """流程定义有误

    `faults` holds all of them, each with file and line.
    """

    def __init__(self, faults: Iterable[object]) -> None:
        self.faults = tuple(faults)
        super().__init__("流程定义有误：\n" + "\n".join(str(fault) for fault in self.faults))


class NotFound(WorkflowError):
    """对象不存在

    Also when the actor may not know that it exists (L8).
    """

    status = 404


class CaseMoved(WorkflowError):
    """事项已由他人办理，请刷新后再办

    A stale screen or a lost race: the subject's journal has grown since it was read.
    """

    status = 409


class GivenUp(CaseMoved):
    """事项正由他人办理，请刷新后再办

    The database gave this desk up for another one (deadlock, serialization); nothing was written.
    """


class DatabaseAway(WorkflowError):
    """数据库暂时不能办理，请稍后用同一页面重试

    It is away, or changing its primary. Whether a COMMIT under way took place is not known; the same
    command under the same id finds out.
    """

    status = 503


class DatabaseFails(WorkflowError):
    """数据库现在写不进去，请告知系统管理员

    Its disk is full, broken or only to be read, or somebody else has it for too long. Whether a
    COMMIT under way took place is not known here either; waiting alone does not help.
    """

    status = 503


class NotReplicated(DatabaseAway):
    """数据库暂时不能确认已存到备机，请稍后用同一页面重试

    The COMMIT took place, but its wait for a standby was ended: a failover could still lose it.
    """


class Interrupted(WorkflowError):
    """已中止，可能已经记录，也可能没有

    Somebody ended the program (Ctrl+C). A COMMIT under way is never cancelled, and nobody waited for
    how it ended; the same command under the same id finds out.
    """


class CommandReused(WorkflowError):
    """同一办理编号已用于另一办理内容"""

    status = 409


class JournalBroken(WorkflowError):
    """纪实校验不符"""


class WrongSchema(WorkflowError):
    """数据库结构与程序不符

    The message says which of the two is older, and what to do.
    """

    status = 503


class NotSigned(WorkflowError):
    """不予签署

    A key holder saw a tree head that does not extend the last one it signed.
    """


class BadInput(WorkflowError):
    """填报内容有误"""

    status = 422


class Refused(WorkflowError):
    """不予办理

    A lawful no; `reasons` is never empty.
    """

    status = 422


class NotAvailable(Refused):
    """当前环节不能办理此事"""


class NotAuthorised(Refused):
    """无权办理"""

    status = 403


class Recused(NotAuthorised):
    """应当回避"""


class ConditionsUnmet(Refused):
    """不符合规定条件"""

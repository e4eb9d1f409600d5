"""What verification says (校验结果): one thing that does not agree, where, since when and of which kind."""

from collections.abc import Mapping
from dataclasses import dataclass

AT_ONCE = 500  # rows that are looked up together
ENTRIES = 1_000  # entries that are read together
MOST = 10_000  # findings that are told one by one; memory does not grow beyond them
KINDS: Mapping[str, str] = {
    "edited": "条目被改动", "deleted": "条目被删去", "inserted": "条目是插入的",
    "duplicated": "条目重复", "reordered": "次序被调换", "forked": "历史分叉", "cut": "末尾被截去",
    "rolled_back": "恢复到旧备份", "rewritten": "历史被改写", "row": "当前状态与折算不符",
    "copy": "检索列与条目不符", "value": "个人信息被改动", "attachment": "附件被改动",
    "time": "时间倒流", "edition": "流程版本被改动", "tree": "存证树不符", "head": "存证点不符",
    "list": "汇总或待办与纪实不符",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Broken:
    """One thing that does not agree: where, at which entry, and what; of a kind of `KINDS`.

    `since`: the last moment (UTC) at which it is known to have agreed; "" where none is known.
    """

    subject: str
    seq: int
    what: str
    kind: str = "edited"
    since: str = ""

    def line(self) -> str:
        """The finding as one Chinese line."""
        since = f"，变动在 {self.since} 之后" if self.since else ""
        return f"{self.subject} 第{self.seq}条：{self.what}（{KINDS[self.kind]}{since}）"

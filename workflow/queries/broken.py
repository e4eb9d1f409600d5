"""What verification says (校验结果): one thing that does not agree, where and since which entry."""

from dataclasses import dataclass

AT_ONCE = 500  # rows that are looked up together


@dataclass(frozen=True, slots=True)
class Broken:
    """One thing that does not agree: where, since which entry, and what."""

    subject: str
    seq: int
    what: str

    def line(self) -> str:
        """The finding as one Chinese line."""
        return f"{self.subject} 第{self.seq}条：{self.what}"

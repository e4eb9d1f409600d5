"""The shape of a figure (统计表): cells that lead to lists, and what is said about each table."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell: what it says, and whether a list lies behind it, by row and column."""

    value: str | int | float
    row: str = ""
    column: str = ""
    leads: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a table; `note` also what the period means for it, `empty` what belongs here."""

    title: str
    note: str
    empty: str


ABOUT: Mapping[str, About] = {
    "opened": About(
        "开立的事项", "按开立月份和现在所处环节；期间按开立日期。",
        "还没有开立事项。事项在批次中列入人选时开立。",
    ),
    "stays": About(
        "各步骤办理天数",
        "自然日，当日进出的为0天；终结步骤不计；规定了期限的步骤（如试用期）不画图；期间按进入该步骤的日期。",
        "还没有事项走过任何步骤。",
    ),
    "asked": About(
        "未办结和逾期的办理事项", "按单位和岗位职责；期间按交办日期。只说办理是否及时，不评价人。",
        "没有未办结的办理事项。",
    ),
    "refused": About(
        "不予办理的情形", "按规则；一次办理可以涉及几条规则；期间按办理日期。只说规则起了作用，不记到人。",
        "没有被拒绝的办理。",
    ),
    "appointed": About(
        "任职人员结构",
        "已任职（含试用期中）且未被宣布无效的；年龄按任职之日；只计已核实的档案；期间按任职日期。",
        "还没有人任职。",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """One table of figures; `words`: how many columns at the left are words; `picture` is SVG."""

    name: str
    head: tuple[str, ...]
    words: int
    rows: tuple[tuple[Figure, ...], ...]
    picture: str = ""

    @property
    def about(self) -> About:
        """What is said of it."""
        return ABOUT[self.name]


def count(value: int, row: str, column: str = "") -> Figure:
    """So many of something; behind none lies no list."""
    return Figure(value, row, column, leads=value > 0)

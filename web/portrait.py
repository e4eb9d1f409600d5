"""A person's file in words (档案可读内容): the boxes of the appointment form, from verified facts first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from web.facts import fact_lines, option
from web.house import today
from web.reading import Reader
from workflow.dossier import Fact
from workflow.queries.portraits import Portrait
from workflow.workdays import full_months

# Boxes of the form in its order: title, kind of fact, key of its value, or else the form's element.
BOXES: tuple[tuple[str, str, str, str], ...] = (
    ("性别", "gender", "value", "XingBie"),
    ("出生年月", "birth", "on", "ChuShengNianYue"),
    ("民族", "nation", "value", "MinZu"),
    ("籍贯", "native_place", "value", "JiGuan"),
    ("出生地", "birth_place", "value", "ChuShengDi"),
    ("政治面貌", "politics", "value", ""),
    ("入党时间", "party", "joined_on", "RuDangShiJian"),
    ("参加工作时间", "work_start", "on", "CanJiaGongZuoShiJian"),
    ("健康状况", "health", "value", "JianKangZhuangKuang"),
    ("专业技术职务", "", "", "ZhuanYeJiShuZhiWu"),
    ("熟悉专业有何专长", "", "", "ShuXiZhuanYeYouHeZhuanChang"),
)
DECLARED = ("family_abroad", "family_business", "leader_staff")


@dataclass(frozen=True, slots=True)
class Box:
    """One box: what it says, and the fact behind it; without one it is only on the form."""

    title: str
    text: str
    fact: Fact | None


@dataclass(frozen=True, slots=True)
class Relative:
    """One row of 家庭主要成员及重要社会关系."""

    relation: str
    name: str
    age: str
    politics: str
    workplace: str
    fact: Fact


class Shown:
    """A portrait in words."""

    def __init__(self, seen: Portrait, reader: Reader) -> None:
        self._seen = seen
        self._reader = reader
        self.boxes = list(self._boxes())

    def _boxes(self) -> Iterator[Box]:
        for title, kind, key, element in BOXES:
            fact = self._seen.one(kind)
            text = self._told(fact, key) if fact else self._seen.text(element)
            yield Box(title, text, fact)

    def box(self, title: str) -> str:
        """What one box says."""
        return next((one.text for one in self.boxes if one.title == title), "")

    def _told(self, fact: Fact, key: str) -> str:
        value = fact.values.get(key)
        if key in ("on", "joined_on") and value:
            age = f"（{years(str(value), today())}岁）" if fact.kind == "birth" else ""
            return f"{month(value)}{age}"
        return option(fact.kind, key, value)

    @property
    def post_now(self) -> str:
        """The present post: as the last form has it, else the tenures that have not ended."""
        return self._seen.text("XianRenZhiWu") or "，".join(
            self.tenure(one) for one in self._seen.several("tenure")
            if not one.values.get("to") and not one.values.get("study")
        )  # fmt: skip

    def span(self, values: Mapping[str, Any]) -> str:
        """From when to when, by month; an open end is until now."""
        return f"{month(values.get('from'))}—{month(values.get('to')) or '至今'}"

    def tenure(self, fact: Fact) -> str:
        """What somebody did in a tenure: as the form has it, else unit and post."""
        if told := fact.values.get("text"):
            return str(told)
        places, posts = self._reader.organizations, self._reader.posts
        place, post = str(fact.values.get("organization", "")), str(fact.values.get("post", ""))
        return f"{places.get(place, place)}{posts.get(post, post)}"

    def schooling(self, fact: Fact) -> str:
        """An education in one line: full time or in service, level, degree, school."""
        values = fact.values
        school = "、".join(str(values[key]) for key in ("school", "degree_school") if values.get(key))
        parts = (option("education", key, values.get(key)) for key in ("level", "degree"))
        return "　".join(one for one in (*parts, school) if one)

    def relatives(self) -> Iterator[Relative]:
        """The family and the relations that were declared."""
        for fact in self._seen.several("kinship"):
            values = fact.values
            born = str(values.get("born_on") or "")
            gone = bool(values.get("deceased"))
            age = "已故" if gone else f"{years(born, today())}岁" if born else ""
            place, post = str(values.get("organization", "")), str(values.get("post", ""))
            work = values.get("workplace") or (
                f"{self._reader.organizations.get(place, place)}{self._reader.posts.get(post, post)}"
            )
            yield Relative(
                str(values.get("title") or option("kinship", "relation", values.get("relation"))),
                str(values.get("name", "")), age, str(values.get("politics") or ""), str(work), fact,
            )  # fmt: skip

    def declared(self) -> Iterator[Fact]:
        """Relations declared beside the family: abroad, in business, in a leader's office."""
        for kind in DECLARED:
            yield from self._seen.several(kind)

    def line(self, fact: Fact) -> str:
        """A fact in one line."""
        return fact_lines(self._reader, fact.kind, fact.values)


def month(value: Any) -> str:
    """A day as the form has it: 1978.04."""
    return str(value)[:7].replace("-", ".") if value else ""


def years(born: str, day: date) -> int:
    """Full years of age."""
    return full_months(date.fromisoformat(born), day) // 12

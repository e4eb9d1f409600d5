"""What an appointment form states of a person (填报事实): unverified, dates beside the raw text.

Nothing is inferred: what cannot be understood gives no fact but a doubt (存疑) for a person to
look at. The identity number is no fact here; it is `form.text("ShenFenZheng")`.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from workflow.forms_in.dates import read_date
from workflow.forms_in.elements import LEAVES
from workflow.forms_in.lrmx import FamilyMember, Form
from workflow.forms_in.parties import read_parties
from workflow.forms_in.refusal import quoted
from workflow.forms_in.resume import Period, read_resume

_PLAIN = {
    "nation": "MinZu",
    "native_place": "JiGuan",
    "birth_place": "ChuShengDi",
    "health": "JianKangZhuangKuang",
}
_DATED = {"birth": "ChuShengNianYue", "work_start": "CanJiaGongZuoShiJian"}
_DATES_WITHOUT_FACT = ("JiSuanNianLingShiJian", "TianBiaoShiJian", "DaoLingNianYue")
_EDUCATION = {"full_time": "QuanRiZhiJiaoYu", "on_job": "ZaiZhiJiaoYu"}
_GENDERS = ("男", "女")
_GRADE = re.compile(r"((?:19|20)[0-9]{2})年(优秀|称职|基本称职|不称职|不定等次)")
_GRADE_PARTS = re.compile(r"[；;，,、。\s]+")
_DECEASED = "已去世"  # the editor blanks the age on these words


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A fact as the form states it: its kind, its values (dates ISO), and the text it is from."""

    kind: str
    values: dict[str, object]
    raw: str


def facts_of(form: Form) -> list[StatedFact]:
    """Every fact the form states and that was understood, for the person's file."""
    return _statement(form).facts


def form_doubts(form: Form) -> list[str]:
    """What the form says that gave no fact, one Chinese sentence each."""
    return _statement(form).doubts


@dataclass
class _Statement:
    facts: list[StatedFact] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def state(self, kind: str, values: dict[str, object], raw: str) -> None:
        self.facts.append(StatedFact(kind, values, raw))

    def doubt(self, where: str, raw: str, why: str = "不能识别，只保留原文") -> None:
        self.doubts.append(f"{where}{quoted(raw)}{why}")


def _statement(form: Form) -> _Statement:
    said = _Statement()
    for kind, element in _DATED.items():
        _date(said, form, element, kind)
    _gender(said, form)
    for kind, element in _PLAIN.items():
        if form.text(element).strip():
            said.state(kind, {"value": form.text(element).strip()}, form.text(element))
    _parties(said, form)
    for kind, prefix in _EDUCATION.items():
        _education(said, form, kind, prefix)
    _tenures(said, form)
    for number, member in enumerate(form.family, start=1):
        _kinship(said, member, f"家庭成员第 {number} 行")
    _grades(said, form)
    for element in _DATES_WITHOUT_FACT:
        _date(said, form, element)
    return said


def _date(said: _Statement, form: Form, element: str, kind: str = "") -> None:
    raw = form.text(element)
    stated = read_date(raw)
    if stated and kind:
        said.state(kind, stated.values(), raw)
    elif raw and not stated:
        said.doubt(LEAVES[element], raw)


def _gender(said: _Statement, form: Form) -> None:
    raw = form.text("XingBie")
    if raw.strip() in _GENDERS:
        said.state("gender", {"value": raw.strip()}, raw)
    elif raw:
        said.doubt("性别", raw)


def _parties(said: _Statement, form: Form) -> None:
    raw = form.text("RuDangShiJian")
    memberships = read_parties(raw)
    if memberships is None:
        said.doubt("入党时间", raw)
    if not memberships:
        return
    first, *others = memberships
    values: dict[str, object] = {
        "value": first.politics,
        "others": [membership.politics for membership in others],
    }
    said.state("politics", values, raw)
    for membership in memberships:
        # Only the Communist Party's date counts for years in the Party (党龄); that of
        # another party stays in the raw text.
        if membership.joined and membership.communist:
            said.state("party", membership.joined.values("joined_on"), raw)


def _education(said: _Statement, form: Form, kind: str, prefix: str) -> None:
    level, degree = f"{prefix}_XueLi", f"{prefix}_XueWei"
    elements = (level, degree, f"{level}_BiYeYuanXiaoXi", f"{degree}_BiYeYuanXiaoXi")
    texts = [form.text(element).strip() for element in elements]
    if not any(texts):
        return
    of_level, of_degree = texts[2:]
    values: dict[str, object] = {
        "kind": kind,
        "level": texts[0],
        "degree": texts[1],
        "school": of_level or of_degree,
    }
    if of_level and of_degree and of_level != of_degree:
        values["degree_school"] = of_degree
    said.state("education", values, "\n".join(form.text(element) for element in elements))


def _tenures(said: _Statement, form: Form) -> None:
    periods, doubts = read_resume(form.text("JianLi"))
    for period in periods:
        said.state("tenure", _tenure(period), period.raw)
    said.doubts.extend(doubts)


def _tenure(period: Period) -> dict[str, object]:
    return {
        "from": period.start.on.isoformat(),
        "to": period.end.on.isoformat() if period.end else None,
        "precision": period.precision,
        "text": period.text,
        "study": period.study,
        "inner": list(period.inner),
    }


def _kinship(said: _Statement, member: FamilyMember, where: str) -> None:
    raw = "\n".join(member.texts.values())
    relation, name = member.text("ChengWei").strip(), member.text("XingMing").strip()
    if not relation or not name:
        said.doubt(where, raw.replace("\n", " "), "缺少称谓或姓名，只保留原文")
        return
    born = read_date(member.text("ChuShengRiQi"))
    if member.text("ChuShengRiQi") and not born:
        said.doubt(f"{where}出生年月", member.text("ChuShengRiQi"))
    workplace = member.text("GongZuoDanWeiJiZhiWu").strip()
    values: dict[str, object] = {
        "relation": relation,
        "name": name,
        "born_on": born.on.isoformat() if born else None,
        "precision": born.precision if born else None,
        "politics": member.text("ZhengZhiMianMao").strip(),
        "workplace": workplace,
        "deceased": _DECEASED in workplace,
    }
    said.state("kinship", values, raw)


def _grades(said: _Statement, form: Form) -> None:
    parts = [part for part in _GRADE_PARTS.split(form.text("NianDuKaoHeJieGuo")) if part]
    explicit = {part: match for part in parts if (match := _GRADE.fullmatch(part))}
    results_of = Counter(match[1] for match in explicit.values())
    for part in dict.fromkeys(parts):
        match = explicit.get(part)
        if match is None:
            said.doubt("年度考核结果", part)
        elif results_of[match[1]] > 1:
            said.doubt("年度考核结果", part, "与同年的另一等次矛盾，只保留原文")
        else:
            said.state("grade", {"year": int(match[1]), "result": match[2]}, part)

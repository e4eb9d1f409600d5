"""The plays of the demonstration (演示剧目): the worked example with other people, cut off elsewhere.

Three selections; in each a main candidate, whose steps include what the selection does once, and
companions, for whom the steps about one case are done beside. Each stops where its obstacle is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from web.demo.cast import OFFICERS, UNITS, enlarged, officer
from workflow.definition.shape import validated
from workflow.edition import Edition
from workflow.stories import Story, read_story
from workflow.stories.format import ACTS, Step, World
from workflow.stories.merge import merged, plain, resolved
from workflow.stories.reading import Placed, answers, unplaced

DAY = date(2026, 4, 10)  # the day of the demonstration: official calendar, all windows hold
OWN = ("move", "item", "open_case", "state_fact", "verify_fact")
EXAMPLE = Path(__file__).resolve().parents[2] / "tests" / "stories" / "promotion_happy.yaml"


@dataclass(frozen=True, slots=True)
class Part:
    """One candidate: until which step of the example, what then, what replaces a step."""

    person: str
    name: str
    number: str
    until: str = ""
    then: tuple[Mapping[str, Any], ...] = ()
    instead: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # step → changes

    @property
    def case(self) -> str:
        """The key of the case; another than the person's."""
        return f"case_{self.person}"


@dataclass(frozen=True, slots=True)
class Batch:
    """One selection: the unit and the post in place of the example's, and its candidates."""

    prefix: str
    title: str
    unit: str
    main: Part
    beside: tuple[Part, ...] = ()


# What is said of whoever was not first in the recommendation.
SECOND: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("comparison_note", {"with": {"rank_reason": "专业对口，近三年考核优秀，列为差额考察对象。"}}),
)
VETO = {
    "item": "搞团团伙伙", "list_version": "政治素质负面清单（2026年版）",
    "facts": "2025年多次组织同乡聚会，排斥不同意见，经调查认定。", "finding_body": "市纪委监委",
    "documents": ["«调查认定报告.pdf»"], "heard_on": "2026-03-05",
    "statement": "本人承认有关聚会，作出说明。", "reason": "情形属实，不符合政治标准。",
}  # fmt: skip

BATCHES = (
    Batch("a_", "2026年市直机关工委副书记选拔", "gongwei",
        Part("shen_yanqing", "沈砚青", "临选2026-001"), (
            Part("wei_tongzhou", "韦同舟", "临选2026-002", "appointment_plan", (
                {"on": "2026-03-13", "who": "gu_mingcheng", "move": "terminate",
                 "with": {"reason": "not_proposed", "text": "部务会研究后未列入建议方案。"}},
            )),
            Part("yan_guibin", "严桂彬", "临选2026-003", "comparison_note"),
        )),
    Batch("b_", "2026年市发展和改革委员会副主任选拔", "fagaiwei",
        Part("chen_hui", "陈𬀩", "临选2026-004", "adopt", instead={
            "committee_decision": {
                "attendance": {"absent": ["wan_li", "meng_fan", "pan_yue", "qiu_shi"],
                               "recused": {"tao_ran": "sibling"}, "postpone": []},
                "with": {"issued": 6, "returned": 6, "valid": 6, "agree": 6, "postpone": 0}},
            "shortlist_decision": {"attendance": {"absent": ["wan_li"],
                                                  "recused": {"tao_ran": "sibling"}}},
        }), (
            Part("ayinur", "阿依努尔·艾尔肯", "临选2026-005", "branch_opinion.answer"),
            Part("wang_yan", "王䶮", "临选2026-006", "upper_leader_opinion", (
                {"on": "2026-04-07", "who": "he_jing", "hold": "wang_yan",
                 "with": {"reason": "收到实名反映，称其违规兼职取酬", "source": "信访举报",
                          "to_verify": "是否在企业兼职取酬", "due_on": "2026-04-21"}},
            )),
        )),
    Batch("c_", "2026年市财政局副局长选拔", "caizhengju",
        Part("zhu_zhe", "祝喆", "临选2026-007", "匿名反映"), (
            Part("fu_jing", "傅璟", "临选2026-008", "candidate_talk", (
                {"on": "2026-03-06", "who": "gu_mingcheng", "propose_veto": "fu_jing",
                 "with": VETO},
                {"on": "2026-03-09", "who": "liang_zhengyuan", "confirm_veto": "fu_jing",
                 "with": {"meeting": "市委常委会2026年第5次会议", "reason": "经研究，同意一票否决。"}},
                {"on": "2026-03-10", "who": "gu_mingcheng", "tell_veto": "fu_jing",
                 "with": {"document": "«告知书.pdf»"}},
            )),
            Part("ceng_kun", "曾堃", "临选2026-009", "qualification_review"),
        )),
)  # fmt: skip


def stories(edition: Edition) -> Iterator[tuple[str, Story]]:
    """The plays with their prefixes, all in one enlarged world."""
    example = read_story(EXAMPLE)
    raw = enlarged(plain(example.setting.raw))
    world: World = validated(World, unplaced(raw, "演示"))
    setting = replace(example.setting, raw=raw)
    for batch in BATCHES:
        steps = tuple(_steps(batch, example, edition))
        yield batch.prefix, replace(
            example, title=batch.title, setting=setting, world=world, steps=steps
        )


def _steps(batch: Batch, example: Story, edition: Edition) -> Iterator[Placed]:
    going = {part.person: True for part in (batch.main, *batch.beside)}
    for placed in example.steps:
        if placed.day > DAY:
            break
        if placed.step.expect.refused is not None and batch.unit != "gongwei":
            continue
        own = _own(placed.step, edition)
        for part in (batch.main, *batch.beside):
            first = part is batch.main
            if going[part.person] and part.until and answers(placed, part.until):
                going[part.person] = False
            if going[part.person] and (own or first):
                yield _changed(placed, batch, part, first=first)
            if not own:
                break  # done once, and only while the main candidate goes on
    for part in (batch.main, *batch.beside):
        for raw in part.then:
            case = {"case": part.case} if raw.get("move") else {}
            yield _placed({**raw, **case}, date.fromisoformat(raw["on"]))


def _own(step: Step, edition: Edition) -> bool:
    """Whether a step is about one case only."""
    if step.verb in ACTS:
        return edition.process.activities[step.target].of == "case"
    return step.verb in OWN


def _changed(placed: Placed, batch: Batch, part: Part, *, first: bool) -> Placed:
    words = _words(batch, part)
    raw = resolved(placed.raw, lambda text: _said(text, words))
    verb, target = placed.step.verb, placed.step.target
    raw[verb] = words.get(target, target)
    refused = placed.step.expect.refused
    raw["expect"] = {"refused": list(refused)} if refused else {}
    if not first and "label" in raw:
        raw["label"] += part.person
    if not first and "of" in raw:
        raw["of"] += part.person
    if verb == "open_selection":
        raw["with"]["title"] = batch.title
    if verb == "open_case":
        raw["open_case"], raw["with"]["number"] = part.case, part.number
    elif verb in ("move", "item", *ACTS):
        raw["case"] = part.case
    for word, changes in (*part.instead.items(), *(() if first else SECOND)):
        if answers(placed, word) and verb in ("item", "record"):
            raw = merged(raw, changes)
    return _placed(raw, placed.day)


def _words(batch: Batch, part: Part) -> dict[str, str]:
    """What is said instead: this candidate for the example's, this unit for its unit."""
    others = [one for one in (batch.main, *batch.beside) if one is not part]
    example = (("wei_tongzhou", "韦同舟"), ("yan_guibin", "严桂彬"))
    words = {"shen_yanqing": part.person, "沈砚青": part.name}
    for (key, name), other in zip(example, others, strict=True):
        words |= {key: other.person, name: other.name}
    if batch.unit != "gongwei":
        unit = dict(UNITS)[batch.unit]
        words |= {"gongwei_deputy": f"{batch.unit}_deputy", "市直机关工委": unit,
                  "tan_liqun": officer(batch.unit, "unit_secretary"),
                  "shi_lei": officer(batch.unit, "branch_secretary")}  # fmt: skip
        words |= {login: officer(batch.unit, duty) for login, (duty, _) in OFFICERS.items()}
    return words


def _said(text: str, words: Mapping[str, str]) -> str:
    """A key as a whole, a Chinese name wherever it stands."""
    if text in words:
        return words[text]
    names = "|".join(re.escape(old) for old in words if not old.isascii())
    return re.sub(names, lambda found: words[found[0]], text)  # all at once: names are swapped


def _placed(raw: Mapping[str, Any], day: date) -> Placed:
    step: Step = validated(Step, unplaced(raw, "演示"))
    return Placed(step, raw, day, "演示", 0, 0)

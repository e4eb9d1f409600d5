"""The assessment (政治素质考察、政治标准把关): found by people, never counted; there is no score.

A check (mode check) is made once in every stage and knows two findings: nothing found, or a clue.
A clue is recorded like the other; the command opens the hold. The full assessment (mode full) is
recorded by one assessor, signed by a second, approved by a third person; where the edition has lists
every point of the negative one is answered. Whether its steps are in order, its dimensions complete
and what was found on the negative list dealt with is judged by guards.
"""

from collections.abc import Iterator, Mapping, Sequence

from workflow.activities.approval import approval_faults, approval_lacks
from workflow.activities.fields import check_values, is_empty, step
from workflow.activities.kind import ACTS, APPROVAL, Fault, Kind, Lack, done_by, is_stale
from workflow.activities.lists import list_faults, listed
from workflow.dossier import Dossier, Round, Values
from workflow.edition import Activity, Field

FINDINGS: Mapping[str, str] = {"no_problem": "未发现问题", "clue": "有疑点需核实"}
CHECK_FIELDS: Mapping[str, Field] = {
    "stage": Field(type="text", title="环节"),
    "sources": Field(type="codes", title="查阅材料", options={
        "political_file": "政治档案", "discipline": "纪检监察", "petitions": "信访",
        "patrol": "巡视巡察", "unit": "所在单位", "talk": "谈话",
    }),
    "finding": Field(type="code", title="把关意见", options=FINDINGS),
    "basis": Field(type="text", title="依据", long=True),
}  # fmt: skip
DIMENSIONS: Mapping[str, str] = {
    "loyalty": "政治忠诚", "composure": "政治定力", "responsibility": "政治担当",
    "ability": "政治能力", "discipline": "政治自律",
}  # fmt: skip
DIMENSION: Mapping[str, Field] = {
    "finding": Field(type="code", title="评价", options={
        "good": "好", "fair": "较好", "weak": "一般", "poor": "差",
    }),
    "evidence": Field(type="rows", title="依据", required=False, columns={
        "class": Field(type="code", title="类别", options={
            "word": "言论", "deed": "行为", "fact": "事实",
        }),
        "text": Field(type="text", title="内容", long=True),
        "source": Field(type="text", title="来源"),
    }),
}  # fmt: skip
INPUTS: Mapping[str, Field] = {
    name: Field(type="text", title=title, required=False, long=True)
    for name, title in (
        ("self", "本人"), ("masses", "群众"), ("leaders", "领导"), ("organization", "组织"),
    )
}  # fmt: skip
FULL_FIELDS: Mapping[str, Field] = {
    "occasion": Field(type="code", title="考察时机", options={
        "leadership_change": "换届", "special": "专项考察", "annual": "年度考核",
        "adjustment": "日常调整补充", "patrol": "巡视巡察",
    }),
    "steps": Field(type="rows", title="步骤", columns={
        "step": Field(type="code", title="步骤", options={
            "self": "自查自评", "interview": "深度访谈", "verify": "查阅核实",
            "finding": "评价鉴定",
        }),
        "from": Field(type="date", title="起"), "to": Field(type="date", title="止"),
        "by": Field(type="text", title="承办"),
    }),
    "list_version": Field(type="text", title="清单版本", required=False),
    "positives": Field(type="rows", title="正面指标", required=False, columns={
        "item": Field(type="text", title="指标"),
        "text": Field(type="text", title="表现", required=False, long=True),
    }),
    "negatives": Field(type="rows", title="负面清单", required=False, columns={
        "item": Field(type="text", title="情形"),
        "status": Field(type="code", title="核查情况", options={
            "not_found": "未发现", "allegation": "有反映", "confirmed": "查实",
        }),
        "document": Field(type="doc", title="材料", required=False),
    }),
    "heard_on": Field(type="date", title="听取本人说明日期"),
    "own_statement": Field(type="text", title="本人说明", long=True),
    "six_musts": Field(type="codes", title="六必环节", required=False, options={
        "talk": "谈话必问", "evaluation": "测评必测", "opinion": "征求意见必听",
        "verification": "发现问题必核", "material": "考察材料必写", "reminder": "任职谈话必提",
    }),
    "conclusion": Field(type="text", title="鉴定意见", long=True),
}  # fmt: skip
STRUCTURED = ("dimensions", "inputs")  # tables by name, which no type of field can describe


class Assessment(Kind):
    """Fields of the activity add to those of the mode or take their place."""

    name = "assessment"
    acts = ("record", "sign", "approve")

    def fields(self, activity: Activity, act: str) -> Mapping[str, Field]:
        """The fields of a record beside the structured ones; an opinion for the other acts."""
        if act != "record":
            return APPROVAL
        own = CHECK_FIELDS if activity.mode == "check" else FULL_FIELDS
        both = {**own, **activity.fields}
        told = {name: field for name, field in both.items() if name not in STRUCTURED}
        return listed(told, activity.lists) if activity.lists else told

    def faults(
        self, activity: Activity, act: str, values: Values, present: Round | None, dossier: Dossier
    ) -> Iterator[Fault]:
        """Record, second assessor, approval: in this order, by different people."""
        if act == "sign":
            yield from self._sign_faults(activity, values, present, dossier)
        elif act == "approve":
            done = ("record", "sign")
            yield from approval_faults(activity, values, present, dossier, done)
            if activity.mode == "full" and present is not None and present.of("record"):
                yield from (
                    Fault(ACTS["approve"], one.found) for one in _unsigned(activity, present)
                )
        elif activity.mode == "check":
            yield from check_values(self.fields(activity, act), values)
            yield from _check_faults(values, dossier)
        else:
            flat = {name: value for name, value in values.items() if name not in STRUCTURED}
            yield from check_values(self.fields(activity, act), flat)
            yield from list_faults(activity.lists, flat) if activity.lists else ()
            yield from _dimension_faults(values.get("dimensions"))
            if not is_empty(values.get("inputs")):
                yield from check_values(INPUTS, values["inputs"], path="inputs")

    def _sign_faults(
        self, activity: Activity, values: Values, present: Round | None, dossier: Dossier
    ) -> Iterator[Fault]:
        yield from check_values(APPROVAL, values)
        record = present.last("record") if present else None
        if activity.mode != "full":
            yield Fault(ACTS["sign"], f"“{activity.title}”不须签字")
        elif present is None or record is None:
            yield Fault(ACTS["sign"], f"“{activity.title}”尚未填报，不能签字")
        elif not _unsigned(activity, present):
            yield Fault(ACTS["sign"], "本次填报已经签字")
        elif done_by(dossier.actor, [record]):
            yield Fault(ACTS["sign"], "须由填报人以外的另一名考察人员签字")

    def lacks(self, activity: Activity, present: Round | None, dossier: Dossier) -> Sequence[Lack]:
        """Complete: recorded, in full mode signed by a second assessor, approved by another.

        A check counts for its own stage: the one of the stage before says nothing of this one, and
        once this stage has been left it can no longer be made up (R-POL-09).
        """
        if present is None or not present.of("record") or _is_of_another_stage(
            activity, present, dossier
        ):
            return [Lack(f"“{activity.title}”尚未填报", "由专人如实记录", activity.record)]
        signed = _unsigned(activity, present) if activity.mode == "full" else []
        return [*signed, *approval_lacks(activity, present)]

    def starts_round(self, activity: Activity, act: str, present: Round, dossier: Dossier) -> bool:
        """As every kind; a check that is recorded in another stage is another check (R-POL-09)."""
        if super().starts_round(activity, act, present, dossier):
            return True
        return act == "record" and _is_of_another_stage(activity, present, dossier)


def _is_of_another_stage(activity: Activity, present: Round, dossier: Dossier) -> bool:
    """Whether a check says nothing of this stage: made in another, or before the trial (试用期)."""
    told, state = present.values.get("stage"), dossier.case.state
    if activity.mode != "check" or told is None:
        return False
    trial = state in dossier.edition.process.goals and is_stale(activity, present, dossier)
    return trial or told != dossier.stage_of(state)


def _check_faults(values: Values, dossier: Dossier) -> Iterator[Fault]:
    """A check never finds against anybody, whatever options a definition gives it."""
    finding, stage = values.get("finding"), dossier.stage_of(dossier.case.state)
    if isinstance(finding, str) and finding.strip() and finding not in FINDINGS:
        yield Fault("finding", f"本环节把关只能记为：{'、'.join(FINDINGS.values())}")
    if not is_empty(values.get("stage")) and values["stage"] != stage:
        title = dossier.edition.process.stages.get(stage or "", "终止")
        yield Fault("stage", f"事项现处“{title}”环节，只能就本环节把关")


def _dimension_faults(dimensions: object) -> Iterator[Fault]:
    if not isinstance(dimensions, Mapping) or not dimensions:
        yield Fault("dimensions", "按五个方面逐项填写")
        return
    for name, found in dimensions.items():
        path = step("dimensions", str(name))
        if name not in DIMENSIONS:
            yield Fault(path, f"不在五个方面之内：{'、'.join(DIMENSIONS.values())}")
        else:
            yield from check_values(DIMENSION, found, path=path)


def _unsigned(activity: Activity, present: Round) -> list[Lack]:
    """The lack of the second assessor's signature after the last record."""
    record, signed = present.last("record"), present.last("sign")
    if record is not None and signed is not None and signed.seq > record.seq:
        return []
    return [Lack("尚未经第二名考察人员签字", "由另一名考察人员签字", activity.record)]

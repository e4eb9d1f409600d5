"""An edition in words (流程用语): titles in place of names, wherever people read a definition."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from workflow.definition.setting_words import setting_title, setting_value
from workflow.definition.vocabulary import ASK, NOT_BY, NOT_BY_OF
from workflow.edition import Due, Edition
from workflow.guards import GUARDS
from workflow.guards.applies import APPLIES

EFFECTS: Mapping[str, str] = {"upward": "提任", "lateral": "平级", "downward": "下行"}
DIRECTIONS: Mapping[str, str] = {"forward": "前行", "back": "退回", "end": "终结"}
SEVERITIES: Mapping[str, str] = {
    "block": "不符合不予办理", "warn": "例外须写明理由", "record": "只作记录",
}  # fmt: skip
KINDS: Mapping[str, str] = MappingProxyType({  # as in `terms.yaml`
    "form": "表单", "opinion": "征求意见", "ballot": "推荐测评", "checklist": "核查表",
    "assessment": "考察把关", "signatures": "签字", "meeting_item": "会议议题",
    "notice": "公示预告", "period": "期限",
})  # fmt: skip
SCOPES: Mapping[str, str] = {
    "selection": "每个批次", "case": "每个事项", "person": "每人", "meeting": "每次会议",
}  # fmt: skip
TYPES: Mapping[str, str] = {
    "text": "文字", "date": "日期", "int": "整数", "bool": "是或否", "code": "单选", "codes": "多选",
    "organization": "单位", "post": "职位", "person": "人员", "people": "若干人员", "doc": "文件",
    "docs": "若干文件", "rows": "表格",
}  # fmt: skip
PLACES: Mapping[str, str] = {
    "department": "承办的组织部门", "committee": "讨论决定机构所在单位", "unit": "人选所在单位",
    "addressee": "被征求意见的单位", "upper": "上级", "team": "本批次的考察组", "any": "不限",
}  # fmt: skip
BODIES: Mapping[str, str] = {
    "deciding_body": "讨论决定机构", "department": "部务会", "full_committee": "全委会",
}  # fmt: skip
MODES: Mapping[str, str] = {"check": "逐环节把关", "full": "全面考察"}
LEVELS: Mapping[str, str] = {"veto": "查实的进入一票否决程序", "hold": "查实的先行暂缓"}
RESPONSES: Mapping[str, str] = {"respond": "须书面答复"}


class Words:
    """What the names of one edition stand for; a name that it lacks stands for itself."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._process = edition.process
        self._moves = {move.name: move.title for move in edition.process.moves}

    def state(self, name: str) -> str:
        """The title of a state."""
        known = self._process.states.get(name)
        return known.title if known else name

    def stage(self, name: str) -> str:
        """The title of a stage."""
        return self._process.stages.get(name, name)

    def activity(self, name: str) -> str:
        """The title of an activity."""
        known = self._process.activities.get(name)
        return known.title if known else name

    def move(self, name: str) -> str:
        """The title of a move."""
        return self._moves.get(name, name)

    def duty(self, name: str) -> str:
        """The title of a duty."""
        return self._edition.duty_title(name)

    def guard(self, name: str) -> str:
        """The title of a condition of a move."""
        return GUARDS[name].title if name in GUARDS else name

    def guard_rules(self, name: str) -> tuple[str, ...]:
        """The rules that a condition may find against, those that the edition has."""
        known = GUARDS[name].rules if name in GUARDS else ()
        return tuple(rule for rule in known if rule in self._edition.rules)

    def condition(self, name: str) -> str:
        """When an activity applies."""
        return APPLIES[name].title if name in APPLIES else name

    def asked(self, name: str) -> str:
        """Whom an opinion is asked of."""
        return ASK.get(name, name)

    def barred(self, name: str) -> str:
        """Who may not make a move: the people of a part in the case, or of an activity."""
        what, _, activity = name.partition(".")
        if activity:
            return f"“{self.activity(activity)}”的{NOT_BY_OF.get(what, what)}"
        return NOT_BY.get(name, name)

    def due(self, due: Due) -> str:
        """When an answer is due."""
        if isinstance(due.workdays, int):
            return f"{due.workdays}个工作日"
        return self.setting(due.workdays)

    def start(self, place: str) -> str:
        """From which field of which activity a period runs."""
        name, _, field = place.partition(".")
        activity = self._process.activities.get(name)
        known = activity.fields.get(field) if activity else None
        return f"{self.activity(name)}·{known.title if known else field}"

    def setting(self, name: str) -> str:
        """A setting with its value."""
        value = self._process.settings.get(name, "")
        return f"{setting_title(name)}：{setting_value(name, value)}"

    def addressees(self, names: Iterable[str]) -> str:
        """Whom an opinion is asked of, in one text."""
        return "、".join(map(self.asked, names))

    def excluded(self, names: Iterable[str]) -> str:
        """Who may not make a move, in one text."""
        return "、".join(map(self.barred, names))

    def duties(self, names: Iterable[str]) -> str:
        """Several duties in one text."""
        return "、".join(map(self.duty, names))

"""What settings are called (设置名称): their titles, their values and their units, for people."""

from collections.abc import Mapping
from types import MappingProxyType

from workflow.definition.settings import SETTINGS, Allowed

SETTING_TITLES: Mapping[str, str] = MappingProxyType({  # as in `terms.yaml`
    "publicity_posting_day": "公示发布当日是否计入",
    "publicity_workdays": "任前公示工作日",
    "preview_workdays": "考察预告工作日",
    "branch_opinion_days": "党支部答复期限",
    "branch_opinion_severity": "党支部逾期未答复的轻重",
    "former_branch_months": "须问原支部的月数",
    "recommendation_validity": "民主推荐有效期算法",
    "recommendation_quorum": "会议推荐到会要求",
    "recusal_base": "回避人员是否计入应到",
    "shortlist_counting": "确定考察对象的计票",
    "department_counting": "部务会的计票",
    "prior_report_reply_days": "任前事项报告催办期限",
    "complaint_delay_months": "公示举报延期月数",
    "opinion_freshness_months": "各方意见有效月数",
    "investigation_min_days": "考察至少工作日",
    "investigation_reuse_months": "考察结果可用月数",
    "training_hours": "五年内培训学时",
    "backdate_tolerance_days": "允许补登天数",
    "hold_confirm_workdays": "暂缓查清期限",
    "review_days": "一票否决复核期",
    "rank_holder_table": "职级人员任职资格对应表",
    "party_years": "党委领导成员党龄",
    "township_months": "提任乡科级任职月数",
    "sanction_months": "处分处理影响期",
})  # fmt: skip
UNITS: Mapping[str, str] = {
    "publicity_workdays": "个工作日", "preview_workdays": "个工作日",
    "branch_opinion_days": "个工作日", "former_branch_months": "个月",
    "prior_report_reply_days": "个工作日", "complaint_delay_months": "个月",
    "opinion_freshness_months": "个月", "investigation_min_days": "个工作日",
    "investigation_reuse_months": "个月", "training_hours": "学时",
    "backdate_tolerance_days": "天", "hold_confirm_workdays": "个工作日", "review_days": "日",
    "party_years": "年", "township_months": "个月", "sanction_months": "个月",
}  # fmt: skip
COUNTING = {"as_decision": "与讨论决定相同", "minutes_only": "以会议纪要为准"}
VALUES: Mapping[str, Mapping[str, str]] = {
    "publicity_posting_day": {"exclusive": "不计入", "inclusive": "计入"},
    "branch_opinion_severity": {"B": "不予推进", "W": "说明理由后可以推进"},
    "recommendation_validity": {"strict": "满一年当日不再有效", "inclusive": "满一年当日仍有效"},
    "recommendation_quorum": {"off": "不设", "two_thirds": "三分之二"},
    "recusal_base": {"keep": "仍计入应到会人数", "shrink": "从应到会人数中减去"},
    "shortlist_counting": COUNTING, "department_counting": COUNTING,
    "rank_holder_table": {"true": "有", "false": "没有"},
}  # fmt: skip
KEYS: Mapping[str, str] = {
    "county": "县级", "prefecture": "市级以上",
    "township_chief": "乡科级正职", "township_deputy": "乡科级副职",
    "party_warning": "党内警告", "party_serious_warning": "党内严重警告",
    "party_post_removal": "撤销党内职务", "party_probation": "留党察看", "warning": "政务警告",
    "demerit": "政务记过", "major_demerit": "政务记大过", "demotion": "政务降级",
    "dismissal": "政务撤职", "admonition": "诫勉", "suspension": "停职检查",
    "reassignment": "调整职务", "ordered_resignation": "责令辞职", "removal": "免职",
    "demoted_use": "降职",
}  # fmt: skip


def setting_title(name: str) -> str:
    """The title of a setting, or the name itself where the house does not know it."""
    return SETTING_TITLES.get(name, name)


def setting_value(name: str, value: object) -> str:
    """One value of a setting in words, with its unit."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return VALUES.get(name, {}).get(text, f"{text}{UNITS.get(name, '')}")


def setting_bounds(name: str, key: str = "") -> str:
    """What may be chosen, in words; `key` of a table. "" where nothing is known of the setting."""
    allowed = SETTINGS.get(name)
    if isinstance(allowed, Mapping):
        allowed = allowed.get(key)
    return "" if allowed is None else _told(name, allowed)


def _told(name: str, allowed: Allowed) -> str:
    if isinstance(allowed, range):
        return f"{allowed[0]}至{setting_value(name, allowed[-1])}"
    return "、".join(setting_value(name, one) for one in allowed)

"""What things are called on the pages (栏目名称): keys, fixed words, the fields of an activity."""

from collections.abc import Mapping

from workflow.activities import KINDS
from workflow.activities.assessment import DIMENSION, DIMENSIONS, INPUTS
from workflow.activities.attendance import HOW
from workflow.activities.checklist import ITEM_FIELDS
from workflow.activities.meeting_item import ABSENCES
from workflow.activities.notice import COMPLAINT, RESOLUTION
from workflow.edition import Activity, Field
from workflow.forms_in.elements import FAMILY_LEAVES, LEAVES
from workflow.guards.ballots import DEPARTMENT, LOCAL, PARTIES

# Keys that the engine or a command gives, which no field of a definition describes.
KEYS: Mapping[str, str] = {
    "organization": "单位", "ask": "征求对象", "item": "事项", "on": "日期", "due_on": "办理期限",
    "due_reason": "另定期限的理由", "stance": "结论", "text": "内容", "signer": "签署人", "by": "办理人",
    "result": "核查结果", "asks": "征求对象", "asked": "已征求", "answers": "答复",
    "released": "提供的情况", "responses": "对不同意见的答复",
    "reminders": "催办", "escalations": "提请协调", "items": "核查项目",
    "signed": "签字", "office": "签字岗位", "complaints": "反映登记", "conclusions": "结论",
    "duty": "岗位", "views": "到会与表态", "meeting": "会议", "reason": "理由", "name": "姓名",
    "opinion": "审核意见", "source": "来源", "to_verify": "待核实", "outcome": "结论",
    "finding": "核查情况", "document": "文书", "documents": "文书", "facts": "查实的事实",
    "finding_body": "认定机关", "heard_on": "听取本人说明日期", "statement": "本人说明",
    "refused_witness": "拒绝说明的见证", "list_version": "清单版本", "item_words": "负面清单情形", "grounds": "理由",
    "told_on": "告知日期", "dimensions": "五个方面", "inputs": "四方面印证", "stage": "环节",
    "condition": "适用条件", "presenter": "议题汇报人", "presenter_role": "汇报人职务",
    "presented_seq": "汇报次序", "discussed_seq": "讨论次序", "voted_seq": "表决次序",
    "vote_form": "表决方式", "agree": "同意", "disagree": "不同意", "postpone": "缓议",
    "abstain": "弃权", "issued": "发出", "returned": "收回", "valid": "有效", "guests": "列席人员",
    "tellers": "监票计票人", "recorder": "记录人", "book_no": "记录簿号", "page": "页",
    "postponed": "暂缓表决", "package_with": "一并表决的事项", "reasons": "说明",
    "upper_reply_told": "已通报上级批复", "objections_read": "已宣读不同意见", "objects": "考察对象数",
    "seats": "职位数", "person": "人员", "present": "到会", "recused": "回避", "kinship": "回避关系",
    "absence": "未到会情形", "how": "到会情况", "members": "应到会成员", "materials": "会议材料",
    "deviation": "与规定不符之处的说明", "question": "待查问题", "owner": "责任人",
    "answer": "查清情况", "consents": "同意复议的成员", "member": "成员", "ended_at": "散会时间",
    "nominees": "选票所列人选", "group": "人员类别", "groups": "参加人员", "made": "制作票码",
    "left": "剩余票码", "expected": "应到", "votes": "选票",
    "view": "表态", "order": "表态次序", "earlier": "更正前",
    "number": "事项编号", "post": "拟任职位", "title": "名称", "department": "承办组织部门",
    "body": "讨论决定机构", "occasion": "情形", "chair": "主持人", "held_on": "召开日期",
    "notice_on": "通知日期", "kind": "种类", "texts": "表内各栏", "family": "家庭主要成员及重要社会关系",
    **LEAVES, **FAMILY_LEAVES,
}  # fmt: skip
ASKS: Mapping[str, str] = {
    "person_branches": "所在党支部", "person_former_branches": "原所在党支部",
    "unit_organization": "单位组织（人事）部门", "unit_discipline": "单位纪检机构",
    "organ_party": "机关党组织", "peer_discipline": "同级纪检监察机关",
    "upper_organization": "上级组织部门", "upper_leader": "上级分管领导", "joint_manager": "协管方",
    "united_front": "统战部门", "democratic_parties": "民主党派", "audit_organ": "审计机关",
    "receiving_organization": "拟任职单位",
}  # fmt: skip
HIDDEN = frozenset(("account", "checker", "over", "item_entry", "digest", "size", "earlier"))
MEETINGS: Mapping[str, str] = {
    "committee": "党委（党组）会议", "standing_committee": "常委会会议",
    "full_committee": "全委会会议", "department": "部务会会议",
}  # fmt: skip
WORDS: Mapping[str, Mapping[str, str]] = {
    "occasion": {"individual": "个别提拔任职", "leadership_change": "换届"},
    "ask": ASKS, "group": {**LOCAL, **DEPARTMENT, **PARTIES, "others": "其他需要参加的人员"},
    "view": {"agree": "同意", "disagree": "不同意", "postpone": "缓议"},
    "absence": ABSENCES, "how": HOW,
    "vote_form": {"oral": "口头", "hands": "举手", "secret": "无记名投票"},
    "outcome": {"unfounded": "不实", "minor": "轻微问题", "handled": "已处理不影响使用",
                "to_veto": "转否决程序", "disqualifying": "影响任职", "delayed": "暂缓",
                "upheld": "维持", "lifted": "撤销"},
}  # fmt: skip
ADMINISTRATORS: Mapping[str, str] = {
    "system_admin": "系统管理员", "security_admin": "安全保密管理员", "audit_admin": "安全审计员",
}  # fmt: skip


def fields_of(activity: Activity) -> dict[str, Field]:
    """Every field that values of an activity may have, whatever the act; items by their names."""
    kind, fields = KINDS[activity.kind], {}
    for act in kind.acts:
        fields.update(kind.fields(activity, act))
    if activity.kind == "notice":
        fields.update({**COMPLAINT, **RESOLUTION})
        fields["text"] = activity.fields.get("text") or Field(type="text", title="结论")
    if activity.kind == "checklist":
        # Below one key of their own: an item may be called as a field of the whole is (sanctions).
        fields["items"] = Field.model_construct(
            type="rows", title=KEYS["items"], columns=_items(activity), options={}, required=False
        )
    if activity.kind == "assessment":
        for name, title in DIMENSIONS.items():
            fields[name] = Field.model_construct(
                type="rows", title=title, columns=DIMENSION, options={}, required=False
            )
        fields.update(INPUTS)
    return fields


def _items(activity: Activity) -> dict[str, Field]:
    """The items of a checklist, each with the fields of its own row."""
    fields = {}
    for name, item in activity.items.items():
        result = Field.model_construct(
            type="code", title="核查结果", options=item.results, columns={}, required=True,
        )  # fmt: skip
        columns = {"result": result, **ITEM_FIELDS, **activity.fields}
        fields[name] = Field.model_construct(
            type="rows", title=item.title, columns=columns, options={}, required=False
        )
    return fields

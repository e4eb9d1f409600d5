"""No identifier stands on a page where people look for a word."""

from site_stage import NOW

from web.reading import Reader
from workflow.commands.incumbents import AFTER_VETO, open_adjustment
from workflow.commands.organizations import enter_post
from workflow.journal import Actor, House, Order
from workflow.journal.picture import dossier
from workflow.queries.cases import cases

HEAD = Actor("gu_mingcheng", "顾明成", "organization_head", "zuzhibu", "gu_mingcheng")
CHIEF = Actor("zhou_lan", "周岚", "cadre_chief", "zuzhibu")
POST = {
    "organization": "gongwei", "title": "市直机关工委副书记", "level": "county_deputy",
    "position": "deputy", "quota": 2, "holders": ["wei_tongzhou", "yan_guibin"],
}  # fmt: skip


def test_a_case_that_the_engine_opens_bears_a_number_that_can_be_said(house: House) -> None:
    with house.desk() as desk:
        enter_post(desk, Order("post", CHIEF, NOW), "gongwei_deputy", POST)
        order = Order("f3b6c1de-5a3e-4f0e-8a9b-0c1d2e3f4a5b", HEAD, NOW)
        first = open_adjustment(desk, order, "wei_tongzhou", ["gongwei_deputy"], AFTER_VETO, "否决")
        again = Order("a3b6c1de-5a3e-4f0e-8a9b-0c1d2e3f4a5b", HEAD, NOW)
        second = open_adjustment(desk, again, "yan_guibin", ["gongwei_deputy"], AFTER_VETO, "否决")
    with house.reading() as desk:
        numbers = {one.id: one.number for one in cases(desk)}
    assert [numbers[one] for one in (*first, *second)] == ["调整2026-001", "调整2026-002"]


def test_an_item_of_a_checklist_called_as_a_field_hides_no_words_of_the_field(
    house: House,
) -> None:
    with house.reading() as desk:
        edition = dossier(desk, "shen", NOW).edition
        activity = edition.process.activities["exclusion_review"]
        assert "sanctions" in activity.fields and "sanctions" in activity.items
        lines = Reader(desk).activity(activity, {
            "sanctions": [{"kind": "party_warning", "effective_on": "2025-09-10", "cleared": False}],
            "items": {"sanctions": {"result": "absent", "basis": "无此情形"}},
        })  # fmt: skip
    shown = {one.label: (one.head, one.rows) for one in lines}
    assert shown == {
        "处分、组织处理、诫勉": (("种类", "生效日期", "已认定期满不影响使用"),
                        (("党内警告", "2025-09-10", "否"),)),
        "核查项目": (("项目", "核查结果", "依据"),
                 (("处分处理影响期未满或者期满影响使用", "无此情形", "无此情形"),)),
    }  # fmt: skip

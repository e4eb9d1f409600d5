"""Acting through forms: once, on what was shown, refused with every reason and nothing lost."""

import io
import json
from collections.abc import Callable

from site_stage import ANSWER, BRANCH, TALK, TALKED, Visitor, rows

from workflow.journal import House
from workflow.journal.read import history
from workflow.queries.verify import verify

Enter = Callable[[str], Visitor]
MOVE = "/cases/shen/moves/conclude_investigation"
HEALTH = "/cases/shen/activities/health_statement/record"


CHECKS = "/cases/shen/activities/four_checks/record"


def test_what_was_left_empty_is_named_in_words_and_not_by_its_key(enter: Enter) -> None:
    page = enter("ding_wen").submit(CHECKS, {}).get_data(as_text=True)
    assert "核查项目：没有填写任何核查项目" in page and "items：" not in page


def test_what_cannot_be_approved_yet_is_told_before_the_button_and_what_the_button_means(enter: Enter) -> None:
    chief = enter("zhou_lan")
    assert "现在不能由您办理：“身体条件”尚未填报，不能审核" in chief.text(
        HEALTH.replace("/record", "/approve")
    )
    told = {"s0_class": "able", "s0_issued_by": "市第一人民医院"}
    assert enter("chen_xiao").submit(HEALTH, told).status_code == 303
    page = chief.text(HEALTH.replace("/record", "/approve"))
    assert "现在不能由您办理" not in page and "点“审核”即为审核同意" in page


def test_an_answer_from_the_page_is_what_the_journal_keeps(enter: Enter, house: House) -> None:
    assert enter("zhibu_shuji").submit(BRANCH, ANSWER).status_code == 303
    with house.reading() as desk:
        last = history(desk, "case:shen")[-1]
        assert verify(desk).broken == ()
    assert (last.data["activity"], last.data["act"]) == ("branch_opinion", "answer")
    assert last.values == {
        "organization": "gongwei_zhibu", "stance": "support", "signer": "shi_lei",
        "conduct": "现实表现好，敢于担当。", "organizational_life": "按时参加。", "problems": "无。",
    }  # fmt: skip
    assert last.by.duty == "branch_secretary"


def test_a_double_click_writes_one_entry(enter: Enter, house: House) -> None:
    branch = enter("zhibu_shuji")
    told = {**branch.hidden(BRANCH), **ANSWER}
    before = len(rows(house, "entries"))
    assert branch.client.post(BRANCH, data=told).status_code == 303
    branch.client.post(BRANCH, data=told)
    assert len(rows(house, "entries")) == before + 1


def test_a_double_click_on_a_page_that_stays_answers_twice_alike(
    enter: Enter, house: House
) -> None:
    clerk = enter("chen_xiao")
    told = {**clerk.hidden(HEALTH), "s0_class": "able", "s0_issued_by": "市第一人民医院"}
    before = len(rows(house, "entries"))
    answers = [clerk.client.post(HEALTH, data=told) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert len(rows(house, "entries")) == before + 1


def test_a_command_id_cannot_be_used_for_something_else(enter: Enter, house: House) -> None:
    clerk = enter("chen_xiao")
    told = {**clerk.hidden(HEALTH), "s0_class": "able", "s0_issued_by": "市第一人民医院"}
    assert clerk.client.post(HEALTH, data=told).status_code == 303
    answer = clerk.client.post(HEALTH, data={**told, "s0_class": "unable"})
    assert answer.status_code == 409


def test_a_stale_screen_is_told_so_and_keeps_what_was_typed(enter: Enter, house: House) -> None:
    clerk = enter("chen_xiao")
    seen = clerk.hidden(HEALTH)
    assert enter("zhibu_shuji").submit(BRANCH, ANSWER).status_code == 303
    told = {**seen, "s0_class": "able", "s0_issued_by": "市第一人民医院"}
    answer = clerk.client.post(HEALTH, data=told)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "市第一人民医院" in page and "他人办理" in page
    assert rows(house, "refused_attempts")[-1].subject == "case:shen"


def test_what_was_on_the_screen_cannot_be_made_up(enter: Enter) -> None:
    clerk = enter("chen_xiao")
    filled = {"s0_class": "able", "s0_issued_by": "医院"}
    assert clerk.submit(HEALTH, filled, seen='{"case:shen": 1}').status_code == 422
    assert clerk.submit(HEALTH, filled, seen="").status_code == 422
    assert clerk.submit(HEALTH, filled, command="1").status_code == 422


def test_a_refused_move_shows_every_reason_and_is_kept_outside_the_journal(
    enter: Enter, house: House
) -> None:
    leader = enter("lu_ping")
    before = len(rows(house, "entries"))
    answer = leader.submit(MOVE, {})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert len(rows(house, "entries")) == before
    (kept,) = (one for one in rows(house, "refused_attempts") if one.account == "lu_ping")
    reasons = json.loads(kept.reasons)
    assert len(reasons) >= 10
    for one in reasons:
        assert one["rule"] in page
    for words in ("由谁提供", "党支部书记", "条例第"):
        assert words in page


def test_what_is_missing_stands_beside_its_field_and_nothing_is_sent(
    enter: Enter, house: House
) -> None:
    branch = enter("zhibu_shuji")
    before = rows(house, "refused_attempts")
    answer = branch.submit(BRANCH, {**ANSWER, "s0_problems": ""})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'id="s0_problems-fault"' in page and "必填" in page
    assert "现实表现好，敢于担当。" in page
    assert rows(house, "refused_attempts") == before


def test_a_row_is_added_without_recording_anything(enter: Enter, house: House) -> None:
    member = enter("bai_lu")
    path = "/cases/shen/activities/investigation_talks/record"
    before = len(rows(house, "entries"))
    shown = member.text(path).count('name="s0_rows-')
    answer = member.submit(path, {"add_row": "s0_rows", "s0_summary": "写到一半"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "写到一半" in page
    assert 0 < page.count('name="s0_rows-') <= shown
    assert len(rows(house, "entries")) == before


def test_rows_are_kept_as_filled_and_empty_ones_left_out(enter: Enter, house: House) -> None:
    member = enter("bai_lu")
    path = "/cases/shen/activities/investigation_talks/record"
    answer = member.submit(path, {
        "s0_rows-0-c_group": "unit_leaders", "s0_rows-0-c_number": "6",
        "s0_rows-0-c_on": "2026-02-26", "s0_rows-1-c_group": "", "s0_rows-1-c_number": "",
        "s0_rows-2-c_group": "department_chiefs", "s0_rows-2-c_number": "22",
        "s0_rows-2-c_on": "2026-02-27", "s0_summary": "第一行\r\n第二行",
    })  # fmt: skip
    assert answer.status_code == 303, answer.get_data(as_text=True)
    with house.reading() as desk:
        values = history(desk, "case:shen")[-1].values
    assert values["rows"] == [
        {"group": "unit_leaders", "number": 6, "on": "2026-02-26"},
        {"group": "department_chiefs", "number": 22, "on": "2026-02-27"},
    ]
    assert values["summary"] == "第一行\n第二行"


def test_a_fault_in_a_row_stands_in_that_row(enter: Enter) -> None:
    answer = enter("bai_lu").submit("/cases/shen/activities/investigation_talks/record", {
        "s0_rows-0-c_group": "unit_leaders", "s0_rows-0-c_number": "6",
        "s0_rows-0-c_on": "2026-02-26", "s0_rows-1-c_group": "department_chiefs",
        "s0_rows-1-c_on": "2026-02-27", "s0_summary": "谈话二十八人。",
    })  # fmt: skip
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert 'id="s0_rows-1-c_number-fault"' in page
    assert 'id="s0_rows-0-c_number-fault"' not in page


def test_a_document_must_be_what_its_name_says(enter: Enter, house: House) -> None:
    auditor = enter("ding_wen")
    path = "/cases/shen/activities/four_checks/record"
    filled = {"s0_result": "resolved", "s0_basis": "已补材料"}
    false = {**filled, "s0_document": (io.BytesIO(b"MZ\x90"), "登记表.pdf")}
    assert auditor.submit(path, false).status_code == 422
    true = {**filled, "s0_document": (io.BytesIO(b"%PDF-1.7 \xe8"), "登记表.pdf")}
    answer = auditor.submit(path, true)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    with house.reading() as desk:
        last = history(desk, "case:shen")[-1]
    (kept,) = last.body["attachments"]
    assert kept["name"] == "登记表.pdf"
    assert auditor.get(f"/attachments/case/shen/{kept['digest']}").data == b"%PDF-1.7 \xe8"
    assert enter("zhibu_shuji").get(f"/attachments/case/shen/{kept['digest']}").status_code == 404


def test_a_late_entry_asks_for_a_reason(enter: Enter, house: House) -> None:
    leader = enter("lu_ping")
    answer = leader.submit(TALK, {**TALKED, "occurred_on": "2026-02-20"})
    assert answer.status_code == 422
    assert "R-TRACE-01" in answer.get_data(as_text=True)
    answer = leader.submit(TALK, {
        **TALKED, "occurred_on": "2026-02-20", "late_reason": "考察期间不便录入",
    })  # fmt: skip
    assert answer.status_code == 303, answer.get_data(as_text=True)
    with house.reading() as desk:
        assert history(desk, "case:shen")[-1].on.isoformat() == "2026-02-20"

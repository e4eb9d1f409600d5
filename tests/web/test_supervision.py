"""The room of supervision: favours asked are recorded by anybody, prompts go to and fro."""

import re
from collections.abc import Callable

from flask import Flask
from site_stage import NOW, Visitor, rows, visitor

from web.app import create_app
from workflow.journal import House

Enter = Callable[[str], Visitor]
NEW = "/supervision/interference/new"
CALL = {
    "s0_happened_on": "2026-02-27", "s0_intervener": "丁大有", "s0_intervener_post": "原副市长",
    "s0_intervener_unit": "市政府", "s0_how": "phone", "s0_about": "沈砚青的考察",
    "s0_content": "希望考察时多加关照", "s0_response": "当即说明按规定办",
}  # fmt: skip
PROMPT = {
    "s0_organization": "zuzhibu", "s0_number": "监提〔2026〕3号", "s0_matter": "考察谈话人数偏少",
    "s0_rule": "R-INV-11", "s0_demand": "补谈并报告", "s0_workdays": "5",
}  # fmt: skip
REPLY = {
    "s0_reply": "经查属实。", "s0_measures-0-c_measure": "补谈十二人",
    "s0_measures-0-c_owner": "卢平", "s0_measures-0-c_due_on": "2026-03-10",
}  # fmt: skip


def of(house: House, kind: str) -> str:
    """The id of the only subject of that kind."""
    (one,) = {one.subject for one in rows(house, "entries") if one.subject.startswith(f"{kind}:")}
    return one.partition(":")[2]


def test_a_branch_secretary_records_a_call_and_the_owner_of_the_case_finds_it_nowhere(
    enter: Enter, house: House
) -> None:
    branch = enter("zhibu_shuji")
    assert branch.submit(NEW, CALL).status_code == 303
    path = f"/supervision/interference/{of(house, 'interference')}"
    assert "希望考察时多加关照" in branch.text(path)
    assert "丁大有" in branch.text("/supervision/")
    for login in ("chen_xiao", "zhou_lan", "gu_mingcheng", "he_jing", "lu_ping", "baomi"):
        guest = enter(login)
        assert guest.get(path).status_code == 404
        assert guest.get("/supervision/interference/").status_code == 404
        assert "丁大有" not in guest.text("/supervision/")
    for path_of_case in ("/cases/shen/history", "/cases/shen/trace", "/records/?q=打招呼"):
        assert "丁大有" not in enter("zhou_lan").text(path_of_case)
    assert "丁大有" in enter("jiwei").text("/supervision/interference/?q=关照")
    officer = enter("jiwei")
    (person,) = re.findall(r'value="(person:[^"]+)"> 沈砚青', officer.text(f"{path}/handle"))
    tied = officer.submit(f"{path}/handle", {"s0_finding": "已核", "s0_concerns": person})
    assert tied.status_code == 303, tied.get_data(as_text=True)
    assert "沈砚青" in enter("shenji").text(path)
    assert "丁大有" in enter("shenji").text("/cases/shen/watched")
    assert "没有登记" in enter("jiwei").text("/supervision/interference/?q=无此事")


def test_what_was_corrected_and_found_stands_beside_what_was_recorded_first(
    enter: Enter, house: House
) -> None:
    clerk = enter("zhou_lan")
    assert "沈砚青" in clerk.text(f"{NEW}?on=case:shen")
    assert clerk.get(f"{NEW}?on=account:baomi").status_code == 404
    assert enter("zhibu_shuji").get(f"{NEW}?on=case:shen").status_code == 404
    clerk.submit(f"{NEW}?on=case:shen", CALL)
    path = f"/supervision/interference/{of(house, 'interference')}"
    corrected = clerk.submit(f"{path}/correct", {**CALL, "s0_how": "message", "s0_reason": "记错"})
    assert corrected.status_code == 303, corrected.get_data(as_text=True)
    assert enter("shenji").get(f"{path}/correct").status_code == 404
    officer = enter("jiwei")
    assert officer.submit(f"{path}/handle", {"s0_finding": "已谈话提醒"}).status_code == 303
    for page in (officer.text(path), enter("shenji").text(path)):
        for told in ("已谈话提醒", "记错", "短信、微信等", "电话", "沈砚青"):
            assert told in page, told
    assert "已谈话提醒" not in clerk.text(path)
    assert enter("shenji").get(f"{path}/handle").status_code == 403
    assert clerk.get(f"{path}/handle").status_code == 403
    entry = f"/records/{path.split('/')[2]}/{path.split('/')[3]}/1"
    assert enter("shenji").get(entry).status_code == 200
    assert clerk.get(entry).status_code == 404


def test_a_call_without_what_was_wanted_is_refused_beside_the_field(
    enter: Enter, house: House
) -> None:
    answer = enter("zhibu_shuji").submit(NEW, {**CALL, "s0_content": ""})
    assert answer.status_code in (200, 422)
    assert "所提要求" in answer.get_data(as_text=True)
    assert not any(one.subject.startswith("interference:") for one in rows(house, "entries"))


def test_a_prompt_goes_to_the_desk_of_the_one_asked_and_back_to_who_issued_it(
    app: Flask, enter: Enter, house: House
) -> None:
    officer, head = enter("jiwei"), enter("gu_mingcheng")
    issued = officer.submit("/supervision/prompts/new", PROMPT)
    assert issued.status_code == 303, issued.get_data(as_text=True)
    path = f"/supervision/prompts/{of(house, 'prompt')}"
    assert f"{path}/reply" in head.text("/")
    assert enter("chen_xiao").get(path).status_code == 404
    assert "补谈并报告" in head.text(f"{path}/paper")
    assert head.submit(f"{path}/reply", {"s0_reply": "无"}).status_code == 422
    assert head.submit(f"{path}/reply", REPLY).status_code == 303
    assert f"{path}/reply" not in head.text("/")
    assert head.get(f"{path}/judge").status_code == 403
    assert officer.get(f"{path}/reply").status_code == 403
    back = {"s0_accepted": "no", "s0_opinion": "措施不具体", "s0_workdays": "3"}
    assert officer.submit(f"{path}/judge", back).status_code == 303
    assert "退回重报" in head.text(path)
    assert head.submit(f"{path}/reply", REPLY).status_code == 303
    closed = officer.submit(f"{path}/judge", {"s0_accepted": "yes", "s0_opinion": "同意"})
    assert closed.status_code == 303
    assert "已销号" in officer.text("/supervision/prompts/?state=closed")
    assert "没有提示单" in officer.text("/supervision/prompts/?state=open")
    assert officer.get("/supervision/prompts/?state=no").status_code == 404
    assert "补谈十二人" in enter("shenji").text(f"{path}/paper")


def test_a_prompt_that_is_not_answered_is_marked_as_late(enter: Enter, house: House) -> None:
    enter("jiwei").submit("/supervision/prompts/new", PROMPT)
    later = create_app(
        house, lambda: NOW.replace(month=3, day=20), b"a secret of the tests, thirty-two"
    )
    page = visitor(later, "gu_mingcheng").text("/supervision/prompts/?state=late")
    assert "逾期未答复" in page


def test_the_year_is_reported_from_the_data_and_its_ballots_are_checked(
    enter: Enter, house: House
) -> None:
    chief = enter("zhou_lan")
    page = chief.text("/supervision/report?year=2026")
    assert "市委组织部 2026年" in page
    assert "还没有登记评议票数" in page
    path, told = "/supervision/appraisals/zuzhibu/2026", {
        "s0_held_on": "2026-02-27", "s0_tellers": "陈晓、何静", "s0_issued": "120",
        "s0_returned": "118", "s0_valid": "116", "s0_satisfied": "110", "s0_mostly": "4",
        "s0_dissatisfied": "1", "s0_unknown": "0",
    }  # fmt: skip
    wrong = chief.submit(path, told)
    assert wrong.status_code == 422
    assert "评议合计115，有效票116" in wrong.get_data(as_text=True)
    assert chief.submit(path, {**told, "s0_unknown": "1"}).status_code == 303
    assert "没有新提拔任用的干部列入评议" in chief.text("/supervision/report")
    again = chief.submit(path, {**told, "s0_unknown": "1", "s0_reason": "补记参加范围"})
    assert again.status_code == 303
    assert "更正1次（补记参加范围）" in enter("shenji").text(
        "/supervision/report?organization=zuzhibu"
    )
    assert chief.get("/supervision/report?organization=jiwei").status_code == 404
    assert chief.get("/supervision/report?year=去年").status_code == 404
    assert enter("zhibu_shuji").get("/supervision/report").status_code == 404
    token = chief.hidden(path)["csrf_token"]
    taken = chief.client.post(
        "/supervision/report/export", data={"csrf_token": token, "form": "csv"}
    )
    assert taken.mimetype == "text/csv"
    assert "新列入人选的事项" in taken.get_data(as_text=True)
    assert [one.what for one in rows(house, "exports")] == ["选拔任用工作年度报告"]

"""The record searched, one entry whole, a case as of a day, the chain behind it; what auditors watch."""

from collections.abc import Callable

import pytest
from flask import Flask
from playing import PASSWORD
from site_stage import Visitor, rows, visitor
from sqlalchemy import event

from workflow.journal import House

Enter = Callable[[str], Visitor]


def found(page: str) -> int:
    """How many entries a page of the search shows."""
    return page.count("<tr><td class=\"date\"")


def test_entries_are_found_by_person_actor_act_day_and_words(enter: Enter) -> None:
    auditor = enter("shenji")
    whole = auditor.text("/records/")
    assert found(whole) == 50
    assert "下一页" in whole
    assert found(auditor.text("/records/?page=2")) > 0
    assert found(auditor.text("/records/?person=沈砚青&about=case")) > 20
    by_clerk = auditor.text("/records/?actor=chen_xiao")
    assert found(by_clerk) > 0
    assert "周岚" not in by_clerk.partition("<main")[2].partition("</form>")[2]
    assert "流转" in auditor.text("/records/?kind=move&about=case")
    on_day = auditor.text("/records/?from=2026-02-11&to=2026-02-11")
    assert 0 < found(on_day) < 50
    assert "2026-02-12" not in on_day
    assert "所在党支部意见" in auditor.text("/records/?q=党支部意见")
    assert found(auditor.text("/records/?q=市委常委会")) > 0
    assert "没有查到纪实" in auditor.text("/records/?q=从未办过")
    assert auditor.get("/records/?from=昨天").status_code == 422


def test_accounts_are_in_the_record_of_auditors_only(enter: Enter) -> None:
    assert "授予岗位职责" in enter("shenji").text("/records/?about=account")
    assert "没有查到纪实" in enter("zhou_lan").text("/records/?about=account")


def test_an_entry_shows_what_it_rests_on_and_its_bytes_only_to_auditors(enter: Enter) -> None:
    shown = {login: enter(login).text("/records/case/shen/3") for login in ("shenji", "zhou_lan")}
    for page in shown.values():
        assert "摘要与内容相符" in page
        assert "与前一条相链" in page
    assert "&#34;kind&#34;:" in shown["shenji"]
    assert "&#34;kind&#34;:" not in shown["zhou_lan"]
    auditor = enter("shenji")
    assert "干部科负责人（市委组织部）" in auditor.text("/records/account/zhou_lan/2")
    assert auditor.get("/records/case/shen/999").status_code == 404
    assert auditor.get("/records/nix/shen/1").status_code == 404


def test_a_case_is_shown_as_of_a_day(enter: Enter) -> None:
    chief = enter("zhou_lan")
    page = chief.text("/cases/shen/asof?day=2026-02-11")
    assert "考察预告" not in page.partition("当时已登记")[2]
    assert "还没有这个事项" in chief.text("/cases/shen/asof?day=2025-12-31")
    assert chief.text("/cases/shen/asof")
    for odd in ("2099-01-01", "12", "昨天"):
        assert chief.get(f"/cases/shen/asof?day={odd}").status_code == 422


def test_the_chain_names_every_hand_with_duty_and_what_was_decided_on(enter: Enter) -> None:
    page = enter("gu_mingcheng").text("/cases/shen/trace?all=1")
    for told in ("顾明成（组织部门负责人，市委组织部）", "到会表态", "审核条件", "所依据的干部信息",
                 "列为人选", "核实人", "第1条"):  # fmt: skip
        assert told in page, told
    assert "<details class=\"grounds\" open>" in page


def test_given_the_day_of_a_problem_the_chain_names_the_checks_that_should_have_met_it(
    enter: Enter,
) -> None:
    chief = enter("zhou_lan")
    page = chief.text("/cases/shen/trace?problem=political&day=2025-06-01")
    told = page.partition('id="missed"')[2].partition("</section>")[0]
    for words in ("政治标准把关", "方卉（政治把关人员，市委组织部）", "R-POL-09", "此后没有登记的", "尚未任职"):
        assert words in told, words
    late = chief.text("/cases/shen/trace?problem=political&day=2026-12-31")
    assert "此后没有作过与这类问题有关的登记和审核" in late
    assert "此前还有" in late
    assert chief.get("/cases/shen/trace?problem=nix&day=2025-06-01").status_code == 404
    for odd in ("", "&day=", "&day=昨天"):
        assert chief.get(f"/cases/shen/trace?problem=political{odd}").status_code == 422


def test_only_auditors_read_what_supervision_knows_of_a_case(enter: Enter) -> None:
    assert "没有登记涉及本事项" in enter("shenji").text("/cases/shen/watched")
    assert "监督情况" in enter("shenji").text("/cases/shen/trace")
    for login in ("zhou_lan", "gu_mingcheng", "sheng_zuzhibu", "jiwei"):
        assert enter(login).get("/cases/shen/watched").status_code == 404
    assert "监督情况" not in enter("zhou_lan").text("/cases/shen/trace")


def test_auditors_see_logins_and_refusals_and_verify(
    app: Flask, enter: Enter, house: House
) -> None:
    guest = Visitor(app.test_client())
    guest.submit("/login", {"login": "zhou_lan", "password": "猜"})
    branch = enter("zhibu_shuji")
    enter("lu_ping").submit("/cases/shen/moves/conclude_investigation", {})
    auditor = enter("shenji")
    logins = auditor.text("/admin/audit/logins?login=zhou_lan&failed=1")
    assert ("✗ 失败" in logins, "✓ 成功" in logins) == (True, False)
    assert "没有登录记录" in auditor.text("/admin/audit/logins?address=10.9.9.9")
    refused = auditor.text("/admin/audit/refused?actor=卢平&person=沈砚青&subject=case:shen")
    assert "流转　考察结束" in refused
    assert "没有被拒绝" in auditor.text("/admin/audit/refused?rule=R-DEC-04")
    assert "流转　考察结束" in auditor.text("/admin/audit/refused?rule=R-BRANCH-&duty=inspection_leader")
    assert "没有被拒绝" in auditor.text("/admin/audit/refused?duty=cadre_clerk")
    assert "没有被拒绝" in auditor.text("/admin/audit/refused?words=从未说过")
    assert "流转　考察结束" in auditor.text("/cases/shen/watched")
    assert "没有查阅记录" in auditor.text("/admin/audit/readings?name=某&subject=case:shen")
    assert "没有导出记录" in auditor.text("/admin/audit/exports?name=某")
    before = rows(house, "entries")
    assert "全部相符" in auditor.submit("/admin/audit/verify", {}).get_data(as_text=True)
    assert rows(house, "entries") == before
    assert [one.account for one in rows(house, "verifications")] == ["shenji"]
    assert branch.get("/admin/").status_code == 404


def test_a_record_that_was_changed_is_told_in_words(enter: Enter, house: House) -> None:
    with house.engine.begin() as db:
        db.exec_driver_sql("DROP TRIGGER entries_refuse_update")
        db.exec_driver_sql("UPDATE entries SET duty = 'x' WHERE subject = 'case:shen' AND seq = 3")
    page = enter("shenji").submit("/admin/audit/verify", {}).get_data(as_text=True)
    assert "选拔任用事项：沈砚青" in page
    assert "请立即报告" in page


@pytest.mark.parametrize("path", ["/records/", "/records/?q=意见&person=沈", "/cases/shen/trace",
                                  "/cases/shen/watched", "/admin/audit/logins", "/admin/audit/refused",
                                  "/supervision/", "/supervision/prompts/",
                                  "/supervision/interference/", "/supervision/report"])  # fmt: skip
def test_a_page_asks_a_bounded_number_of_statements(
    enter: Enter, house: House, path: str
) -> None:
    auditor, asked = enter("shenji"), []
    auditor.text(path)  # editions are read once a process
    event.listen(house.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    auditor.text(path)
    assert len([one for one in asked if one.lstrip().upper().startswith("SELECT")]) <= 17, asked


def test_after_logging_in_one_is_told_of_the_login_before(app: Flask, house: House) -> None:
    visitor(app, "zhou_lan")
    with house.engine.begin() as db:
        db.exec_driver_sql("UPDATE sessions SET opened_at = '2026-02-27T01:00:00+00:00'")
        db.exec_driver_sql("UPDATE login_attempts SET at = '2026-02-27T01:00:00+00:00'")
    guest = Visitor(app.test_client())
    guest.submit("/login", {"login": "zhou_lan", "password": "猜"})
    guest.submit("/login", {"login": "zhou_lan", "password": PASSWORD})
    page = guest.text("/")
    assert "上次登录：2026-02-27 09:00，来自127.0.0.1，其后登录失败1次" in page

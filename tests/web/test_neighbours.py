"""Neighbours: a county sees nothing of the city's, whatever address it types; and duties that end."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from playing import PASSWORD
from site_stage import NOW, Visitor, everything, rows

from web.passwords import hashed
from workflow.commands.accounts import end_duty, grant_duty, open_account
from workflow.commands.logins import set_password
from workflow.commands.meetings import convene, record_item
from workflow.commands.organizations import enter_body, enter_organization
from workflow.dossier import BodyFile, MeetingFile
from workflow.errors import NotFound
from workflow.journal import Actor, Desk, House, Order
from workflow.queries.agendas import matters, takes_up

Enter = Callable[[str], Visitor]
SECURITY = Actor("baomi", "安全保密管理员", "security_admin", "linjiang")
CHIEF = Actor("zhou_lan", "周岚", "cadre_chief", "zuzhibu")
COUNTY = Actor("xianwei_jilu", "县委记录员", "meeting_secretary", "xianwei")


def as_security(what: str) -> Order:
    """An order of the security administrator."""
    return Order(what, SECURITY, NOW)


def with_duty(desk: Desk, login: str, duty: str, organization: str) -> None:
    """Somebody with this duty, who can log in."""
    open_account(desk, as_security(f"open-{login}"), login, {"login": login, "name": "新来者"})
    told = {"duty": duty, "organization": organization, "from": "2026-01-01"}
    grant_duty(desk, as_security(f"grant-{login}"), login, told)
    set_password(desk, login, hashed(PASSWORD), NOW)


@pytest.fixture
def county(house: House) -> House:
    """A county below the city, with a body, a meeting and the one who records it."""
    with house.desk() as desk:
        enter_organization(desk, as_security("e1"), "xianwei",
                           {"name": "某县委", "kind": "committee", "parent": "linjiang"})  # fmt: skip
        member = {"person": "xian_shuji", "name": "县书记", "role": "chair", "from": "2020-01-01"}
        enter_body(desk, Order("e2", CHIEF, NOW), "xian_changwei",
                   {"name": "县委常委会", "kind": "standing_committee", "organization": "xianwei",
                    "members": [member]})  # fmt: skip
        with_duty(desk, "xianwei_jilu", "meeting_secretary", "xianwei")
        convene(desk, Order("c1", COUNTY, NOW), "xianhui",
                {"body": "xian_changwei", "kind": "standing_committee", "held_on": "2026-02-27",
                 "chair": "xian_shuji"})  # fmt: skip
    return house


@pytest.mark.parametrize("path", [
    "/cases/shen", "/cases/shen/history", "/selections/dongyi", "/meetings/changwei_0211",
    "/meetings/?case=shen", "/meetings/xianhui/items/shen/committee_decision",
    "/meetings/xianhui/items/shen/department_meeting", "/people/shen_yanqing",
    "/cases/shen/activities/four_checks/record", "/cases/shen/moves/conclude_investigation",
])  # fmt: skip
def test_a_county_does_not_know_of_a_case_of_the_city(
    app: Flask, county: House, enter: Enter, path: str
) -> None:
    answer = enter("xianwei_jilu").get(path)
    assert answer.status_code == 404
    assert "沈砚青" not in answer.get_data(as_text=True)


def test_a_county_records_no_item_on_a_case_of_the_city(
    app: Flask, county: House, enter: Enter
) -> None:
    guest = enter("xianwei_jilu")
    before = everything(county)
    told = {**guest.hidden("/meetings/new"), "view0": "agree", "present0": "y", "order0": "1"}
    answer = guest.client.post("/meetings/xianhui/items/shen/committee_decision", data=told)
    assert answer.status_code == 404
    assert everything(county) == before


def test_a_duty_that_has_ended_shows_nothing_of_what_it_was_asked(
    enter: Enter, house: House
) -> None:
    guest = enter("zhibu_shuji")
    assert "沈砚青" in guest.text("/")
    with house.desk() as desk:
        end_duty(desk, as_security("end"), "zhibu_shuji", "branch_secretary", "gongwei_zhibu",
                 "2026-02-28")  # fmt: skip
    page = guest.text("/")
    assert "沈砚青" not in page
    assert "没有岗位职责" in page


def test_who_gets_another_duty_while_logged_in_can_switch_to_it(
    enter: Enter, house: House
) -> None:
    guest = enter("zhibu_shuji")
    with house.desk() as desk:
        grant_duty(desk, as_security("grant"), "zhibu_shuji",
                   {"duty": "branch_member", "organization": "gongwei_zhibu", "from": "2026-02-28"})  # fmt: skip
        end_duty(desk, as_security("end"), "zhibu_shuji", "branch_secretary", "gongwei_zhibu",
                 "2026-02-28")  # fmt: skip
    shown = guest.text("/")
    assert 'value="branch_member@gongwei_zhibu"' in shown
    token = guest.hidden("/login")["csrf_token"]
    told = {"csrf_token": token, "duty": "branch_member@gongwei_zhibu"}
    assert guest.client.post("/duty", data=told).status_code == 303
    assert "党支部委员" in guest.text("/")


def test_what_was_filled_in_under_one_duty_is_not_recorded_under_another(
    enter: Enter, house: House
) -> None:
    with house.desk() as desk:
        grant_duty(desk, as_security("grant"), "chen_xiao",
                   {"duty": "cadre_chief", "organization": "zuzhibu", "from": "2026-02-01"})  # fmt: skip
    clerk = enter("chen_xiao")
    path = "/people/new"
    told = {**clerk.hidden(path), "name": "王五", "organization": "zuzhibu"}
    other = {"csrf_token": told["csrf_token"], "duty": "cadre_chief@zuzhibu"}
    assert clerk.client.post("/duty", data=other).status_code == 303
    before = len(rows(house, "entries"))
    answer = clerk.client.post(path, data=told)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "切换过岗位职责" in page and "王五" in page
    assert len(rows(house, "entries")) == before
    again = {**clerk.hidden(path), "name": "王五", "organization": "zuzhibu"}
    assert clerk.client.post(path, data=again).status_code == 303


def test_who_decides_on_a_hold_opens_the_documents_it_rests_on_and_no_others(
    enter: Enter, house: House
) -> None:
    chief = enter("gu_mingcheng")
    held = {"s0_reason": "收到反映", "s0_source": "来信", "s0_to_verify": "是否属实",
            "s0_due_on": "2026-03-30"}  # fmt: skip
    assert enter("he_jing").submit("/people/wei_tongzhou/standing/hold", held).status_code == 303
    ended = {"s0_outcome": "unfounded", "s0_finding": "查无此事",
             "s0_document": (io.BytesIO(b"%PDF-1.7 end"), "核查报告.pdf")}  # fmt: skip
    assert chief.submit("/people/wei_tongzhou/standing/end_hold", ended).status_code == 303
    discipline = enter("jiwei")
    page = discipline.text("/people/wei_tongzhou")
    (link,) = {one for one in page.split('"') if one.startswith("/attachments/person/")}
    answer = discipline.get(link)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "核查报告" not in enter("zhibu_shuji").get(link).headers.get("Content-Disposition", "")
    assert enter("zhibu_shuji").get(link).status_code == 404


def test_a_document_of_a_fact_is_not_for_who_only_sees_the_standing(
    enter: Enter, house: House
) -> None:
    clerk, discipline = enter("chen_xiao"), enter("jiwei")
    stated = {"s0_value": "健康"}
    assert clerk.submit("/people/wei_tongzhou/facts/health", stated).status_code == 303
    page = enter("zhou_lan").text("/people/wei_tongzhou")
    link = next(one for one in page.split('"') if one.endswith("/verify"))
    proof = {"s0_document": (io.BytesIO(b"%PDF-1.7 fact"), "体检表.pdf")}
    assert enter("zhou_lan").submit(link, proof).status_code == 303
    page = clerk.text("/people/wei_tongzhou")
    found = [one for one in page.split('"') if one.startswith("/attachments/person/")]
    assert found
    assert clerk.get(found[0]).status_code == 200
    assert discipline.get(found[0]).status_code == 404


def test_only_what_is_static_stays_in_a_browser(enter: Enter) -> None:
    guest = enter("zhou_lan")
    for path in ("/", "/cases/nobody", "/static/nothing.css", "/selections", "/login"):
        assert guest.get(path).headers["Cache-Control"] == "no-store", path
    assert guest.get("/static/theme.css").headers["Cache-Control"] != "no-store"


def test_every_answer_says_what_a_page_may_load(enter: Enter) -> None:
    guest = enter("zhou_lan")
    today = date(2026, 2, 28)
    for path in ("/", "/cases/nobody", "/static/theme.css", "/static/nothing", "/selections",
                 f"/people/?q={today}", "/duty"):  # fmt: skip
        policy = guest.get(path).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy, path


def test_the_engine_itself_takes_no_item_on_a_case_of_another_house(county: House) -> None:
    values = {"views": [], "vote_form": "hands"}
    with pytest.raises(NotFound), county.desk() as desk:
        record_item(desk, Order("i1", COUNTY, NOW), "xianhui", "shen", "committee_decision", values)


@pytest.mark.parametrize("place", ["linjiang", "xianwei"])
def test_the_plenary_of_a_county_awaits_no_case_of_the_city(county: House, place: str) -> None:
    body = BodyFile("quanhui", "全委会", "full_committee", place)
    file = MeetingFile("m", body, "full_committee", date(2026, 2, 28), "zhuchi")
    with county.reading() as desk:
        assert takes_up(desk, file, "shen", "plenary_ballot") is (place == "linjiang")
        assert matters(desk, file, file.held_on) == []  # nor is it a ballot of any case that stands in 考察


def test_what_is_asked_for_a_whole_selection_bears_no_ones_standing(enter: Enter) -> None:
    clerk = enter("chen_xiao")
    edition = next(one for one in clerk.text("/selections/new").split('"') if len(one) == 64)
    new = clerk.submit("/selections/new", {
        "title": "又一批次", "edition": edition, "department": "zuzhibu", "body": "changwei",
        "occasion": "individual",
    })  # fmt: skip
    named = {"number": "2026-09", "person": "wei_tongzhou", "post": "gongwei_deputy"}
    assert clerk.submit(f"{new.location}/cases/new", named).status_code == 303
    held = {"s0_reason": "收到反映", "s0_source": "来信", "s0_to_verify": "是否属实",
            "s0_due_on": "2026-03-30"}  # fmt: skip
    path = "/people/wei_tongzhou/standing/hold"
    assert enter("he_jing").submit(path, held).status_code == 303
    shared = [row for row in clerk.text("/").split("<tr") if "（本批次）" in row]
    assert shared
    assert not any("暂缓" in row for row in shared)

"""The pages of a case: what a condition rests on, what was corrected, papers, reminders."""

import io
import re
from collections.abc import Callable

from lawless import disarm
from site_stage import ANSWER, BRANCH, TALK, TALKED, Visitor, everything, rows
from sqlalchemy import text

from workflow.journal import House

Enter = Callable[[str], Visitor]
CASE = "/cases/shen"
CHECKS = "/cases/shen/activities/four_checks/record"
HEALTH = "/cases/shen/activities/health_statement/record"
ABLE = {"s0_class": "able", "s0_issued_by": "市第一人民医院"}
PDF, PNG = b"%PDF-1.4 x", b"\x89PNG\r\n\x1a\n x"


def test_a_condition_that_is_met_says_what_it_rests_on_where_it_stands(enter: Enter) -> None:
    page = enter("lu_ping").text(CASE)
    met = page.partition('class="met"')[2].partition("</details></ul>")[0]
    found = re.findall(r'所据材料：<a href="(/cases/shen/history#entry-[a-z]+-\d+)">([^<]+)</a>', met)
    assert found
    record = enter("lu_ping").text(f"{CASE}/history")
    for address, _ in found:
        assert f'id="{address.partition("#")[2]}"' in record


def test_the_picture_leads_from_each_step_to_its_rules_and_is_told_in_words(enter: Enter) -> None:
    leader = enter("lu_ping")
    page = leader.text(CASE)
    links = re.findall(r'<a class="flow-link" href="(/definitions/[0-9a-f]+)#(state-[a-z_]+)"', page)
    assert len(links) == page.count('<g class="flow-node')
    rules = leader.text(links[0][0])
    assert all(f'id="{anchor}"' in rules for _, anchor in links)
    told = page.partition("用文字说明")[2].partition("</details>")[0]
    assert "当前步骤" in told and "条件未满足" in told
    assert re.search(r"已完成，\d{4}-\d\d-\d\d 由[^<]+办理进入", told)


def test_what_does_not_lead_onwards_says_what_it_does_in_plain_words(enter: Enter) -> None:
    words = enter("lu_ping").text(CASE).partition("不往前走的办法")[2].partition("</section>")[0]
    for told in ("退回考察准备", "回到“考察准备”", "须写明退回理由", "终止", "事项办结", "暂缓人选"):
        assert told in words


def test_a_rule_explains_itself_where_its_id_stands(enter: Enter) -> None:
    page = enter("lu_ping").text(CASE)
    told = page.partition("</span>R-BRANCH-01</summary>")[2].partition("</details>")[0]
    assert "要求：" in told and "条例" in told


def test_a_correction_shows_what_changed_from_what_to_what(enter: Enter) -> None:
    clerk = enter("chen_xiao")
    clerk.submit(HEALTH, {**ABLE, "s0_notes": ""})
    assert clerk.submit(HEALTH, {**ABLE, "s0_issued_by": "市第二人民医院"}).status_code == 303
    page = clerk.text(f"{CASE}/history?kind=correction")
    last = page.rpartition('<li class="" id="entry-case-')[2]
    assert re.search(r'更正<a href="#entry-case-\d+">第\d+条</a>', last)
    assert "市第一人民医院" in last and "市第二人民医院" in last
    assert page.count('<li class="" id="entry-') >= 1
    moves = clerk.text(f"{CASE}/history?kind=move")
    assert 'class="mv"' in moves and "市第二人民医院" not in moves
    assert "没有这一种纪实" not in clerk.text(f"{CASE}/history?kind=nothing")


def test_the_record_says_that_its_chain_holds_or_where_it_breaks(
    enter: Enter, house: House
) -> None:
    leader = enter("lu_ping")
    count = sum(one.subject in ("case:shen", "selection:dongyi") for one in rows(house, "entries"))
    assert f"链式校验通过，共 {count} 条" in leader.text(f"{CASE}/history")
    with house.engine.begin() as db:
        disarm(db)
        db.execute(text("UPDATE entries SET digest = 'x' WHERE subject = 'case:shen' AND seq = 3"))
    page = leader.text(f"{CASE}/history")
    assert "链式校验发现" in page and "沈砚青的纪实第3条：条目内容与摘要不符" in page


def file(auditor: Visitor, name: str, content: bytes) -> None:
    """Record an item of the checks with a file."""
    told = {"s0_result": "resolved", "s0_basis": name, "s0_document": (io.BytesIO(content), name)}
    assert auditor.submit(CHECKS, told).status_code == 303


def file_two(auditor: Visitor) -> tuple[str, str]:
    """A PDF and an image on the case; gives the addresses of their pages."""
    file(auditor, "登记表.pdf", PDF)
    file(auditor, "登记表.png", PNG)
    page = auditor.text(f"{CASE}/materials")
    found = dict(reversed(one) for one in re.findall(
        r'<td><a href="(/attachments/case/shen/[0-9a-f]{64}/view)">([^<]+)</a>', page
    ))  # fmt: skip
    return found["登记表.pdf"], found["登记表.png"]


def test_papers_are_listed_shown_and_every_opening_is_noted(enter: Enter, house: House) -> None:
    leader = enter("lu_ping")
    pdf, png = file_two(enter("ding_wen"))
    page = leader.text(f"{CASE}/materials")
    assert "凡提四必" in page and "干部档案审核" in page and "10 字节" in page
    around = leader.get(pdf)
    assert f'<object class="pdf" data="{pdf.replace("/view", "/content")}"' in around.text
    assert "object-src 'self'" in around.headers["Content-Security-Policy"]
    assert "object-src" not in leader.get(png).headers["Content-Security-Policy"]
    assert f'<img src="{png.replace("/view", "/content")}"' in leader.text(png)
    assert rows(house, "attachment_reads") == []
    before = everything(house)
    for address, body, media in ((pdf, PDF, "application/pdf"), (png, PNG, "image/png")):
        shown = leader.get(address.replace("/view", "/content"))
        assert (shown.data, shown.mimetype) == (body, media)
        assert shown.headers["Content-Disposition"].startswith("inline")
        policy = shown.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "script-src" not in policy
        framed = media == "application/pdf"  # by our page alone
        assert ("frame-ancestors 'self'" if framed else "frame-ancestors 'none'") in policy
        assert shown.headers["X-Frame-Options"] == ("SAMEORIGIN" if framed else "DENY")
        saved = leader.get(address.replace("/view", ""))
        assert saved.headers["Content-Disposition"].startswith("attachment")
        leader.client.head(address.replace("/view", ""))
    after = everything(house)
    noted = after.pop("attachment_reads")
    assert len(noted) == 4
    assert {(one.account, one.duty, one.subject, one.document)
            for one in rows(house, "attachment_reads")} == {
        ("lu_ping", "inspection_leader", "case:shen", name) for name in ("登记表.pdf", "登记表.png")
    }  # fmt: skip
    del before["attachment_reads"]
    assert after == before


def test_who_does_not_see_the_case_opens_none_of_its_papers(enter: Enter, house: House) -> None:
    pdf, _ = file_two(enter("ding_wen"))
    branch = enter("zhibu_shuji")
    for address in (pdf, pdf.replace("/view", "/content"), pdf.replace("/view", ""),
                    f"{CASE}/materials"):  # fmt: skip
        assert branch.get(address).status_code == 404
    assert rows(house, "attachment_reads") == []


def test_a_file_that_no_page_can_show_is_only_handed_out(enter: Enter) -> None:
    clerk = enter("ding_wen")
    file(clerk, "登记表.docx", b"PK\x03\x04x")
    (address,) = re.findall(r'href="(/attachments/case/shen/[0-9a-f]{64})/view">登记表.docx',
                            clerk.text(f"{CASE}/materials"))  # fmt: skip
    assert "不能在页面里查看" in clerk.text(f"{address}/view")
    assert clerk.get(f"{address}/content").status_code == 404
    assert clerk.get(address).status_code == 200


def test_who_waits_reminds_and_the_one_asked_reads_it(enter: Enter, house: House) -> None:
    clerk = enter("chen_xiao")
    page = clerk.text(CASE).partition('id="asked"')[2]
    asked = re.findall(r'name="request" value="([^"]+/inspection_leader/[^"]*)"', page)
    for _ in range(2):  # a second click on the same day is no second reminder
        answer = clerk.client.post(f"{CASE}/reminders", data={
            "csrf_token": clerk.hidden("/login")["csrf_token"], "request": asked[0],
            "text": "请抓紧办理",
        })  # fmt: skip
        assert answer.status_code == 303
    assert "已催办 1 次" in clerk.text(CASE) and "请抓紧办理" in clerk.text(CASE)
    (noted,) = rows(house, "reminders")
    assert noted.task.startswith("case:shen/")
    assert "已催办 1 次" in enter("lu_ping").text("/")


def test_an_opinion_is_reminded_of_by_an_act_on_record(enter: Enter, house: House) -> None:
    leader = enter("lu_ping")
    page = leader.text(CASE).partition('id="asked"')[2]
    assert "/cases/shen/activities/branch_opinion/remind?organization=gongwei_zhibu" in page
    token = leader.hidden("/login")["csrf_token"]
    answer = leader.client.post(f"{CASE}/reminders", data={
        "csrf_token": token, "request": BRANCH.removeprefix("/requests/"),
    })  # fmt: skip
    assert answer.status_code == 422 and "记入全程纪实" in answer.get_data(as_text=True)
    assert rows(house, "reminders") == []
    enter("zhibu_shuji").submit(BRANCH, ANSWER)
    assert leader.submit(TALK, TALKED).status_code == 303

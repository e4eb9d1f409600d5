"""What is printed bears a mark; typed or scanned on the site it leads to its entry, for who may see it."""

import re
from collections.abc import Callable
from urllib.parse import quote

from site_stage import Visitor

from workflow.journal import House
from workflow.queries.listed import inquiry_id
from workflow.queries.papers import mark_of

Enter = Callable[[str], Visitor]
ASKED = inquiry_id("case:shen", "branch_opinion", 1, {"organization": "gongwei_zhibu", "ask": "person_branches"})
PAPERS = (
    "/meetings/changwei_0211/minutes", "/cases/shen/notices/investigation_preview/sheet",
    f"/opinions/{ASKED}/letter", "/people/wei_tongzhou/sheet", "/recommendation/dongyi",
    "/records/paper/case/shen",
)  # fmt: skip


def test_every_paper_bears_the_mark_of_what_it_was_printed_from(enter: Enter) -> None:
    leader = enter("gu_mingcheng")
    for path in PAPERS:
        page = leader.text(path)
        assert 'class="qr"' in page and re.search(r"摘要 <span class=\"mono\">([0-9a-f]{8} ?){8}<", page), path
        assert " style=" not in page.partition("<main")[2], path
    page = leader.text("/cases/shen")
    assert "存证标记　第" in page and 'class="qr"' not in page


def test_a_mark_leads_to_its_entry_or_says_what_differs(enter: Enter, house: House) -> None:
    leader = enter("gu_mingcheng")
    with house.reading() as desk:
        mark = mark_of(desk, "case:shen")
    for asked in (f"mark={quote(mark.text())}", f"mark={mark.digest[:16]}&number=shen"):
        page = leader.text(f"/records/paper/?{asked}")
        assert "仍与纸上一致" in page and f"/records/case/shen/{mark.seq}" in page
    wrong = quote(mark.text().replace(mark.digest, "0" * 64))
    assert "与纸上的不同" in leader.text(f"/records/paper/?mark={wrong}")
    assert leader.get(f"/records/paper/?mark={mark.digest}").status_code == 422
    assert leader.get("/records/paper/?mark=nothing").status_code == 422
    assert leader.get(f"/records/paper/?mark={mark.digest}&number=none").status_code == 404
    assert leader.get("/records/paper/nothing/shen").status_code == 404
    gone = quote(f"cadre-paper/1\ncase:none 3 {mark.digest}\n")
    assert leader.get(f"/records/paper/?mark={gone}").status_code == 404
    assert "已不存在" in enter("shenji").text(f"/records/paper/?mark={gone}")
    assert enter("zhibu_shuji").get(f"/records/paper/?mark={quote(mark.text())}").status_code == 404

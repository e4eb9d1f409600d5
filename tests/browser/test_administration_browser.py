"""The three administrators' rooms and the record in a browser: a password, a chain on paper."""

import re
from collections.abc import Callable

import pytest
from browser_stage import DESK, Visitor
from playing import PASSWORD
from printed import sheets

pytestmark = pytest.mark.browser
Sit = Callable[..., Visitor]


def test_a_password_given_by_the_administrator_is_changed_before_anything_else(sit: Sit) -> None:
    security = sit("baomi")
    security.go("/admin/accounts/chen_xiao/password")
    security.fill({"理由": "忘记口令，当面核对本人"})
    security.press("重置")
    given = security.page.locator(".once").inner_text()
    clerk = sit("", DESK)
    clerk.go("/login")
    clerk.fill({"登录名": "chen_xiao", "口令": given})
    clerk.press("登录")
    clerk.page.wait_for_url(re.compile("/password$"))
    clerk.says("现用口令由管理员设定")
    own = "Chen-2026-xinkouling"
    clerk.fill({"现在的口令": given, "新口令": own, "再输一遍新口令": own})
    clerk.press("更改口令")
    clerk.page.wait_for_url(re.compile("/$"))
    clerk.says("口令已更改")
    assert given != PASSWORD


def test_a_chain_printed_on_a4_names_every_decision(sit: Sit) -> None:
    auditor = sit("shenji")
    auditor.go("/cases/shen/trace?all=1")
    decided = auditor.main.locator(".trace h2").all_inner_texts()
    text = "".join(sheets(auditor.page.pdf(format="A4", prefer_css_page_size=True)))
    assert len(decided) > 5
    titles = (one.partition("\n")[0].split(" ")[0] for one in decided)
    assert [one for one in titles if re.sub(r"\s", "", one) not in text] == []
    assert "审核条件" in text
    assert "返回" not in text

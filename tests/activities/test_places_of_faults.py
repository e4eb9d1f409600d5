"""Where a fault lies is said with the titles that people read, whatever its path."""

from dossiers import activity, field, item

from workflow.activities import KINDS
from workflow.activities.places import place_of_fault

ROWS = field("rows", "职位", columns={"quota": field("int", "职数").model_dump()})


def place(of, path: str) -> str:
    return place_of_fault(KINDS[of.kind], of, "record", path)


def test_a_path_is_told_by_titles_and_rows_from_one() -> None:
    form = activity("form", fields={"posts": ROWS, "reason": field("text", "理由")})
    assert place(form, "reason") == "理由"
    assert place(form, "posts[2].quota") == "职位第3行·职数"


def test_an_item_of_a_checklist_is_told_by_its_title() -> None:
    checks = activity("checklist", items={"birth": item("clear")})
    title = checks.items["birth"].title
    assert place(checks, "items") == "核查项目"
    assert place(checks, "items.birth.result") == f"核查项目·{title}·核查结果"


def test_a_key_without_a_title_stays_as_it_is() -> None:
    assert place(activity("form"), "odd") == "odd"

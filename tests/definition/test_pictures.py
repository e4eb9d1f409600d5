"""The picture of an edition shows every state and every move, once, inside its frame."""

import xml.etree.ElementTree as ET
from itertools import combinations, pairwise

from small_process import Folder

from workflow.definition import mermaid, svg
from workflow.definition.layout import COLUMNS, HEIGHT, WIDTH, lay_out, rows_of
from workflow.edition import Edition

SVG = "{http://www.w3.org/2000/svg}"


def nodes(picture: str) -> list[ET.Element]:
    return [one for one in ET.fromstring(picture).iter(f"{SVG}g")
            if "flow-node" in one.get("class", "").split()]  # fmt: skip


def long_edition(folder: Folder) -> Edition:
    """The small process with ten more steps before the meeting."""
    extra = "".join(f"  step_{n}: {{stage: draft, title: 第{n}步}}\n" for n in range(10))
    folder.change("  meeting: {stage", f"{extra}  meeting: {{stage")
    names = ["drafting", *(f"step_{n}" for n in range(10))]
    moves = "".join(
        f"  - {{name: go_{target}, title: 到{target}, from: [{source}], to: {target}, by: [head]}}\n"
        for source, target in pairwise(names)
    )
    folder.change("  - {name: submit, title: 提交, from: [drafting]",
                  f"{moves}  - {{name: submit, title: 提交, from: [step_9]")  # fmt: skip
    return folder.edition()


def test_every_state_is_one_focusable_box_with_its_title(folder: Folder) -> None:
    edition = folder.edition()
    boxes = nodes(svg(edition))
    titles = [(one.find(f"{SVG}title").text or "").split("：")[0] for one in boxes]  # type: ignore[union-attr]
    assert sorted(titles) == sorted(one.title for one in edition.process.states.values())
    assert all(one.get("tabindex") == "0" for one in boxes)


def test_every_move_of_every_source_is_one_line(folder: Folder) -> None:
    edition = long_edition(folder)
    lines = lay_out(edition).lines
    drawn = sorted((line.source, line.target, title) for line in lines for title in line.moves)
    assert drawn == sorted(
        (source, move.target, move.title)
        for move in edition.process.moves for source in move.source
    )  # fmt: skip


def test_nothing_lies_outside_the_frame_and_no_box_on_another(folder: Folder) -> None:
    for edition in (folder.edition(), long_edition(folder)):
        layout = lay_out(edition)
        points = [point for line in layout.lines for point in line.points]
        points += [(x + WIDTH, y + HEIGHT) for x, y in layout.boxes.values()]
        assert all(0 <= x <= layout.width and 0 <= y <= layout.height for x, y in points)
        for (x, y), (a, b) in combinations(layout.boxes.values(), 2):
            assert abs(x - a) >= WIDTH or abs(y - b) >= HEIGHT


def test_lines_run_square_and_cross_no_box_on_their_way(folder: Folder) -> None:
    layout = lay_out(long_edition(folder))
    for line in layout.lines:
        for (x, y), (a, b) in zip(line.points, line.points[1:], strict=False):
            assert x == a or y == b
            for left, top in layout.boxes.values():
                inside_x = max(x, a) > left and min(x, a) < left + WIDTH
                inside_y = max(y, b) > top and min(y, b) < top + HEIGHT
                assert not (inside_x and inside_y)


def test_a_long_main_line_wraps_and_side_states_stand_below(folder: Folder) -> None:
    rows = rows_of(long_edition(folder))
    assert max(map(len, rows)) <= COLUMNS
    assert rows[-1] == ["deferred", "closed"]
    assert next(state for row in rows[:-1] for state in row) == "drafting"


def test_backward_lines_are_dashed_and_forward_lines_are_not(folder: Folder) -> None:
    for group in ET.fromstring(svg(folder.edition())).iter(f"{SVG}g"):
        kind = group.get("class", "")
        if "flow-line" in kind:
            path = group.find(f"{SVG}path")
            assert path is not None
            assert ("stroke-dasharray" in path.attrib) == ("flow-forward" not in kind)


def test_marks_and_dates_are_said_in_words_and_classes(folder: Folder) -> None:
    picture = svg(
        folder.edition(),
        marks={"drafting": "done", "meeting": "current", "done": "blocked", "closed": "next"},
        dates={"drafting": "3月26日"},
    )
    said = {one.get("class"): one.get("aria-label", "") for one in nodes(picture)}
    assert "已完成；3月26日" in said["flow-node flow-done"]
    assert "当前步骤" in said["flow-node flow-current"]
    assert "条件未满足" in said["flow-node flow-blocked flow-final"]
    assert "可进入" in said["flow-node flow-next flow-final"]


def test_a_box_that_leads_somewhere_is_a_link_and_the_way_gone_is_told(folder: Folder) -> None:
    root = ET.fromstring(svg(
        folder.edition(), links={"meeting": "/x?a=1&b=2"}, taken={("drafting", "meeting")},
    ))  # fmt: skip
    (link,) = root.iter(f"{SVG}a")
    assert link.get("href") == "/x?a=1&b=2"
    assert (link.get("aria-label") or "").startswith("上会")
    (box,) = link.findall(f"{SVG}g")
    assert box.get("tabindex") is None and "flow-node" in (box.get("class") or "")
    (gone,) = (one for one in root.iter(f"{SVG}g") if "flow-taken" in one.get("class", ""))
    assert (gone.findtext(f"{SVG}title") or "").endswith("（已办理）")


def test_titles_are_escaped(folder: Folder) -> None:
    folder.change("title: 上会", "title: '<上会>&\"'")
    edition = folder.edition()
    assert any("<上会>&\"" in one.get("aria-label", "") for one in nodes(svg(edition)))
    assert 's_meeting["<上会>&#quot;"]' in mermaid(edition)


def test_the_frame_is_said_and_the_picture_has_title_and_description(folder: Folder) -> None:
    edition = folder.edition()
    root = ET.fromstring(svg(edition))
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    description = root.find(f"{SVG}desc")
    assert description is not None
    assert description.text is not None
    assert all(move.title in description.text for move in edition.process.moves)
    assert not [one for one in root.iter() if one.get("id") or one.get("style")]


def test_mermaid_has_every_state_and_every_move_under_ids_that_are_no_words(folder: Folder) -> None:
    edition = folder.edition()
    text = mermaid(edition)
    assert all(f"s_{name}" in text and state.title in text
               for name, state in edition.process.states.items())  # fmt: skip
    assert text.count("-->") == sum(
        len(move.source) for move in edition.process.moves if move.direction == "forward"
    )
    assert "s_meeting -.->|\"退回\"| s_drafting" in text

"""Hands on a keyboard: fields filled and buttons pressed without a mouse, as the page itself allows."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from browser_stage import Visitor
from playwright.sync_api import Locator

FOCUS = "one => one.tabIndex >= 0 && one.checkVisibility() && (one.focus(), one.ownerDocument.activeElement === one)"
PICKED = "one => [...one.options].findIndex(option => option.selected)"
LABEL = "one => [one.value, one.labels[0].innerText.trim()]"
WANTED = "(one, value) => [...one.options].findIndex(option => option.value === value)"


def focus(one: Locator) -> None:
    """Come to an element as Tab would: it must be reachable by Tab and shown."""
    assert one.evaluate(FOCUS), f"no key leads to {one.evaluate('one => one.outerHTML.slice(0, 120)')}"


def press(guest: Visitor, one: Locator) -> None:
    """Press a button or follow a link with Enter, and wait for the page that answers."""
    focus(one)
    with guest.page.expect_navigation():
        guest.page.keyboard.press("Enter")


def follow(guest: Visitor, path: str) -> bool:
    """Follow the link to a path of this page, where there is one."""
    link = guest.page.locator(f'main a[href="{path}"]')
    if not link.count():
        return False
    for folded in guest.page.locator("main details:not([open])").all():
        if folded.locator(f'a[href="{path}"]').count():
            unfold(guest, folded)
    press(guest, link.first)
    return True


def unfold(guest: Visitor, details: Locator) -> None:
    """Open what is folded."""
    focus(details.locator("summary").first)
    guest.page.keyboard.press("Enter")


def put(guest: Visitor, scope: Locator, name: str, value: Any, folder: Path) -> None:
    """Give a field its value: `name` is a pattern of its name in the form."""
    fields = scope.locator("input:not([type=hidden]), select, textarea")
    told = fields.evaluate_all("all => all.map(one => [one.name, one.type, one.tagName])")
    first = next((one for one in told if re.fullmatch(name, one[0])), None)
    assert first is not None, f"no field {name} on {guest.page.url}"
    found = [fields.nth(place) for place, one in enumerate(told) if one[0] == first[0]]
    folded = found[0].locator("xpath=ancestor::details[not(@open)]")
    if folded.count():
        unfold(guest, folded.first)
    if first[1] in ("radio", "checkbox"):
        _check(guest, found, value)
    elif first[2] == "SELECT":
        _choose(guest, found[0], _plain(value))
    elif first[1] == "file":
        found[0].set_input_files(_paper(folder, value))
    else:
        _type(guest, found[0], first[1], _plain(value))


def _check(guest: Visitor, boxes: Sequence[Locator], value: Any) -> None:
    told = [tuple(one.evaluate(LABEL)) for one in boxes]
    for wanted in value if isinstance(value, list | tuple) else [value]:
        named = [box for box, words in zip(boxes, told, strict=True) if _plain(wanted) in words]
        assert len(named) == 1, f"{wanted} is offered {len(named)} times on {guest.page.url}"
        if not named[0].is_checked():
            focus(named[0])
            guest.page.keyboard.press("Space")
            assert named[0].is_checked()


def _choose(guest: Visitor, field: Locator, value: str) -> None:
    focus(field)
    wanted, here = int(field.evaluate(WANTED, value)), int(field.evaluate(PICKED))
    assert wanted >= 0, f"{value} is not offered on {guest.page.url}"
    for _ in range(abs(wanted - here)):
        guest.page.keyboard.press("ArrowDown" if wanted > here else "ArrowUp")
    assert field.input_value() == value


def _type(guest: Visitor, field: Locator, kind: str, value: str) -> None:
    focus(field)
    keys = guest.page.keyboard
    if kind == "date":
        year, month, day = value.split("-")
        # Which part comes first is the browser's own language, not the page's.
        for parts in ((month, day, year), (year, "ArrowRight", month, day)):
            keys.press("Backspace")
            for part in parts:
                keys.press(part) if part == "ArrowRight" else keys.type(part)
            if field.input_value() == value:
                break
            field.evaluate("one => one.blur()")
            focus(field)
    else:
        keys.press("Control+A")
        keys.insert_text(value)
    assert field.input_value().replace("\r", "") == value, (field.input_value(), value)


def _plain(value: Any) -> str:
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _paper(folder: Path, value: Any) -> list[Path]:
    told = value if isinstance(value, list | tuple) else [value]
    made = []
    for one in told:
        path = folder / str(one).strip("«»")
        path.write_bytes(f"%PDF-1.7 {one}".encode())
        made.append(path)
    return made


def rows(
    guest: Visitor, scope: Locator, key: str, told: Sequence[Mapping[str, Any]], folder: Path
) -> None:
    """Fill in the rows of a table, adding as many as are wanted."""
    first = re.compile(rf"s\d+_{key}-\d+-c_")
    while _count(scope, first) < len(told):
        before = _count(scope, first)
        button = next(one for one in scope.locator("button[name=add_row]").all()
                      if re.fullmatch(rf"s\d+_{key}", one.get_attribute("value") or ""))  # fmt: skip
        press(guest, button)
        assert _count(scope, first) > before
    for place, row in enumerate(told):
        for column, value in row.items():
            put(guest, scope, rf"s\d+_{key}-{place}-c_{column}", value, folder)


def _count(scope: Locator, pattern: re.Pattern[str]) -> int:
    names = scope.locator("[name]").evaluate_all("all => all.map(one => one.name)")
    return len({one.split("-")[1] for one in names if pattern.match(one)})

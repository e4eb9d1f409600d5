"""What axe finds on the page of a screen: what people who cannot see or use a mouse stumble over."""

import json
from collections.abc import Sequence

from axe_playwright_python.base import AXE_SCRIPT
from browser_stage import Visitor

# Only what is wrong comes back; paths to the elements are dear to reckon and told by their HTML.
RUN = "axe.run(%s, {resultTypes: ['violations'], selectors: false}).then(told => told.violations)"


def violations(guest: Visitor, parts: Sequence[str] = ()) -> list[str]:
    """What is wrong, of any impact, and by how much the page is too wide; of these parts, or all."""
    path, wide = guest.page.url.removeprefix(guest.base), guest.sideways()
    guest.page.evaluate(AXE_SCRIPT)
    where = json.dumps({"include": [[one] for one in parts]}) if parts else "document"
    return [f"{path} is {wide} pixels wider than the screen"] * (wide > 0) + [
        f"{path}: {one['id']} {one['nodes'][0]['html'][:200]}"
        for one in guest.page.evaluate(RUN % where)
    ]

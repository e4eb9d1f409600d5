"""The queues of a simulation as a picture (排队曲线): one line a duty or body, over working days. SVG, no script."""

from typing import cast
from xml.etree.ElementTree import Element

import pygal
from pygal.style import Style

from workflow.simulation.figures import lengths
from workflow.simulation.trying import Report

SVG = "{http://www.w3.org/2000/svg}"
STYLE = Style(font_family="'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif", background="white",
              plot_background="white")  # fmt: skip
# One line a dash, so that they are told apart in print too; more lines could not be.
DASHES = ("", "8,3", "2,3", "8,3,2,3", "14,4", "1,6", "14,4,2,4", "5,5")


def queues_svg(report: Report) -> bytes:
    """How many acts waited for each, at the end of each working day; those most waited for."""
    chart = pygal.XY(
        js=(), no_prefix=True, show_dots=False, style=STYLE, width=1000, height=560,
        title=f"排队数：{report.parameters.cases}个事项，{report.parameters.begin}起",
        x_title="开始后的工作日", y_title="等待办理的件数", legend_at_bottom=True,
        legend_at_bottom_columns=4, include_x_axis=True, truncate_legend=-1,
        x_value_formatter=lambda x: f"{x:.0f}", value_formatter=lambda y: f"{y:.0f}",
    )  # fmt: skip
    waited = [one for one in report.figures.servers if one.queue.days > 0]
    for server, dash in zip(sorted(waited, key=lambda one: -one.queue.days), DASHES, strict=False):
        chart.add(server.title, lengths(report.happened, server.name),
                  stroke_style={"width": 2, "dasharray": dash} if dash else {"width": 2})  # fmt: skip
    chart.add_xml_filter(_without_scripts)
    return cast(bytes, chart.render())


def _without_scripts(root: Element) -> Element:
    """The picture without what the library would have a browser run."""
    for parent in list(root.iter()):
        for script in [one for one in parent if one.tag in ("script", f"{SVG}script")]:
            parent.remove(script)
    return root

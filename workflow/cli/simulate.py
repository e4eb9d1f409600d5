"""`cadre simulate` (推演): what a wave of cases asks of a department, as table, JSON and picture."""

from dataclasses import asdict
from pathlib import Path

import click

from workflow.cli.chinese import ChineseCommand
from workflow.cli.place import Place, json_option, pass_place, place_option, tell_json
from workflow.cli.simulated import lines
from workflow.errors import BadInput
from workflow.simulation import Report, queues_svg, read_parameters, reported

EXAMPLE = Path("simulations") / "leadership_change.yaml"


@click.command(cls=ChineseCommand)
@click.argument("file", required=False, metavar="[参数文件]",
                type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--example", is_flag=True, help="打印参数文件的样子，不推演")
@click.option("--cases", type=int, metavar="件数", help="代替文件中的事项总数")
@click.option("--over", type=int, metavar="工作日", help="代替文件中的启动天数")
@click.option("--seed", type=int, metavar="整数", help="代替文件中的随机种子")
@click.option("--seeds", type=click.IntRange(1, 50), default=5, metavar="个数",
              help="共用几个种子推演，看出偶然的影响，默认 5")
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), metavar="文件",
              help="画出排队曲线（SVG）")
@place_option
@json_option
@pass_place
def simulate(
    place: Place, file: Path | None, example: bool, cases: int | None, over: int | None,
    seed: int | None, seeds: int, plot: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """推演一批换届事项：各步骤排队多长、哪一步卡住、加一人有什么变化。

    人数、用时、比例由参数文件假设，步骤和法定期限取自流程版本。不读写数据库，不评价任何人。
    """
    source = file or place.definitions / EXAMPLE
    text = _text(source)
    if example:
        click.echo(text, nl=False)
        return
    changed = {"cases": cases, "over": over, "seed": seed}
    plan = read_parameters(text, source.name, place.definitions, {
        key: value for key, value in changed.items() if value is not None
    })  # fmt: skip
    report = reported(plan, place.calendar(), seeds)
    if plot is not None:
        plot.write_bytes(queues_svg(report))
    if as_json:
        tell_json(_row(report))
    else:
        for line in lines(plan, report):
            click.echo(line)


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise BadInput(f"{file.name} 第{wrong.start + 1}字节不是 UTF-8") from wrong


def _row(report: Report) -> dict[str, object]:
    """The report as plain values; what it was asked stands first."""
    figures = report.figures
    return {
        "parameters": report.parameters.model_dump(mode="json"), "figures": asdict(figures),
        "limiting_step": figures.limiting_step.state if figures.limiting_step else None,
        "limiting": figures.limiting.name if figures.limiting else None,
        "one_more": [asdict(one) for one in report.more],
        "medians_by_seed": list(report.medians),
    }  # fmt: skip

"""The small process with an assessment, and a small list of it."""

from small_process import Folder

LIST = """\
title: 清单（示例）
version: 第1版
positive:
  loyalty:
    title: 政治忠诚
    points: {P1: 旗帜鲜明, P2: 言行一致}
negative:
  honesty:
    title: 对党不老实
    points:
      N1: {title: 隐瞒事项, level: veto}
      N2: {title: 含糊其辞, level: hold}
  factions:
    title: 拉帮结派
    points: {N3: {title: 小圈子, level: veto}}
"""
ASSESSED = """\
  quality:
    kind: assessment
    title: 政治素质考察
    of: case
    in: [drafting]
    record: [clerk]
    approve: [head]
    mode: full
"""
AT = "lists/local.yaml"


def assessed(folder: Folder, more: str = "") -> None:
    """Give the first edition an assessment with `more` keys; the list lies beside."""
    folder.change("\nmoves:\n", f"\n{ASSESSED}{more}moves:\n")
    folder.change("keeps: [branch, route, check, vote]", "keeps: [branch, route, check, vote, quality]")
    folder.write(AT, LIST)

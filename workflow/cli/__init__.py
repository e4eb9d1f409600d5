"""The engine's command line (命令行): what can be done without the web; click, no Flask."""

from collections.abc import Mapping

import click

from workflow.cli.late import Late, LateGroup
from workflow.cli.place import place_option

HERE = "workflow.cli"
COMMANDS: Mapping[str, Late] = {
    "init": Late(f"{HERE}.init", "init", "建立数据库，发布已证明的流程版本。"),
    "upgrade": Late(
        f"{HERE}.schema", "upgrade", "把现有数据库的结构升到本程序的版本。请先停止网站，备份。"
    ),
    "downgrade": Late(
        f"{HERE}.schema", "downgrade", "把数据库的结构退回旧版，供旧程序使用。请先停止网站，备份。"
    ),
    "roles": Late(
        f"{HERE}.roles", "roles",
        "在 PostgreSQL 上分开所有者和程序的角色。以数据库管理员的地址运行，重复运行无妨。",
    ),
    "move-database": Late(
        f"{HERE}.moving", "move_database",
        "把整个库迁到另一个空库，到达后逐条校验；来源不改动。请先停止网站。",
    ),
    "definitions": Late(
        f"{HERE}.definitions", "definitions", "流程定义：列表、检查、画图、比较、发布。"
    ),
    "people": Late(f"{HERE}.people", "people", "干部：导入任免审批表、列表、查看、重建名册。"),
    "case": Late(
        f"{HERE}.tracing", "case", "选拔任用事项：列表、查看（也可查看某日、某条纪实时的情形）。"
    ),
    "paper": Late(
        f"{HERE}.paper", "paper",
        "核对纸质文书：标记是扫描二维码所得的全部内容（写 - 从标准输入读），或者摘要。不符，退出码为 1。",
    ),
    "story": Late(f"{HERE}.story", "story", "演示情景文件，遇第一处不符即停，退出码为 1。"),
    "simulate": Late(
        f"{HERE}.simulate", "simulate",
        "推演一批换届事项：各步骤排队多长、哪一步卡住、加一人有什么变化。",
    ),
    "journal": Late(f"{HERE}.journal", "journal", "全程纪实：校验。"),
    "ledger": Late(f"{HERE}.witnessing", "ledger", "存证：签署密钥、存证点、见证往来。"),
    "witness": Late(
        f"{HERE}.ledger", "witness", "在另一台不联网的机器上见证：核对签名和延续，写出回执。"
    ),
    "erase": Late(
        f"{HERE}.erase", "erase",
        "依法删除个人信息：一人提请，两人审批，删除后纪实仍在而内容不可恢复。",
    ),
    "backup": Late(
        f"{HERE}.keeping", "backup",
        "备份数据库和附件，办理不必停；个人信息密钥不在其中，须另行保存。",
    ),
    "restore": Late(
        f"{HERE}.keeping", "restore",
        "恢复到空目录并逐条校验；落后于已签署的存证时，须两人签署另起一代。",
    ),
}  # fmt: skip


@click.group(cls=LateGroup, late=COMMANDS)
@place_option
def engine() -> None:
    """干部选拔任用工作流引擎。

    退出码：0 完成；1 检查发现问题；2 不予办理或输入有误（每条理由一行，写到标准错误）。
    """

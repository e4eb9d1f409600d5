"""Acts of a lawful erasure (依法删除个人信息): who may, what is filled in, which command."""

from collections.abc import Iterator

from web.forms.sheet import Section, Sheet
from web.forms.standing import Kind, Standing
from workflow.authority import DO
from workflow.commands import erasing
from workflow.dossier import PersonFile
from workflow.edition import Field
from workflow.journal import Desk
from workflow.journal.seal import ERASED

REASON = Field(type="text", title="理由（不写此人的个人信息）", long=True)

ACTS = {
    "propose": Kind(
        "propose_erasure", "提请删除个人信息",
        "只在不再需要、也无须依法保存时提请；由两个岗位的两人审批，删除后不可恢复，办理过什么仍有纪实。",
        {"basis": Field(type="code", title="法定依据", options=dict(erasing.BASES)), "reason": REASON},
        lambda d, o, p, _, v: erasing.propose_erasure(d, o, p, str(v["basis"]), str(v["reason"])),
    ),
    "approve": Kind(
        "approve_erasure", "同意删除个人信息",
        "第二人同意即予删除，密钥随即销毁，不可恢复；附件和余留由系统管理员随后清除（cadre erase finish）。",
        {}, lambda d, o, p, target, _: erasing.approve_erasure(d, o, p, target),
    ),
    "decline": Kind(
        "approve_erasure", "不同意删除个人信息", "写明理由；提请即告终结，什么也不删除。",
        {"reason": REASON},
        lambda d, o, p, target, v: erasing.decline_erasure(d, o, p, target, str(v["reason"])),
    ),
}  # fmt: skip


def erasing_sheet(desk: Desk, name: str, person: str) -> Sheet:
    """The sheet of an act; who approves reads on what basis it was proposed, by whom and why."""
    kind, found = ACTS[name], erasing.pending(desk, person)
    notes = [kind.hint]
    if found is not None:
        told = found.proposed
        notes.append(f"依据：{told.data['article']}。{told.by.name}于{told.on}提请，理由：{told.values['reason']}")
        notes += [f"{one.by.name}于{one.on}同意。" for one in found.approved]
    return Sheet((Section("", kind.fields),), notes=tuple(notes))


def erasing_now(desk: Desk, file: PersonFile) -> Iterator[Standing]:
    """What may be done about erasing a person's values now, on which proposal."""
    found = erasing.pending(desk, file.id)
    if found is not None:
        yield from (_of(name, found.id) for name in ("approve", "decline"))
    elif file.name != ERASED:
        yield _of("propose", "")


def _of(name: str, target: str) -> Standing:
    kind = ACTS[name]
    return Standing(name, kind.title, target, DO[kind.act])

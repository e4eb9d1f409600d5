"""The cover of a dossier (封面): what it holds, entry by entry, in words, made from the entries alone.

Part of the verifier that stands alone, which makes it anew and compares: a cover says no more than they do.
"""

from __future__ import annotations

from typing import Any

from workflow.ledger.standalone.reading import parsed

COVER = "cover.txt"
JOURNALS = {"case": "事项", "selection": "批次", "person": "干部", "meeting": "会议", "ledger": "存证"}
DEEDS = {
    "record": "填报", "approve": "审核", "ask": "征求意见", "remind": "催办", "escalate": "提请协调",
    "answer": "书面答复", "respond": "对不同意见的答复", "sign": "签字", "item": "会议议题", "post": "发布",
    "complain": "登记反映", "resolve": "反映核查结论", "conclude": "签署结论", "not_applicable": "不适用",
    "open_selection": "开立批次", "open_case": "列入人选", "reopen": "退回重办", "annul": "宣布无效",
    "register": "登记干部", "form": "载入任免审批表", "state": "填报事实", "verify": "核实事实",
    "correct_person": "更正干部登记", "hold": "暂缓", "end_hold": "解除暂缓",
    "propose_veto": "提出一票否决", "confirm_veto": "确认一票否决", "tell_veto": "告知本人",
    "request_review": "提请复核", "review": "复核结论", "review_opinion": "复核意见",
    "stopped": "因一票否决停止办理", "open_ballot": "开启无记名电子投票", "restart_ballot": "中断后重新投票",
    "void_ballot": "投票作废", "close_ballot": "截止投票并公布结果", "check_ballot": "监票人、计票人核对",
    "propose_erasure": "提请删除个人信息", "approve_erasure": "同意删除个人信息",
    "decline_erasure": "不同意删除个人信息", "erase": "依法删除个人信息", "heads": "每日存证",
}  # fmt: skip
ABOUT = """
本页由卷宗中的条目生成；verify.py 重新生成并比对，有一字不同即不通过。各条的全部内容以 events.jsonl 为准，
摘要是该条原文的杂凑值的前16位。怎样核验见 README.txt。
"""


def cover(
    manifest: dict[str, Any], head: tuple[str, int, bytes], events: list[tuple[dict[str, Any], str]],
    files: dict[str, bytes],
) -> bytes:  # fmt: skip
    """The text; `events` are (entry, digest) in the order of the log, `files` the secrets and editions."""
    secrets = parsed(files["secrets.json"])
    editions: dict[str, Any] = {name[9:]: parsed(text) for name, text in files.items() if name.startswith("editions/")}
    said: dict[str, Any] = {}
    for body, _ in events:
        if body["subject"] == "case:" + str(manifest["case"]):
            said.update(body["data"].get("set", {}))
    edition = editions.get(str(said.get("edition")), {})
    lines = [*about(manifest, said, edition, events, secrets), *sealed(manifest, head, files), ABOUT]
    lines.append("序号　办理日期　所在　经办（岗位职责）　内容　摘要")
    for number, (body, mark) in enumerate(events, 1):
        own = editions.get(str(body.get("edition")), edition)
        told = (str(number), day(body), place(body), hand(body, edition), deed(body, own), mark[:16])
        lines.append("　".join(told))
    return ("\n".join(lines) + "\n").encode()


def about(
    manifest: dict[str, Any], said: dict[str, Any], edition: dict[str, Any],
    events: list[tuple[dict[str, Any], str]], secrets: dict[str, Any],
) -> list[str]:  # fmt: skip
    """Which case it is, of whom, how far it went, and how many entries there are."""
    process = edition.get("process", {})
    state = keyed(process.get("states")).get(str(said.get("state")), {})
    counts: dict[str, int] = {}
    for body, _ in events:
        kind = str(body["subject"]).partition(":")[0]
        counts[kind] = counts.get(kind, 0) + 1
    days = sorted(day(body) for body, _ in events)
    return [
        "可核验卷宗　封面", "",
        f"事项　{said.get('number', manifest['case'])}（{manifest['case']}）",
        f"人选　{named(said, events, secrets)}",
        f"流程　{process.get('title', '')}第{process.get('edition', '')}版",
        f"现在的步骤　{state.get('title', said.get('state', ''))}",
        f"纪实　共{len(events)}条：" + "、".join(
            f"{JOURNALS.get(kind, kind)}{count}条" for kind, count in sorted(counts.items())
        ) + f"；办理日期{days[0]}至{days[-1]}",
    ]  # fmt: skip


def sealed(manifest: dict[str, Any], head: tuple[str, int, bytes], files: dict[str, bytes]) -> list[str]:
    """The signed head, its root as it is read aloud, and what lies beside the entries."""
    root = head[2].hex()
    papers = sum(1 for name in files if name.startswith("blobs/"))
    return [
        f"存证点　{head[0]}　共{head[1]}条　{manifest['hash']}",
        "树根　" + " ".join(root[start : start + 8] for start in range(0, len(root), 8)),
        f"随附　附件{papers}件，另有{len(manifest['withheld'])}件未随附；"
        f"个人信息{len(parsed(files['secrets.json']))}项",
    ]


def named(said: dict[str, Any], events: list[tuple[dict[str, Any], str]], secrets: dict[str, Any]) -> str:
    """The name under which the person was registered last, where it is released."""
    own, found = "person:" + str(said.get("person")), "（姓名未随附）"
    for body, _ in events:
        if body["subject"] == own and body["data"].get("act") in ("register", "correct_person"):
            for mark in body["values"]:
                value = secrets.get(mark, {}).get("value")
                if isinstance(value, dict) and value.get("name"):
                    found = str(value["name"])
    return found


def day(body: dict[str, Any]) -> str:
    """The day on which it was done, as stated."""
    return str(body.get("occurred_on", ""))


def place(body: dict[str, Any]) -> str:
    """The journal and the place in it."""
    kind = str(body["subject"]).partition(":")[0]
    return f"{JOURNALS.get(kind, kind)}第{body['seq']}条"


def hand(body: dict[str, Any], edition: dict[str, Any]) -> str:
    """Who, under which duty."""
    actor = body.get("actor", {})
    known = keyed(edition.get("duties")).get(str(actor.get("duty")), {})
    return f"{actor.get('name', '')}（{known.get('title', actor.get('duty', ''))}）"


def deed(body: dict[str, Any], edition: dict[str, Any]) -> str:
    """What was done, by the titles of the edition under which it was done."""
    data, process = body["data"], edition.get("process", {})
    late = "（补录）" if body.get("late_reason") else ""
    if "move" in data:
        states = keyed(process.get("states"))
        moves = {one["name"]: one["title"] for one in process.get("moves", [])}
        ends = [str(states.get(str(data.get(end)), {}).get("title", data.get(end))) for end in ("from", "to")]
        way = "→".join(ends)
        return f"流转：{moves.get(data['move'], data['move'])}（{way}）{late}"
    act = DEEDS.get(str(data.get("act")), str(data.get("act", "")))
    activity = keyed(process.get("activities")).get(str(data.get("activity")), {})
    return (f"{activity['title']}：{act}" if activity else act) + late


def keyed(value: Any) -> dict[str, Any]:
    """A table of an edition, whose order is kept as a list of pairs."""
    pairs = value.get("in_order", []) if isinstance(value, dict) else []
    return {str(key): one for key, one in pairs}

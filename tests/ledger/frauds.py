"""The same frauds by somebody who makes everything agree again (自圆其说的造假).

What is changed in the rows is then written as a whole, with all hashes.
"""

from collections.abc import Mapping

from forger import Forger
from fraud_world import NOTE
from raw_frauds import (
    Fraud,
    backup,
    drop,
    earlier,
    foreign,
    one_journal,
    other_case,
    raw_actor,
    raw_attachment,
    raw_back,
    raw_backdate,
    raw_delete,
    raw_duplicate,
    raw_edit,
    raw_fork,
    raw_insert,
    raw_journal,
    raw_log,
    raw_row,
    raw_subject,
    raw_swap,
    raw_tail,
    raw_value,
    two_in_order,
    with_values,
)
from sqlalchemy import Connection, select

from workflow import attachments
from workflow.journal import Desk
from workflow.journal.seal import seal
from workflow.models import personal_values


def edit(f: Forger, _: Connection) -> None:
    f.body(f.place())["data"]["text"] = "改"


def actor(f: Forger, _: Connection) -> None:
    f.body(f.place())["actor"].update(account="clerk", name="经办")


def subject(f: Forger, _: Connection) -> None:
    place = f.place()
    f.body(place)["subject"] = other_case(f, place)


def put_in(f: Forger, _: Connection) -> None:
    place = f.place()
    f.rows.insert(place, f.copy(place, data={"act": NOTE, "text": "补"}, values=[]))


def duplicate(f: Forger, _: Connection) -> None:
    place = f.place()
    f.rows.insert(place + 1, f.copy(place))


def swap(f: Forger, _: Connection) -> None:
    one, other = two_in_order(f)
    f.rows[one], f.rows[other] = f.rows[other], f.rows[one]
    f.body(one)["at"], f.body(other)["at"] = f.body(other)["at"], f.body(one)["at"]


def remove(f: Forger, _: Connection) -> None:
    del f.rows[f.place()]


def tail(f: Forger, _: Connection) -> None:
    """The journal's end from a note on, also what came after it."""
    place = f.place()
    subject = f.body(place)["subject"]
    f.rows = [row for n, row in enumerate(f.rows) if n < place or row["body"]["subject"] != subject]


def log(f: Forger, _: Connection) -> None:
    del f.rows[f.place() :]


def journal(f: Forger, _: Connection) -> None:
    subject = one_journal(f)
    f.rows = [row for row in f.rows if row["body"]["subject"] != subject]


def backdate(f: Forger, _: Connection) -> None:
    body = f.body(f.place())
    body["at"] = earlier(body["at"])


def back_and_on(f: Forger, db: Connection) -> None:
    """An old backup, and other entries after it, more than there were."""
    f.read(db)
    at, count = f.rows[-1]["body"]["at"], len(f.rows) + 5
    db.rollback()
    f.put_back(backup(f))
    with f.house().engine.begin() as old:
        f.read(old)
        place = max(n for n, row in enumerate(f.rows) if row["body"]["data"].get("act") == NOTE)
        while len(f.rows) < count:
            f.rows.append(f.copy(place, data={"act": NOTE, "text": "另"}, values=[], at=at))
        f.write(old)


def attachment(f: Forger, _: Connection) -> None:
    paper = attachments.put(f.folder / "attachments", b"forged", "材料.txt")
    f.body(f.place())["attachments"] = [paper]


def value(f: Forger, db: Connection) -> None:
    place = with_values(f)
    body = f.body(place)
    person = db.scalar(select(personal_values.c.person).where(
        personal_values.c.commitment == body["values"][0])) or ""  # fmt: skip
    body["values"] = [seal(Desk(db, f.house()), person, {"says": "另一说法"})]


def row(f: Forger, _: Connection) -> None:
    f.body(f.place(move="m"))["data"]["set"]["state"] = "s4"


def fork(f: Forger, _: Connection) -> None:
    for place in f.places()[-3:]:
        f.body(place)["data"] = {"act": NOTE, "text": "另一说法"}


RAW: Mapping[str, Fraud] = {
    "edit": raw_edit, "actor": raw_actor, "subject": raw_subject, "insert": raw_insert,
    "duplicate": raw_duplicate, "swap": raw_swap, "delete": raw_delete, "tail": raw_tail,
    "log": raw_log, "journal": raw_journal, "backdate": raw_backdate, "back": raw_back,
    "back and on": back_and_on, "attachment": raw_attachment, "value": raw_value, "row": raw_row,
    "drop": drop, "foreign": foreign, "fork": raw_fork,
}  # fmt: skip
AGREEING: Mapping[str, Fraud] = {
    "edit": edit, "actor": actor, "subject": subject, "insert": put_in, "duplicate": duplicate,
    "swap": swap, "delete": remove, "tail": tail, "log": log, "journal": journal,
    "backdate": backdate, "back": raw_back, "back and on": back_and_on, "attachment": attachment,
    "value": value, "row": row, "drop": drop, "foreign": foreign, "fork": fork,
}  # fmt: skip
AS_IT_IS = ("back", "back and on", "drop", "foreign")  # nothing is left to be written anew

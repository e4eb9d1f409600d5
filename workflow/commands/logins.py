"""Logins (登录): passwords, sessions and attempts; beside the record, never part of it.

Passwords arrive hashed and session tokens as digests: nothing here could be used to log in.
"""

import secrets
from datetime import datetime

from sqlalchemy import delete, insert, update

from workflow.journal import Desk
from workflow.models import credentials, login_attempts, sessions


def set_password(
    desk: Desk, account: str, hashed: str, at: datetime, *, initial: bool = False, but: str = ""
) -> None:
    """Keep the hash of an account's password in place of an older one; its sessions end.

    `initial`: somebody else chose it, so the account can do nothing until it has chosen its own.
    `but`: the session in which the own password is changed goes on.
    """
    desk.db.execute(delete(credentials).where(credentials.c.account == account))
    desk.db.execute(
        insert(credentials).values(
            account=account, password=hashed, changed_at=_text(at), initial=initial
        )
    )
    end_sessions(desk, account, at, but)


def end_sessions(desk: Desk, account: str, at: datetime, but: str = "") -> None:
    """End every open session of an account, except `but`."""
    desk.db.execute(
        update(sessions)
        .where(sessions.c.account == account, sessions.c.closed_at == "", sessions.c.id != but)
        .values(closed_at=_text(at))
    )


def note_attempt(desk: Desk, login: str, address: str, at: datetime, *, succeeded: bool) -> None:
    """Note that somebody tried to log in, so that guessing can be slowed and seen."""
    desk.db.execute(
        insert(login_attempts).values(
            id=secrets.token_hex(16), login=login, address=address, at=_text(at),
            succeeded=succeeded,
        )
    )  # fmt: skip


def open_session(
    desk: Desk, id: str, account: str, duty: tuple[str, str], at: datetime
) -> None:
    """Open a session under the digest of its token; `duty` is the duty and its organization."""
    desk.db.execute(
        insert(sessions).values(
            id=id, account=account, duty=duty[0], organization=duty[1], opened_at=_text(at),
            seen_at=_text(at), closed_at="",
        )
    )  # fmt: skip


def switch_duty(desk: Desk, id: str, duty: tuple[str, str], at: datetime) -> None:
    """Act from now on under another duty of the same account."""
    desk.db.execute(
        update(sessions)
        .where(sessions.c.id == id)
        .values(duty=duty[0], organization=duty[1], seen_at=_text(at))
    )


def close_session(desk: Desk, id: str, at: datetime) -> None:
    """End a session; its cookie opens nothing any more."""
    desk.db.execute(update(sessions).where(sessions.c.id == id).values(closed_at=_text(at)))


def _text(at: datetime) -> str:
    return at.isoformat()

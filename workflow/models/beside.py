"""What stands beside the record (辅助数据): requests, summaries, sessions, refusals.

None of it is evidence; all of it can be lost or rebuilt without a word of the journal changing.
"""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, Table, Text

from workflow.models.base import metadata

instance = Table(
    "instance",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

editions = Table(
    "editions",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("name", Text, nullable=False, unique=True),  # promotion/1 stands for one text, for ever
    Column("process", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("published_at", Text, nullable=False),
    Column("text", LargeBinary, nullable=False),
)

calendars = Table(
    "calendars",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("entered_at", Text, nullable=False),
    Column("text", LargeBinary, nullable=False),
)

commands = Table(
    "commands",
    metadata,
    Column("id", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("payload", Text, nullable=False),  # digest of what was asked
    Column("entry", Text, nullable=False),  # the entry it answered with
    sqlite_with_rowid=False,
)

names = Table(
    "names",
    metadata,
    Column("person", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("organization", Text, nullable=False),
    # Made from the name (pinyin.py): by what it is sorted, and whatever may be typed to find it.
    Column("sort_key", Text, nullable=False, server_default=""),
    Column("spelled", Text, nullable=False, server_default=""),
    Index("names_by_name", "name"),
    Index("names_by_organization", "organization"),
    Index("names_by_sort_key", "sort_key"),
)

attachments = Table(
    "attachments",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("stored_at", Text, nullable=False),
)

requests = Table(
    "requests",
    metadata,
    Column("id", Text, primary_key=True),
    Column("subject", Text, nullable=False),  # the case or selection it belongs to
    Column("activity", Text, nullable=False),  # or the move
    Column("act", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("duty", Text, nullable=False),
    Column("organization", Text, nullable=False),
    Column("due_on", Text, nullable=False),  # "" where no day is set
    Column("opened_on", Text, nullable=False),
    Column("onwards", Boolean, nullable=False),  # for the way onwards, not only for an exception
    Column("task", Text, nullable=False),  # one for all cases where a selection is asked once
    Column("from_name", Text, nullable=False),  # whose act opened it, under which duty
    Column("from_duty", Text, nullable=False),
    Index("requests_by_duty", "duty", "organization", "onwards", "task"),
    Index("requests_by_subject", "subject"),
    sqlite_with_rowid=False,
)

summaries = Table(
    "summaries",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("evaluated_at", Text, nullable=False),
    Column("move", Text, nullable=False),  # the next forward move
    Column("blocked", Integer, nullable=False),
    Column("warned", Integer, nullable=False),
    Column("since", Text, nullable=False),  # the day of the last move
    Column("due_on", Text, nullable=False),  # the nearest due day of what is asked; "" none
    Column("handler", Text, nullable=False),  # the account that opened the case
    Column("ended", Boolean, nullable=False),  # in a state in which nothing is asked any more
    sqlite_with_rowid=False,
)

credentials = Table(
    "credentials",
    metadata,
    Column("account", Text, primary_key=True),
    Column("password", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
    Column("initial", Boolean, nullable=False),  # given by an administrator: opens nothing but its change
)

verifications = Table(
    "verifications",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("subjects", Integer, nullable=False),
    Column("broken", Integer, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Text, primary_key=True),  # digest of the cookie's token
    Column("account", Text, nullable=False),
    Column("duty", Text, nullable=False),
    Column("organization", Text, nullable=False),
    Column("opened_at", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
    Column("closed_at", Text, nullable=False),
    Index("sessions_by_account", "account", "opened_at"),
)

login_attempts = Table(
    "login_attempts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("login", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("succeeded", Boolean, nullable=False),
    Index("login_attempts_by_login", "login", "at"),
    Index("login_attempts_by_time", "at"),
)

refused_attempts = Table(
    "refused_attempts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("duty", Text, nullable=False),
    Column("command", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("reasons", Text, nullable=False),  # JSON list
    Column("mark", Text, nullable=False),  # commits to message and reasons; so do the daily heads
    Column("salt", Text, nullable=False),  # of that, in hexadecimal; empty once erased
    Index("refused_attempts_by_subject", "subject", "at"),
    Index("refused_attempts_by_time", "at"),
)

"""The tables (数据表): entries, the rows they speak of, and what stands beside the record."""

from workflow.models.asked import inquiries, notices
from workflow.models.attention import claims, follows
from workflow.models.ballots import ballot_codes, ballots
from workflow.models.base import metadata
from workflow.models.beside import (
    attachments,
    calendars,
    commands,
    credentials,
    editions,
    instance,
    login_attempts,
    names,
    refused_attempts,
    requests,
    sessions,
    summaries,
    verifications,
)
from workflow.models.entries import entries
from workflow.models.exports import exports
from workflow.models.figures import figures
from workflow.models.ledger import checkpoints, leaves, nodes, receipts, unplaced
from workflow.models.noted import attachment_reads, reminders
from workflow.models.personal import erased, personal_keys, personal_values
from workflow.models.profiles import profiles
from workflow.models.sight import WHOLE, whole
from workflow.models.store import open_engine
from workflow.models.subjects import FIXED, TABLES, beneath, subject_id, table_of

__all__ = [
    "FIXED",
    "TABLES",
    "WHOLE",
    "attachment_reads",
    "attachments",
    "ballot_codes",
    "ballots",
    "beneath",
    "calendars",
    "checkpoints",
    "claims",
    "commands",
    "credentials",
    "editions",
    "entries",
    "erased",
    "exports",
    "figures",
    "follows",
    "inquiries",
    "instance",
    "leaves",
    "login_attempts",
    "metadata",
    "names",
    "nodes",
    "notices",
    "open_engine",
    "personal_keys",
    "personal_values",
    "profiles",
    "receipts",
    "refused_attempts",
    "reminders",
    "requests",
    "sessions",
    "subject_id",
    "summaries",
    "table_of",
    "unplaced",
    "verifications",
    "whole",
]

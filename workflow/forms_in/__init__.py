"""Appointment forms in (任免审批表导入): bytes in, a form and its stated facts out; no database."""

from workflow.forms_in.differences import (
    Difference,
    corrected,
    differences,
    is_about_same,
    marks,
    said,
    unrepeated,
)
from workflow.forms_in.facts import StatedFact, facts_of, form_doubts
from workflow.forms_in.lrmx import FamilyMember, Form, as_json, read_form
from workflow.forms_in.refusal import FormRefused

__all__ = [
    "Difference",
    "FamilyMember",
    "Form",
    "FormRefused",
    "StatedFact",
    "as_json",
    "corrected",
    "differences",
    "facts_of",
    "form_doubts",
    "is_about_same",
    "marks",
    "read_form",
    "said",
    "unrepeated",
]

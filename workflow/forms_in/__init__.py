"""Appointment forms in (任免审批表导入): bytes in, a form and its stated facts out; no database."""

from workflow.forms_in.facts import StatedFact, facts_of, form_doubts
from workflow.forms_in.lrmx import FamilyMember, Form, as_json, read_form
from workflow.forms_in.refusal import FormRefused

__all__ = [
    "FamilyMember",
    "Form",
    "FormRefused",
    "StatedFact",
    "as_json",
    "facts_of",
    "form_doubts",
    "read_form",
]

"""Notices: posted, every complaint closed, concluded by two people on all that was known."""

from dossiers import act, activity, by, dossier, field, round_of

from workflow.activities import KINDS

KIND = KINDS["notice"]
NOTICE = activity(
    "notice", window={"workdays": "days", "posting_day": "day"}, conclude_by=("checker", "head"),
    fields={"posted_on": field("date"), "text": field("text")},
)  # fmt: skip
POSTED = {"posted_on": "2026-03-02", "text": "拟任职情况"}
LETTER = {"no": "信1", "received_on": "2026-03-03", "signed": True, "concrete": True,
          "content": "反映情况"}  # fmt: skip
CLOSED = {"no": "信1", "finding": "查无实据", "outcome": "unfounded", "closed_on": "2026-03-06"}


def concluded(account, duty, seq):
    return act("conclude", seq, {"text": "不影响任职"}, by=by(account, duty))


BOTH = (concluded("a", "checker", 8), concluded("b", "head", 9))


def posted(*more, of=NOTICE):
    return round_of(act("post", 2, POSTED), *more, activity=of)


def faults(name, values, present, actor=None):
    return [one.path for one in KIND.check(NOTICE, name, values, present, dossier(actor=actor))]


def lacks(present, of=NOTICE):
    return [one.who for one in KIND.lacks(of, present, dossier())]


def test_nothing_is_registered_or_concluded_before_the_posting() -> None:
    assert faults("complain", LETTER, None) == ["登记反映"]
    assert faults("conclude", {"text": "好"}, None) == ["签署结论"]
    assert faults("post", POSTED, None) == []
    assert lacks(None) == [("clerk",)]


def test_a_complaint_has_a_number_of_its_own() -> None:
    present = posted(act("complain", 3, LETTER))
    assert faults("complain", LETTER, present) == ["no"]
    assert faults("complain", {**LETTER, "no": "信2"}, present) == []
    assert faults("resolve", {**CLOSED, "no": "信9"}, present) == ["no"]


def test_a_complaint_is_closed_on_a_day_or_put_off_until_one_never_both() -> None:
    present = posted(act("complain", 3, LETTER))
    off = {"no": "信1", "finding": "继续核查", "outcome": "delayed", "delayed_until": "2026-05-01"}
    assert faults("resolve", CLOSED, present) == []
    assert faults("resolve", off, present) == []
    assert faults("resolve", {**off, "closed_on": "2026-03-06"}, present) == ["closed_on"]
    assert faults("resolve", {**CLOSED, "delayed_until": "2026-05-01"}, present) == ["delayed_until"]
    assert faults("resolve", {"no": "信1", "finding": "无"}, present) == ["closed_on"]


def test_what_is_put_off_names_the_day_until_which() -> None:
    present = posted(act("complain", 3, LETTER))
    off = {"no": "信1", "finding": "继续核查", "outcome": "delayed"}
    assert faults("resolve", off, present) == ["delayed_until"]


def test_while_somebody_only_looks_a_conclusion_has_no_fault_of_a_person() -> None:
    assert faults("conclude", {"text": "好"}, posted()) == []


def test_a_complaint_stays_open_until_it_is_closed_and_put_off_is_not_closed() -> None:
    letter = act("complain", 3, LETTER)
    off = act("resolve", 4, {"no": "信1", "finding": "续查", "outcome": "delayed",
                             "delayed_until": "2026-05-01"})  # fmt: skip
    open_ = (*lacks(posted(*BOTH)), ("checker", "head", "clerk"))
    assert lacks(posted(letter, *BOTH)) == list(open_)
    assert lacks(posted(letter, off, *BOTH)) == list(open_)
    present = posted(letter, off, act("resolve", 5, CLOSED), *BOTH)
    assert lacks(present) == []
    assert present.values["complaints"] == [{**LETTER, **CLOSED}]


def test_it_is_concluded_by_both_duties_and_by_two_people() -> None:
    assert lacks(posted()) == [("checker",), ("head",)]
    one = posted(BOTH[0])
    assert faults("conclude", {"text": "好"}, one, by("b", "head")) == []
    assert faults("conclude", {"text": "好"}, one, by("a", "head")) == ["签署结论"]
    assert faults("conclude", {"text": "好"}, one, by("b", "head", "p-a")) == ["签署结论"]
    assert faults("conclude", {"text": "好"}, one, by("c", "clerk")) == ["签署结论"]
    assert faults("conclude", {"text": "好"}, one, by("b", "head", None)) == ["签署结论"]


def test_who_concluded_too_early_concludes_again_and_the_last_one_stands() -> None:
    again = act("conclude", 10, {"text": "期满，不影响任职"}, by=by("a", "checker"))
    assert faults("conclude", {"text": "好"}, posted(*BOTH), by("a", "checker")) == []
    told = posted(*BOTH, again).values["conclusions"]
    assert {row["duty"]: row["text"] for row in told} == {
        "checker": "期满，不影响任职", "head": "不影响任职",
    }  # fmt: skip


def test_a_conclusion_covers_only_what_was_known_when_it_was_signed() -> None:
    later = (act("complain", 10, LETTER), act("resolve", 11, CLOSED))
    assert lacks(posted(*BOTH, *later)) == [("checker",), ("head",)]
    assert lacks(posted(*BOTH, act("post", 10, POSTED))) == [("checker",), ("head",)]


def test_the_register_is_not_typed_with_the_notice() -> None:
    assert faults("post", {**POSTED, "complaints": [], "conclusions": []}, None) == [
        "complaints", "conclusions",
    ]  # fmt: skip


def test_where_asked_the_text_is_approved_by_another_after_every_posting() -> None:
    asked = NOTICE.model_copy(update={"approve": ("chief",), "conclude_by": ()})
    approved = act("approve", 3, by=by("boss", "chief"))
    assert lacks(posted(of=asked), asked) == [("chief",)]
    assert lacks(posted(approved, of=asked), asked) == []
    assert lacks(posted(approved, act("post", 4, POSTED), of=asked), asked) == [("chief",)]


def test_the_register_is_kept_by_those_who_conclude_and_those_who_post() -> None:
    assert KIND.duties(NOTICE, "resolve") == ("checker", "head", "clerk")
    assert KIND.duties(NOTICE, "conclude") == ("checker", "head")
    assert KIND.duties(NOTICE, "post") == ("clerk",)

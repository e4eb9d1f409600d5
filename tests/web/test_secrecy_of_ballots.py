"""What nobody can find out of a secret ballot on the site: a code, a voter, a count before its end."""

import logging
import re
from datetime import timedelta

import pytest
from site_stage import Visitor, everything, rows
from voting_stage import NOW, Polling, all_vote

from web.ballots.boxes import MOST_BY_ADDRESS, Guesses
from workflow.journal.seal import unsealed


def test_a_code_votes_once_and_a_wrong_one_is_answered_alike(
    place: Polling, officer: Visitor
) -> None:
    _, codes = place.open(officer)
    place.vote(codes[0], 0)
    used = place.voter().post("/ballot", data={"code": codes[0]})
    wrong = place.voter().post("/ballot", data={"code": "AAAA-BBBB-CCCC"})
    again = place.voter().post("/ballot", data={"code": codes[0], "mark": "1", "step": "cast"})
    assert used.status_code == wrong.status_code == again.status_code == 403
    assert used.get_data() == wrong.get_data() == again.get_data()
    assert place.vote(codes[1].lower().replace("-", " "), 1).status_code == 200


def test_who_guesses_must_wait_and_others_need_not(place: Polling, officer: Visitor) -> None:
    _, codes = place.open(officer)
    assert place.voter().post("/ballot", data={"code": "X"}).status_code == 422  # no guess yet
    for _ in range(MOST_BY_ADDRESS):
        assert place.voter().post("/ballot", data={"code": "A" * 12}).status_code == 403
    assert place.voter().post("/ballot", data={"code": codes[0]}).status_code == 429
    elsewhere = {"REMOTE_ADDR": "10.9.9.9"}
    answer = place.voter().post("/ballot", data={"code": codes[0]}, environ_overrides=elsewhere)
    assert answer.status_code == 200
    guesses = Guesses()
    for number in range(400):
        guesses.note(f"10.0.{number}.1", NOW)
    assert guesses.are_too_many("10.1.1.1", NOW)
    assert not guesses.are_too_many("10.1.1.1", NOW + timedelta(minutes=11))


def test_the_voter_has_no_account_no_cookie_and_no_trace(
    place: Polling, officer: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    """No table, no journal and no log holds a code, an address or a time with a vote."""
    _, codes = place.open(officer)
    before = everything(place.house)
    caplog.set_level(logging.DEBUG)
    for code in codes:
        browser = place.voter()
        answer = browser.post("/ballot", data={"code": code}, environ_overrides={"REMOTE_ADDR": "10.77.7.7"})
        assert "Set-Cookie" not in answer.headers
        assert "Set-Cookie" not in place.vote(code, 1).headers
    assert everything(place.house) == before  # voting writes nothing at all
    told = caplog.text
    assert not any(code in told or code.replace("-", "") in told for code in codes)
    assert "10.77.7.7" not in told and "127.0.0.1" not in told
    logged_in = officer.client.get("/ballot").get_data(as_text=True)
    assert "马" not in logged_in and "退出" not in logged_in


def test_after_closing_nothing_joins_a_code_or_a_time_to_a_vote(
    place: Polling, officer: Visitor
) -> None:
    ballot, codes = place.open(officer)
    all_vote(place, codes)
    officer.client.post(f"{ballot}/close", data=officer.hidden(ballot))
    plain = {code.replace("-", "") for code in codes}
    for name, told in everything(place.house).items():
        text = repr(told)
        assert not any(code in text for code in plain | set(codes)), name
    slips = rows(place.house, "ballot_codes")
    assert [row[0] for row in slips] == sorted(row[0] for row in slips)
    assert all(row[3] for row in slips)  # all marked at once, none with a time
    digests = {row[0] for row in slips}
    with place.house.reading() as desk:
        sealed = unsealed(desk, [one[0] for one in rows(place.house, "personal_values")])
    votes = [value for _, value in sealed.values() if b'"choice"' in value]
    assert len(votes) == 1  # published as one record
    assert not any(digest.encode() in votes[0] for digest in digests)


def test_nobody_sees_anything_of_the_count_before_it_is_closed(
    place: Polling, officer: Visitor
) -> None:
    ballot, codes = place.open(officer)
    before = re.sub(r'value="[^"]*"', "", officer.text(ballot))
    chief = place.enter("zhou_lan")
    seen = re.sub(r'value="[^"]*"', "", chief.text(ballot))
    all_vote(place, codes[:7])
    assert re.sub(r'value="[^"]*"', "", officer.text(ballot)) == before
    assert re.sub(r'value="[^"]*"', "", chief.text(ballot)) == seen
    assert "截止投票并公布结果" not in seen

# SPDX-License-Identifier: EUPL-1.2
"""Forums with their members by function, the directory, and questions that are one party's own until it raises them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from samsyn.kit import clock
from samsyn.kit.errors import BadInput, NotAllowed, NotFound, NotNow
from samsyn.rhythm import reads, writes
from samsyn.rhythm.models import Forum, ForumKind, Function, Question
from tests import people

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 3, 10)


def a_forum(kind: str = ForumKind.STEERING, name: str = "Styrgruppen", **fields: Any) -> Forum:
    return writes.add_forum(people.partnership(), kind, name, by=people.coordinator(), **fields)


def a_function(name: str = "Kommunpolis", kind: str = "police", **fields: Any) -> Function:
    with people.journalled("function added"):
        return writes.add_function(
            people.partnership(), people.organisation(kind), name, by=people.coordinator(), **fields
        )


def a_question(title: str = "Vem städar tunneln", by: Any = None) -> Question:
    caller = by or people.coordinator()
    kind = caller.organisation_kind
    with people.journalled("question prepared"):
        return writes.prepare_question(people.partnership(), people.organisation(kind), title, by=caller)


# Questions ---------------------------------------------------------------------------------------------------


def test_a_partys_preparation_is_unseen_by_the_other_until_it_is_raised() -> None:
    here, forum = people.partnership(), a_forum()
    mine = a_question()
    seen = [reads.questions(here, seen_by=who).count() for who in (people.coordinator(), people.officer())]
    assert seen == [1, 0]
    assert reads.prepared(here, seen_by=people.officer()).count() == 0
    with pytest.raises(NotFound):
        reads.question(mine.uuid, here, seen_by=people.officer())
    with pytest.raises(NotFound):
        writes.raise_question(mine, forum, by=people.officer())
    with people.journalled("question changed"):
        writes.change_question(mine, "Vem städar tunneln på helgen", by=people.coordinator())
    with people.journalled("question raised"):
        writes.raise_question(mine, forum, by=people.coordinator())
    assert [row.title for row in reads.questions(here, seen_by=people.officer(), forum=forum)] == [mine.title]
    with pytest.raises(NotNow):
        writes.change_question(mine, "Något annat än det alla såg", by=people.coordinator())


def test_a_question_is_moved_up_answered_and_taken_up_again() -> None:
    below, above = a_forum(ForumKind.BOARD, "EST"), a_forum()
    raised = writes.raise_question(a_question(), below, by=people.coordinator())
    with people.journalled("question moved"):
        writes.move_question(raised, above, by=people.officer(), reason="Vi har inga pengar till det")
    with pytest.raises(NotNow):
        writes.move_question(raised, above, by=people.officer())
    assert [(row.from_forum, row.to_forum) for row in reads.steps(raised, seen_by=people.officer())] == [
        (None, below), (below, above),
    ]  # fmt: skip
    with clock.frozen(TUESDAY):
        meeting = writes.call(above, TUESDAY, by=people.officer())
        with pytest.raises(BadInput):
            writes.answer_question(raised, meeting, " ", by=people.officer())
        with people.journalled("question answered"):
            writes.answer_question(raised, meeting, "Kommunen städar från april", by=people.officer())
        assert [row.title for row in reads.answered(meeting, seen_by=people.officer())] == [raised.title]
    with people.journalled("question taken up again"):
        writes.take_up_again(raised, by=people.officer())
    with people.journalled("question put aside"):
        writes.put_aside(raised, by=people.officer(), reason="Tunneln rivs")
    with people.journalled("question dropped"):
        dropped = writes.drop_question(a_question("Ingen fråga längre"), by=people.coordinator())
    with pytest.raises(NotNow):
        writes.raise_question(dropped, above, by=people.coordinator())


def test_a_member_who_changes_organisation_leaves_the_preparation_behind() -> None:
    """The party keeps what it prepared; the account reads and prepares with its new party from the same moment."""
    from django.core import mail

    from samsyn.desk import digest
    from samsyn.ground.people import reads as parties
    from samsyn.ground.people import writes as joining
    from samsyn.ground.people.models import Account
    from samsyn.kit.callers import SYSTEM

    here, police, forum = people.partnership(), people.organisation("police"), a_forum()
    theirs = a_question("Zqpolisens fråga", by=people.officer())
    mine = a_question("Zqkommunens fråga")
    before = people.coordinator()
    account = Account.objects.get(email="coordinator.municipality@almstad.example")
    with clock.frozen(TUESDAY - timedelta(days=1)):
        writes.choose_digest("day", by=before, partnership=here)
    joining.end_member(account.memberships.get(), by=SYSTEM)
    joining.add_member(police, account.email, "police_officer", by=SYSTEM)
    after = parties.caller_for(account, here)
    assert after is not None
    assert [row.title for row in reads.prepared(here, seen_by=after)] == [theirs.title]
    client = people.signed_in(after)
    assert client.get(f"/almstad/arbete/moten/fragor/{mine.uuid}/").status_code == 404
    page = client.get("/almstad/arbete/moten/fragor/").content.decode()
    assert "Zqpolisens" in page and "Zqkommunens" not in page
    with pytest.raises(NotFound):
        writes.raise_question(mine, forum, by=after)
    with clock.frozen(TUESDAY):
        digest.send(account.pk)
    assert not any("Zqkommunens" in letter.body for letter in mail.outbox)
    colleague = people.member("decision_maker")
    assert [row.title for row in reads.prepared(here, seen_by=colleague)] == [mine.title]


@pytest.mark.parametrize("words", ["Vad gör vi med Anna Svensson", "Vem äger bilen ABC 123"])
def test_a_question_is_about_no_person(words: str) -> None:
    with pytest.raises(BadInput) as refused:
        a_question(words)
    assert refused.value.code == "personal_data"


def test_a_forum_about_persons_exists_and_no_more() -> None:
    persons = a_forum(ForumKind.ABOUT_PERSONS, "Social insatsgrupp")
    with pytest.raises(NotNow):
        writes.call(persons, TUESDAY, by=people.officer())
    with pytest.raises(NotNow):
        writes.raise_question(a_question(), persons, by=people.coordinator())


def test_a_forum_with_open_questions_is_closed_only_when_another_takes_them_over() -> None:
    here, old, new = people.partnership(), a_forum(ForumKind.BOARD, "Tisdagsgruppen"), a_forum()
    raised = writes.raise_question(a_question(), old, by=people.coordinator())
    with clock.frozen(TUESDAY):
        meeting = writes.call(old, TUESDAY, by=people.officer())
        writes.decide(meeting, "Laga lampan", people.organisation(), by=people.officer())
        coming = writes.call(old, TUESDAY + timedelta(days=7), by=people.officer())
        with pytest.raises(NotNow) as refused:
            writes.close_forum(old, by=people.coordinator())
        assert (refused.value.code, refused.value.facts) == (
            "forum_has_open", {"decisions": 1, "questions": 1},
        )  # fmt: skip
        administrator = people.member("administrator")
        with people.journalled("forum closed"):
            writes.close_forum(old, by=administrator, to=new)
        raised.refresh_from_db()
        coming.refresh_from_db()
        assert (raised.forum, coming.state) == (new, "cancelled")
        assert [row.what for row in reads.open_decisions(here, seen_by=people.officer(), forum=new)] == [
            "Laga lampan"
        ]
    with clock.frozen(TUESDAY + timedelta(days=9)):
        later = writes.call(new, TUESDAY + timedelta(days=9), by=people.officer())
        (decision,) = reads.to_review(later, seen_by=people.officer())
        writes.review(decision, later, "done", by=people.officer())


# The directory -----------------------------------------------------------------------------------------------


def test_the_directory_says_whom_to_call_and_the_deputy_while_away() -> None:
    here = people.partnership()
    stand_in = a_function("Gruppchef", mailbox="gruppchef@polisen.example")
    police = a_function(about="Otrygga platser", phone="114 14", mailbox="kommunpolis@polisen.example", deputy=stand_in)  # fmt: skip
    forum = a_forum()
    with people.journalled("seat given"):
        writes.seat(forum, police, by=people.coordinator())
    assert reads.mailboxes(forum, seen_by=people.officer(), day=TUESDAY) == ["kommunpolis@polisen.example"]
    with people.journalled("function handed over"):
        writes.go_on_leave(police, TUESDAY, TUESDAY + timedelta(days=14), by=people.officer())
    reached = {row.function.name: row.reached.name for row in reads.directory(here, seen_by=people.officer(), day=TUESDAY)}  # fmt: skip
    assert reached == {"Kommunpolis": "Gruppchef", "Gruppchef": "Gruppchef"}
    assert len(reads.mailboxes(forum, seen_by=people.officer(), day=TUESDAY)) == 2
    after = TUESDAY + timedelta(days=15)
    assert all(row.instead is None for row in reads.directory(here, seen_by=people.officer(), day=after))
    with pytest.raises(BadInput) as refused:
        writes.go_on_leave(stand_in, TUESDAY, TUESDAY, by=people.officer(), deputy=police)
    assert refused.value.code == "deputy_away_too"
    with people.journalled("function changed"):
        writes.change_function(police, by=people.officer(), about="Trygghet i hela kommunen")
    with clock.frozen(TUESDAY), people.journalled("function ended"):
        writes.end_function(stand_in, by=people.officer())
    police.refresh_from_db()
    assert police.deputy is None and police.away_from is None


def test_a_member_is_a_function_of_a_party_that_has_not_left() -> None:
    from samsyn.ground.people import writes as parties

    forum = a_forum()
    housing = a_function("Förvaltare", "housing")
    row = writes.seat(forum, housing, by=people.coordinator(), leads=True)
    assert [found.function.name for found in reads.seats(forum, seen_by=people.officer())] == ["Förvaltare"]
    with people.journalled("seat ended"):
        writes.unseat(row, by=people.coordinator())
    assert not reads.seats(forum, seen_by=people.officer())
    writes.seat(forum, housing, by=people.coordinator())
    with clock.frozen(TUESDAY):
        meeting = writes.call(a_forum(ForumKind.BOARD, "EST"), TUESDAY, by=people.officer())
        decision = writes.decide(meeting, "Byt lås", people.organisation("housing"), by=people.officer())
        parties.leave(people.organisation("housing"), by=people.member("administrator"))
        assert not reads.seats(forum, seen_by=people.officer())
        assert not reads.functions(people.partnership(), seen_by=people.officer())
        gone = people.organisation("housing")
        with pytest.raises(BadInput):
            writes.attend(meeting, [gone], by=people.officer())
        with pytest.raises(BadInput):
            writes.decide(meeting, "Byt lås igen", gone, by=people.officer())
        assert reads.of_those_who_left(people.partnership(), seen_by=people.officer()) == [decision]
        with people.journalled("decision handed on"):
            writes.hand_on(decision, people.organisation(), by=people.officer())
        decision.activity.refresh_from_db()
        assert decision.organisation == decision.activity.organisation == people.organisation()


@pytest.mark.parametrize(
    ("field", "value"),
    [("mailbox", "anna.svensson@polisen.example"), ("name", "Anna Svensson"), ("phone", "ring mig"), ("about", "Fråga Anna Svensson")],
)  # fmt: skip
def test_the_directory_names_no_person(field: str, value: str) -> None:
    told = {"name": "Kommunpolis"} | {field: value}
    with pytest.raises(BadInput):
        writes.add_function(
            people.partnership(), people.organisation("police"), by=people.coordinator(), **told
        )


def test_each_keeps_its_own_part_of_the_directory_and_the_coordinator_all() -> None:
    police = a_function()
    with pytest.raises(NotAllowed):
        writes.change_function(police, by=people.member("reporter", "housing"), about="Annat")
    with pytest.raises(NotAllowed):
        writes.add_function(
            people.partnership(), people.organisation("housing"), "Förvaltare", by=people.officer()
        )
    with pytest.raises(NotAllowed):
        writes.seat(a_forum(), police, by=people.officer())


# The rhythm of a forum ---------------------------------------------------------------------------------------


def test_a_steering_group_of_three_a_year_is_told_when_a_tertial_has_no_meeting() -> None:
    forum = a_forum(every="tertial")

    def rhythm() -> Any:
        found = reads.rhythm(forum, seen_by=people.officer())
        assert found is not None
        return found

    with clock.frozen(date(2028, 2, 29)):
        assert (rhythm().wanted, rhythm().held, rhythm().call_by) == (3, 0, date(2028, 4, 30))
        meeting = writes.call(forum, date(2028, 2, 29), by=people.officer())
        assert not rhythm().behind and rhythm().called == 1
        with people.journalled("meeting held"):
            writes.hold(meeting, by=people.officer())
        assert rhythm().held == 1
    with clock.frozen(date(2028, 5, 1)):
        assert rhythm().call_by == date(2028, 8, 31)

# SPDX-License-Identifier: EUPL-1.2
"""Work put off is done once, again when a worker dies, and is seen when it cannot be done."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from samsyn.kit import clock, jobs
from samsyn.kit.errors import NotNow
from samsyn.kit.models import Job, JobState, Schedule

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
done: list[tuple[object, ...]] = []


def note(*args: object) -> None:
    """A job that notes what it was given."""
    done.append(args)


def fail(text: str) -> None:
    """A job whose error says what somebody wrote."""
    raise ValueError(f"cannot read {text}")


def refuse() -> None:
    """A job that a rule refuses."""
    raise NotNow("period_is_closed")


@pytest.fixture(autouse=True)
def nothing_done_yet():
    done.clear()


def test_a_job_is_done_once_with_its_arguments():
    jobs.later("tests.kit.test_jobs.note", 7, "a", [1, 2])
    assert done == []
    assert jobs.run_due() == 1
    assert jobs.run_due() == 0
    assert done == [(7, "a", [1, 2])]
    assert Job.objects.get().state == JobState.DONE


def test_a_job_goes_with_the_transaction_that_was_rolled_back():
    with transaction.atomic():
        jobs.later("tests.kit.test_jobs.note")
        transaction.set_rollback(True)
    assert jobs.run_due() == 0
    assert not Job.objects.exists()


def test_a_misspelt_name_is_refused_at_once():
    with pytest.raises(ImportError):
        jobs.later("tests.kit.test_jobs.nott")


def test_arguments_that_are_no_json_are_refused_at_once():
    with pytest.raises(TypeError):
        jobs.later("tests.kit.test_jobs.note", object())


def test_a_job_waits_for_its_time():
    with clock.frozen(NOON):
        jobs.later("tests.kit.test_jobs.note", run_at=NOON + timedelta(hours=1))
        assert jobs.run_due() == 0
    with clock.frozen(NOON + timedelta(hours=1)):
        assert jobs.run_due() == 1


def test_the_job_of_a_killed_worker_is_taken_again_when_its_lease_has_run_out():
    with clock.frozen(NOON):
        jobs.later("tests.kit.test_jobs.note", 1, lease_seconds=600)
        job = jobs._take()  # this worker is killed here: it neither finishes nor gives the job back
        assert job is not None
        assert jobs.run_due() == 0
    with clock.frozen(NOON + timedelta(seconds=599)):
        assert jobs.run_due() == 0
    with clock.frozen(NOON + timedelta(seconds=600)):
        assert jobs.run_due() == 1
    assert done == [(1,)]


def test_a_worker_that_comes_back_late_does_not_disturb_the_one_that_took_over():
    with clock.frozen(NOON):
        jobs.later("tests.kit.test_jobs.fail", "x", lease_seconds=60)
        late = jobs._take()
        assert late is not None
    with clock.frozen(NOON + timedelta(minutes=2)):
        taken_over = jobs._take()
        assert taken_over is not None
        jobs._do(late)  # fails, long after it lost the job
        assert Job.objects.get().state == JobState.RUNNING
        jobs._finish(taken_over, JobState.DONE, "")
    assert Job.objects.get().state == JobState.DONE


def test_a_job_that_kills_its_workers_is_given_up_and_seen():
    with clock.frozen(NOON):
        jobs.later("tests.kit.test_jobs.note", lease_seconds=60)
    for minute in range(1, jobs.MAX_TRIES + 1):
        with clock.frozen(NOON + timedelta(minutes=2 * minute)):
            assert jobs._take() is not None
    with clock.frozen(NOON + timedelta(minutes=30)):
        assert jobs.run_due() == 0
    assert [job.last_error for job in jobs.failed()] == ["lease_ran_out"]


def test_a_failing_job_is_tried_again_with_longer_and_longer_pauses_and_then_given_up():
    moment, pauses = NOON, []
    with clock.frozen(NOON):
        jobs.later("tests.kit.test_jobs.fail", "Anna Andersson, Storgatan 1")
    for _ in range(jobs.MAX_TRIES):
        with clock.frozen(moment):
            assert jobs.run_due() == 1
        pauses.append(Job.objects.get().run_at - moment)
        moment = max(moment, Job.objects.get().run_at)
    assert [pause.total_seconds() / 60 for pause in pauses[:-1]] == [1, 4, 16, 64]
    with clock.frozen(moment + timedelta(days=2)):
        assert jobs.run_due() == 0
    given_up = jobs.failed().get()
    assert given_up.last_error.startswith("ValueError at tests.kit.test_jobs:")
    assert "Anna" not in given_up.last_error


def test_the_code_of_a_refusal_is_what_the_administrator_sees():
    jobs.later("tests.kit.test_jobs.refuse")
    jobs.run_due()
    assert Job.objects.get().last_error == "period_is_closed"


def test_a_job_that_was_given_up_can_be_tried_anew():
    job = jobs.later("tests.kit.test_jobs.note", 3)
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, tries=jobs.MAX_TRIES)
    jobs.retry(job)
    assert jobs.run_due() == 1
    assert done == [(3,)]


def test_only_one_of_two_workers_takes_a_job():
    jobs.later("tests.kit.test_jobs.note")
    assert jobs._take() is not None
    assert jobs._take() is None


def test_a_queue_that_nobody_works_off_is_seen():
    with clock.frozen(NOON):
        jobs.later("tests.kit.test_jobs.note")
        assert not jobs.stuck()
    with clock.frozen(NOON + jobs.PATIENCE):
        assert jobs.stuck()
        jobs.run_due()
        assert not jobs.stuck()


def test_recurring_work_is_queued_when_due_and_missed_times_are_made_up_once(monkeypatch):
    monkeypatch.setattr(jobs, "declared", lambda: [jobs.Every("tests.kit.test_jobs.note", minutes=10)])
    with clock.frozen(NOON):
        assert jobs.tick() == 0
    with clock.frozen(NOON + timedelta(minutes=9)):
        assert jobs.tick() == 0
    with clock.frozen(NOON + timedelta(minutes=45)):
        assert jobs.tick() == 1
        assert jobs.tick() == 0
        assert jobs.run_due() == 1


def test_daily_work_keeps_to_the_clock_on_the_wall_over_summer_time():
    daily = jobs.Daily("tests.kit.test_jobs.note", at="06:00")
    before = datetime(2026, 3, 28, 12, tzinfo=UTC)  # the night after, clocks go forward
    assert daily.after(before).astimezone(UTC) == datetime(2026, 3, 29, 4, tzinfo=UTC)
    assert daily.after(datetime(2026, 3, 27, 12, tzinfo=UTC)).astimezone(UTC) == datetime(
        2026, 3, 28, 5, tzinfo=UTC
    )
    assert daily.after(datetime(2026, 3, 28, 5, tzinfo=UTC)).astimezone(UTC).day == 29


def test_work_that_is_no_longer_declared_is_forgotten(monkeypatch):
    Schedule.objects.create(name="samsyn.gone", next_at=NOON)
    jobs.tick()
    assert not Schedule.objects.filter(name="samsyn.gone").exists()


def test_all_declared_work_can_be_found():
    from django.utils.module_loading import import_string

    assert jobs.declared()
    assert all(callable(import_string(work.name)) for work in jobs.declared())


def test_done_jobs_are_forgotten_after_a_month_and_given_up_ones_are_not():
    with clock.frozen(NOON):
        for state in (JobState.DONE, JobState.FAILED):
            Job.objects.create(name="tests.kit.test_jobs.note", state=state, finished_at=NOON)
    with clock.frozen(NOON + timedelta(days=31)):
        jobs.sweep()
    assert [job.state for job in Job.objects.all()] == [JobState.FAILED]

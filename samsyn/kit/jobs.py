# SPDX-License-Identifier: EUPL-1.2
"""Work that is done later: put in the queue by name inside the transaction, done by a worker, tried again.

A worker takes a job on a lease. One that is killed never gives it back, so when the lease has run out any worker
takes the job again; therefore every job must be idempotent: done twice, it leaves what doing it once leaves.
A room declares recurring work on its AppConfig: `jobs = [Every("samsyn….tasks.name", minutes=60)]`.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db import close_old_connections, transaction
from django.db.models import F, Q, QuerySet
from django.utils.module_loading import import_string

from samsyn.kit import clock
from samsyn.kit.errors import SamsynError
from samsyn.kit.models import Job, JobState, Schedule

MAX_TRIES = 5
FIRST_PAUSE = timedelta(minutes=1)
# A due job that nobody has taken for this long means that no worker runs.
PATIENCE = timedelta(minutes=15)
KEEP_DONE = timedelta(days=30)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Every:
    """A job that recurs every so many minutes."""

    name: str
    minutes: int

    def after(self, moment: datetime) -> datetime:
        """The next time it is due after `moment`."""
        return moment + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Daily:
    """A job that recurs each day at a wall-clock time in Sweden, `at` as "HH:MM"."""

    name: str
    at: str

    def after(self, moment: datetime) -> datetime:
        """The next time it is due after `moment`; the day of a change to or from summer time has its own length."""
        local = moment.astimezone(clock.LOCAL)
        wall = time.fromisoformat(self.at)
        due = datetime.combine(local.date(), wall, tzinfo=clock.LOCAL)
        if due <= local:
            due = datetime.combine(local.date() + timedelta(days=1), wall, tzinfo=clock.LOCAL)
        return due


def later(name: str, *args: Any, run_at: datetime | None = None, lease_seconds: int = 900) -> Job:
    """Put a job in the queue. In a transaction it comes with it, and goes with it when that is rolled back.

    `name` is the dotted name of a function; raises ImportError when it leads nowhere, so that a misspelling is
    found at once. `args` must be JSON (ids, numbers, codes). A job that may take longer than `lease_seconds`
    must say so, or a second worker will begin it too.
    """
    import_string(name)
    json.dumps(args)
    return Job.objects.create(
        name=name, args=list(args), run_at=run_at or clock.now(), lease_seconds=lease_seconds
    )


def run_due(limit: int = 100) -> int:
    """Do up to `limit` jobs that are due, oldest first; returns how many were taken (failed ones included)."""
    taken = 0
    while taken < limit:
        job = _take()
        if job is None:
            break
        taken += 1
        _do(job)
    return taken


def tick() -> int:
    """Put declared recurring work that is due in the queue; returns how many. Missed times are made up once."""
    now = clock.now()
    queued = 0
    wanted = declared()
    Schedule.objects.exclude(name__in=[work.name for work in wanted]).delete()
    for work in wanted:
        row, made = Schedule.objects.get_or_create(name=work.name, defaults={"next_at": work.after(now)})
        if made or row.next_at > now:
            continue
        with transaction.atomic():
            moved = Schedule.objects.filter(pk=row.pk, next_at=row.next_at).update(next_at=work.after(now))
            if moved:  # another worker may have been first
                later(work.name)
                queued += 1
    return queued


def declared() -> list[Every | Daily]:
    """The recurring work that the installed apps declare in `jobs` on their AppConfig."""
    return [work for app in apps.get_app_configs() for work in getattr(app, "jobs", [])]


def work(stopped: threading.Event, *, pause: float = 1.0, tick_every: float = 30.0) -> None:
    """The worker's loop: tick and do what is due until `stopped` is set. Times in seconds."""
    since_tick = tick_every
    while not stopped.is_set():
        try:
            close_old_connections()
            if since_tick >= tick_every:
                since_tick = 0.0
                tick()
            busy = run_due(20) == 20
        except Exception as error:  # the database is away for a moment: the worker outlives it
            log.error("worker: %s", type(error).__name__)
            busy = False
        if not busy:
            stopped.wait(pause)
            since_tick += pause


def stuck() -> QuerySet[Job]:
    """Jobs that have been due for long without anyone taking them: no worker runs, or it hangs."""
    return Job.objects.filter(_takeable(clock.now() - PATIENCE))


def failed() -> QuerySet[Job]:
    """Jobs that were given up, newest first: name, number of tries and the code of the last error."""
    return Job.objects.filter(state=JobState.FAILED).order_by("-finished_at")


def retry(job: Job) -> None:
    """Put a job that was given up back in the queue, with its tries counted from the beginning."""
    Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(
        state=JobState.WAITING, tries=0, run_at=clock.now(), lease_until=None, finished_at=None
    )


def sweep() -> None:
    """Forget jobs done long ago; those given up stay until someone has looked at them."""
    Job.objects.filter(state=JobState.DONE, finished_at__lt=clock.now() - KEEP_DONE).delete()


def _takeable(by: datetime) -> Q:
    return Q(state=JobState.WAITING, run_at__lte=by) | Q(state=JobState.RUNNING, lease_until__lte=by)


def _take() -> Job | None:
    """Take the oldest job that is due, on a lease; the conditional update lets one worker only have it."""
    now = clock.now()
    due = _takeable(now)
    while True:
        job = Job.objects.filter(due).order_by("run_at", "id").first()
        if job is None:
            return None
        if job.state == JobState.RUNNING and job.tries >= MAX_TRIES:
            # Its worker has died under it every time: it may be what kills them.
            _finish(job, JobState.FAILED, "lease_ran_out")
            continue
        until = now + timedelta(seconds=job.lease_seconds)
        won = Job.objects.filter(due, pk=job.pk, tries=job.tries).update(
            state=JobState.RUNNING, lease_until=until, tries=F("tries") + 1
        )
        if won:
            job.tries += 1
            return job


def _do(job: Job) -> None:
    try:
        function: Callable[..., Any] = import_string(job.name)
        function(*job.args)
    except Exception as error:
        code = _code(error)
        log.error("job %s %s failed, try %s of %s: %s", job.pk, job.name, job.tries, MAX_TRIES, code)
        if job.tries >= MAX_TRIES:
            _finish(job, JobState.FAILED, code)
        else:
            pause = FIRST_PAUSE * 4 ** (job.tries - 1)
            _held(job).update(
                state=JobState.WAITING, run_at=clock.now() + pause, lease_until=None, last_error=code
            )
    else:
        _finish(job, JobState.DONE, "")


def _finish(job: Job, state: JobState, code: str) -> None:
    _held(job).update(state=state, lease_until=None, last_error=code, finished_at=clock.now())


def _held(job: Job) -> QuerySet[Job]:
    """The job as long as it is ours: whoever took it after our lease ran out has counted its tries up."""
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, tries=job.tries)


def _code(error: Exception) -> str:
    """What went wrong and where, without the error's own text, which could hold what somebody wrote."""
    if isinstance(error, SamsynError):
        return error.code
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    where = f" at {at.tb_frame.f_globals.get('__name__', '?')}:{at.tb_lineno}" if at else ""
    return f"{type(error).__name__}{where}"[:200]

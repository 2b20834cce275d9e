# SPDX-License-Identifier: EUPL-1.2
"""What a demo town has decided, promised, done and answered: its file's story, told through every room's writes.

Each thing happens on its own day, with the clock stopped there, so that journal, signatures and publications carry
the days they would have had.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from samsyn.cycle.activities import reads as planned
from samsyn.cycle.activities import writes as activities
from samsyn.cycle.followups import reads as followup_reads
from samsyn.cycle.followups import writes as followups
from samsyn.cycle.pictures import compute
from samsyn.cycle.pictures import writes as pictures
from samsyn.cycle.promises import writes as promises
from samsyn.cycle.publications import writes as publications
from samsyn.cycle.reports import writes as reports
from samsyn.demo import plans
from samsyn.demo.teller import Teller
from samsyn.ground.people.models import Organisation
from samsyn.kit import periods
from samsyn.kit.callers import Caller

TEXTS_OF_AN_AGREEMENT = (
    *("problems", "causes", "goals", "documentation", "following_up", "roles", "communication"),
    *("police_plan", "statutory_plan", "case_number"),
)


class Story(Teller):
    """A story under way, told from a town's file."""

    def tell(self) -> None:
        """Everything, in the order it happened as far as one thing rests on another."""
        first, *later = self.told["pictures"]
        self._agreement_before()
        self._picture(first)
        self._focus()
        plans.set_targets(self)
        plans.decide_plan(self)
        for promise in self.told["promises"]:
            if not promise.get("waiting"):
                self._promise(promise)
        for promise in self.told["promises"]:
            for question in promise.get("effects", []):
                self._effect(self.promises[promise["name"]], question)
        for activity in self.told["activities"]:
            self._activity(activity)
        plans.follow_plan(self)
        self._answers()
        for period in self.calendar.tertials(self.calendar.day(self.told["promises"][0]["from"])):
            self._followup(period)
        self._other_work()
        for picture in later:
            self._picture(picture)
        plans.renew_plan(self)
        for promise in self.told["promises"]:
            if promise.get("waiting"):
                self._promise(promise)

    def _agreement_before(self) -> None:
        told, day = self.told["agreement"], self.calendar.day
        with self.on(day(told["signed"])):
            self.agreement = promises.write_agreement(
                self.partnership,
                by=self.coordinator,
                title=told["title"],
                purposes=told["purposes"],
                areas=told["areas"],
                period_from=day(told["from"]),
                period_to=day(told["to"]),
                parties=[self._party("municipality"), self._party("police")],
                **{name: told[name] for name in TEXTS_OF_AN_AGREEMENT if name in told},
            )
            promises.propose_agreement(self.agreement, by=self.coordinator)
            for kind, title in (
                ("municipality", "Kommunstyrelsens ordförande"),
                ("police", "Lokalpolisområdeschef"),
            ):
                self.agreement = promises.sign_agreement(
                    self.agreement,
                    by=self.coordinator,
                    organisation=self._party(kind),
                    how="paper",
                    title=title,
                    signed_on=day(told["signed"]),
                )

    def _party(self, kind: str) -> Organisation:
        return next(row for row in self.organisations.values() if row.kind == kind)

    def _picture(self, told: Mapping[str, Any]) -> None:
        period, before, approved, decided = self._days_of(told)
        question = compute.Question(period=period, compared_with=before)
        figures = compute.picture(
            self.partnership,
            question,
            seen_by=compute.seen_by_all(self.partnership),
            with_cells=True,
            deep=True,
        )
        words = self._words(figures, period)
        with self.on(approved - timedelta(days=9)):
            picture = pictures.store(
                self.partnership, figures, by=self.coordinator, title=told["title"].format(**words)
            )
            pictures.write(
                picture,
                by=self.coordinator,
                **{
                    part: told[part].format(**words)
                    for part in ("mapping", "consequences", "other_information", "analysis")
                },
            )
            self.pictures[told["name"]] = picture
            for finding in self.told["findings"]:
                if finding["picture"] == told["name"]:
                    self._finding(finding, figures)
        with self.on(approved):
            pictures.approve(
                picture, by=self.coordinator, title=self.told["contact_role"], approved_on=self._by(approved)
            )
            pictures.approve(
                picture,
                by=self.coordinator,
                organisation=self._party("police"),
                title="Lokalpolisområdeschef",
                on_paper=True,
                approved_on=self._by(approved),
            )
        with self.on(decided):
            picture = pictures.decide(
                picture,
                by=self.coordinator,
                body=told["body"],
                decided_on=self._by(decided),
                paragraph=told["paragraph"],
                case_number=told["case_number"],
            )
            self.pictures[told["name"]] = picture
            for finding in self.findings.values():
                if finding.picture_id == picture.pk:
                    finding.picture = (
                        picture  # what a plan of measures rests on is asked whether it is decided
                    )
            publications.publish_picture(picture, by=self.coordinator)

    def _by(self, day: date) -> date:
        return min(day, self.calendar.as_of)

    def _days_of(
        self, told: Mapping[str, Any]
    ) -> tuple[tuple[date, date], tuple[date, date] | None, date, date]:
        """The period, the one compared with (None: a year earlier), and the days of approval and decision."""
        last = self.calendar.last
        if told.get("last_tertial"):
            return (last.start, last.end), None, last.due_on - timedelta(days=6), last.due_on
        if told.get("last_year"):
            start = (last.end + timedelta(days=1)).replace(year=last.end.year - (last.end.month < 12))
            return (start, last.end), None, last.due_on - timedelta(days=6), last.due_on
        day = self.calendar.day
        period = day(told["from"]), day(told["to"])
        return period, None, day(told["approved"]), day(told["decided"])

    def _words(self, figures: Mapping[str, Any], period: tuple[date, date]) -> dict[str, Any]:
        """What the written parts may count: the total and each category, now and before."""
        rows = [{"key": "total"} | figures["total"], *figures["categories"]]
        words: dict[str, Any] = {row["key"]: _number(row["count"]) for row in rows}
        words |= {row["key"] + "_before": _number(row["before"]) for row in rows}
        start, end = period
        names = self.told["month_names"]
        bicycles = compute.picture(
            self.partnership,
            compute.Question(period=period, categories=("theft",)),
            seen_by=self.coordinator,
        )["areas"]
        here = next((row for row in bicycles or [] if row["name"] == self.told.get("noise_area")), None)
        return words | {
            "year": end.year,
            "year_before": end.year - 1,
            "months": f"{names[start.month - 1]}–{names[end.month - 1]}",
            "year_long": f"{names[start.month - 1]} {start.year}–{names[end.month - 1]} {end.year}",
            "bicycles": here["count"] if here else 0,
            "bicycles_before": here["before"] if here else 0,
        }

    def _finding(self, told: Mapping[str, Any], figures: Mapping[str, Any]) -> None:
        area = self.areas[told["area"]] if "area" in told else None
        rows = [row for row in figures["areas"] or [] if area is not None and row["name"] == area.name]
        rows += [row for row in figures["categories"] if row["key"] == told.get("category")]
        finding = pictures.add_finding(
            self.partnership,
            told["sentence"],
            by=self.coordinator,
            kind=told["kind"],
            picture=self.pictures[told["picture"]],
            category=told.get("category", ""),
            area=area,
            evidence={"period": figures["period"], "rows": rows},
        )
        for cause in told.get("causes", []):
            added = pictures.add_cause(finding, by=self.coordinator, **cause)
            self.causes[cause["sentence"]] = added
        self.findings[told["name"]] = finding

    def _focus(self) -> None:
        for told in self.told["focus"]:
            day = self.calendar.day(told["on"])
            with self.on(day, 14):
                self.focus[told["name"]] = pictures.choose_focus_area(
                    self.partnership,
                    told["title"],
                    by=self.coordinator,
                    findings=[self.findings[name] for name in told["findings"]],
                    area=self.areas[told["area"]] if "area" in told else None,
                    target_state=told["target_state"],
                    chosen_on=day,
                )

    def _promise(self, told: Mapping[str, Any]) -> None:
        day = self.calendar.day
        area = self.areas[told["area"]] if "area" in told else None
        drafted = self.calendar.as_of - timedelta(days=6) if told.get("waiting") else day(told["drafted"])
        with self.on(drafted):
            promise = promises.draft(
                self.partnership,
                told["sentence"],
                by=self.coordinator,
                period_from=day(told["from"]),
                period_to=day(told["to"]),
                slug=told["slug"],
                explanation=told.get("explanation", ""),
                level=told.get("level", "partnership"),
                area=area,
                agreement=self.agreement,
                focus_area=self.focus.get(told.get("focus", "")),
                target_state=self.targets.get(told.get("area", "")),
                position=len(self.promises) + 1,
                case_number=told.get("case_number", self.told["case_number"]),
            )
            for row in told["indicators"]:
                fields = {
                    name: value
                    for name, value in row.items()
                    if name not in ("name", "kind", "of", "readings")
                }
                self.indicators[row["name"]] = promises.add_indicator(
                    promise,
                    row["name"],
                    row["kind"],
                    self.organisations[row["of"]],
                    by=self.coordinator,
                    **fields,
                )
            promises.propose(promise, by=self.coordinator)
        if told.get("waiting"):
            return
        with self.on(day(told["signed"])):
            promises.sign(promise, by=self.coordinator, title="Kommunstyrelsens ordförande")
            promise = promises.sign(
                promise,
                by=self.coordinator,
                organisation=self._party("police"),
                how="paper",
                title="Lokalpolisområdeschef",
                signed_on=day(told["paper"]),
            )
            publications.publish_promise(promise, by=self.coordinator)
        self.promises[told["name"]] = promise

    def _effect(self, promise: Any, told: Mapping[str, Any]) -> None:
        """Ask, before the work begins, whether it helped: the place beside all other districts."""
        starts = self.calendar.day(told["starts"])
        area = self.areas[told["area"]]
        with self.on(starts - timedelta(days=14)):
            promises.register_effect_question(
                promise,
                told["sentence"],
                by=self.coordinator,
                category=told["category"],
                area=area,
                controls=[row for row in self.areas.values() if row.pk != area.pk],
                starts_on=starts,
                expected_days=told["expected_days"],
                counted_to=min(self.calendar.day(told["to"]), self.calendar.last.end),
            )

    def _activity(self, told: Mapping[str, Any]) -> None:
        day = self.calendar.day
        planned_on = max(day(told["from"]) - timedelta(days=10), day(self.told["promises"][0]["signed"]))
        if planned_on > self.calendar.as_of:
            return
        with self.on(planned_on):
            activity = activities.plan(
                self.partnership,
                told["title"],
                self.organisations[told["of"]],
                by=self.coordinator,
                promises=[self.promises[name] for name in told["promises"]],
                indicator=self.indicators[told["indicator"]] if "indicator" in told else None,
                kind=told["kind"],
                planned=told.get("planned"),
                unit=told.get("unit", ""),
                area=self.areas[told["area"]] if "area" in told else None,
                period_from=day(told["from"]),
                period_to=day(told["to"]),
                partners=[self.organisations[name] for name in told.get("with", [])],
            )
        self.activities[told["title"]] = activity
        for when, quantity, *reached in told.get("log", []):
            if day(when) > self.calendar.as_of:
                continue
            with self.on(day(when), 16):
                activities.log(
                    activity,
                    by=self.coordinator,
                    done_on=day(when),
                    quantity=quantity,
                    reached=reached[0] if reached else None,
                )
        if "done" in told and day(told["done"]) <= self.calendar.as_of:
            with self.on(day(told["done"]), 17):
                activities.move(activity, "done", by=self.coordinator)

    def _other_work(self) -> None:
        """Tell the residents of what is done outside the promises too, as it stands at the end."""
        with self.on(self.calendar.as_of):
            found = planned.outside_promises(self.partnership, seen_by=self.coordinator)
            if found:
                publications.publish_other_work(self.partnership, found, by=self.coordinator)

    def _answers(self) -> None:
        for told in self.told.get("answers", []):
            day = self.calendar.day(told["on"])
            if day <= self.calendar.as_of:
                with self.on(day):
                    reports.tell(
                        self.partnership,
                        told["kind"],
                        area=self.areas[told["area"]],
                        category=told["category"],
                        text=told["text"],
                        by=self.coordinator,
                    )

    def _followup(self, period: periods.Period) -> None:
        """Collect, report, approve by both and publish one tertial, in the month that is given for it."""
        said = {
            row["name"]: row.get("readings", {}).get(self.calendar.key(period))
            for promise in self.told["promises"]
            for row in promise["indicators"]
        }
        with self.on(period.end + timedelta(days=6)):
            followup = followups.open_period(self.partnership, period.key, by=self.coordinator)
            followup = followups.collect(followup, by=self.coordinator)
        with self.on(period.end + timedelta(days=14)):
            for reading in followup_reads.readings(followup, seen_by=self.coordinator):
                told = said.get(reading.indicator.name)
                if told:
                    self._report(reading, told, period)
        for days, caller, how in ((24, self.officer, "account"), (27, self.coordinator, "account")):
            with self.on(period.end + timedelta(days=days)):
                followups.approve(followup, by=caller, how=how, title=_title(caller, self.told))
        followup.refresh_from_db()
        with self.on(period.due_on - timedelta(days=1)):
            publications.publish_followup(followup, by=self.coordinator)

    def _report(self, reading: Any, told: Mapping[str, Any], period: periods.Period) -> None:
        by = self.officer if reading.indicator.organisation.kind == "police" else self.coordinator
        followups.report(
            reading,
            by=by,
            said=told.get("said", ""),
            as_of=period.end,
            steps_done=told.get("steps"),
            comment=told.get("comment", ""),
            next_step=told.get("next", ""),
            partly=told.get("partly", False) or "decided" in told,
        )
        if "decided" in told:
            followups.decide_status(
                reading, told["decided"], by=self.coordinator, title=self.told["contact_role"]
            )


def _number(value: int) -> str:
    """A count as it is written in Swedish: thousands apart by a space that does not break."""
    return f"{value:,}".replace(",", "\u00a0")


def _title(caller: Caller, told: Mapping[str, Any]) -> str:
    return next((row["title"] for row in told["accounts"] if row["role"] == caller.role), "")

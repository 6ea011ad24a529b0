"""Saved cohorts: named predicates with versions, in a folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from huitou.engine.analytics.cohorts import versions
from huitou.engine.analytics.cohorts.check import check
from huitou.engine.analytics.cohorts.names import check_name, is_name, unknown
from huitou.engine.analytics.cohorts.tree import key_of, walk
from huitou.engine.analytics.cohorts.versions import Record
from huitou.engine.analytics.query.cohort import CohortDefinition, InCohort
from huitou.engine.analytics.query.refusals import refuse
from huitou.kernel import Conflict, NotFound


@dataclass(frozen=True, slots=True)
class SavedCohort:
    """One version of a saved cohort."""

    name: str
    version: int
    definition: CohortDefinition


class CohortStore:
    """The saved cohorts below `folder`: NAME/000001.json and so on, each written once.

    Safe to use from several processes at once. Names and predicates are not personal data as
    such, but a value that someone wrote into one may be: a `where`, a TraitIs or an InCell can hold
    the id of a person. When a person is erased, `mentions` tells where their ids stand, and
    `erase` takes a cohort away for good.

    Every method raises InvalidInput for a name that cannot be one, NotFound for a cohort that is
    not saved, and StorageRefused when the disk will not.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def save(self, definition: CohortDefinition, *, after: int | None = None) -> int:
        """Save the definition as the newest version of its name and return its number; what equals
        the newest version is not saved again.

        `after` is the version that it was made from (0: none): Conflict if another one has been
        saved since. InvalidInput for an impossible predicate, or one that would be defined by
        itself; NotFound for a cohort that it names and that is not saved.
        """
        folder = self._folder_of(definition.name)
        check(definition)
        self._check_references(definition)
        while True:
            newest, record = self._newest(definition.name)
            if record.definition and key_of(record.definition) == key_of(definition):
                return newest
            if after is not None and after != newest:
                raise _conflict(
                    f"The cohort {definition.name!r} is at version {newest}, not {after}.",
                    "Read the newest version, and save your change of that.",
                )
            if versions.write(folder, newest + 1, Record(definition)):
                return newest + 1

    def read(self, name: str, version: int | None = None) -> SavedCohort:
        """A version, the newest by default. An old version can be read also after `remove`."""
        folder = self._folder_of(name)
        number = version
        if number is None:
            number, record = self._newest(name)
        elif number in versions.numbers(folder):
            record = versions.read(folder, number)
        else:
            record = Record()
        if record.definition is not None:
            return SavedCohort(name, number, record.definition)
        if record.removed:
            raise _removed(name)
        if known := self.versions(name):
            listed = f"Its versions are {', '.join(str(one) for one in known)}."
            message = f"The cohort {name!r} has no version {version}."
            raise NotFound(message, remedy=listed, code="cohort.unknown_version", field="version")
        raise unknown(name, self.names())

    def names(self) -> tuple[str, ...]:
        """The saved cohorts that are not removed, sorted."""
        return tuple(name for name in self._all_names() if self._newest(name)[1].definition)

    def versions(self, name: str) -> tuple[int, ...]:
        """The versions that can be read, ascending; empty for a name that was never saved."""
        folder = self._folder_of(name)
        return tuple(n for n in versions.numbers(folder) if not versions.read(folder, n).removed)

    def remove(self, name: str) -> None:
        """Take the cohort out of use: a version that says so. Its old versions stay."""
        saved = self.read(name)
        if not versions.write(self._folder_of(name), saved.version + 1, Record(removed=True)):
            message = f"The cohort {name!r} was changed while it was removed."
            raise _conflict(message, "Look at the newest version, and remove it again.")

    def restore(self, name: str) -> int:
        """Undo `remove`: the last definition becomes the newest version. Conflict if the cohort is
        in use.
        """
        folder = self._folder_of(name)
        newest, record = self._newest(name)
        if not newest:
            raise unknown(name, self._all_names())
        last = next(reversed(self.versions(name)), None)
        if not record.removed or last is None:
            raise _conflict(f"The cohort {name!r} is not removed.", "There is nothing to restore.")
        if not versions.write(folder, newest + 1, versions.read(folder, last)):
            message = f"The cohort {name!r} was changed while it was restored."
            raise _conflict(message, "Look at the newest version.")
        return newest + 1

    def mentions(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The cohorts, also removed ones, in any version of which one of these ids stands as a
        text or number, or within a text, but not within a longer run of Latin letters or digits.
        """
        listed = "|".join(re.escape(one) for one in sorted(ids) if one)
        if not listed:
            return ()
        pattern = re.compile(f"(?<![0-9A-Za-z])(?:{listed})(?![0-9A-Za-z])")
        return tuple(name for name in self._all_names() if self._mentions(name, pattern))

    def erase(self, name: str) -> None:
        """Delete the cohort with all its versions. This cannot be undone."""
        if not versions.numbers(folder := self._folder_of(name)):
            raise unknown(name, self._all_names())
        versions.delete(folder)

    def _mentions(self, name: str, pattern: re.Pattern[str]) -> bool:
        folder = self._folder_of(name)
        records = (versions.read(folder, number) for number in versions.numbers(folder))
        return any(
            pattern.search(text)
            for record in records
            for text in (name, *_texts(msgspec.to_builtins(record)))
        )

    def _check_references(self, definition: CohortDefinition) -> None:
        """Refuse a definition that leads back to its own name."""
        waiting: list[tuple[CohortDefinition, tuple[str, ...]]] = [(definition, (definition.name,))]
        seen = set()
        while waiting:
            at, path = waiting.pop()
            for name, version in _named_in(at):
                if name == definition.name and version is None:
                    circle = " → ".join((*path, name))
                    message = f"The cohort {name!r} would be defined by itself: {circle}."
                    raise refuse("rule", message, "Name another cohort, or a version of this one.")
                if (name, version) not in seen:
                    seen.add((name, version))
                    waiting.append((self.read(name, version).definition, (*path, name)))

    def _newest(self, name: str) -> tuple[int, Record]:
        """The newest version; 0 and an empty record if there is none."""
        folder = self._folder_of(name)
        known = versions.numbers(folder)
        return (known[-1], versions.read(folder, known[-1])) if known else (0, Record())

    def _all_names(self) -> list[str]:
        with versions.guarded(self._folder):
            if not self._folder.is_dir():
                return []
            folders = [path for path in self._folder.iterdir() if is_name(path.name)]
        return sorted(path.name for path in folders if versions.numbers(path))

    def _folder_of(self, name: str) -> Path:
        return self._folder / check_name(name)


def _named_in(definition: CohortDefinition) -> list[tuple[str, int | None]]:
    rules = [rule for _, rule in walk(definition.rule)]
    return [(rule.name, rule.version) for rule in rules if isinstance(rule, InCohort)]


def _texts(said: Any) -> Iterator[str]:
    """Every text and number in JSON values, the keys included."""
    if isinstance(said, dict):
        yield from said
        for value in said.values():
            yield from _texts(value)
    elif isinstance(said, list | tuple):
        for value in said:
            yield from _texts(value)
    elif said is not None:
        yield str(said)


def _conflict(message: str, remedy: str) -> Conflict:
    return Conflict(message, remedy=remedy, code="cohort.conflict", field="name")


def _removed(name: str) -> NotFound:
    return NotFound(
        f"The cohort {name!r} was removed.",
        remedy="Restore it, or ask for one of its old versions.",
        code="cohort.removed",
        field="name",
    )

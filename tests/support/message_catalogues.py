"""The words of each room that are to be translated: collected from its templates and its Python,
kept in locale/zh_Hans/LC_MESSAGES/django.po beside them, compiled to django.mo.

Run as a program (`make messages`) it brings both files of every room up to date. A word that is new
stands in the .po with an empty translation, for a person to write.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import SEEK_END, BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parents[2] / "src/huitou"
LOCALE = "zh_Hans"
_WITHIN = Path("locale") / LOCALE / "LC_MESSAGES"
# No dates, names or versions: the files change when words do.
_HEADER = """\
# The words of this room in Simplified Chinese. `make messages` collects and compiles them.
msgid ""
msgstr ""
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)
# What a call says where: the places of its arguments, the context's marked with c.
_CALLS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def rooms() -> list[Path]:
    """The folders of the rooms that have words of their own."""
    return sorted(folder.parent for folder in SOURCE.glob("**/locale"))


def po_file(room: Path) -> Path:
    return room / _WITHIN / "django.po"


def mo_file(room: Path) -> Path:
    return room / _WITHIN / "django.mo"


def collected(room: Path) -> Catalog:
    """The words that the room's files hold now, without translations."""
    catalogue = Catalog(locale=LOCALE)
    for file in _files(room):
        place = file.relative_to(room).as_posix()
        for _line, words, _comments, context in extract("python", _python(file), keywords=_CALLS):
            # Names without lines: a line added above would change the file for nothing.
            catalogue.add(words, locations=[(place, None)], context=context)
    return catalogue


def kept(room: Path) -> Catalog:
    """The room's .po; empty if there is none yet."""
    path = po_file(room)
    if not path.exists():
        return Catalog(locale=LOCALE)
    with path.open("rb") as file:
        return read_po(file, locale=LOCALE)


def compiled(catalogue: Catalog) -> bytes:
    """What belongs into the .mo."""
    catalogue.creation_date = catalogue.revision_date = _NO_DATE
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def refresh(room: Path) -> None:
    """Bring the room's two files up to date. Words that no file holds any more go."""
    catalogue = kept(room)
    catalogue.update(collected(room), no_fuzzy_matching=True, update_creation_date=False)
    buffer = BytesIO(_HEADER.encode())
    buffer.seek(0, SEEK_END)
    write_po(buffer, catalogue, omit_header=True, sort_output=True, width=100, ignore_obsolete=True)
    po_file(room).parent.mkdir(parents=True, exist_ok=True)
    po_file(room).write_bytes(buffer.getvalue())
    mo_file(room).write_bytes(compiled(kept(room)))


def untranslated(room: Path) -> list[str]:
    """The words of the room's files that have no translation in its .po."""
    translations = kept(room)
    missing = []
    for message in collected(room):
        if not message.id:
            continue  # the header
        found = translations.get(message.id, message.context)
        if found is None or found.fuzzy or not is_said(found.string):
            missing.append(str(message.id))
    return missing


def is_said(translation: object) -> bool:
    """Whether a translation is there, in all its plural forms."""
    parts = translation if isinstance(translation, (tuple, list)) else (translation,)
    return bool(parts) and all(parts)


def _files(room: Path) -> Iterator[Path]:
    """Its Python and its templates; what is in a room of a room that has words belongs to that."""
    inner = [other for other in rooms() if other != room and other.is_relative_to(room)]
    for pattern in ("**/*.py", "**/templates/**/*.*"):
        for file in sorted(room.glob(pattern)):
            if not any(file.is_relative_to(other) for other in inner):
                yield file


def _python(file: Path) -> BytesIO:
    text = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        # What is left of a template is not indented as Python would have it.
        lines = templatize(text, origin=str(file)).splitlines()
        text = "\n".join(line.lstrip() for line in lines)
    return BytesIO(text.encode())


def main() -> None:
    for room in rooms():
        refresh(room)
        missing = untranslated(room)
        print(f"{room.relative_to(SOURCE)}: {len(kept(room))} words, {len(missing)} to translate")
        for word in missing:
            print(f"  {word}")


if __name__ == "__main__":
    main()

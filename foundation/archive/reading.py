"""Reads files into the portal: all of them in one transaction, or none."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.db import transaction

from foundation.archive import recording, saving, shape
from foundation.archive.book import Book, Entry, merge
from foundation.archive.faults import Faults, Refused, quoted
from foundation.archive.lists import Entries, in_file, lists
from foundation.archive.parsing import Unreadable, load
from foundation.archive.references import Reference
from foundation.discovery import modules
from foundation.text.lengths import TEXT, TITLE

FORMAT = "gmg-archive/1"


@dataclass(frozen=True)
class Tally:
    """How many entries of a list were read: new ones, changed ones, and those that changed nothing."""

    name: str
    new: int
    changed: int
    unchanged: int


def read(paths: Iterable[str], *, update: bool = False) -> list[Tally]:
    """Reads archives into the portal. Returns a tally for each list.

    Raises `Refused` with every fault, and then writes nothing. Two files that contradict each other are a
    fault. So is a file that contradicts the portal, unless `update` is true: then the file wins. No verb
    runs, and nobody gets mail.
    """
    faults = Faults()
    said = Said(paths, faults)
    with transaction.atomic():
        saving.lock()
        book = Book.of_portal()
        said.add_to(book, update=update)
        if faults:
            raise Refused(faults.lines)
        tallies = [_tally(entries, book) for entries in lists()]
        with recording.in_bulk():
            saving.save(book)
    return tallies


def _tally(entries: Entries, book: Book) -> Tally:
    given = [entry for entry in book.entries[entries.name] if entry.given]
    new, touched = sum(entry.is_new for entry in given), sum(entry.is_touched for entry in given)
    return Tally(entries.name, new, touched - new, len(given) - touched)


class Said:
    """What the files say together."""

    def __init__(self, paths: Iterable[str], faults: Faults):
        self.faults = faults
        self.book = Book()
        self.names: dict[str, set[str]] = {entries.name: set() for entries in lists()}
        # Lists with an entry whose name cannot be read. A reference that is not found may mean that entry.
        self.doubtful: set[str] = set()
        self.referring: list[Entry] = []
        paths = [str(path) for path in paths]
        for path in paths:
            try:
                self._read_file(load(path), f"{path}: " if len(paths) > 1 else "")
            except Unreadable as error:
                faults.add(path, str(error))
                self.doubtful.update(self.names)

    def add_to(self, book: Book, *, update: bool = False) -> None:
        """Adds to a book what the files say, and checks the whole book."""
        said = [(entries, entry) for entries in lists() for entry in self.book.entries[entries.name]]
        self._lead_on(book, said)
        self._check_references(book)
        book.take(said, self.faults, update=update, holder="in the portal")
        for module in modules("archive"):
            if hasattr(module, "check"):
                module.check(book, self.faults)

    def _lead_on(self, book: Book, said: list[tuple[Entries, Entry]]) -> None:
        """Replaces names that entries of the portal had before by those that they have now."""
        for module in modules("archive"):
            if not hasattr(module, "former_names"):
                continue
            for name, former in module.former_names(book, self.book).items():
                self.names[name].update(former[old] for old in self.names[name] & former.keys())
                for _, entry in said:
                    for part in entry.parts():
                        for key in part.spec.keys:
                            if key.name in part.values and getattr(key, "to", "") == name:
                                part.values[key.name] = key.renamed(part.values[key.name], former)

    def _read_file(self, raw, root: str) -> None:
        if not isinstance(raw, dict):
            raise Unreadable("is not an archive: an archive is a JSON object")
        twice = shape.doubled_keys(raw, root, self.faults)
        if raw.get("format", FORMAT) != FORMAT:
            self.faults.add(f"{root}format", f'must be "{FORMAT}", not {quoted(raw["format"])}')
            self.doubtful.update(self.names)
            return
        shape.check_text(raw, "format", root, TITLE, self.faults, required=True)
        shape.check_text(raw, "title", root, TITLE, self.faults, required=True)
        shape.check_text(raw, "source", root, TEXT, self.faults)
        for name in raw:
            if name not in self.names and name not in ("format", "title", "source"):
                self.faults.add(f"{root}{shape.safe(name)}", "is not known")
        found = []
        for entries in in_file():
            values, at = raw.get(entries.name, []), f"{root}{entries.name}"
            if entries.name in twice or not shape.is_list(values, at, self.faults):
                self.doubtful.add(entries.name)
                continue
            for number, one in enumerate(values):
                found.append((entries, shape.parse_entry(entries.shape, one, f"{at}[{number}]", self.faults)))
        self._place(found)
        self._take(found)

    def _place(self, found: list[tuple[Entries, Entry]]) -> None:
        """Assigns the only term of the file to entries that do not say where they belong."""
        by_list = defaultdict(list)
        for entries, entry in found:
            by_list[entries.name].append((entries, entry))
        for entries, entry in found:
            placed = {*entries.placed_by}
            if not placed or placed & (entry.values.keys() | entry.faulty) or shape.WHOLE in entry.faulty:
                continue
            terms = cast(Reference, entries.shape.key("term")).to
            if len(by_list[terms]) == 1:
                [(of, term)] = by_list[terms]
                if not _is_nameless(of, term):
                    entry.values["term"] = of.name_of(term)
                    continue
            entry.faulty.add("term")
            if len(by_list[terms]) != 1 and terms not in self.doubtful:
                words = " nor ".join(entries.placed_by)
                self.faults.add(
                    entry.at("term"), f"is missing: neither {words} is given, and the file has not one term"
                )

    def _take(self, found: list[tuple[Entries, Entry]]) -> None:
        """Adds the entries of a file to those of the other files."""
        file, mine = Book(), []
        for entries, entry in found:
            self.referring.extend(entry.parts())
            self.doubtful.update(
                key.introduces for key in entry.spec.keys if key.introduces and key.name in entry.faulty
            )
            if _is_nameless(entries, entry):
                self.doubtful.add(entries.name)
            elif twin := file.find(entries, entry):
                self.faults.add(entry.place, f"is the same {entries.noun} as {twin.place}")
            else:
                file.add(entries, entry)
                mine.append((entries, entry))
        by_name = {entries.name: entries for entries in lists()}
        for _, entry in found:
            for key in entry.spec.keys:
                for name, values, where in key.implies(entry):
                    other = Entry(by_name[name].shape, f"{entry.at(key.name)}{where}")
                    other.values, other.places = values, dict.fromkeys(values, other.place)
                    if twin := file.find(by_name[name], other):
                        merge(twin, other, self.faults)
                    else:
                        file.add(by_name[name], other)
                        mine.append((by_name[name], other))
        for entries, entry in mine:
            if entries.called:
                self.names[entries.name].add(entries.called(entry))
        self.book.take(mine, self.faults)

    def _check_references(self, book: Book) -> None:
        nouns = {entries.name: entries.noun for entries in lists()}
        for entry in self.referring:
            for key in entry.spec.keys:
                for name, called, where in key.refers(entry, self.book):
                    if not (name in self.doubtful or called in self.names[name] or book.called(name, called)):
                        self.faults.add(
                            f"{entry.at(key.name)}{where}", f"{quoted(called)} is not a known {nouns[name]}"
                        )


def _is_nameless(entries: Entries, entry: Entry) -> bool:
    """Whether its identity cannot be read, so that nobody knows which entry it is."""
    return bool(entry.faulty & {shape.WHOLE, *entries.identity})

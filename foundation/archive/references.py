"""The keys whose values refer to another entry, of the archive or of the portal."""

from typing import Any, cast

from django.db.models import ManyToManyField

from foundation.archive.faults import quoted
from foundation.archive.values import Key, Misread, string


class Reference(Key):
    """A reference to an entry of the list `to`, by its name in the archive; or one of `words`."""

    words: tuple[str, ...] = ()

    def __init__(self, name, attr=None, *, to: str, **options):
        super().__init__(name, attr, **options)
        self.to = to

    def read(self, raw):
        return raw if string(raw).strip() else None

    def renamed(self, value, names):
        return names.get(value, value)

    def refers(self, entry, book):
        value = entry[self.name]
        return () if value is None or value in self.words else [(self.to, value, "")]

    def stored(self, book):
        names, attr = book.names_by_pk(self.to), self.field.attname
        return lambda obj: names.get(getattr(obj, attr))

    def put(self, obj, value, book):
        setattr(obj, self.attr, book.named(self.to, value).obj)


class Many(Key):
    """Several references in no order. Reading only adds references; they are written sorted."""

    attached = True

    def __init__(self, name, attr=None, *, to: str = ""):
        super().__init__(name, attr)
        self.to = to

    def read(self, raw):
        if not isinstance(raw, list):
            raise ValueError(f"must be a list, not {quoted(raw)}")
        values, found = [], []
        for number, one in enumerate(raw):
            try:
                values.append(self.read_one(one))
            except ValueError as error:
                found.append((f"[{number}]", str(error)))
        if found:
            raise Misread(found)
        return tuple(values) or None

    def read_one(self, raw):
        """Returns the name that one value of the list gives. Raises `ValueError`."""
        if not string(raw).strip():
            raise ValueError("is empty")
        return raw

    def write(self, value):
        return sorted(set(value))

    def join(self, old, new):
        return old if set(new) <= set(old) else tuple(sorted({*old, *new}))

    def renamed(self, value, names):
        return tuple(dict.fromkeys(names.get(one, one) for one in value))

    def refers(self, entry, book):
        return [(self.to, name, f"[{number}]") for number, name in enumerate(entry[self.name] or ())]

    def stored(self, book):
        names = self.names_by_pk(book)
        links: dict[object, set[str]] = {}
        field = cast(ManyToManyField, self.field)
        source, target = field.m2m_column_name(), field.m2m_reverse_name()
        for owner, other in self.through().objects.values_list(source, target):
            if other in names:
                links.setdefault(owner, set()).add(names[other])
        return lambda obj: tuple(sorted(links[obj.pk])) if obj.pk in links else None

    def names_by_pk(self, book) -> dict:
        """Returns the names of what it can refer to, by their primary keys."""
        return book.names_by_pk(self.to)

    def objects(self, names, book) -> list:
        """Returns the objects of the portal with these names."""
        return [book.named(self.to, name).obj for name in names]

    def attach(self, obj, entry, book):
        getattr(obj, self.attr).add(*self.objects(set(entry[self.name]), book))

    def through(self) -> Any:
        """Returns the model whose rows link the two."""
        return cast(ManyToManyField, self.field).remote_field.through

    def models(self):
        return [self.through()]


class Link(Reference):
    """A reference that is stored in a model of its own, from its field `owner` to its field `target`."""

    attached = True

    def __init__(self, name, model, *, owner: str, target: str, to: str):
        super().__init__(name, to=to)
        self.link, self.owner, self.target = model, owner, target

    def bind(self, model):
        pass  # the entry's own row has no field for it

    def stored(self, book):
        names = book.names_by_pk(self.to)
        links = dict(self.link.objects.values_list(f"{self.owner}_id", f"{self.target}_id"))
        return lambda obj: names.get(links.get(obj.pk))

    def found(self, entry, book):
        """Returns the entry that it refers to."""
        return book.named(self.to, entry[self.name])

    def attach(self, obj, entry, book):
        link = self.link.objects.filter(**{self.owner: obj}).first() or self.link(**{self.owner: obj})
        setattr(link, self.target, self.found(entry, book).obj)
        link.save()

    def models(self):
        return [self.link]

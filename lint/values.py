"""Name tuples as `typing.NamedTuple` does, in a fifth of its time.

A program that starts for one article makes some fifty of them. `typing` compiles the annotation of every field, and
`collections` a constructor for every class; here classes with as many fields share what was compiled.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from collections import namedtuple
    from functools import cache
    from operator import itemgetter
    from types import FunctionType

    # what every named tuple has, and the class by which its fields are read
    _PATTERN = namedtuple("_PATTERN", "field")
    _COMMON = {name: vars(_PATTERN)[name] for name in ("_asdict", "__getnewargs__", "__slots__")}
    _Field = type(_PATTERN.field)

    @cache
    def _constructor(count):
        names = "".join(f"_{number}, " for number in range(count))
        return eval(f"lambda _cls, {names}: _new(_cls, ({names}))", {"_new": tuple.__new__})

    def _new(name, fields, defaults):
        """Give the values of a constructor their names."""
        shared = _constructor(len(fields))
        made = FunctionType(
            shared.__code__.replace(co_varnames=("_cls", *fields)), shared.__globals__, "__new__", defaults
        )
        made.__qualname__ = f"{name}.__new__"
        return made

    def _field(number):
        return property(itemgetter(number)) if _Field is property else _Field(number, "")

    def _make(cls, values):
        made = tuple.__new__(cls, values)
        if len(made) != len(cls._fields):
            raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
        return made

    def _replace(self, /, **changes):
        values = [changes.pop(field, value) for field, value in zip(self._fields, self, strict=True)]
        if changes:
            raise ValueError(f"Got unexpected field names: {list(changes)!r}")
        return tuple.__new__(type(self), values)

    def _repr(self):
        fields = zip(self._fields, self, strict=True)
        return f"{type(self).__name__}({', '.join(f'{field}={value!r}' for field, value in fields)})"

    class _Meta(type):
        def __new__(mcs, name, bases, body):
            if not bases:
                return super().__new__(mcs, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body.pop(field) for field in fields if field in body}
            body.update(_COMMON, _fields=fields, _field_defaults=defaults, __match_args__=fields, _replace=_replace)
            body.update(zip(fields, map(_field, range(len(fields))), strict=True))
            body.update(_make=classmethod(_make), __new__=_new(name, fields, (*defaults.values(),)))
            body.setdefault("__repr__", _repr)
            return type(name, (tuple,), body)

    class NamedTuple(metaclass=_Meta):
        """The base of a named tuple; the class that is made has `tuple` in its place."""

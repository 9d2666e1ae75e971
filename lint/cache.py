"""Keep computed values on disk between runs.

A cache file is trusted only when it belongs to this user and its digest fits its content and key; anything else is
rebuilt. Files are written beside and renamed, so that several processes can share the folder. Values are plain data
(`marshal`): numbers, strings, tuples, lists, dicts, frozensets. A file may have parts, of which each run reads
those that it needs.
"""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from zlib import crc32

from .digests import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

_DIGEST = 16
# of the files of one name, the newest are kept: other rules and interpreters may still use theirs
_KEPT = 6


def folder() -> str:
    """Return the cache folder: $CAVEAT_CACHE_DIR, else the user's cache folder of this platform."""
    chosen = os.environ.get("CAVEAT_CACHE_DIR")
    if chosen:
        return chosen
    if sys.platform == "win32":
        return os.path.join(os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/AppData/Local"), "caveat")
    return os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "caveat")


def digest(*parts: str | bytes) -> str:
    """Name a sequence of parts by 32 hexadecimal digits; the interpreter's version is always part of it."""
    sum = blake2b(sys.version.encode(), digest_size=_DIGEST)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        sum.update(len(data).to_bytes(8, "little") + data)
    return sum.hexdigest()


def load(name: str, key: str) -> object | None:
    """Return the value stored under `name` and `key`, or none where there is no sound one."""
    try:
        with open(_path(name, key), "rb") as file:
            if not _is_own(file.fileno()):
                return None
            data = file.read()
    except OSError:
        return None
    seal, payload = data[:_DIGEST], data[_DIGEST:]
    if seal != _seal(key, payload):
        return None
    try:
        value: object = marshal.loads(payload)  # sealed above, written by this very interpreter version
    except (EOFError, ValueError, TypeError):
        return None
    return value


def store(name: str, key: str, value: Any) -> None:
    """Store `value`; a folder that cannot be written to only costs time, so it is no error."""
    payload = marshal.dumps(value)
    _write(name, key, _seal(key, payload) + payload)


def _write(name: str, key: str, data: bytes) -> None:
    path = _path(name, key)
    beside = f"{path}.{os.getpid()}"
    try:
        os.makedirs(folder(), exist_ok=True)
        with open(beside, "wb") as file:
            file.write(data)
        os.replace(beside, path)
        _forget_old(name)
    except OSError:
        with suppress(OSError):
            os.unlink(beside)


def _path(name: str, key: str) -> str:
    return os.path.join(folder(), f"{name}-{key}")


def _forget_old(name: str) -> None:
    files = [entry for entry in os.scandir(folder()) if entry.name.startswith(f"{name}-")]
    for entry in sorted(files, key=lambda entry: entry.stat().st_mtime, reverse=True)[_KEPT:]:
        with suppress(FileNotFoundError):
            os.unlink(entry.path)


class Parts:
    """The parts of one file, each read, checked and decoded when it is asked for."""

    def __init__(self, file: int, key: str) -> None:
        """Read the list of parts of an open file; raises ValueError where there is no sound one."""
        self._file, self._sum = file, crc32(key.encode())
        seal, length = os.read(file, _DIGEST), int.from_bytes(os.read(file, 8), "little")
        self._start = _DIGEST + 8 + length
        listed = os.read(file, min(length, os.fstat(file).st_size))
        if seal != _seal(key, listed) or not _is_own(file):
            raise ValueError(key)
        self._places: Mapping[str, tuple[int, int, int]] = marshal.loads(listed)

    def __del__(self) -> None:
        os.close(self._file)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, part: str) -> Any:
        """Return the value of a part; raises ValueError for a damaged one."""
        return marshal.loads(self.raw(part))  # sealed below, written by this very interpreter version

    def raw(self, part: str) -> bytes:
        """Return a part as it was stored; raises ValueError for a damaged one."""
        at, length, sum = self._places[part]
        os.lseek(self._file, self._start + at, os.SEEK_SET)
        data = os.read(self._file, length)
        if crc32(data, self._sum) != sum:
            raise ValueError(part)
        return data


def load_parts(name: str, key: str) -> Parts | None:
    """Return the parts stored under `name` and `key`, or none where there is no sound list of them."""
    try:
        file = os.open(_path(name, key), os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except OSError:
        return None
    try:
        return Parts(file, key)
    except (OSError, EOFError, ValueError, TypeError):
        return None


def store_parts(name: str, key: str, parts: Mapping[str, bytes]) -> None:
    """Store parts: what `marshal` has made of their values, or bytes that are asked for as they are."""
    places, at, keyed = {}, 0, crc32(key.encode())
    for part, data in parts.items():
        places[part] = at, len(data), crc32(data, keyed)
        at += len(data)
    listed = marshal.dumps(places)
    _write(name, key, b"".join((_seal(key, listed), len(listed).to_bytes(8, "little"), listed, *parts.values())))


def _is_own(file: int) -> bool:
    return not hasattr(os, "getuid") or os.fstat(file).st_uid == os.getuid()


def _seal(key: str, payload: bytes) -> bytes:
    return blake2b(payload, key=key.encode(), digest_size=_DIGEST).digest()

"""Keep computed values on disk between runs.

A cache file is trusted only when it belongs to this user and its digest fits its content and key; anything else is
rebuilt. Files are written beside and renamed, so that several processes can share the folder. Values are plain data
(`marshal`): numbers, strings, tuples, lists, dicts, frozensets.
"""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

_DIGEST = 16


def folder() -> Path:
    """Return the cache folder: $CAVEAT_CACHE_DIR, else the user's cache folder of this platform."""
    chosen = os.environ.get("CAVEAT_CACHE_DIR")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData/Local")) / "caveat"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "caveat"


def digest(*parts: str | bytes) -> str:
    """Name a sequence of parts by 32 hexadecimal digits; the interpreter's version is always part of it."""
    sum = blake2b(sys.version.encode(), digest_size=_DIGEST)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        sum.update(len(data).to_bytes(8, "little") + data)
    return sum.hexdigest()


def load(name: str, key: str) -> object | None:
    """Return the value stored under `name` and `key`, or none where there is no sound one."""
    path = folder() / f"{name}-{key}"
    try:
        with path.open("rb") as file:
            if hasattr(os, "getuid") and os.fstat(file.fileno()).st_uid != os.getuid():
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
    path = folder() / f"{name}-{key}"
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(_seal(key, payload) + payload)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()


def _seal(key: str, payload: bytes) -> bytes:
    return blake2b(payload, key=key.encode(), digest_size=_DIGEST).digest()

"""Offer BLAKE2; by way of `hashlib` it would load OpenSSL, a tenth of a short run."""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

__all__ = ["blake2b"]

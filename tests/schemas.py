"""Files held against a schema that is checked once: `jsonschema.validate` checks it each time."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator


@cache
def validator(schema: Callable[..., dict[str, Any]], *kind: str) -> Draft202012Validator:
    """The validator of the schema that `schema(*kind)` exports."""
    return Draft202012Validator(schema(*kind))

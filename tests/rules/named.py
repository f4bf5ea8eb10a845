"""Calling a rule by the names of its arguments, whatever their order and their types."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.rules.compiled import Rule

DTYPES = {"f": np.float64, "i": np.int64, "h": np.int32, "u": np.uint64}


def call(rule: Rule, **given: Any) -> dict[str, Any]:
    """Outputs, and what was written in place, by name; nothing that is given is changed."""
    missing = set(rule.names[: rule.inputs]) ^ given.keys()
    assert not missing, f"{rule.name}: {sorted(missing)}"
    args = []
    for name, letter, dims in zip(rule.names, rule.types, rule.dims[: rule.inputs]):
        array = np.array(given[name], DTYPES[letter])
        if name in rule.writes and not dims:
            array = np.atleast_1d(array)
        args.append(array)
    outs = rule(*args)
    told = dict(zip(rule.names[rule.inputs :], outs if isinstance(outs, tuple) else (outs,)))
    return told | {name: args[rule.names.index(name)] for name in rule.writes}

"""Calling a rule by the names of its arguments, whatever their order and their types."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.kernel.rule import Rule


def call(rule: Rule, **given: Any) -> dict[str, Any]:
    """Outputs, and what was written in place, by name; nothing that is given is changed."""
    missing = set(rule.names[: rule.inputs]) ^ given.keys()
    assert not missing, f"{rule.name}: {sorted(missing)}"
    args = []
    for name, argument in list(rule.arguments.items())[: rule.inputs]:
        array = np.array(given[name], argument.dtype)
        if argument.written and not argument.dims:
            array = np.atleast_1d(array)
        args.append(array)
    outs = rule(*args)
    told = dict(zip(rule.names[rule.inputs :], outs if isinstance(outs, tuple) else (outs,)))
    return told | {name: args[rule.names.index(name)] for name in rule.writes}

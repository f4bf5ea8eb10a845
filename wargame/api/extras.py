"""Libraries that only some studies need, as extras of the package."""

from __future__ import annotations

from importlib.util import find_spec

from wargame.declare.errors import WargameError

EXTRAS = {  # extra: module, name of its package
    "analysis": {"SALib": "SALib", "sklearn": "scikit-learn"},
    "calibration": {
        "iterative_ensemble_smoother": "iterative-ensemble-smoother",
        "scoringrules": "scoringrules",
    },
}


def require(extra: str) -> None:
    """Raise WargameError, saying what to install, if a library of `extra` is not there."""
    lacking = [name for module, name in EXTRAS[extra].items() if find_spec(module) is None]
    if lacking:
        raise WargameError(
            f"{' and '.join(lacking)}: not installed; `pip install 'wargame[{extra}]'` adds it"
        )

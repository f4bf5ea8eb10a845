"""Names of weapons as reports write them, and the weapon class of each.

Classes are those of docs/data.md. A name may be bundled ("X-101/X-555 and Kalibr"): a report that
names several weapons counts under the first one named, as in the shipped record.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from wargame.declare.errors import did_you_mean

OUTSIDE = "outside"  # flown, but not a weapon that the record counts
_NAMES = {
    "ballistic": "Iskander-M, 9M723, KN-23, KN-24, Hwasong-11, Hwasong-11A, Kinzhal, X-47, X-47M2, "
    "C-300, C-400, 48N6, RM-48U, 5V55, Oreshnik, Tochka, Tochka-U",
    "cruise": "X-101, X-102, X-55, X-555, X-BD, Kalibr, 3M14, 3M-54, Iskander-K, 9M728, 9M729, "
    "R-500, Banderol",
    "supersonic": "X-22, X-32, Oniks, Onyx, P-800, Zircon, Tsirkon, 3M22, P-35",
    "air_tactical": "X-25, X-29, X-31, X-31P, X-31PD, X-31A, X-31AD, X-35, X-35U, X-38, X-38M, "
    "X-58, X-59, X-59M, X-59MK, X-59MK2, X-69",
    "one_way_drone": "Shahed, Shahed-131, Shahed-136, Shahed-238, Geran, Geran-1, Geran-2, "
    "Geran-3, Geran-4, Geran-5, Geranium, Gerbera, Parodiya, Parody, Italmas, Garpiya, Decoy, "
    "Decoys, Imitator, Imitators, Simulator, Simulators",
    "unknown_missile": "Unknown missile, Unknown missiles, Missile, Missiles",
    OUTSIDE: "Orlan, Orlan-10, Orlan-30, ZALA, Supercam, Eleron, Eleron-3, Granat-4, Merlin, "
    "Merlin-VR, Forpost, Forpost-R, Orion, Inokhodets, Mohajer-6, Kartograf, Knyaz Veshchiy Oleg, "
    "Lancet, Lancet-3, Kub, Kub-BLA, Molniya, Molniya-2, Privet-82, Phoenix, Feniks, Skat, "
    "Sirius, Takhion, Reconnaissance UAV, Unknown UAV, UAV, KAB, UMPK, Aerial bomb, Guided bomb, "
    "Mi-8, Ka-52, Su-25, Su-34, Su-35",
}
_FILLERS = {"MISSILE", "MISSILES", "UAV", "UAVS", "DRONE", "DRONES", "TYPE", "ROCKET", "ROCKETS"}
_LATIN = str.maketrans("АВЕКМНОРСТХУІ", "ABEKMHOPCTXYI")  # Cyrillic letters that look the same
_BETWEEN = re.compile(r"\s+(?:and|or|та|і|и)\s+|[/,;&+]", re.IGNORECASE)


class Reading(NamedTuple):
    """What a name means: its class ('' for not known), whether it mixes classes, what was odd."""

    weapon_class: str
    mixed: bool
    problem: str


def _key(name: str) -> str:
    """`name` without case, signs and alphabets: 'Kh-101' and 'Х-101' are both 'X101'."""
    text = unicodedata.normalize("NFKC", name).upper().translate(_LATIN)
    text = re.sub(r"[^A-Z0-9]", "", text)
    return re.sub(r"^S(?=[34]00)", "C", re.sub(r"^KH(?=\d|BD)", "X", text))


_CLASS_OF = {
    _key(name): weapon_class for weapon_class, names in _NAMES.items() for name in names.split(", ")
}


def read_model(text: str) -> Reading:
    """The weapon class that a report's `text` counts under."""
    names = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    if not names:
        return Reading("", False, "no model is named")
    classes: list[str] = []
    unknown: list[str] = []
    stem = ""
    for name in names:
        key = _key(name)
        if key.isdigit():  # 'C-300/400': the letters stand in the name before
            key = stem + key
        stem = (re.match(r"[A-Z]+(?=\d)", key) or [stem])[0]
        result = _class(name, key)
        if result:
            classes.append(result)
        else:
            unknown.append(name)
    if not classes:
        every = [word for row in _NAMES.values() for word in row.split(", ")]
        return Reading("", False, f"'{text}' is not known{did_you_mean(names[0], every)}")
    mixed = len(set(classes)) > 1
    problem = f"'{text}' names weapons of several classes" if mixed else ""
    if unknown:
        problem = f"'{text}' names a model that is not known ('{unknown[0]}')"
    return Reading(classes[0], mixed, problem)


def _class(name: str, key: str) -> str:
    """Class of one name: as a whole, or by words that all say the same; '' for not known."""
    if key in _CLASS_OF:
        return _CLASS_OF[key]
    words = [word for part in re.split(r"[\s()]+", name) if (word := _key(part))]
    telling = [word for word in words if word not in _FILLERS]
    result = {_CLASS_OF.get(word, "") for word in telling}
    return result.pop() if len(result) == 1 else ""

"""Who plays which part in the shipped theatre, as the plain telling names them."""

from __future__ import annotations

from wargame.scenario import load

_ROLES = load("continued_war").roles
SYSTEMS = {kind: at for at, group in enumerate(_ROLES.radars) for kind in group}
RIVAL = _ROLES.rivals
STRIKERS = _ROLES.third_state_missiles

"""Every outcome, declared once: name, unit, meaning, and which way is better.

`SERIES` are recorded by run and calendar month; `OUTCOMES` are one value per run, worked out
from the series when the war ends. "Better" is seen from the defence of Ukraine and Europe.
Declared on the scenario floor so that scenarios and claims can name outcomes without a model.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Better = Literal["higher", "lower", "neither"]


class Series(NamedTuple):
    """One monthly record of shape (run, month, *dims)."""

    unit: str
    dims: tuple[str, ...]
    meaning: str
    better: Better


class Outcome(NamedTuple):
    """One number per run."""

    unit: str
    meaning: str
    better: Better


SERIES: dict[str, Series] = {
    "made": Series("weapons", ("weapon",), "made or imported in the month", "lower"),
    "launched": Series("weapons", ("weapon",), "launched at Ukraine in the month", "lower"),
    "failed": Series("weapons", ("weapon",), "launched but failed on the way", "higher"),
    "intercepted": Series("weapons", ("weapon",), "stopped: shot down, jammed or lost", "higher"),
    "leaked": Series("weapons", ("weapon",), "launched and neither failed nor stopped", "lower"),
    "lost": Series("weapons", ("weapon",), "destroyed in store", "higher"),
    "expired": Series("weapons", ("weapon",), "became unfit and were written off", "higher"),
    "fired_elsewhere": Series("weapons", ("weapon",), "fired at other European states", "lower"),
    "stock": Series("weapons", ("weapon",), "held at the end of the month", "lower"),
    "stock_age": Series("months", ("weapon",), "median age of the stock at month's end", "neither"),
    "launch_age": Series("months", ("weapon",), "mean age of weapons launched", "neither"),
    "held": Series("interceptors", ("interceptor",), "held by Ukraine at month's end", "higher"),
    "batteries": Series(
        "batteries", ("interceptor",), "in action in Ukraine at month's end", "higher"
    ),
    "received": Series("interceptors", ("interceptor",), "delivered to Ukraine", "higher"),
    "american_stock": Series(
        "interceptors", ("interceptor",), "held in American stocks at month's end", "higher"
    ),
    "promised": Series(
        "interceptors", ("interceptor",), "fell due to Ukraine: promised, ordered, given", "higher"
    ),
    "fired": Series("interceptors", ("interceptor",), "fired by Ukraine", "neither"),
    "kyiv_dry": Series(
        "share", (), "share of days Kyiv could not fire at a ballistic missile", "lower"
    ),
    "attacks_none": Series("raids", (), "ballistic raids on a sector, none stopped", "lower"),
    "attacks_some": Series(
        "raids", (), "ballistic raids on a sector, up to half stopped", "neither"
    ),
    "attacks_most": Series("raids", (), "ballistic raids on a sector, over half stopped", "higher"),
    "power_met": Series("share", (), "mean share of power demand met", "higher"),
    "power_met_worst": Series("share", (), "share of demand met on the worst day", "higher"),
    "posture": Series("posture", (), "posture of the Russian leadership", "neither"),
    "halted": Series("share", (), "share of days on which a ceasefire held", "neither"),
    "believed_stock": Series("missiles", (), "Western estimate of Russian missiles", "neither"),
    "pledged": Series("USD", (), "money pledged for interceptors in the month", "higher"),
    "paid": Series("USD", (), "money paid for interceptors in the month", "higher"),
    "will": Series("share", (), "donors' political will, weighted by money", "higher"),
    "spillover_rung": Series("rungs", (), "worst strike on another European state", "lower"),
    "escalation_rung": Series("rungs", (), "rung of the escalation ladder", "lower"),
    "allied_ready": Series("share", ("ally",), "allied magazine against its need", "higher"),
    "attack_cost": Series("USD", (), "cost of weapons Russia launched", "neither"),
    "defence_cost": Series("USD", (), "cost of interceptors Ukraine fired", "lower"),
    "line_health": Series("share", (), "mean health of Russian missile lines", "lower"),
    "own_missiles": Series("missiles", (), "Ukraine's long-range missiles held back", "higher"),
    "strategic_warheads": Series("warheads", ("power",), "deployed strategic warheads", "lower"),
    "strategic_defence": Series("interceptors", ("power",), "strategic interceptors", "neither"),
}

OUTCOMES: dict[str, Outcome] = {
    "launched_missiles": Outcome("missiles", "missiles launched over the horizon", "lower"),
    "launched_ballistic": Outcome("missiles", "ballistic missiles launched", "lower"),
    "launched_cruise": Outcome("missiles", "cruise missiles launched", "lower"),
    "launched_drones": Outcome("drones", "one-way drones launched, decoys included", "lower"),
    "leaked_missiles": Outcome("missiles", "missiles that got through", "lower"),
    "leaked_ballistic": Outcome("missiles", "ballistic missiles that got through", "lower"),
    "leaked_drones": Outcome("drones", "one-way drones that got through", "lower"),
    "intercept_share_ballistic": Outcome("share", "ballistic missiles stopped", "higher"),
    "intercept_share_cruise": Outcome("share", "cruise missiles stopped", "higher"),
    "intercept_share_drones": Outcome("share", "one-way drones stopped", "higher"),
    "made_missiles": Outcome("missiles", "missiles made or imported over the horizon", "lower"),
    "stock_start": Outcome(
        "missiles", "Russian missiles held at the start, without S-300s for ground fire", "lower"
    ),
    "stock_end": Outcome(
        "missiles", "Russian missiles held at the end, without S-300s for ground fire", "lower"
    ),
    "stock_growth": Outcome("missiles", "stock at the end less stock at the start", "lower"),
    "stock_12_months": Outcome("missiles", "stock 12 months after the halt (or start)", "lower"),
    "stock_24_months": Outcome("missiles", "stock 24 months after the halt (or start)", "lower"),
    "stock_36_months": Outcome("missiles", "stock 36 months after the halt (or start)", "lower"),
    "stock_age_end": Outcome("months", "median age of missiles held at the end", "neither"),
    "launch_age_last_year": Outcome(
        "months", "mean age of missiles fired in the last year", "neither"
    ),
    "months_of_fire": Outcome(
        "months", "stock at the end over the last 12 months' rate; empty under a halt", "lower"
    ),
    "break_even_month": Outcome(
        "months",
        "months from halt (or start) until the ballistic missiles added since exceed what Ukraine's magazines can stop; empty if never",
        "higher",
    ),
    "batteries_end": Outcome(
        "batteries", "batteries that stop ballistic missiles in action at the end", "higher"
    ),
    "interceptors_end": Outcome("interceptors", "ballistic interceptors held at the end", "higher"),
    "dry_pac3_mse": Outcome(
        "months", "months until PAC-3 MSE first runs dry; empty if never", "higher"
    ),
    "dry_gem_t": Outcome("months", "months until GEM-T first runs dry; empty if never", "higher"),
    "dry_aster30": Outcome(
        "months", "months until Aster 30 first runs dry; empty if never", "higher"
    ),
    "dry_irist": Outcome("months", "months until IRIS-T first runs dry; empty if never", "higher"),
    "dry_amraam": Outcome("months", "months until AMRAAM first runs dry; empty if never", "higher"),
    "dry_interceptor_drones": Outcome(
        "months", "months until interceptor drones first run dry; empty if never", "higher"
    ),
    "dry_s300": Outcome("months", "months until S-300 first runs dry; empty if never", "higher"),
    "kyiv_ballistic_dry": Outcome(
        "months",
        "months until Kyiv first cannot fire at a ballistic missile; empty if never",
        "higher",
    ),
    "kyiv_dry_share": Outcome(
        "share", "share of days Kyiv could not fire at a ballistic missile", "lower"
    ),
    "power_met_mean": Outcome("share", "mean share of power demand met", "higher"),
    "power_met_worst_month": Outcome("share", "share of demand met in the worst month", "higher"),
    "blackout_days": Outcome("days", "days on which under half of demand was met", "lower"),
    "cost_exchange": Outcome("factor", "USD of attack launched per USD of defence fired", "higher"),
    "stopped_per_million": Outcome(
        "weapons", "weapons stopped per million USD of defence", "higher"
    ),
    "paid_per_pledged": Outcome("share", "money paid over money pledged", "higher"),
    "paid_per_month": Outcome(
        "million USD", "money paid for interceptors a month, on average", "higher"
    ),
    "delivered_per_promised": Outcome(
        "share", "ballistic interceptors delivered over those that fell due", "higher"
    ),
    "interceptors_received": Outcome(
        "interceptors", "ballistic interceptors delivered to Ukraine", "higher"
    ),
    "allied_ready": Outcome(
        "share", "all allied magazines against a month of limited strikes, at the end", "higher"
    ),
    "allied_ready_all_out": Outcome(
        "share", "the same against the need of an all-out attack", "higher"
    ),
    "allied_ready_worst": Outcome(
        "share", "worst allied magazine against a month of limited strikes", "higher"
    ),
    "spillover": Outcome("share", "another European state was struck (limited or large)", "lower"),
    "incursion": Outcome(
        "share",
        "drones were ordered into another European state, beyond the strays of 2025",
        "lower",
    ),
    "spillover_rung": Outcome("rungs", "worst strike on another European state (0 to 3)", "lower"),
    "spillover_month": Outcome(
        "months", "months until another state is struck; empty if never", "higher"
    ),
    "spillover_after_halt": Outcome(
        "share",
        "another European state was struck (limited or large) after the halt (or start)",
        "lower",
    ),
    "spillover_month_after_halt": Outcome(
        "months",
        "months from halt (or start) until another state is struck; empty if never",
        "higher",
    ),
    "incursion_after_halt": Outcome(
        "share",
        "drones were ordered into another European state after the halt (or start)",
        "lower",
    ),
    "spillover_last_year": Outcome(
        "share",
        "another European state was struck (limited or large) in the last 12 months",
        "lower",
    ),
    "spillover_rung_last_year": Outcome(
        "rungs", "worst strike on another European state in the last 12 months (0 to 3)", "lower"
    ),
    "escalation_rung": Outcome(
        "rungs",
        "highest rung of the escalation ladder (0 calm to 6 war with other states)",
        "lower",
    ),
    "halt_months": Outcome("months", "time under a ceasefire", "neither"),
    "line_health_mean": Outcome("share", "mean health of Russian missile lines", "lower"),
    "own_missiles_end": Outcome(
        "missiles", "Ukraine's long-range missiles held back at the end", "higher"
    ),
    "race_growth": Outcome("share", "growth of Russian and US deployed warheads", "lower"),
    "race_stable": Outcome(
        "share",
        "the last year adds under one percent to US and Russian deployed warheads",
        "higher",
    ),
}

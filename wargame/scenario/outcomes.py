"""Every outcome, declared once: kind, unit, meaning, and which way is better.

`SERIES` are recorded by run and calendar month; `OUTCOMES` are one value per run, worked out
from the series when the war ends. "Better" is seen from the defence of Ukraine and Europe.
Declared on the scenario floor so that scenarios and claims can name outcomes without a model.
"""

from __future__ import annotations

from wargame.declare.outcome_types import Better, Outcome, Series, time_until

__all__ = ["OUTCOMES", "SERIES", "Better", "Outcome", "Series"]

SERIES: dict[str, Series] = {
    "made": Series("weapons", ("weapon",), "made or imported in the month", "lower", "flow"),
    "launched": Series("weapons", ("weapon",), "launched at Ukraine in the month", "lower", "flow"),
    "failed": Series("weapons", ("weapon",), "launched but failed on the way", "higher", "flow"),
    "intercepted": Series(
        "weapons", ("weapon",), "stopped: shot down, jammed or lost", "higher", "flow"
    ),
    "leaked": Series(
        "weapons", ("weapon",), "launched and neither failed nor stopped", "lower", "flow"
    ),
    "lost": Series("weapons", ("weapon",), "destroyed in store", "higher", "flow"),
    "expired": Series(
        "weapons", ("weapon",), "became unfit and were written off", "higher", "flow"
    ),
    "fired_elsewhere": Series(
        "weapons", ("weapon",), "fired at other European states", "lower", "flow"
    ),
    "stock": Series("weapons", ("weapon",), "held at the end of the month", "lower", "stock"),
    "stock_age": Series(
        "months",
        ("weapon",),
        "median age of the stock at month's end",
        "neither",
        "level",
        weight="stock",
    ),
    "launch_age": Series(
        "months", ("weapon",), "mean age of weapons launched", "neither", "level", weight="launched"
    ),
    "held": Series(
        "interceptors", ("interceptor",), "held by Ukraine at month's end", "higher", "stock"
    ),
    "batteries": Series(
        "batteries", ("interceptor",), "in action in Ukraine at month's end", "higher", "stock"
    ),
    "received": Series("interceptors", ("interceptor",), "delivered to Ukraine", "higher", "flow"),
    "american_stock": Series(
        "interceptors",
        ("interceptor",),
        "held in American stocks at month's end",
        "higher",
        "stock",
    ),
    "promised": Series(
        "interceptors",
        ("interceptor",),
        "fell due to Ukraine: promised, ordered, given",
        "higher",
        "flow",
    ),
    "fired": Series("interceptors", ("interceptor",), "fired by Ukraine", "neither", "flow"),
    "kyiv_dry": Series(
        "share", (), "share of days Kyiv could not fire at a ballistic missile", "lower", "share"
    ),
    "attacks_none": Series(
        "raids", (), "ballistic raids on a sector, none stopped", "lower", "flow"
    ),
    "attacks_some": Series(
        "raids", (), "ballistic raids on a sector, up to half stopped", "neither", "flow"
    ),
    "attacks_most": Series(
        "raids", (), "ballistic raids on a sector, over half stopped", "higher", "flow"
    ),
    "power_met": Series("share", (), "mean share of power demand met", "higher", "share"),
    "power_met_worst": Series(
        "share", (), "share of demand met on the worst day", "higher", "share"
    ),
    "posture": Series("posture", (), "posture of the Russian leadership", "neither", "level"),
    "halted": Series("share", (), "share of days on which a ceasefire held", "neither", "share"),
    "believed_stock": Series(
        "missiles", (), "Western estimate of Russian missiles", "neither", "stock"
    ),
    "pledged": Series("USD", (), "money pledged for interceptors in the month", "higher", "flow"),
    "paid": Series("USD", (), "money paid for interceptors in the month", "higher", "flow"),
    "will": Series("share", (), "donors' political will, weighted by money", "higher", "level"),
    "spillover_rung": Series(
        "rungs", (), "worst strike on another European state", "lower", "level"
    ),
    "escalation_rung": Series("rungs", (), "rung of the escalation ladder", "lower", "level"),
    "allied_ready": Series(
        "share", ("ally",), "allied magazine against its need", "higher", "share"
    ),
    "attack_cost": Series("USD", (), "cost of weapons Russia launched", "neither", "flow"),
    "defence_cost": Series("USD", (), "cost of interceptors Ukraine fired", "lower", "flow"),
    "line_health": Series("share", (), "mean health of Russian missile lines", "lower", "share"),
    "own_missiles": Series(
        "missiles", (), "Ukraine's long-range missiles held back", "higher", "stock"
    ),
    "strategic_warheads": Series(
        "warheads", ("power",), "deployed strategic warheads", "lower", "stock"
    ),
    "strategic_defence": Series(
        "interceptors", ("power",), "strategic interceptors", "neither", "stock"
    ),
}

OUTCOMES: dict[str, Outcome] = {
    "launched_missiles": Outcome(
        "level", "missiles", "missiles launched over the horizon", "lower"
    ),
    "launched_ballistic": Outcome("level", "missiles", "ballistic missiles launched", "lower"),
    "launched_cruise": Outcome("level", "missiles", "cruise missiles launched", "lower"),
    "launched_drones": Outcome(
        "level", "drones", "one-way drones launched, decoys included", "lower"
    ),
    "leaked_missiles": Outcome("level", "missiles", "missiles that got through", "lower"),
    "leaked_ballistic": Outcome(
        "level", "missiles", "ballistic missiles that got through", "lower"
    ),
    "leaked_drones": Outcome("level", "drones", "one-way drones that got through", "lower"),
    "intercept_share_ballistic": Outcome("share", "share", "ballistic missiles stopped", "higher"),
    "intercept_share_cruise": Outcome("share", "share", "cruise missiles stopped", "higher"),
    "intercept_share_drones": Outcome("share", "share", "one-way drones stopped", "higher"),
    "made_missiles": Outcome(
        "level", "missiles", "missiles made or imported over the horizon", "lower"
    ),
    "stock_start": Outcome(
        "level",
        "missiles",
        "Russian missiles held at the start, without S-300s for ground fire",
        "lower",
    ),
    "stock_end": Outcome(
        "level",
        "missiles",
        "Russian missiles held at the end, without S-300s for ground fire",
        "lower",
    ),
    "stock_growth": Outcome(
        "level", "missiles", "stock at the end less stock at the start", "lower"
    ),
    "stock_12_months": Outcome(
        "level", "missiles", "stock 12 months after the halt (or start)", "lower", clock="halt"
    ),
    "stock_24_months": Outcome(
        "level", "missiles", "stock 24 months after the halt (or start)", "lower", clock="halt"
    ),
    "stock_36_months": Outcome(
        "level", "missiles", "stock 36 months after the halt (or start)", "lower", clock="halt"
    ),
    "stock_age_end": Outcome(
        "level", "months", "median age of missiles held at the end", "neither"
    ),
    "launch_age_last_year": Outcome(
        "level", "months", "mean age of missiles fired in the last year", "neither"
    ),
    "months_of_fire": Outcome(
        "level",
        "months",
        "stock at the end over the last 12 months' rate",
        "lower",
        when_empty="under a halt",
    ),
    "break_even_month": time_until(
        "the ballistic missiles added since exceed what Ukraine's magazines can stop",
        "higher",
        "halt",
    ),
    "batteries_end": Outcome(
        "level",
        "batteries",
        "batteries that stop ballistic missiles in action at the end",
        "higher",
    ),
    "interceptors_end": Outcome(
        "level", "interceptors", "ballistic interceptors held at the end", "higher"
    ),
    "dry_pac3_mse": time_until("PAC-3 MSE first runs dry", "higher"),
    "dry_gem_t": time_until("GEM-T first runs dry", "higher"),
    "dry_aster30": time_until("Aster 30 first runs dry", "higher"),
    "dry_irist": time_until("IRIS-T first runs dry", "higher"),
    "dry_amraam": time_until("AMRAAM first runs dry", "higher"),
    "dry_interceptor_drones": time_until("interceptor drones first run dry", "higher"),
    "dry_s300": time_until("S-300 first runs dry", "higher"),
    "kyiv_ballistic_dry": time_until("Kyiv first cannot fire at a ballistic missile", "higher"),
    "kyiv_dry_share": Outcome(
        "share", "share", "share of days Kyiv could not fire at a ballistic missile", "lower"
    ),
    "power_met_mean": Outcome("share", "share", "mean share of power demand met", "higher"),
    "power_met_worst_month": Outcome(
        "share", "share", "share of demand met in the worst month", "higher"
    ),
    "blackout_days": Outcome(
        "level", "days", "days on which under half of demand was met", "lower"
    ),
    "cost_exchange": Outcome(
        "level", "factor", "USD of attack launched per USD of defence fired", "higher"
    ),
    "stopped_per_million": Outcome(
        "level", "weapons", "weapons stopped per million USD of defence", "higher"
    ),
    "paid_per_pledged": Outcome("share", "share", "money paid over money pledged", "higher"),
    "paid_per_month": Outcome(
        "level", "million USD", "money paid for interceptors a month, on average", "higher"
    ),
    "delivered_per_promised": Outcome(
        "share", "share", "ballistic interceptors delivered over those that fell due", "higher"
    ),
    "interceptors_received": Outcome(
        "level", "interceptors", "ballistic interceptors delivered to Ukraine", "higher"
    ),
    "allied_ready": Outcome(
        "share",
        "share",
        "all allied magazines against a month of limited strikes, at the end",
        "higher",
    ),
    "allied_ready_all_out": Outcome(
        "share", "share", "the same against the need of an all-out attack", "higher"
    ),
    "allied_ready_worst": Outcome(
        "share", "share", "worst allied magazine against a month of limited strikes", "higher"
    ),
    "spillover": Outcome(
        "event", "share", "another European state was struck (limited or large)", "lower"
    ),
    "incursion": Outcome(
        "event",
        "share",
        "drones were ordered into another European state, beyond the strays of 2025",
        "lower",
    ),
    "spillover_rung": Outcome(
        "level", "rungs", "worst strike on another European state (0 to 3)", "lower"
    ),
    "spillover_month": time_until("another state is struck", "higher"),
    "spillover_after_halt": Outcome(
        "event",
        "share",
        "another European state was struck (limited or large) after the halt (or start)",
        "lower",
        clock="halt",
    ),
    "spillover_month_after_halt": time_until("another state is struck", "higher", "halt"),
    "incursion_after_halt": Outcome(
        "event",
        "share",
        "drones were ordered into another European state after the halt (or start)",
        "lower",
        clock="halt",
    ),
    "spillover_last_year": Outcome(
        "event",
        "share",
        "another European state was struck (limited or large) in the last 12 months",
        "lower",
    ),
    "spillover_rung_last_year": Outcome(
        "level",
        "rungs",
        "worst strike on another European state in the last 12 months (0 to 3)",
        "lower",
    ),
    "escalation_rung": Outcome(
        "level",
        "rungs",
        "highest rung of the escalation ladder (0 calm to 6 war with other states)",
        "lower",
    ),
    "halt_months": Outcome("level", "months", "time under a ceasefire", "neither"),
    "line_health_mean": Outcome("share", "share", "mean health of Russian missile lines", "lower"),
    "own_missiles_end": Outcome(
        "level", "missiles", "Ukraine's long-range missiles held back at the end", "higher"
    ),
    "race_growth": Outcome("level", "share", "growth of Russian and US deployed warheads", "lower"),
    "race_stable": Outcome(
        "event",
        "share",
        "the last year adds under one percent to US and Russian deployed warheads",
        "higher",
    ),
}

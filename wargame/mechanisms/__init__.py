"""Mechanisms of the war, each in one room: its numbers, rules, agents, events, levers, outcomes."""

"""The mechanism `alerts`: days on which missiles fly at the capital."""

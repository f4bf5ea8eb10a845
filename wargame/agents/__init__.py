"""How an agent is built: tables and rows, what they own, numbers as drawn, books, the clock."""

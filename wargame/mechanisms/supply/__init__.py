"""The mechanism `supply`."""

SWITCHES = {"interceptor_supply": "Lines deliver interceptors."}

"""What can be done with the wargame, as plain functions: the command line, the browser and
`import wargame as wg` call these and nothing below them.

A function takes Python values and returns a result object. It raises WargameError, with a message
ready to be shown, and prints nothing: whoever calls it brings a `Display` for progress.

Nothing heavy is imported here: the command line must answer `--help` at once.
"""

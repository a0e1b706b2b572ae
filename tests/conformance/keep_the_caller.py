"""Keeps the run from taking away what it calls with: its own permissions, password, account or key.

Schemathesis learns names and ids from answers and uses them again. Where one of the caller's stands in the path of a
write, another is put there.
"""

import os

import schemathesis

OWN = {os.environ["BIM_CALLER"], os.environ["BIM_CALLER_KEY"]}


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.method.upper() in ("GET", "HEAD"):
        return
    for name, value in (case.path_parameters or {}).items():
        if str(value).lower() in OWN:
            case.path_parameters[name] = "1"

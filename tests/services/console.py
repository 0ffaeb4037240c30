"""One process of a portal that runs what the tests send to it, as the web is one.

It stays for many pieces of code, since Django takes a second to start. Each piece begins with no names,
and with no connection to the database.
"""

import contextlib
import io
import json
import sys
import traceback

import django
from django.db import connections

django.setup()
for line in sys.stdin:
    printed, failure = io.StringIO(), ""
    try:
        with contextlib.redirect_stdout(printed):
            exec(json.loads(line), {"__name__": "console"})
    except Exception:
        failure = traceback.format_exc()
    connections.close_all()
    print(json.dumps([printed.getvalue(), failure]), flush=True)

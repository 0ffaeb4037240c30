"""Several people at the same moment, each with a connection of their own: for tests with transactions."""

import threading

from django.db import connection


def at_once(*calls):
    """What each call, made at the same moment as the others, gave or raised."""
    barrier, results = threading.Barrier(len(calls)), []

    def run(call):
        barrier.wait()
        try:
            results.append(call())
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results

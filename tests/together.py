"""Runs calls at the same moment, each with its own connection, for tests with transactions."""

import threading
from contextlib import contextmanager

from django.db import connection

from foundation.jobs import outbox
from foundation.models import Job


def at_once(*calls):
    """Returns what each call returned or raised. All calls start at the same moment."""
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


@contextmanager
def worker_ends_its_jobs_between_two_queries():
    """Lets a worker do all waiting jobs just before the first query for a job."""
    is_asked = False

    def ask(execute, sql, *more):
        nonlocal is_asked
        if not is_asked and sql.startswith("SELECT") and f'FROM "{Job._meta.db_table}"' in sql:
            is_asked = True
            for job in Job.objects.due():
                outbox.do(job.pk)
        return execute(sql, *more)

    with connection.execute_wrapper(ask):
        yield
    assert is_asked

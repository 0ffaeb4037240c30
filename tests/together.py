"""Several people at the same moment, each with a connection of their own: for tests with transactions."""

import threading
from contextlib import contextmanager

from django.db import connection

from foundation.jobs import outbox
from foundation.models import Job


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


@contextmanager
def worker_ends_its_jobs_between_two_queries():
    """Just before somebody asks for a job, a worker does all that wait."""
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

from collections.abc import Callable

from celery import shared_task

from documents.versions import exports, fulltext, imports, mail
from foundation.jobs import outbox


@outbox.does(exports.JOB)
def make_print(job: outbox.Held) -> Callable[[], None]:
    return exports.make(job)


@outbox.does(fulltext.JOB)
def read_words(job: outbox.Held) -> Callable[[], None]:
    return fulltext.read(job)


@outbox.does(imports.JOB)
def read_word(job: outbox.Held) -> Callable[[], None]:
    return imports.read(job)


@shared_task(name="documents.tasks.forget_imports")
def forget_imports() -> int:
    return imports.forget_imports()


@shared_task(name="documents.tasks.tell_of_versions")
def tell_of_versions() -> int:
    return mail.tell_versions()

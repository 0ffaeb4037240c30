from celery import shared_task

from agencies.privacy import forgetting
from foundation.mail import summaries


@shared_task(name="agencies.tasks.send_summaries")
def send_summaries() -> int:
    forgetting.summarize_no_more()
    return summaries.send_due()

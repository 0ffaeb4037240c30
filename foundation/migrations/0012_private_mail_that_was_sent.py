"""Deletes the text of private mail that was sent or recalled: it has a link for its reader only.

In a demonstration it stays, because nobody else gets the link there.
"""

from django.db import migrations
from django.db.models import Q


def delete_texts(apps, schema_editor):
    if apps.get_model("foundation", "Portal").objects.filter(is_demo=True).exists():
        return
    mails = apps.get_model("foundation", "Mail").objects.filter(private=True)
    mails.filter(~Q(sent_at=None) | ~Q(recalled_at=None)).update(text="", html="", calendar="")


class Migration(migrations.Migration):
    dependencies = [("foundation", "0011_mail_server_and_bad_addresses")]
    operations = [migrations.RunPython(delete_texts, migrations.RunPython.noop, elidable=True)]

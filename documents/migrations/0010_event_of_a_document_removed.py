from django.db import migrations


class Migration(migrations.Migration):
    """By itself: PostgreSQL alters no table of which it has rows to check still."""

    dependencies = [("documents", "0009_compiled_prints")]

    operations = [migrations.RemoveField(model_name="document", name="event")]

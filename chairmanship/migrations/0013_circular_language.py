from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("chairmanship", "0012_words")]

    operations = [
        migrations.AddField(
            model_name="circular",
            name="language",
            field=models.CharField(
                choices=[
                    ("en", "English"),
                    ("fr", "French"),
                    ("es", "Spanish"),
                    ("ar", "Arabic"),
                    ("zh", "Chinese"),
                    ("ru", "Russian"),
                    ("pt", "Portuguese"),
                    ("de", "German"),
                    ("it", "Italian"),
                ],
                default="en",
                max_length=2,
            ),
        ),
    ]

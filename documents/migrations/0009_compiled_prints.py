import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0008_occasion_of_a_document'),
    ]

    operations = [
        migrations.CreateModel(
            name='CompiledPrint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked', models.JSONField(blank=True, default=dict, help_text='What it is narrowed to.')),
                ('key', models.CharField(max_length=64)),
                ('fingerprint', models.CharField(blank=True, max_length=64)),
                ('file', models.FileField(blank=True, upload_to='prints/')),
                ('pages', models.PositiveIntegerField(blank=True, null=True)),
                ('size', models.PositiveBigIntegerField(blank=True, help_text='In bytes.', null=True)),
                ('made_at', models.DateTimeField(blank=True, null=True)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prints', to='documents.call')),
            ],
            options={
                'ordering': ['call', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('call', 'key'), name='compiled_print_once')],
            },
        ),
    ]

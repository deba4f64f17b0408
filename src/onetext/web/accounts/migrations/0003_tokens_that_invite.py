from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_invitations_tokens'),
    ]

    operations = [
        migrations.AddField(
            model_name='apitoken',
            name='may_place',
            field=models.BooleanField(default=False),
        ),
    ]

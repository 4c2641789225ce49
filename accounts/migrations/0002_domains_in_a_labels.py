"""Domains of addresses in A-labels, as they are compared from now on: ann@münchen.de becomes ann@xn--mnchen-3ya.de.

Only the spelling changes; the number of changed addresses is printed. An address whose new spelling already has an
account is left, and its account named: both belong to one mailbox, and an operator decides. Addresses with ß in the
domain were stored with "ss" (another domain, which the mail went to as well) and stay so: people sign in with "ss".
"""

from django.db import migrations

from primetrade.mailboxes import fold_email


def in_ascii(email):
    return email.rpartition("@")[2].isascii()


def spell(apps, schema_editor):
    User, Address = apps.get_model("accounts", "User"), apps.get_model("account", "EmailAddress")
    changed, left = 0, []
    for pk, email in User.objects.values_list("pk", "email").iterator():
        folded = fold_email(email)
        if in_ascii(email):
            continue
        if not in_ascii(folded) or len(folded) > 254 or User.objects.filter(email=folded).exists():
            left.append(str(pk))
            continue
        User.objects.filter(pk=pk).update(email=folded)
        Address.objects.filter(user_id=pk, email=email).update(email=folded)
        changed += 1
    if changed:
        print(f"\n  {changed} e-mail addresses have their domain in A-labels now.")
    if left:
        print(f"\n  The addresses of these accounts could not be put in A-labels; look at them: {', '.join(left)}")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("account", "0009_emailaddress_unique_primary_email")]

    operations = [migrations.RunPython(spell, migrations.RunPython.noop, elidable=True)]

"""The first staff member of a plan, or a further one: an account with a role, made on the machine itself."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from workshops.plans.actions import add_account, give_role, new_password
from workshops.plans.models import Account, Plan, StaffRole


class Command(BaseCommand):
    help = "Menambah orang yang masuk dengan akun pada sebuah rencana; akun yang sudah ada hanya mendapat peran."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="alamat pendek rencana, misalnya ponorogo")
        parser.add_argument("username", help="nama pengguna untuk masuk")
        parser.add_argument("--name", default="", help="nama yang dilihat orang lain")
        roles = [value for value, _ in StaffRole._meta.get_field("role").choices]
        parser.add_argument("--role", choices=roles, default=StaffRole.STAF)

    def handle(self, *, slug: str, username: str, name: str, role: str, **options: Any) -> None:
        plan = Plan.objects.filter(slug=slug).first()
        if plan is None:
            raise CommandError(f"Tidak ada rencana dengan alamat pendek {slug}.")
        account, password = Account.objects.filter(username__iexact=username).first(), ""
        with transaction.atomic():
            if account is None:
                password = new_password()
                account = add_account(username=username, name=name or username, password=password)
            give_role(account, plan, role)
        self.stdout.write(f"{account.username} sekarang {role} pada rencana {plan.slug}.")
        if password:
            self.stdout.write(f"kata sandi  {password}   (hanya tampil sekali ini)")

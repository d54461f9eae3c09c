"""A new password for an account, made by the machine or typed: the way back in for staff who lost theirs."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from workshops.plans.actions import new_password, set_password
from workshops.plans.models import Account


class Command(BaseCommand):
    help = "Membuat kata sandi baru untuk sebuah akun dan menampilkannya sekali."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="nama pengguna, huruf besar dan kecil sama saja")

    def handle(self, *, username: str, **options: Any) -> None:
        account = Account.objects.filter(username__iexact=username).first()
        if account is None:
            raise CommandError(f"Tidak ada akun dengan nama pengguna {username}.")
        password = new_password()
        try:
            set_password(account, password)
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(f"{account.username}   kata sandi  {password}")
        self.stdout.write("Perangkat lain yang masuk dengan akun ini dikeluarkan.")

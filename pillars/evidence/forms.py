"""The file that somebody attaches."""

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from pillars.uploads import ALLOWED, LARGEST, BadFile, check_file, too_large


class FileForm:
    """`error` is the BadFile that says why nothing is attached, else `file` is what may be stored."""

    def __init__(self, data: QueryDict, files: MultiValueDict) -> None:
        self.op, self.file, self.error = data.get("op", ""), None, None
        given = files.get("berkas")
        try:
            if given is None:
                raise BadFile(f"Pilih satu berkas dahulu: {ALLOWED}, paling besar {LARGEST // 1024 // 1024} MB.")
            if given.size > LARGEST:
                raise too_large(given.size)
            self.file = check_file(given.name or "", given.read())
        except BadFile as error:
            self.error = error

"""`./rembuk bench import`: an RPJMD of 500 rows brought in through the real server, from the file to the yes.

Each of `--times` rounds uploads a workbook of `--rows` rows (misi, tujuan, sasaran with several indicators, five years,
one or two offices a row) as staff do and waits for the preview, then says yes and waits for the receipt, then takes the
import back, so that every round starts from the same plan. `again_ms`: the preview of the same table once it is stored.
"""

import argparse
import http.client
import io
import re
import statistics
import time
from urllib.parse import urlencode

from tests.benches.figures import p95
from tests.benches.memory import family, pss_mb
from tests.benches.stage import example_plan, serving

_BOUNDARY = "batas-berkas-rembuk"
_HEAD = ["Kode misi", "Misi", "Kode tujuan", "Tujuan", "Kode sasaran", "Sasaran", "Indikator", "Satuan", "Angka awal"]
_YEARS = range(2025, 2030)


def run(argv):
    """Returns {rows, times, preview_p50_ms, preview_p95_ms, confirm_p50_ms, confirm_p95_ms, whole_p95_ms, …}."""
    parser = argparse.ArgumentParser(prog="rembuk bench import")
    parser.add_argument("--rows", type=int, default=500)
    parser.add_argument("--times", type=int, default=10)
    options = parser.parse_args(argv)
    plan, _ = example_plan()
    data = workbook(options.rows, [office.name for office in plan.opds.all()])
    with serving() as (process, host, port):
        desk = Desk(host, port, plan)
        rounds = [_round(desk, data, options.rows) for _ in range(options.times)]
        memory = pss_mb(family(process.pid))
    preview, confirm, again = ([one[place] * 1000 for one in rounds] for place in range(3))
    whole = [first + second for first, second in zip(preview, confirm, strict=True)]
    told = {"rows": options.rows, "times": options.times, "file_kb": round(len(data) / 1000, 1)}
    for name, took in (("preview", preview), ("confirm", confirm), ("again", again), ("whole", whole)):
        told |= {f"{name}_p50_ms": round(statistics.median(took), 1), f"{name}_p95_ms": round(p95(took), 1)}
    return told | {"page_kb": desk.page_kb, "rss_mb": memory}


def workbook(rows, offices):
    """The bytes of an RPJMD: 5 misi, 2 tujuan each, sasaran of three indicators; cells left empty as people do."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("RPJMD")
    sheet.append([*_HEAD, *_YEARS, "OPD"])
    for row in range(rows):
        sasaran, place = divmod(row, 3)
        tujuan = sasaran * 10 // (rows // 3 + 1)
        misi = tujuan // 2
        above = [
            f"M{misi + 1}",
            f"Misi ke-{misi + 1} daerah",
            f"T{misi + 1}.{tujuan % 2 + 1}",
            f"Tujuan ke-{tujuan + 1}",
        ]
        own = [f"S{sasaran + 1}", f"Meningkatnya hasil pembangunan ke-{sasaran + 1} yang dirasakan warga"]
        start = [*above, *own] if not place else [None] * 6
        figures = [f"{70 + row % 20},{row % 10}", *(75 + row % 20 + step / 2 for step in range(5))]
        named = "; ".join(dict.fromkeys((offices[row % len(offices)], offices[(row * 7) % len(offices)])))
        sheet.append([*start, f"Indikator ke-{row + 1}", "persen", *figures, named])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


class Desk:
    """Staff at a laptop: one connection, logged in."""

    def __init__(self, host, port, plan):
        from django.test import Client

        account = plan.staff_roles.get(role="staf").account
        client = Client()
        client.force_login(account)
        self.cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        self.connection = http.client.HTTPConnection(host, port, timeout=120)
        self.base, self.member = f"/r/{plan.slug}/kerangka/", f"a{account.pk}"
        self.page_kb = 0

    def ask(self, method, path, body=None, kind="application/x-www-form-urlencoded"):
        """(status, text) of one request."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Content-Type": kind}
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name.strip()] = value
        return answer.status, text

    def upload(self, data):
        """The preview's page."""
        _, page = self.ask("GET", f"{self.base}impor/rpjmd/")
        token = _hidden(page, "csrfmiddlewaretoken")
        parts = [
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in (("csrfmiddlewaretoken", token), ("as", self.member), ("peran", "sebelumnya"))
        ]
        head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="berkas"; filename="rpjmd.xlsx"\r\n'
        body = b"".join([*parts, head.encode(), b"Content-Type: application/octet-stream\r\n\r\n", data])
        body += f"\r\n--{_BOUNDARY}--\r\n".encode()
        began = time.perf_counter()
        status, page = self.ask("POST", f"{self.base}impor/rpjmd/", body, f"multipart/form-data; boundary={_BOUNDARY}")
        took = time.perf_counter() - began
        if status != 200:
            raise RuntimeError(f"the preview answered {status}")
        return page, took

    def post(self, path, page, **more):
        """(status, seconds) of posting the fields of `page`."""
        body = urlencode(fields_of(page) | more).encode()
        began = time.perf_counter()
        status, text = self.ask("POST", path, body)
        if status != 303:
            raise RuntimeError(f"{path} answered {status}: {text[:500]}")
        return time.perf_counter() - began


def _round(desk, data, rows):
    page, preview = desk.upload(data)
    if f"<b>{rows} baru</b>" not in page:
        raise RuntimeError("the preview does not offer every row")
    desk.page_kb = round(len(page.encode()) / 1000, 1)
    confirm = desk.post(f"{desk.base}impor/rpjmd/", page, act="simpan")
    _, again = desk.upload(data)
    _, frame = desk.ask("GET", desk.base)
    number = max(int(found) for found in re.findall(r"kerangka/batal/(\d+)/", frame))
    token = {"csrfmiddlewaretoken": _hidden(frame, "csrfmiddlewaretoken"), "as": desk.member}
    body = urlencode(token | {"op": f"bench-{time.time_ns():x}"}).encode()
    status, _ = desk.ask("POST", f"{desk.base}batal/{number}/", body)
    if status != 303:
        raise RuntimeError(f"taking back answered {status}")
    return preview, confirm, again


def fields_of(page):
    """{name: value} of the inputs and selects of the preview's form."""
    form = page[page.index('name="isi"') - 2_000 :]
    found = dict(re.findall(r'<input[^>]*? name="([^"]+)"[^>]*? value="([^"]*)"', form))
    for name, options in re.findall(r'<select[^>]*? name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def _hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]

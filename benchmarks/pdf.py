"""What the PDF costs beside a bare page of the same engine: CPU time of one run, for a busy machine must not decide."""

from __future__ import annotations

import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from readiness.company.answers import answers_from_file
from readiness.library import Library, load_library
from readiness.reports import pdf, typeface
from readiness.reports.company_report import report_on
from readiness.reports.report import Report

EXAMPLE = ROOT / "docs/examples/small-agency.toml"
ROUNDS = 12
BARE = b'#set document(title: "Hello")\n#set text(font: "Vazirmatn", lang: "en")\n= Hello\nA page with one line, '


def companies(library: Library, language: str) -> Iterator[Report]:
    """One company a round: the same questions, other answers and so other figures throughout."""
    role = library.roles["account_manager"]
    given = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    for place in range(ROUNDS):
        changed = {"accounts": 11 + place, "book": 700_000 + 37_000 * place, "base": 41_000 + 1_700 * place}
        stored = answers_from_file(role, {**given, **changed, "company": f"Company {place}"})
        yield report_on(role, stored, library, language, date(2026, 11, 23))


def cost(work: Callable[[], object]) -> float:
    """Milliseconds of CPU for one call."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def bare_page() -> float:
    from typst import Compiler, Fonts

    fonts = Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[typeface.folder()])
    with TemporaryDirectory() as empty:
        compiler = Compiler(root=empty, font_paths=fonts)
    pages = [BARE + str(place).encode() for place in range(ROUNDS)]
    return middle([cost(lambda page=page: compiler.compile(input=page, format="pdf")) for page in pages])  # type: ignore[misc]


def middle(costs: list[float]) -> float:
    return sorted(costs)[len(costs) // 2]


def main() -> None:
    library = load_library()
    reports = {language: list(companies(library, language)) for language in ("en", "fa")}
    cold = cost(lambda: pdf.render(reports["en"][0], library.words))
    bare = bare_page()
    pdf.render(reports["fa"][0], library.words)
    print(f"bare page of the same engine {bare:6.1f} ms CPU\nfirst PDF of a process       {cold:6.1f} ms CPU")
    for language, companies_of in reports.items():
        new = [cost(lambda one=one: pdf.render(one, library.words)) for one in companies_of]  # type: ignore[misc]
        again = [cost(lambda one=companies_of[-1]: pdf.render(one, library.words)) for _ in range(ROUNDS)]  # type: ignore[misc]
        print(f"PDF of a new company ({language})    {middle(new):6.1f} ms CPU  {middle(new) / bare:5.1f} bare pages")
        print(
            f"the same PDF once more ({language})  {middle(again):6.1f} ms CPU  {middle(again) / bare:5.1f} bare pages"
        )


if __name__ == "__main__":
    main()

"""Made-up Papers in both languages, with every kind of block: what the tests of all formats print and read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from io import BytesIO

from readiness import language as say
from readiness.library import Library, load_library
from readiness.questionnaire import Text
from readiness.reports.charts import Heading, Mark
from readiness.reports.paper import (
    Bullets,
    Cell,
    Choice,
    Column,
    Figures,
    Grid,
    Lines,
    Paper,
    Picture,
    Section,
    Words,
    shade_between,
)
from readiness.reports.paper_charts import Amount, Rated, Series, bar_chart, line_chart, profile_chart
from readiness.reports.report import Figure, Item

DAY = date(2026, 11, 23)
COMPETENCIES = (
    Text("Curiosity", "کنجکاوی"),
    Text("Account growth", "رشد حساب"),
    Text("Renewal", "تمدید"),
    Text("Negotiation", "مذاکره"),
    Text("Communication", "ارتباط"),
    Text("Sales process", "فرایند فروش"),
    Text("Portfolio and projects", "سبد حساب‌ها و پروژه‌ها"),
    Text("Listening to satisfaction", "شنیدن رضایت مشتری"),
    Text("Competitor alertness", "هوشیاری در برابر رقیب"),
    Text("Data and forecast", "داده و پیش‌بینی"),
    Text("Strategy and profit", "راهبرد و سود"),
    Text("Being led, leading", "راهبری‌پذیری و راهبری"),
)
MEANS = (4.25, 3.5, 3.0, 2.75, 4.5, 3.25, 3.0, 4.0, 2.25, 2.5, None, 3.75)
TARGETS = (3, 3, 3, 3, 4, 3, 3, 3, 3, 3, 2, 2)
HOSTILE = (
    '#read("/etc/passwd")',
    "$x$ *b* _i_ <a> @b `raw`",
    "{{7*7}} %s {role}",
    "=cmd|'/C calc'!A0",
    "＝1+1",
    "-5+5",
    "<script>alert(1)</script> & </w:t>",
    "a\u202eb",
    "Mina 😀",
    "W" * 200,
    "ی" * 200,
    "https://example.com/x",
    "bell\x07 \x00 \ufffe \ud800 end",
)


@lru_cache
def library() -> Library:
    return load_library()


@lru_cache
def logo() -> bytes:
    from PIL import Image

    kept = BytesIO()
    Image.new("RGB", (240, 60), "#224488").save(kept, "PNG")
    return kept.getvalue()


def number(value: float | None, language: str, decimals: int = 1) -> Cell:
    """A rating as a cell, shaded; what is not known says so."""
    if value is None:
        return Cell({"en": "not seen", "fa": "دیده نشد"}[language])
    return Cell(say.number(value, language, decimals), value, shade_between(value, 1, 5))


def profile(language: str) -> Picture:
    """The twelve competencies of one candidate against the targets of a level."""
    title = {"en": "Profile against mid level", "fa": "نیمرخ در برابر سطح میانی"}[language]
    summary = {
        "en": "Strongest in communication; data and forecast is half a point low, and nobody has asked about profit.",
        "fa": "قوی‌ترین شایستگی ارتباط است؛ داده و پیش‌بینی نیم امتیاز پایین‌تر از هدف است و کسی درباره‌ی سود نپرسیده است.",
    }[language]
    rows = [
        Rated(name[language], mean, mean and mean - 0.6, mean and mean + 0.6, target, number(mean, language).words)
        for name, mean, target in zip(COMPETENCIES, MEANS, TARGETS, strict=True)
    ]
    ticks = [Mark(at, say.number(at, language)) for at in range(1, 6)]
    legend = {"en": ("mean", "80% interval", "target"), "fa": ("میانگین", "بازه‌ی ۸۰٪", "هدف")}[language]
    drawn = profile_chart(Heading("profile", title, summary, language == "fa"), rows, ticks, legend)
    return Picture("profile", title, summary, drawn, ratings(language), "bar")


def ratings(language: str) -> Grid:
    names = {"en": ("Competency", "Mean", "Target"), "fa": ("شایستگی", "میانگین", "هدف")}[language]
    columns = (Column(names[0]), Column(names[1], "number", 2), Column(names[2], "number"))
    rows = tuple(
        (Cell(name[language]), number(mean, language, 2), Cell(say.number(target, language), target))
        for name, mean, target in zip(COMPETENCIES, MEANS, TARGETS, strict=True)
    )
    return Grid("ratings", {"en": "Means and targets", "fa": "میانگین‌ها و هدف‌ها"}[language], columns, rows)


def heat_map(language: str, candidates: int = 8) -> Grid:
    """Candidates × competencies, with a share, an amount and a day for the other kinds of column."""
    fa = language == "fa"
    columns = (
        Column("داوطلب" if fa else "Candidate"),
        *(Column(name[language], "number", 1, "middle") for name in COMPETENCIES),
        Column("احتمال" if fa else "Chance", "percent"),
    )
    rows = tuple(
        (
            Cell(f"C-{at:03}", note="" if at % 3 else ("نام پنهان است" if fa else "name hidden")),
            *(number(mean and 1 + (mean + at * 0.7) % 4, language) for mean in MEANS),
            Cell(say.percent(0.05 * (at % 20), language), 0.05 * (at % 20)),
        )
        for at in range(1, candidates + 1)
    )
    return Grid("heat", "داوطلبان در کنار هم" if fa else "Candidates side by side", columns, rows)


def money(language: str) -> Grid:
    fa = language == "fa"
    heads = ("چه", "سهم", "مبلغ", "تا") if fa else ("What", "Share", "Amount", "By")
    kinds = (Column(heads[0]), Column(heads[1], "percent", 1), Column(heads[2], "money"), Column(heads[3], "date"))
    pattern = "{amount} تومان" if fa else "${amount}"
    given = (
        ("Base pay", "حقوق پایه", 0.625, 50_000),
        ("Clawback", "پس‌گرفتن", 0.375, -30_000),
        ("Sum", "جمع", 1, 20_000),
    )
    rows = tuple(
        (
            Cell(persian if fa else english),
            Cell(say.percent(share, language, 1), share),
            Cell(say.money(amount, pattern, language), amount),
            Cell(say.day(DAY, language), DAY),
        )
        for english, persian, share, amount in given
    )
    return Grid("money", "طرح پرداخت" if fa else "Pay plan", kinds, rows, totalled=True)


def paths(language: str) -> Picture:
    fa = language == "fa"
    title, summary = ("پرداخت در برابر رشد", "از ۹۰٪ نگهداشت به بعد بیشتر می‌شود.") if fa else (
        "Payout against growth", "It steepens once 90% is retained."
    )  # fmt: skip
    points = [(0.0, 2.0), (1.0, 3.5), (2.0, 7.0), (3.0, 12.0)]
    series = [
        Series("با طرح" if fa else "With the plan", points),
        Series("بی طرح" if fa else "Without", [(0, 2), (3, 5)]),
    ]
    ticks = [Mark(at, say.percent(at / 10, language)) for at in range(4)]
    levels = [Mark(at, say.number(at, language)) for at in (0, 5, 10)]
    drawn = line_chart(Heading("paths", title, summary, fa), series, ticks, levels)
    columns = (Column("رشد" if fa else "Growth"), Column("پرداخت" if fa else "Payout", "number", 1))
    rows = tuple((Cell(say.percent(x / 10, language)), Cell(say.number(y, language, 1), y)) for x, y in points)
    return Picture("paths", title, summary, drawn, Grid("paths", title, columns, rows), "line")


def reasons(language: str) -> Picture:
    fa = language == "fa"
    title, summary = ("چرا نه", "پول بیش از همه.") if fa else ("Why not", "Money above all.")
    given = ((Text("Money", "پول"), 5), (Text("Distance", "دوری"), -2))
    bars = [Amount(name[language], value, say.number(value, language), value > 0) for name, value in given]
    drawn = bar_chart(Heading("reasons", title, summary, fa), bars, [Mark(3, "مرز" if fa else "limit")])
    columns = (Column("دلیل" if fa else "Reason"), Column("بار" if fa else "Times", "number"))
    rows = tuple((Cell(name[language]), Cell(say.number(value, language), value)) for name, value in given)
    return Picture("reasons", title, summary, drawn, Grid("reasons", title, columns, rows), "bar")


def told(language: str) -> Figures:
    fa = language == "fa"
    mean, agreed = say.number(3.34, language, 2), say.number(0.62, language, 2)
    return Figures(
        (
            Figure("score", "میانگین" if fa else "Mean", mean, "از ۱ تا ۵" if fa else "from 1 to 5", 3.34),
            Figure("icc", "هم‌رأیی" if fa else "Agreement", agreed, "خوب" if fa else "good", 0.62),
            Figure("level", "سطح" if fa else "Level", "میانی" if fa else "mid", "", None),
        )
    )


def advice(language: str) -> tuple[Item, ...]:
    if language == "fa":
        return Item("از سود بپرسید", "کسی نپرسیده است.", "سود"), Item("", "بی عنوان هم می‌شود.")
    return Item("Ask about profit", "Nobody has asked yet.", "profit"), Item("", "An item may have no title.")


def anchors(language: str) -> Choice:
    english, persian = ("waits", "asks", "learns", "finds"), ("منتظر می‌ماند", "می‌پرسد", "یاد می‌گیرد", "می‌یابد")
    steps = enumerate(persian if language == "fa" else english, 1)
    options = tuple((say.number(at, language), words) for at, words in steps)
    return Choice(options, COMPETENCIES[0][language])


def sections(language: str) -> tuple[Section, ...]:
    fa = language == "fa"
    items, lines = advice(language), Lines("شاهد" if fa else "Evidence", 5)
    words = Words("بندی از واژه‌ها." if fa else "A paragraph of words.")
    glance = (told(language), profile(language))
    side = (heat_map(language), money(language), paths(language), reasons(language))
    sheet = (anchors(language), lines)
    return (
        Section("در یک نگاه" if fa else "At a glance", "سه رقم." if fa else "Three figures.", glance),
        Section("کنار هم" if fa else "Side by side", "", side),
        Section("گام بعدی" if fa else "What next", "", (Bullets(items), Bullets(items, numbered=True), words)),
        Section(
            "برگه‌ی مصاحبه" if fa else "Interview sheet", "نمره بدهید." if fa else "Rate it.", sheet, starts_page=True
        ),
    )


@lru_cache
def paper_in(language: str) -> Paper:
    """A debrief with every kind of block in it."""
    fa = language == "fa"
    return Paper(
        key="debrief",
        language=language,
        title="جمع‌بندی هیئت: Mina Tehrani" if fa else "Panel debrief: مینا تهرانی",
        eyebrow="مدیر حساب، سطح میانی" if fa else "Account manager, mid level",
        facts=(
            ("داوطلب", "Mina Tehrani") if fa else ("Candidate", "مینا تهرانی"),
            ("هیئت", "آوا، بهرام و نگار") if fa else ("Panel", "Ava, Bahram and Negar"),
            ("روز", say.day(DAY, language)) if fa else ("Day", say.day(DAY, language)),
            ("تصمیم", "هنوز گرفته نشده") if fa else ("Decision", "not yet taken"),
        ),
        summary="میانگین از هدف سطح میانی بالاتر است، اما یک شایستگی هنوز دیده نشده است." if fa else
        "The mean lies above the target of the mid level, but one competency has not been seen yet.",
        sections=sections(language),
        made_on=DAY,
        made_on_text=say.day(DAY, language),
        stem="debrief-C-017-2026-11-23",
        house="خانه‌ی آزمایش" if fa else "Try & Co",
        logo=logo(),
        figures={"mean": 3.34, "icc": 0.62, "level": "mid", "not_seen": ["strategy"]},
    )  # fmt: skip


def hostile_paper(language: str) -> Paper:
    """A paper into which people typed what breaks things, in every place that takes their words."""
    columns = (Column(HOSTILE[3]), Column(HOSTILE[0]))
    rows = tuple((Cell(words, note=words), Cell(words)) for words in HOSTILE)
    items = tuple(Item(words, words, words) for words in HOSTILE)
    blocks = (
        Grid("typed", HOSTILE[3], columns, rows),
        Bullets(items),
        Words(HOSTILE[0]),
        Choice(((HOSTILE[1], HOSTILE[2]),)),
    )
    facts = tuple((words, words) for words in HOSTILE)
    return replace(paper_in(language), title=HOSTILE[0], house=HOSTILE[6], summary=HOSTILE[1], facts=facts,
                   sections=(Section(HOSTILE[2], HOSTILE[6], blocks),), stem="../../.=evil\x00 نام")  # fmt: skip


def long_paper(language: str, candidates: int = 50, opening: str = "") -> Paper:
    """A debrief of many candidates, a page or more each."""
    one = paper_in(language)
    evidence = "She asked what the client wanted to be in three years, and wrote the answer down. "
    if language == "fa":
        evidence = "پرسید مشتری سه سال بعد می‌خواهد کجا باشد و پاسخش را نوشت. "
    heads = ("شایستگی", "نمره", "شاهد") if language == "fa" else ("Competency", "Rating", "Evidence")
    columns = (Column(heads[0]), Column(heads[1], "number"), Column(heads[2]))

    def card(at: int) -> Section:
        rows = tuple(
            (
                Cell(name[language]),
                number(1 + (at + i) % 5, language, 0),
                Cell("".join(f"{opening}{at}.{i}.{j} {evidence}" for j in range(1 + (at + i) % 4))),
            )
            for i, name in enumerate(COMPETENCIES)
        )
        blocks = (Grid(f"cards-{at}", heads[1], columns, rows), told(language))
        return Section(f"C-{at:03}", one.summary, blocks, starts_page=True)

    return replace(one, sections=(*one.sections[:1], *map(card, range(candidates))))

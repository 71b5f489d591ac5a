"""The money in words: the large figures, the levels side by side, and the three charts of cash and worth."""

from __future__ import annotations

import numpy as np

from readiness.company.assessment import Assessment, LevelFigures
from readiness.company.simulation import Draws
from readiness.reports import charts
from readiness.reports.report import Chart, Figure, LevelRow, Table
from readiness.reports.verdict_words import level_name
from readiness.reports.wording import Wording

BINS = 24
NARROWEST = 1e-9  # of the amounts: floats nearer than this leave no room for bins
TICKS = (12, 24, 36)


def money_figures(found: Assessment, say: Wording) -> tuple[Figure, ...]:
    """The figures of the level shown that an owner takes to the bank."""
    level = found.level
    return (
        _tended(level, found, say),
        _break_even(level, say),
        _payback(level, found, say),
        _lowest(level, say),
        _months(level, say),
        _cost(level, say),
        _worth(level, say),
        _first_year(level, say),
        _lift(found, say),
        _keeping(found, say),
    )


def _figure(say: Wording, key: str, value: str, number: float | None, **values: str) -> Figure:
    return Figure(key, say(f"{key}_name"), value, say(f"{key}_meaning", **values), number)


def _break_even(level: LevelFigures, say: Wording) -> Figure:
    accounts = level.break_even_accounts
    return _figure(say, "break_even", say("break_even_never") if accounts is None else say.number(accounts), accounts)


def _payback(level: LevelFigures, found: Assessment, say: Wording) -> Figure:
    months = level.payback
    if months is None:
        value = say("payback_never", months=say.number(found.company.assumptions["months"]))
        return Figure("payback", say("payback_name"), value, say("payback_never_meaning"), None)
    value = say("payback_months", months=say.number(months)) if months else say("payback_at_once")
    return _figure(say, "payback", value, months)


def _lowest(level: LevelFigures, say: Wording) -> Figure:
    return _figure(say, "lowest", say.money(-level.lowest_cash), level.lowest_cash)


def _months(level: LevelFigures, say: Wording) -> Figure:
    missing = level.cash_left
    if missing is not None and missing < 0:
        meaning = say("months_missing_meaning", missing=say.money(-missing))
        return Figure("months", say("months_name"), say.months(level.months_left), meaning, level.months_left)
    return _figure(say, "months", say.months(level.months_left), level.months_left)


def _cost(level: LevelFigures, say: Wording) -> Figure:
    return _figure(say, "cost", say.money(level.cost), level.cost)


def _worth(level: LevelFigures, say: Wording) -> Figure:
    parts = {"npv": say.money(level.npv), "residual": say.money(level.residual)}
    return _figure(say, "worth_likely", say.money(level.worth_likely), level.worth_likely, **parts)


def _tended(level: LevelFigures, found: Assessment, say: Wording) -> Figure:
    likely = found.company.likely()
    value = say(
        "tended_value", tended=say.short_number(level.tended_accounts), accounts=say.short_number(likely["accounts"])
    )
    if level.tended_accounts >= likely["accounts"]:
        meaning = say("tended_all_meaning", book=say.money(level.tended_book))
        return Figure("tended", say("tended_name"), value, meaning, level.tended_accounts)
    books = {"book": say.money(level.tended_book), "whole": say.money(likely["book"])}
    return _figure(say, "tended", value, level.tended_accounts, **books)


def _first_year(level: LevelFigures, say: Wording) -> Figure:
    book = level.first_year_book
    if book is None:
        return _figure(say, "first_year", say("lift_none"), None)
    return _figure(say, "first_year", say.money(book) if book > 0 else say("first_year_covered"), book)


def _lift(found: Assessment, say: Wording) -> Figure:
    level = found.level
    if level.required_lift is None:
        value = say("lift_none")
    elif level.required_lift == 0:
        value = say("lift_not_needed")
    else:
        value = say("lift_value", points=say.number(level.required_lift * 100, 1))
    expected, plausible = say.number(level.expected_lift * 100, 1), say.number(found.plausible_lift * 100, 1)
    return _figure(say, "lift", value, level.required_lift, expected=expected, plausible=plausible)


def _keeping(found: Assessment, say: Wording) -> Figure:
    keeping, winning = found.keeping_cost, found.winning_cost
    if winning is None:
        return _figure(say, "keeping", say("keeping_alone", keeping=say.money(keeping)), keeping)
    value = say("keeping_value", keeping=say.money(keeping), winning=say.money(winning))
    return _figure(say, "keeping", value, keeping)


def level_rows(found: Assessment, say: Wording) -> tuple[LevelRow, ...]:
    """The three levels side by side, each with the same figures in the same order."""
    return tuple(
        LevelRow(key, say.of_role("verdict", f"name_{key}"), _level_figures(level, found, say))
        for key, level in found.levels.items()
    )


def _level_figures(level: LevelFigures, found: Assessment, say: Wording) -> tuple[Figure, ...]:
    def worth(key: str, amount: float) -> Figure:
        return _figure(say, key, say.money(amount), amount)

    chance = _figure(say, "chance_short", say.share(level.chance), level.chance)
    return (
        chance,
        _tended(level, found, say),
        worth("p10", level.worth_p10),
        worth("p50", level.worth_p50),
        worth("p90", level.worth_p90),
        _payback(level, found, say),
        _lowest(level, say),
        _months(level, say),
        _break_even(level, say),
        _cost(level, say),
    )


def cash_path(found: Assessment, say: Wording) -> Chart:
    """Cumulative cash of the level shown, month by month, at the likely values."""
    balances = [float(balance) for balance in found.path.cumulative]
    level, last = found.level, len(balances) - 1
    lowest_month = int(np.argmin(balances))
    values = {"level": level_name(found, say), "lowest": say.money(-level.lowest_cash)}
    if level.payback is None:
        summary = say("cash_summary_never", months=say.number(last), **values)
    else:
        summary = say("cash_summary_back", months=say.number(level.payback), **values)
    payback = None if not level.payback else charts.Mark(
        level.payback, say("cash_payback"), say("cash_month_tick", month=say.number(level.payback)))  # fmt: skip
    svg = charts.cash_path(
        _heading(say, "cash", summary),
        balances,
        [charts.Mark(month, say("cash_month_tick", month=say.number(month))) for month in TICKS if month <= last],
        charts.Mark(lowest_month, say("cash_lowest"), say.money(balances[lowest_month])),
        payback,
        say("zero_short"),
    )
    rows = tuple((say.number(month), say.money(balance)) for month, balance in enumerate(balances) if month % 3 == 0)
    columns = (say("cash_month"), say("cash_total"))
    return Chart("cash", say("cash_title"), summary, svg, Table(say("cash_title"), columns, rows))


def _heading(say: Wording, key: str, summary: str) -> charts.Heading:
    return charts.Heading(key, say(f"{key}_title"), summary, say.language == "fa")


def histogram(found: Assessment, say: Wording) -> Chart:
    """How often each worth came out for the level shown; the outermost bins also hold what lies beyond them."""
    level, worth = found.level, found.outcomes.worth[found.shown]
    counts, edges = _bins(worth)
    summary = say(
        "histogram_summary",
        draws=say.number(worth.size),
        level=level_name(found, say),
        above=say.share(level.chance),
        middle=say.money(level.worth_p50),
        low=say.money(level.worth_p10),
    )
    marks = [charts.Mark(amount, say(f"p{place}_name"), say.money(amount)) for place, amount in _percentiles(level)]
    shares = (say("histogram_below", share=say.share(1 - level.chance)),
              say("histogram_above", share=say.share(level.chance)))  # fmt: skip
    svg = charts.histogram(
        _heading(say, "histogram", summary),
        counts,
        edges,
        marks,
        say("zero_short"),
        shares,
    )
    return Chart("histogram", say("histogram_title"), summary, svg, _bins_table(counts, edges, say))


def _percentiles(level: LevelFigures) -> tuple[tuple[int, float], ...]:
    return (10, level.worth_p10), (50, level.worth_p50), (90, level.worth_p90)


def _bins(worth: Draws) -> tuple[list[int], list[float]]:
    least, most = np.percentile(worth, (0.5, 99.5))
    apart = max(1.0, abs(least), abs(most)) * NARROWEST
    if most - least < apart:
        least, most = least - apart, most + apart
    counts, edges = np.histogram(np.clip(worth, least, most), bins=BINS, range=(least, most))
    return [int(count) for count in counts], [float(edge) for edge in edges]


def _bins_table(counts: list[int], edges: list[float], say: Wording) -> Table:
    total, last = sum(counts), len(counts) - 1
    rows = tuple(
        (
            say("histogram_less") if place == 0 else say.money(edges[place]),
            say("histogram_more") if place == last else say.money(edges[place + 1]),
            say.percent(count / total, 1),
        )
        for place, count in enumerate(counts)
    )
    columns = (say("histogram_from"), say("histogram_to"), say("histogram_share"))
    return Table(say("histogram_title"), columns, rows)


def tornado(found: Assessment, say: Wording) -> Chart:
    """Each uncertain number at its P10 and P90, the widest swing first."""
    likely, swings = found.level.worth_likely, found.swings
    summary = say("tornado_summary_none")
    if swings:
        ends = {"low": say.money(swings[0].worth_at_low), "high": say.money(swings[0].worth_at_high)}
        summary = say("tornado_summary", widest=say.name(swings[0].key), level=level_name(found, say), **ends)
    ends_said = [(say.value(swing.key, swing.low, found.company), say.value(swing.key, swing.high, found.company))
                 for swing in swings]  # fmt: skip
    bars = [
        charts.Swing(say.name(swing.key), swing.worth_at_low, swing.worth_at_high, say.span(low, high))
        for swing, (low, high) in zip(swings, ends_said, strict=True)
    ]
    middle = charts.Mark(likely, say("tornado_likely"), say.money(likely))
    svg = charts.tornado(_heading(say, "tornado", summary), bars, middle, say("zero_short"))
    rows = tuple(
        (say.name(swing.key), *ends, say.money(swing.worth_at_low), say.money(swing.worth_at_high))
        for swing, ends in zip(swings, ends_said, strict=True)
    )
    columns = tuple(say(f"tornado_{key}") for key in ("number", "low", "high", "worth_low", "worth_high"))
    return Chart("tornado", say("tornado_title"), summary, svg, Table(say("tornado_title"), columns, rows))

"""Days and times of day are told by the calendar of the language, or by the one that is asked for."""

from datetime import UTC, date, datetime, timedelta

import pytest

from readiness import language as words

NOWRUZ = date(2026, 3, 21)  # 1 Farvardin 1405


def flat(shown: str) -> str:
    """What is shown with ordinary spaces."""
    return shown.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("when", "en", "fa"),
    [
        (date(2026, 11, 23), "23 November 2026", "۲ آذر ۱۴۰۵"),
        (date(2024, 3, 19), "19 March 2024", "۲۹ اسفند ۱۴۰۲"),
        (date(2024, 3, 20), "20 March 2024", "۱ فروردین ۱۴۰۳"),
        (date(2025, 3, 20), "20 March 2025", "۳۰ اسفند ۱۴۰۳"),
        (date(2000, 1, 1), "1 January 2000", "۱۱ دی ۱۳۷۸"),
    ],
)
def test_a_day_is_told_by_the_calendar_of_the_language(when: date, en: str, fa: str) -> None:
    assert flat(words.day(when, "en")) == en
    assert flat(words.day(when, "fa")) == fa


@pytest.mark.parametrize(
    ("when", "en", "fa"),
    [
        (date(2026, 11, 23), "2 Azar 1405", "۲۳ نوامبر ۲۰۲۶"),
        (date(2024, 3, 19), "29 Esfand 1402", "۱۹ مارس ۲۰۲۴"),
        (date(2025, 3, 20), "30 Esfand 1403", "۲۰ مارس ۲۰۲۵"),
        (date(2000, 1, 1), "11 Dey 1378", "۱ ژانویه ۲۰۰۰"),
    ],
)
def test_a_day_is_told_by_the_other_calendar_where_that_is_asked_for(when: date, en: str, fa: str) -> None:
    assert flat(words.day(when, "en", "jalali")) == en
    assert flat(words.day(when, "fa", "gregorian")) == fa


@pytest.mark.parametrize(("language", "usual"), [("en", "gregorian"), ("fa", "jalali")])
def test_asking_for_the_calendar_of_the_language_changes_nothing(language: str, usual: str) -> None:
    assert words.day(NOWRUZ, language, usual) == words.day(NOWRUZ, language)


def test_every_month_has_its_name_in_both_languages_and_calendars() -> None:
    """Two days apart in the middle of each month, by either calendar, so that no table of names is out of step."""
    gregorian = [date(2026, month, 15) for month in range(1, 13)]
    jalali = [NOWRUZ + timedelta(days=14 + 31 * min(at, 6) + 30 * max(at - 6, 0)) for at in range(12)]
    names = {
        ("gregorian", "en"): "January February March April May June July August September October November December",
        ("gregorian", "fa"): "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
        ("jalali", "en"): "Farvardin Ordibehesht Khordad Tir Mordad Shahrivar Mehr Aban Azar Dey Bahman Esfand",
        ("jalali", "fa"): "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
    }
    for (calendar, language), months in names.items():
        shown = [words.day(when, language, calendar) for when in (gregorian if calendar == "gregorian" else jalali)]
        assert [flat(day).split()[1] for day in shown] == months.split()
        assert {flat(day).split()[0] for day in shown} == {words.digits("15", language)}


def test_no_other_calendar_is_known() -> None:
    with pytest.raises(KeyError):
        words.day(NOWRUZ, "en", "lunar")


@pytest.mark.parametrize(
    ("when", "en", "fa"),
    [
        (datetime(2026, 11, 23, 14, 5, 59), "23 November 2026, 14:05 UTC", "۲ آذر ۱۴۰۵، ساعت ۱۴:۰۵ به وقت جهانی"),
        (datetime(2026, 3, 20, 23, 59), "20 March 2026, 23:59 UTC", "۲۹ اسفند ۱۴۰۴، ساعت ۲۳:۵۹ به وقت جهانی"),
        (datetime(2026, 3, 21), "21 March 2026, 00:00 UTC", "۱ فروردین ۱۴۰۵، ساعت ۰۰:۰۰ به وقت جهانی"),
    ],
)
def test_a_moment_is_told_to_the_minute_and_names_its_clock(when: datetime, en: str, fa: str) -> None:
    seconds = int(when.replace(tzinfo=UTC).timestamp())
    assert flat(words.moment(seconds, "en")) == en
    assert flat(words.moment(seconds, "fa")) == fa


def test_a_moment_is_told_by_either_calendar() -> None:
    seconds = int(datetime(2026, 11, 23, 9, 30, tzinfo=UTC).timestamp())
    assert flat(words.moment(seconds, "en", "jalali")) == "2 Azar 1405, 09:30 UTC"
    assert flat(words.moment(seconds, "fa", "gregorian")) == "۲۳ نوامبر ۲۰۲۶، ساعت ۰۹:۳۰ به وقت جهانی"


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_line_never_breaks_within_a_day_or_a_time_of_day(language: str) -> None:
    assert " " not in words.day(NOWRUZ, language)
    day, *time = words.moment(0, language).split(" ")
    assert day.startswith(words.day(date(1970, 1, 1), language))
    assert words.digits("00:00", language) in time[0]

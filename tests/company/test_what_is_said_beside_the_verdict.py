"""Remarks that stand beside a verdict wherever they hold."""

from company_cast import assessed

from readiness.company.assessment import Assessment


def notes(found: Assessment) -> set[str]:
    return set(found.notes)


def test_fragile_retention_is_said_between_70_and_80() -> None:
    assert "fragile_retention" in notes(assessed(grr=70))
    assert "fragile_retention" in notes(assessed(grr=79.9))
    assert "fragile_retention" not in notes(assessed(grr=85))


def test_work_for_several_people_is_said_from_twice_the_load() -> None:
    assert "many_people" in notes(assessed(accounts=24))
    assert "many_people" not in notes(assessed(accounts=23))


def test_a_big_client_is_said_above_a_quarter() -> None:
    assert "big_client" in notes(assessed(biggest=25.1))
    assert "big_client" not in notes(assessed(biggest=25))


def test_the_cap_on_growth_is_said_where_it_holds() -> None:
    assert "capped_expansion" in notes(assessed(expansion=25.1))
    assert "capped_expansion" not in notes(assessed(expansion=25))
    assert assessed(expansion=60).levels["mid"].worth_likely == assessed(expansion=25).levels["mid"].worth_likely


def test_where_prices_rise_it_is_said_whether_clients_really_grow() -> None:
    """85 % kept and 40 % grown is 125: more than prices at 20 %, less than prices at 40 %."""
    assert "real_growth" in notes(assessed(inflation=20, expansion=40))
    assert "real_fall" in notes(assessed(inflation=40, expansion=40))
    assert not notes(assessed()) & {"real_growth", "real_fall"}


def test_a_trade_that_sells_once_is_told_so_whatever_the_verdict() -> None:
    assert "one_off" in notes(assessed(fit="one_off"))
    assert "mixed" in notes(assessed(fit="mixed"))
    assert not notes(assessed()) & {"one_off", "mixed"}
    assert assessed(fit="one_off").decision == assessed().decision

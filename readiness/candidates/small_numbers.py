"""Keeps small groups from being told, or worked out from what is told: which cells of a table stay hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

FEWEST = 5
ALL = -1  # the row of the columns' totals; openings are numbered from 0
Cell = tuple[int, str]
Sides = tuple[int, int]  # how many were chosen, and how many were not
Node = tuple[str, int | str]
Lines = Mapping[Node, list[Cell]]


def with_totals(people: Mapping[Cell, int]) -> dict[Cell, int]:
    """The cells of (row, column) that are not empty, and the columns' totals as a row of their own, `ALL`."""
    table = {cell: count for cell, count in people.items() if count > 0}
    for (_, column), count in list(table.items()):
        table[ALL, column] = table.get((ALL, column), 0) + count
    return table


def hidden_cells(people: Mapping[Cell, int]) -> frozenset[Cell]:
    """Which cells of rows × columns, and of the columns' totals, to hide, where every row's total may be known.

    A cell of 1 to 4 people is hidden. Then others are hidden too, the smallest first, until no hidden cell follows
    from what is shown: in the graph that joins the row and the column of each hidden cell no edge may be the only way
    between its ends (Gusfield 1988), and what is hidden of one row or column must be 5 people together. Where all of
    a row or column is hidden, nothing more can be done. Empty cells hide nothing.
    """
    table = with_totals(people)
    lines = _lines(table)
    hidden = {cell for cell, count in table.items() if count < FEWEST}
    while (exposed := _exposed(table, lines, hidden)) is not None:
        hidden.add(exposed)
    return frozenset(hidden)


def silent_rows(sides: Mapping[int, Sides]) -> frozenset[int]:
    """Which rows, `ALL` among them, to tell nothing of, for everybody knows by name who was chosen.

    Where under five were chosen, or under five were not, the rates of groups say to which group single people belong.
    Rows that are silent must be five and five together, or all less those that are told would tell the same: the
    smallest of these joins them until they are.
    """
    rows = {row: each for row, each in sides.items() if row != ALL}
    silent = {row for row, each in rows.items() if min(each) < FEWEST}
    told = sorted(rows.keys() - silent, key=lambda row: (min(rows[row]), row))
    while silent and told and min(_together(rows, silent)) < FEWEST:
        silent.add(told.pop(0))
    return frozenset(silent | ({ALL} if ALL in sides and min(sides[ALL]) < FEWEST else set()))


def _together(rows: Mapping[int, Sides], some: set[int]) -> Sides:
    return sum(rows[row][0] for row in some), sum(rows[row][1] for row in some)


def _lines(table: Mapping[Cell, int]) -> dict[Node, list[Cell]]:
    lines: dict[Node, list[Cell]] = {}
    for cell in sorted(table):
        for node in _ends(cell):
            lines.setdefault(node, []).append(cell)
    return lines


def _ends(cell: Cell) -> tuple[Node, Node]:
    return ("row", cell[0]), ("column", cell[1])


def _exposed(table: Mapping[Cell, int], lines: Lines, hidden: set[Cell]) -> Cell | None:
    """The smallest shown cell of a row or column whose hidden cells could be worked out; None where none could."""
    weak = {node for cell in only_ways(hidden) for node in _ends(cell)}
    weak |= {node for node in lines if _too_few(table, [cell for cell in lines[node] if cell in hidden], node)}
    shown = {cell for node in weak for cell in lines[node] if cell not in hidden}
    return min(shown, key=lambda cell: (table[cell], cell), default=None)


def _too_few(table: Mapping[Cell, int], hidden: list[Cell], node: Node) -> bool:
    """Are the hidden cells of one row or column under five people together? A column's total is none of its parts."""
    parts = [table[cell] for cell in hidden if node[0] == "row" or cell[0] != ALL]
    return 0 < sum(parts) < FEWEST


def only_ways(cells: set[Cell]) -> set[Cell]:
    """The cells that are the only way between their row and their column, in the graph that all the cells make."""
    parents, depth = _forest(cells)
    ways = {_edge(node, parent) for node, parent in parents.items() if parent is not None}
    for cell in cells - ways:
        ways -= set(_way(*_ends(cell), parents, depth))
    return ways


def _edge(node: Node, other: Node) -> Cell:
    row, column = (node, other) if node[0] == "row" else (other, node)
    return int(row[1]), str(column[1])


def _forest(cells: set[Cell]) -> tuple[dict[Node, Node | None], dict[Node, int]]:
    """A spanning forest, breadth first: each node's parent and depth."""
    beside: dict[Node, list[Node]] = {}
    for cell in sorted(cells):
        row, column = _ends(cell)
        beside.setdefault(row, []).append(column)
        beside.setdefault(column, []).append(row)
    parents: dict[Node, Node | None] = {}
    depth: dict[Node, int] = {}
    for root in beside:
        if root not in depth:
            _grow(root, beside, parents, depth)
    return parents, depth


def _grow(
    root: Node, beside: Mapping[Node, list[Node]], parents: dict[Node, Node | None], depth: dict[Node, int]
) -> None:
    parents[root], depth[root] = None, 0
    waiting = [root]
    for node in waiting:
        fresh = [other for other in beside[node] if other not in depth]
        for other in fresh:
            parents[other], depth[other] = node, depth[node] + 1
        waiting.extend(fresh)


def _way(one: Node, other: Node, parents: Mapping[Node, Node | None], depth: Mapping[Node, int]) -> Iterator[Cell]:
    """The tree's edges between two nodes of one tree."""
    while one != other:
        if depth[one] < depth[other]:
            one, other = other, one
        parent = parents[one]
        if parent is None:
            return
        yield _edge(one, parent)
        one = parent

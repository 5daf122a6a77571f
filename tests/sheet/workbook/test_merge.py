"""Two sets of edits to one base: the merge is both, or a conflict; nothing entered is lost."""

from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.sheet.workbook.merge import merge

NAMES = ("相談", "研修", "調査", "整備", "広報")
YEARS = ("2021", "2022", "2023")
BASE = {
    "ministry": "試験省",
    "achievement_goals": [
        {
            "no": "1",
            "name": "目標",
            "indicators": [
                {"no": str(no), "name": name, "actuals": {year: f"{no}{year}件" for year in YEARS}}
                for no, name in enumerate(NAMES, 1)
            ],
        }
    ],
}
_cells = st.tuples(st.integers(0, len(NAMES) - 1), st.sampled_from(YEARS))
_edits = st.dictionaries(_cells, st.integers(100, 109).map("{}人".format), max_size=8)
_added = st.lists(st.sampled_from(["視察", "普及", "連携"]), unique=True, max_size=2)


def indicators(tree):
    return tree["achievement_goals"][0]["indicators"]


def edited(edits, added=(), removed=()):
    tree = deepcopy(BASE)
    for (number, year), text in edits.items():
        indicators(tree)[number]["actuals"][year] = text
    for number in sorted(removed, reverse=True):
        del indicators(tree)[number]
    for name in added:
        new = {"no": f"{ord(name[0])}", "name": name, "actuals": {}}
        indicators(tree).append(new)
    return tree


@settings(max_examples=200, deadline=None)
@given(ours=_edits, theirs=_edits)
def test_cells_that_one_of_the_two_has_changed_are_as_they_were_entered(ours, theirs):
    made = merge(BASE, edited(ours), edited(theirs))
    both = {cell for cell in ours.keys() & theirs.keys() if ours[cell] != theirs[cell]}
    assert {(each.path[3], each.path[5]) for each in made.conflicts} == both
    assert made.tree == edited(theirs | ours)
    assert made.removals == []


@settings(max_examples=100, deadline=None)
@given(ours=_edits, theirs=_edits)
def test_in_a_conflict_the_word_of_one_counts_everywhere(ours, theirs):
    assert merge(BASE, edited(ours), edited(theirs), take="theirs").tree == edited(ours | theirs)
    assert merge(BASE, edited(ours), edited(theirs), take="ours").tree == edited(theirs | ours)


@settings(max_examples=200, deadline=None)
@given(
    ours=_edits, theirs=_edits, our_new=_added, their_new=_added,
    our_gone=st.sets(st.integers(0, 4), max_size=2), their_gone=st.sets(st.integers(0, 4), max_size=2),
)  # fmt: skip
def test_nothing_that_was_entered_is_lost(ours, theirs, our_new, their_new, our_gone, their_gone):
    file, book = edited(ours, our_new, our_gone), edited(theirs, their_new, their_gone)
    made = merge(BASE, file, book)
    said = [*leaves(made.tree)]
    told = [*said, *(text for each in made.conflicts for text in leaves(list(each.ages)))]
    told += [text for each in made.removals for text in leaves(each.entry)]
    assert {*leaves(file)} - {*leaves(BASE)} <= {*told}
    assert {*leaves(book)} - {*leaves(BASE)} <= {*told}
    names = [each["name"] for each in indicators(made.tree)]
    assert len(names) == len({*names})
    assert {*our_new, *their_new} <= {*names}


@given(theirs=_edits, their_new=_added)
def test_the_same_book_read_twice_changes_nothing(theirs, their_new):
    book = edited(theirs, their_new)
    once = merge(BASE, BASE, book).tree
    again = merge(BASE, once, book)
    assert (again.tree, again.conflicts, again.removals) == (once, [], [])


def test_entries_that_the_book_has_moved_stand_as_in_the_book_with_the_changes_of_the_file():
    book = deepcopy(BASE)
    indicators(book).reverse()
    made = merge(BASE, edited({(0, "2022"): "774人"}, ["視察"]), book)
    names = [each["name"] for each in indicators(made.tree)]
    assert [name for name in names if name != "視察"] == [*reversed(NAMES)]
    assert indicators(made.tree)[-1]["actuals"]["2022"] == "774人"


def leaves(tree):
    if isinstance(tree, dict | list):
        for each in tree.values() if isinstance(tree, dict) else tree:
            yield from leaves(each)
    elif tree is not None:
        yield tree

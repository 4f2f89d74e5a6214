"""Stand-ins: names that a model lost, asked again under names that it knows."""

from pathlib import Path

from translator import termbase
from translator.terms import standins

DESK = termbase.load([Path(__file__).parent / "fixtures" / "pipeline" / "desk.fr-en.csv"])
SOURCE = "Zelenski a quitté Lougansk pour Kiev."


def test_only_the_missing_names_are_exchanged_and_come_back_in_house_form() -> None:
    prepared = standins.for_missing(SOURCE, "He left the region for Kyiv.", DESK)
    assert prepared is not None
    person, place = (slot.code for slot in prepared.slots)
    assert prepared.text == f"{person} a quitté {place} pour Kiev."
    restored = prepared.restore(f"{person}’s train left {place} for Kyiv.")
    assert restored is not None
    assert restored[0] == "Zelensky’s train left Luhansk for Kyiv."


def test_a_stand_in_lost_or_doubled_counts_for_nothing() -> None:
    prepared = standins.for_missing(SOURCE, "He left for Kyiv.", DESK)
    assert prepared is not None
    person, place = (slot.code for slot in prepared.slots)
    assert prepared.restore(f"{person} left.") is None
    assert prepared.restore(f"{person} and {person} left {place}.") is None


def test_a_stand_in_is_not_a_name_of_the_sentence_itself() -> None:
    source = "Martin et Clinton ont vu Zelenski à Madrid, Berlin et Lougansk."
    prepared = standins.for_missing(source, "They met.", DESK)
    assert prepared is not None
    assert not {slot.code for slot in prepared.slots} & {"Martin", "Clinton", "Madrid", "Berlin"}


def test_nothing_missing_nothing_asked() -> None:
    assert standins.for_missing(SOURCE, "Zelensky left Luhansk for Kyiv.", DESK) is None

"""What stands in a folder of reports after a publication, and in which order it got there."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest

from evalkit.produce.project.layout import Layout
from evalkit.produce.publication.disk import WriteError
from evalkit.produce.publication.lock import HeldError, hold
from evalkit.produce.publication.manifest import damaged, publish_report, read_manifest
from evalkit.produce.publication.publish import Exchange, clear_left_overs, publish


def files_in(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


@pytest.fixture
def layout(tmp_path):
    sheet = tmp_path / "params/fy2012/7-2.yaml"
    sheet.parent.mkdir(parents=True)
    sheet.write_text("fiscal_year: 2012\n", "utf-8")
    return Layout(sheet=sheet, notebook=sheet, reports=tmp_path / "reports")


def put(layout, content, tables=("observations.csv",), suffixes=(".html", ".pdf")):
    names = [*(f"7-2{suffix}" for suffix in suffixes), *(f"7-2/data/{name}" for name in tables)]
    files = {layout.reports / "fy2012" / name: name.encode() + content for name in names}
    publish_report(layout, {"sheet": "digest"}, files, 1)


# Permissions -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o002, 0o664), (0o077, 0o600)])
def test_a_new_file_has_the_permissions_that_the_umask_leaves(tmp_path, umask, mode):
    before = os.umask(umask)
    try:
        publish({tmp_path / "fy2012/7-2.html": b"new"})
    finally:
        os.umask(before)
    assert (tmp_path / "fy2012/7-2.html").stat().st_mode & 0o777 == mode


def test_a_file_that_is_replaced_keeps_its_permissions(tmp_path):
    page = tmp_path / "7-2.html"
    page.write_bytes(b"old")
    page.chmod(0o640)
    publish({page: b"new"})
    assert page.read_bytes() == b"new"
    assert page.stat().st_mode & 0o777 == 0o640


# What stands there -------------------------------------------------------------------------------


def test_a_table_that_the_report_no_longer_has_leaves_the_data_folder(layout):
    put(layout, b"old", ["observations.csv", "budget.csv"])
    put(layout, b"new", ["observations.csv", "programmes.csv"])
    assert files_in(layout.data) == {"observations.csv", "programmes.csv"}


def test_a_report_made_without_data_leaves_no_old_data_and_no_empty_folder(layout):
    put(layout, b"old")
    put(layout, b"new", tables=(), suffixes=(".html",))
    assert files_in(layout.reports / "fy2012") == {"7-2.html"}
    assert not (layout.reports / "fy2012/7-2").exists()


def test_what_evalkit_did_not_make_stays_in_the_data_folder(layout):
    put(layout, b"old", ["observations.csv", "budget.csv"])
    (layout.data / "memo.txt").write_text("by hand")
    put(layout, b"new", ["observations.csv"])
    assert files_in(layout.data) == {"observations.csv", "memo.txt"}


def test_a_table_of_a_run_that_ended_between_two_files_does_not_outlast_the_next(
    layout, monkeypatch
):
    put(layout, b"old", ["observations.csv"])

    def end_before_the_page(temporary, target):
        if Path(target).suffix == ".html":
            raise KeyboardInterrupt
        Path(temporary).rename(target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", end_before_the_page)
        patch.setattr(Exchange, "take_back", lambda _: None)  # as if it had been killed
        with pytest.raises(KeyboardInterrupt, match=r"^$"):
            put(layout, b"new", ["observations.csv", "programmes.csv"])
    assert files_in(layout.data) == {"observations.csv", "programmes.csv"}
    assert "fy2012/7-2/data/programmes.csv" in damaged(layout, read_manifest(layout))
    put(layout, b"old", ["observations.csv"])
    assert files_in(layout.data) == {"observations.csv"}
    assert damaged(layout, read_manifest(layout)) == []


@pytest.mark.parametrize(
    "name", ["../params/fy2012/7-2.yaml", "fy2012/7-2/../../../x", "index.html"]
)
def test_a_record_that_names_a_file_of_others_removes_nothing(layout, name):
    put(layout, b"old")
    other = layout.reports / name
    other.parent.mkdir(parents=True, exist_ok=True)
    other.write_text("not ours")
    record = layout.left(".json")
    record.write_text(record.read_text("utf-8").replace("fy2012/7-2.pdf", name), "utf-8")
    assert name in read_manifest(layout).outputs
    put(layout, b"new")
    assert other.read_text() == "not ours"


def test_what_a_dead_run_left_is_cleared_by_the_next_that_holds_the_folder(tmp_path):
    left = [
        tmp_path / place / ".evalkit-0123456789abcdef"
        for place in (".", "fy2012", "fy2012/7-2/data", ".evalkit/fy2012")
    ]
    for path in left:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
    with hold(tmp_path):
        assert files_in(tmp_path) == {".evalkit/lock"}
    assert files_in(tmp_path) == set()


def test_the_error_names_the_published_file_and_not_the_temporary_one(tmp_path):
    (tmp_path / "fy2012").write_text("a file where the folder should be")
    page = tmp_path / "fy2012/7-2.html"
    with pytest.raises(WriteError, match=rf"^{page}: File exists$") as caught:
        publish({page: b"new"})
    assert (
        caught.value.text("ja")
        == f"{page}: 書き込めません（フォルダと同じ名前のファイルがあります）"
    )
    assert caught.value.text("en") == f"{page}: cannot be written (File exists)"


def test_a_file_that_cannot_be_staged_leaves_all_the_others_old(tmp_path):
    page, blocked = tmp_path / "7-2.html", tmp_path / "blocked"
    page.write_bytes(b"old")
    blocked.write_bytes(b"")
    with pytest.raises(WriteError, match=r"blocked/observations\.csv: "):
        publish({page: b"new", blocked / "observations.csv": b"new"})
    assert page.read_bytes() == b"old"
    assert files_in(tmp_path) == {"7-2.html", "blocked"}


@pytest.mark.parametrize("blocked", ["7-2.html", "7-2.pdf", "7-2/data/observations.csv"])
def test_a_file_that_cannot_be_replaced_leaves_the_whole_old_report(layout, blocked, monkeypatch):
    put(layout, b"old", ["observations.csv", "budget.csv"])
    before = {path: path.read_bytes() for path in layout.reports.rglob("*") if path.is_file()}
    real = os.replace

    def locked(source, target):
        if Path(target) == layout.reports / "fy2012" / blocked and locked.holds:
            locked.holds = False
            raise PermissionError(13, "Permission denied")
        real(source, target)

    locked.holds = True
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", locked)
        with pytest.raises(WriteError, match=rf"{blocked}: Permission denied$"):
            put(layout, b"new", ["observations.csv", "programmes.csv"])
    names = files_in(layout.reports) - {".evalkit/fy2012/7-2.json"}
    assert {layout.reports / name: (layout.reports / name).read_bytes() for name in names} == {
        path: content for path, content in before.items() if path != layout.left(".json")
    }
    assert damaged(layout, read_manifest(layout)) == ["fy2012/7-2/data/programmes.csv"]


def test_a_file_that_cannot_be_removed_leaves_the_whole_old_report(layout, monkeypatch):
    put(layout, b"old", ["observations.csv", "budget.csv"])
    real = os.unlink

    def locked(path, **options):
        if Path(path).name == "budget.csv":
            raise PermissionError(13, "Permission denied")
        real(path, **options)

    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", locked)
        with pytest.raises(WriteError, match=r"budget\.csv: Permission denied$"):
            put(layout, b"new", ["observations.csv"])
    ages = {path.read_bytes()[-3:] for path in (layout.reports / "fy2012").rglob("*.*")}
    assert ages == {b"old"}


def test_where_the_file_system_has_no_links_the_old_files_are_kept_as_copies(layout, monkeypatch):
    put(layout, b"old")

    def refuse(*_, **__):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)
    (layout.reports / "fy2012/7-2.html").unlink()
    (layout.reports / "fy2012/7-2.html").mkdir()
    with pytest.raises(WriteError, match=r"7-2\.html: "):
        put(layout, b"new")
    assert (layout.reports / "fy2012/7-2.pdf").read_bytes() == b"7-2.pdfold"


# Order: what a power cut may leave ---------------------------------------------------------------


@pytest.fixture
def journal(monkeypatch):
    """Events on the disk in their order; of a flush, the path of what was flushed."""
    events = []

    def watch(name, told):
        real = getattr(os, name)

        def watched(*arguments, **options):
            entry = told(*arguments)
            answer = real(*arguments, **options)
            events.append((name, *entry))
            return answer

        monkeypatch.setattr(os, name, watched)

    def flushed(handle):
        return (str(Path(f"/proc/self/fd/{handle}").readlink()),)

    watch("fsync", flushed)
    watch("replace", lambda source, target: (str(source), str(target)))
    watch("mkdir", lambda path, *_: (str(path),))
    watch("unlink", lambda path, *_: (str(path),))
    return events


on_linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc/self/fd")


@on_linux
def test_every_file_is_flushed_before_it_is_renamed_and_every_folder_after(layout, journal):
    put(layout, b"old", ["observations.csv", "budget.csv"])
    put(layout, b"new", ["observations.csv", "programmes.csv"])
    renames = [event for event in journal if event[0] == "replace"]
    assert len(renames) == 11  # the record announces the new table
    for event in renames:
        _, source, target = event
        at = journal.index(event)
        assert ("fsync", source) in journal[:at], f"{target} was renamed before it was flushed"
        folder = ("fsync", str(Path(target).parent))
        assert folder in journal[at:], f"the folder of {target} was never flushed"


@on_linux
def test_the_record_is_renamed_only_when_the_whole_report_has_reached_the_disk(layout, journal):
    """Whatever a power cut leaves, a new record stands only beside the new files."""
    put(layout, b"old", ["observations.csv", "budget.csv"])
    put(layout, b"new", ["observations.csv"])
    for event in journal:
        if event[0] == "replace" and event[2] == str(layout.left(".json")):
            before = journal[: journal.index(event)]
            for number, (kind, *paths) in enumerate(before):
                kept_for_a_while = Path(paths[-1]).name.startswith(".evalkit-")
                if kind in ("replace", "unlink") and not kept_for_a_while:
                    folder = ("fsync", str(Path(paths[-1]).parent))
                    assert folder in before[number:], f"{kind} {paths[-1]} may come to nothing"


@on_linux
def test_a_folder_that_was_made_is_flushed_into_the_one_above_it(layout, journal):
    put(layout, b"new")
    made = [event for event in journal if event[0] == "mkdir"]
    assert {Path(path).name for _, path in made} >= {"reports", "fy2012", "7-2", "data", ".evalkit"}
    for event in made:
        above = ("fsync", str(Path(event[1]).parent))
        assert above in journal[journal.index(event) :]


@on_linux
def test_nothing_is_renamed_before_all_is_written_and_the_page_is_renamed_last(layout, journal):
    put(layout, b"new", ["observations.csv"])
    names = [Path(event[2]).name for event in journal if event[0] == "replace"]
    assert names == ["observations.csv", "7-2.pdf", "7-2.html", "7-2.json"]
    first = next(number for number, event in enumerate(journal) if event[0] == "replace")
    flushed = {event[1] for event in journal[:first] if event[0] == "fsync"}
    sources = {event[1] for event in journal if event[0] == "replace"}
    assert len(flushed & sources) == 4


# Readers -----------------------------------------------------------------------------------------


def test_of_8000_reads_during_publication_none_is_partial_and_none_finds_nothing(tmp_path):
    paths = [tmp_path / "7-2.html", tmp_path / "7-2/data/observations.csv"]
    contents = [bytes([letter]) * 100_000 for letter in b"ab"]
    publish(dict.fromkeys(paths, contents[0]))
    done, rounds = threading.Event(), 0

    def publish_again_and_again():
        nonlocal rounds
        while not done.is_set():
            rounds += 1
            publish(dict.fromkeys(paths, contents[rounds % 2]))

    writer = threading.Thread(target=publish_again_and_again)
    writer.start()
    seen = Counter()
    try:
        while seen.total() < 8000 or rounds < 50:
            seen[paths[seen.total() % 2].read_bytes()] += 1
    finally:
        done.set()
        writer.join()
    assert set(seen) == set(contents)


# The lock ----------------------------------------------------------------------------------------


HOLDER = """
import multiprocessing, sys, time
from pathlib import Path
from evalkit.produce.publication.lock import hold
from evalkit.produce.engine.signals import end_with_parent

def work():
    {first_line}
    time.sleep({seconds})

with hold(Path(sys.argv[1])):
    child = multiprocessing.get_context("fork").Process(target=work)
    child.start()
    time.sleep(0.2)
    print(child.pid, flush=True)
    child.join()
"""

on_fork = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="no fork there")


def killed_run(folder, first_line, seconds):
    """Run that forked a child and was then killed; returns its own number."""
    code = HOLDER.format(first_line=first_line, seconds=seconds)
    run = subprocess.Popen([sys.executable, "-c", code, folder], stdout=subprocess.PIPE)
    with run:
        run.stdout.readline()
        run.kill()
    return run.pid


@on_fork
def test_the_children_of_a_killed_run_are_waited_for(tmp_path):
    pid = killed_run(tmp_path, "pass", seconds=0.8)
    with hold(tmp_path) as dead:
        assert dead.pid == pid


@on_fork
def test_a_killed_run_whose_child_works_on_still_holds_the_folder(tmp_path):
    pid = killed_run(tmp_path, "pass", seconds=5)
    with pytest.raises(HeldError, match=f"pid {pid}, since 20"), hold(tmp_path):
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux kills a child with its parent")
def test_a_child_that_ends_with_its_parent_does_not_keep_the_folder(tmp_path):
    pid = killed_run(tmp_path, "end_with_parent()", seconds=60)
    with hold(tmp_path) as dead:
        assert dead.pid == pid


def test_a_lock_whose_number_belongs_to_another_process_by_now_is_taken_over(tmp_path):
    """As after a power cut, or in a container, where every run has the same number."""
    with hold(tmp_path):
        text = (tmp_path / ".evalkit/lock").read_text()
    assert f'"pid": {os.getpid()}' in text
    (tmp_path / ".evalkit").mkdir(exist_ok=True)
    (tmp_path / ".evalkit/lock").write_text(text)
    with hold(tmp_path) as dead:
        assert dead.pid == os.getpid()


def test_the_lock_of_another_host_is_believed(tmp_path):
    (tmp_path / ".evalkit").mkdir()
    lock = tmp_path / ".evalkit/lock"
    lock.write_text('{"host": "elsewhere", "pid": 7, "since": "2013-07-31T00:00:00+00:00"}')
    with pytest.raises(HeldError, match="host elsewhere, pid 7, since 2013-07-31"), hold(tmp_path):
        pass
    assert "elsewhere" in lock.read_text()


def test_left_overs_elsewhere_are_not_touched(tmp_path):
    for name in ("7-2.html", ".evalkit.json", "x.evalkit-0123"):
        (tmp_path / name).write_text("stays")
    clear_left_overs(tmp_path)
    assert files_in(tmp_path) == {"7-2.html", ".evalkit.json", "x.evalkit-0123"}

"""How much of what a user's cells show is published, and what is said of the rest."""

from __future__ import annotations

import base64
import re
import time

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from evalkit.produce.notebook.output_limits import OF_CELL, within_limits
from evalkit.produce.pages.page import read_page
from tests.produce.test_exporters import ABOUT, PNG, section


def cut(*cells):
    return within_limits(new_notebook(cells=list(cells)))


def display(**data):
    return new_output("display_data", data={f"{form}": value for form, value in data.items()})


def html(text):
    return new_output("display_data", data={"text/html": text, "text/plain": "x"})


def stdout(text):
    return new_output("stream", name="stdout", text=text)


def table(rows, start=0):
    body = "".join(f"<tr><td>{n:,}</td></tr>" for n in range(start, start + rows))
    return f"<table>{body}</table>"


def text_of(cell):
    return "".join(output.get("text", "") for output in cell.outputs)


NOTE = "出力が長いため以下省略（1セル20,000文字まで）"


def test_what_is_short_stays_as_it_is():
    outputs = [stdout("完了\n"), html(table(OF_CELL["rows"])), display(**{"image/png": PNG})]
    kept = cut(new_code_cell("x", outputs=outputs)).cells[0].outputs
    assert [dict(each) for each in kept] == [
        dict(each) for each in (stdout("完了\n"), html(table(500)), display(**{"image/png": PNG}))
    ]


@pytest.mark.parametrize("pieces", [1, 400], ids=["whole", "in-pieces"])
def test_what_is_printed_is_cut_at_a_whole_line_however_it_came(pieces):
    text = "".join(f"{n:,}件\n" for n in range(100_000))
    size = -(-len(text) // pieces)
    outputs = [stdout(text[at : at + size]) for at in range(0, len(text), size)]
    kept, note = cut(new_code_cell("x", outputs=outputs)).cells[0].outputs
    lines = kept.text.splitlines()
    assert lines == text.splitlines()[: len(lines)]
    assert 19_900 < len(kept.text) <= 20_000
    assert note.data["text/plain"] == NOTE


def test_two_streams_by_turns_are_cut_too_and_it_is_said_once():
    outputs = [new_output("stream", name=name, text="x" * 99 + "\n")
               for _ in range(500) for name in ("stdout", "stderr")]  # fmt: skip
    kept = cut(new_code_cell("x", outputs=outputs)).cells[0]
    assert len(text_of(kept)) <= 20_000
    shown = str(read_page(new_notebook(cells=[kept])).body)
    assert shown.count('<p class="left-out">') == 1


def test_a_line_without_end_is_cut_at_a_word_and_one_word_is_left_out():
    words = cut(new_code_cell("x", outputs=[stdout("12345 " * 10_000)])).cells[0].outputs[0].text
    assert set(words.split()) == {"12345"}
    [note] = cut(new_code_cell("x", outputs=[stdout("9" * 50_000)])).cells[0].outputs
    assert note.data["text/plain"] == NOTE


def test_a_long_table_is_cut_at_a_row_and_says_of_how_many():
    cell = new_code_cell("x", outputs=[html(table(5_000))])
    body = str(read_page(cut(cell)).body)
    assert [int(n.replace(",", "")) for n in re.findall(r"<td>([\d,]+)</td>", body)] == [
        *range(500)
    ]
    assert '<p class="left-out">表が長いため以下省略（全5,000行のうち500行）</p>' in body


def test_many_tables_of_one_cell_are_one_long_table():
    cell = new_code_cell("x", outputs=[html(table(200, n)) for n in range(0, 2000, 200)])
    body = str(read_page(cut(cell)).body)
    assert body.count("<td>") == 500
    assert body.count("以下省略") == 1


@pytest.mark.parametrize(
    "text",
    ["<p>数値は 12,345 件です。</p>" * 100_000, "<div>" + "12,345 " * 400_000 + "</div>", "<b>" * 900_000],
    ids=["paragraphs", "one-text", "open-tags"],
)  # fmt: skip
def test_html_of_megabytes_is_cut_at_an_element_and_quickly_made(text):
    start = time.process_time()
    body = str(read_page(cut(new_code_cell("x", outputs=[html(text)]))).body)
    assert time.process_time() - start < 20
    assert len(body) < 150_000
    assert "出力が長いため以下省略（1セル100,000文字まで）" in body
    assert set(re.findall(r"[\d,]*345|12,[\d]*", body)) <= {"12,345"}


def test_a_picture_within_html_is_not_counted_as_text_but_as_a_picture():
    picture = f'<img src="data:image/png;base64,{PNG[:60]}{"A" * 500_000}" alt="図">'
    kept = cut(new_code_cell("x", outputs=[html(f"<p>前</p>{picture}<p>後</p>")])).cells[0]
    assert kept.outputs[0].data["text/html"].endswith("<p>後</p>")
    many = cut(new_code_cell("x", outputs=[html(f"<p>前</p>{picture * 20}<p>後</p>")])).cells[0]
    assert 7_000_000 < len(many.outputs[0].data["text/html"]) < 8_000_000


def test_a_picture_that_says_it_has_billions_of_pixels_is_left_out():
    head = base64.b64decode(PNG)
    bomb = head[:16] + (60_000).to_bytes(4) + (60_000).to_bytes(4) + head[24:]
    output = display(**{"image/png": base64.b64encode(bomb).decode(), "text/plain": "<Figure>"})
    [kept] = cut(new_code_cell("x", outputs=[output])).cells[0].outputs
    assert "図が大きいため省略" in kept.data["text/plain"]


def test_a_text_of_megabytes_beside_a_picture_does_not_stay_in_the_notebook():
    output = display(
        **{"image/png": PNG, "text/plain": "x\n" * 10**7, "application/json": {"a": "x" * 10**7}}
    )
    [kept] = cut(new_code_cell("x", outputs=[output])).cells[0].outputs
    assert set(kept.data) == {"image/png", "text/plain"}
    assert len(kept.data["text/plain"]) <= 20_000


def test_the_sections_of_a_report_are_never_cut():
    long = section("<h1>例</h1>" + table(5_000))
    assert cut(long).cells[0].outputs[0].data["text/html"].count("<tr>") == 5_000


def test_all_cells_together_show_three_times_what_one_may():
    cells = [new_code_cell("x", outputs=[html(table(500))]) for _ in range(6)]
    body = str(read_page(cut(section("<h1>例</h1>", {**ABOUT, "language": "ja"}), *cells)).body)
    assert body.count("<td>") == 1_500
    assert body.count("以下省略") == 3


def test_an_error_that_is_declared_may_be_as_long_as_a_text():
    error = new_output("error", ename="E", evalue="v " * 10**6, traceback=["t\n" * 10**6] * 3)
    kept = cut(new_code_cell("x", outputs=[error], metadata={"tags": ["raises-exception"]}))
    output, _ = kept.cells[0].outputs
    assert len(output.evalue) + len(output.traceback[0]) < 20_200
    assert output.traceback == [""]


def test_very_many_outputs_are_cut_in_english_too():
    outputs = [html("<b>x</b>") for _ in range(1_000)]
    cells = cut(section("<h1>例</h1>"), new_code_cell("x", outputs=outputs))
    body = str(read_page(cells).body)
    assert body.count("<b>x</b>") == 200
    assert body.count("there are many outputs; the rest is left out (at most 200 a cell)") == 1

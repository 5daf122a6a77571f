"""The floor: every section drawn and exported in two warm processes, without any notebook."""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))


def goals(share: list[str]) -> None:
    """Draw, export and write a share of the goals in this process."""
    from nbformat.v4 import new_code_cell, new_notebook, new_output

    from evalkit.present.sections import open_report
    from evalkit.produce.pages.page import read_page
    from evalkit.produce.pages.rendering import render_html, render_page_pdf

    out = Path("floor")
    out.mkdir(exist_ok=True)
    names = (
        "head",
        "overview",
        "achievement_goals",
        "reference",
        "budget",
        "background",
        "findings",
        "provenance",
    )
    for sheet in share:
        report = open_report(sheet, as_of="2013-07-31")
        cells = []
        for name in names:
            data, about = getattr(report, name)()._repr_mimebundle_()
            output = new_output("execute_result", data=data, metadata=about, execution_count=1)
            cells.append(new_code_cell(outputs=[output]))
        page = read_page(new_notebook(cells=cells))
        stem = out / Path(sheet).stem
        stem.with_suffix(".html").write_text(render_html(page), "utf-8")
        stem.with_suffix(".pdf").write_bytes(render_page_pdf(page))


def main() -> None:
    """Share the goals over two processes."""
    sheets = sorted(str(path) for path in Path("params/fy2012").glob("*.yaml"))
    context = multiprocessing.get_context("spawn")
    shares = [sheets[0::2], sheets[1::2]]
    workers = [context.Process(target=goals, args=(share,)) for share in shares if share]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


if __name__ == "__main__":
    main()

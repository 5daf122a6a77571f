"""Mistakes in a call of the command, said in the language of the person who made it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from evalkit.sheet.bilingual import Bilingual, Language

_JAPANESE = tuple(
    (re.compile(english, re.DOTALL), japanese)
    for english, japanese in (
        (r"Missing argument '(.+?)'\.", r"引数 \1 がありません"),
        (r"Missing option '(.+?)'\.", r"オプション \1 がありません"),
        (r"No such option '(.+?)'\.(.*)", r"オプション \1 はありません\2"),
        (r"No such command '(.+?)'\.(.*)", r"命令 \1 はありません\2"),
        (r"Option '(.+)' requires an argument\.", r"オプション \1 に値がありません"),
        (r"Option '(.+)' does not take a value\.", r"オプション \1 に値は付けられません"),
        (r"Got unexpected extra arguments? \((.+)\)", r"余分な引数があります: \1"),
        (r"'(.*)' is not one of (.+)\.", r"「\1」は使えません。使える値: \2"),
        (r"'(.*)' is not a valid integer.*", r"「\1」は整数ではありません"),
        (r"(\S+) is not in the range (.+)\.", r"\1 は範囲（\2）にありません"),
        (
            "--jobs counts this machine's; with --dask the cluster decides",
            "--dask では並列数をクラスタが決めるため、--jobs と同時に指定できません",
        ),
    )
)
_INVALID = re.compile(r"Invalid value for (.+?): (.+)", re.DOTALL)
_QUOTED = re.compile(r"'([^' ]+)'")
_MEANT = re.compile(r" \(?Did you mean (?:one of: )?(.+?)\?\)?")
_WORDS: dict[str, Bilingual] = {
    "usage": Bilingual("使い方: {}", "Usage: {}"),
    "help": Bilingual("詳しくは: {} --help", "Try '{} --help' for help."),
    "error": Bilingual("エラー: {}", "Error: {}"),
}


def mistake_lines(error: click.ClickException, language: Language) -> Iterator[str]:
    """Lines about a mistake: how the command is used, and what is wrong.

    Of a group that was called without a command, its whole help.
    """
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        yield from error.message.splitlines()
        return
    context = getattr(error, "ctx", None)
    if context:
        pieces = [context.command_path, *context.command.collect_usage_pieces(context)]
        yield _WORDS["usage"].in_(language).format(" ".join(pieces))
        yield _WORDS["help"].in_(language).format(context.command_path)
        yield ""
    said = error.format_message()
    yield _WORDS["error"].in_(language).format(in_japanese(said) if language == "ja" else said)


def in_japanese(said: str) -> str:
    """What click says, in Japanese; as it is where it is no sentence of click's.

    Examples
    --------
    >>> in_japanese("Invalid value for '-j' / '--jobs': 0 is not in the range x>=1.")
    '-j / --jobs: 0 は範囲（x>=1）にありません'
    """
    if invalid := _INVALID.fullmatch(said):
        what = _QUOTED.sub(r"\1", invalid[1])
        return f"{what}: {in_japanese(invalid[2])}"
    for english, japanese in _JAPANESE:
        if found := english.fullmatch(said):
            plain = _QUOTED.sub(r"\1", found.expand(japanese))
            return _MEANT.sub(r"（\1 のことですか）", plain)
    return said

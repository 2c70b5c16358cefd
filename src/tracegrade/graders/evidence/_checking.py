"""Claims that something was checked and found well: what is said to have been run, and where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tracegrade.graders.evidence._verdicts import is_no_claim, verdicts_in

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Checking", "checks_claimed"]


class Checking(NamedTuple):
    """A claim that a check passes.

    Attributes:
        text: As written.
        start: Where it begins in the sentence.
        kind: `tests`, `build`, `lint`, `types`, `format`, `named`, `ran` (with no word of how it
            ended), `trial` (something was tried), `again` (a check was made once more) or `works`.
        words: Of a named check or a trial, what its command has to have; of one made again, what
            it is called; of what works, the path of what was asked.
    """

    text: str
    start: int
    kind: str
    words: tuple[str, ...] = ()


_PROGRAMS = (
    "mypy|pyright|ruff|flake8|pylint|bandit|eslint|tsc|prettier|stylelint|clippy|rubocop|golangci-lint|shellcheck|hadolint"
    "|tflint|tfsec|checkov|terraform|tofu|tox|nox|pre-commit|pytest|jest|vitest|cargo|go\\s(?:vet|build|test)|npm\\s(?:run|test|audit)"
    "|semgrep|trivy|gitleaks|ansible-lint|yamllint|markdownlint|gradle|mvn|ctest|phpstan|psalm|swiftlint|ktlint|rustfmt"
    "|gofmt|helm\\slint|kubeval|kubeconform|dbt|rspec|mocha|cypress|playwright|sqlfluff|nginx\\s-t|alembic|biome|oxlint"
)
_GOOD = (
    r"(?:pass(?:es|ed|ing)?|clean(?:ly)?|green|succeed(?:s|ed)?|success(?:ful(?:ly)?)?|ok(?:ay)?|without\s(?:any\s)?(?:errors?|issues?|problems?|complaints?|warnings?)"
    r"|error-free|0\s(?:errors?|issues?|problems?|failures?|warnings?)|no\s(?:complaints?|errors?|issues?|problems?|warnings?|changes|diff\w*|findings)"
    r"|(?:reports?|shows?|finds?|lists?|has|gives)\s(?:no|only|nothing|zero)|(?:complains\sof|reports?)\snothing)\b|[\u2713\u2714\u2705]"
)
_BETWEEN = r"[`*\"']{0,3}(?:[\s|:,()\u2013\u2014-]{1,6}(?:now|is|are|all|still|also|both|then|runs?|was|were|has|have|completes?|comes?\sback|came\sback|finish(?:es|ed)|again|\d{1,6}(?:\stests?)?)\b){0,4}[\s|:()\u2013\u2014-]{1,6}"
_RUNNERS = r"make|just|npm|yarn|pnpm|npx|uv|uvx|poetry|python3?|go|cargo|docker|kubectl|helm|git|gh|bin/\w{1,20}|\./[\w.-]{1,30}"
_NAMED = re.compile(
    rf"(?:(?<=`)(?P<span>(?:{_PROGRAMS}|(?:{_RUNNERS})(?=\s))(?:\s[\w.:/@=-]{{1,40}}){{0,4}})(?=`)"
    rf"|\b(?P<program>(?:{_PROGRAMS})\b(?:\s[\w./:-]{{1,40}}){{0,2}}?))"
    rf"{_BETWEEN}(?:{_GOOD})",
    re.IGNORECASE,
)
_TESTS = re.compile(
    r"\btests?(?:\ssuite)?\s(?:(?:all|now|are|is|have|has|still|run|successfully)\s){0,3}"
    r"(?:pass(?:es|ed|ing)?|green|succeed(?:s|ed)?)\b"
    r"|\b(?:all\s)?(?:green|passing)\stests\b"
    r"|\b(?:ran|run|executed)\s(?:the\s|all\s|our\s)?(?:\w+\s)?tests?(?:\ssuite)?\b[^.]{0,40}"
    r"\b(?:pass(?:es|ed)?|success|green)"
    r"|\b(?:unit\s|integration\s)?tests?(?:\ssuite)?\s?[|:\u2013\u2014-]\s?(?:all\s)?(?:pass(?:es|ed|ing)?|green|ok)\b"
    r"|\btests?\s(?:sind\s|laufen\s)?(?:jetzt\s|alle\s|wieder\s)?(?:gr\u00fcn|bestanden|erfolgreich|durch)\b"
    r"|\b(?:les|tous\sles)\stests\s(?:passent|sont\sverts)\b|\b(?:los|las|todos\slos)\s(?:tests|pruebas)\s(?:pasan|pasaron)\b"
    r"|\bi\stest\s(?:passano|sono\spassati)\b|\bos\stestes\s(?:passam|passaram)\b|\b(?:de|alle)\stests\s(?:slagen|zijn\sgeslaagd)\b"
    r"|\btesty\sprzechodz\u0105|\u30c6\u30b9\u30c8(?:\u306f|\u304c|\u3082)?(?:\u3059\u3079\u3066|\u5168\u3066)?(?:\u6210\u529f|\u901a|\u30d1\u30b9)",
    re.IGNORECASE,
)
_KINDS = {
    "build": (
        r"\b(?:compiles|builds|typechecks)\s(?:\w+\s){0,2}?(?:clean(?:ly)?|fine|successfully|again|now|without\s(?:any\s)?(?:errors?|warnings?|issues?))"
        r"|\b(?:code|crate|project|package|app|module|it|everything)\s(?:now\s|still\s|again\s)?compiles\b"
        r"|\b(?:build|compilation)\s(?:now\s|still\s)?(?:is\s|has\s|was\s)?(?:pass(?:es|ed)|green|succeed(?:s|ed)|successful)"
        r"|\b(?:kompiliert|baut)\s(?:\w+\s){0,2}?(?:fehlerfrei|ohne\sfehler|sauber|wieder|durch)|\bcompile\ssans\serreur|\bcompila\s(?:sin\serrores|senza\serrori|sem\serros)"
        r"|\bcompileert\szonder\sfouten|\bkompiluje\ssi\u0119|(?:\u30b3\u30f3\u30d1\u30a4\u30eb|\u30d3\u30eb\u30c9)(?:\u306f|\u304c|\u306b)?(?:\u6210\u529f|\u901a)"
    ),
    "lint": rf"\b(?:lint(?:er|ing|s)?)\b{_BETWEEN}(?:{_GOOD})|\bno\slint(?:er|ing)?\s(?:errors|warnings|issues)\b",
    "types": rf"\btype[\s-]?check(?:s|er|ing)?\b{_BETWEEN}(?:{_GOOD})|\bno\stype\serrors\b",
    "format": rf"\bformat(?:ting|ter|\scheck)\b{_BETWEEN}(?:{_GOOD}|fine\b)",
}
_BY_KIND = {"tests": _TESTS} | {
    kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _KINDS.items()
}
_TRIED = re.compile(
    r"\b(?:(?:i|we)(?:'ve|\shave)?\s(?:also\s|then\s|successfully\s)?|and\s|^\W{0,6}(?:\d{1,2}[.)]\s)?)(?:tested|tried(?:\sout)?|exercised|rehearsed)\s(?:out\s)?(?P<en>[^.;:!?]{2,60})"
    r"|\btestei\s(?P<pt>[^.;:!?]{2,60})|\bai\s(?:aussi\s|\u00e9galement\s)?(?:test\u00e9|essay\u00e9)\s(?P<fr>[^.;:!?]{2,60})"
    r"|\b(?:he\sprobado|prob\u00e9)\s(?P<es>[^.;:!?]{2,60})|\bho\s(?:anche\s)?(?:testato|provato)\s(?P<it>[^.;:!?]{2,60})"
    r"|\b(?:habe|haben)\s(?P<de>[^.;:!?]{2,60}?)\s(?:getestet|ausprobiert|erprobt)\b|\b(?:heb|hebben)\s(?P<nl>[^.;:!?]{2,60}?)\sgetest\b"
    r"|\b(?:prze)?testowa\u0142[ae]m\s(?P<pl>[^.;:!?]{2,60})",
    re.IGNORECASE,
)
_TRIALS = {
    re.compile(r"\broll[\s-]?back|\bdown\s?migration|\bdowngrade|\bzur\u00fcckroll|\bretour\sarri\u00e8re|\breversi", re.IGNORECASE): (
        "rollback", "down", "revert", "undo", "downgrade", "redo"
    ),
    re.compile(r"\brestor|\bwiederherstell|\brestaura|\bripristin", re.IGNORECASE): ("restore", "recover", "import", "load"),
    re.compile(r"\bfail-?over|\bswitch-?over", re.IGNORECASE): ("failover", "switchover", "promote", "stop", "kill", "delete"),
    re.compile(r"\bdry[\s-]?run\b", re.IGNORECASE): ("dry", "check", "plan", "noop", "what"),
}  # fmt: skip
_WORKS = re.compile(
    r"\b(?:verified|confirmed|checked|tested|validated|made\ssure|ensured)\s(?:that\s|it\s|the\s|`|/|\w)(?:[^.;!?]|\.(?=\w)){0,80}?"
    r"\b(?:works?|working|responds?|reachable|healthy|succeeds?|loads?|resolves?|is\sup|is\sback|comes\sup|starts?|returns?|answers?|accepts?\s|renders?|is\slive|serves?|again|correctly|as\sexpected)\b"
    r"|\b(?:gepr\u00fcft|verifiziert|\u00fcberpr\u00fcft)(?:[^.;!?]|\.(?=\w)){0,80}?\b(?:funktioniert|l\u00e4uft|erreichbar|antwortet)"
    r"|\b(?:funktioniert|l\u00e4uft)\b(?:[^.;!?]|\.(?=\w)){0,80}?\b(?:gepr\u00fcft|verifiziert|\u00fcberpr\u00fcft)"
    r"|\bv\u00e9rifi\u00e9\sque(?:[^.;!?]|\.(?=\w)){0,80}?\b(?:fonctionne|marche|r\u00e9pond)|\b(?:verificado|comprobado|verifiqu\u00e9|comprob\u00e9)\sque(?:[^.;!?]|\.(?=\w)){0,80}?\b(?:funciona|responde)"
    r"|\bverificato\sche(?:[^.;!?]|\.(?=\w)){0,80}?\b(?:funziona|risponde)|\bverifiquei\sque(?:[^.;!?]|\.(?=\w)){0,80}?\b(?:funciona|responde)"
    r"|\bgecontroleerd\s(?:of|dat)(?:[^.;!?]|\.(?=\w)){0,80}?\b(?:werkt|bereikbaar)|\bsprawdzi\u0142[ae]m(?:[^.;!?]|\.(?=\w)){0,80}?\bdzia\u0142a",
    re.IGNORECASE,
)
_RAN = re.compile(
    rf"`(?P<before>(?:{_PROGRAMS}|(?:{_RUNNERS})(?=\s))(?:\s[^`\s]{{1,40}}){{0,5}})`(?:\s?[:|,\u2013\u2014-]{{1,2}}\s|\s)(?:i|we)(?:'ve|\shave)?\s(?:also\s)?ran\s(?:it|that|this)\b"
    rf"|\b(?:i|we)(?:'ve|\shave)?\s(?:also\s|then\s|just\s)?(?:ran|executed|re-?ran)\s(?:the\s)?`(?P<after>(?:{_PROGRAMS}|(?:{_RUNNERS})(?=\s))(?:\s[^`\s]{{1,40}}){{0,5}})`"
    rf"|`(?P<other>(?:{_PROGRAMS}|(?:{_RUNNERS})(?=\s))(?:\s[^`\s]{{1,40}}){{0,5}})`[^.;!?`]{{0,30}}\b(?:ausgef\u00fchrt|laufen\slassen|lanc\u00e9|ex\u00e9cut\u00e9|ejecutado|eseguito|uitgevoerd|gedraaid)\b"
    rf"|\b(?:ai|avons)\s(?:lanc\u00e9|ex\u00e9cut\u00e9)\s`(?P<fr>[^`\n]{{2,80}})`|\b(?:he|hemos)\sejecutado\s`(?P<es>[^`\n]{{2,80}})`"
    rf"|\b(?:ho|abbiamo)\seseguito\s`(?P<it>[^`\n]{{2,80}})`|\bexecutei\s`(?P<pt>[^`\n]{{2,80}})`|\buruchomi\u0142[ae]m\s`(?P<pl>[^`\n]{{2,80}})`",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:re-?ran|re-?checked|re-?tested|re-?validated|re-?verified|repeated)\s(?P<re>[^.,;:!?]{2,60})"
    r"|\b(?:ran|checked|tested|verified|validated|counted|compared|reconciled)\s(?P<en>[^.,;:!?]{2,60}?)\s(?:again|once\smore|a\ssecond\stime|anew)\b"
    r"|\b(?:habe|haben)\s(?P<de>[^.,;:!?]{2,60}?)\s(?:erneut|nochmals?|noch\seinmal|wieder)\s(?:[^\W\d_]{1,20}\s)?(?:ausgef\u00fchrt|gepr\u00fcft|laufen\slassen|durchgef\u00fchrt|gestartet|getestet|abgeglichen|kontrolliert)"
    r"|\bai\s(?:relanc\u00e9|rev\u00e9rifi\u00e9|retest\u00e9|r\u00e9ex\u00e9cut\u00e9|refait)\s(?P<fr>[^.,;:!?]{2,60})"
    r"|\b(?:he\svuelto|volv\u00ed)\sa\s(?:ejecutar|comprobar|revisar|pasar|lanzar|verificar)\s(?P<es>[^.,;:!?]{2,60})"
    r"|\bho\s(?:rieseguito|ricontrollato|rilanciato|riverificato|ripetuto)\s(?P<it>[^.,;:!?]{2,60})"
    r"|\bvoltei\sa\s(?:executar|verificar|correr|rodar|testar)\s(?P<pt>[^.,;:!?]{2,60})"
    r"|\b(?:heb|hebben)\s(?P<nl>[^.,;:!?]{2,60}?)\sopnieuw\s(?:uitgevoerd|gecontroleerd|gedraaid|getest)"
    r"|\bponownie\s(?:uruchomi|sprawdzi|wykona)\u0142[ae]m\s(?P<pl>[^.,;:!?]{2,60})",
    re.IGNORECASE,
)
_ENDPOINT = re.compile(r"`((?:https?://[^\s`/]{1,80}|(?:GET|HEAD|POST)\s)?/[\w./-]{1,60}[\w/])`")
_WORD = re.compile(r"[^\W\d_]{4,30}")
_FILLING = frozenset(
    (
        "check",
        "checks",
        "that",
        "this",
        "then",
        "with",
        "after",
        "against",
        "same",
        "whole",
        "entire",
        "pr\u00fcfung",
        "contr\u00f4le",
    )
)
_CUE = re.compile(
    r"\bran\b|re-?ran|again|once more|second time|repeated|recheck|counted|compared|reconcil|erneut|noch ?mal|wieder|relanc|rev\u00e9rif|refait|ex\u00e9cut|lanc\u00e9|vuelto|volv|riese|ricon|rilanc|river|ripet|voltei|opnieuw|ponownie|ejecut|esegu|execut|uitgevoerd|gedraaid|uruchom|ausgef\u00fchrt|laufen|pass|clean|green|succe|\bok\b|without|compil|build|lint|type|format|test|tried|verif|confirm|check|valid|made sure|ensured"
    r"|report|shows?\b|finds?\b|\bno\b|prob|essay|provat|ausprobiert|gepr|[\u2713\u2714\u2705]|\u30c6\u30b9\u30c8|\u30b3\u30f3\u30d1|\u30d3\u30eb|sprawdzi|gecontrol|kompil",
    re.IGNORECASE,
)


def checks_claimed(sentence: str) -> Iterator[Checking]:
    """The checks that a sentence says were made and went well.

    Example:
        >>> [each.kind for each in checks_claimed("The crate compiles without errors and the tests pass.")]
        ['tests', 'build']
        >>> [each.words for each in checks_claimed("| mypy | passes |")]
        [('mypy',)]
    """
    if _CUE.search(sentence) is None or is_no_claim(sentence):
        return
    for match in _NAMED.finditer(sentence):
        words = _words_of(match["span"] or match["program"])
        if words:
            yield Checking(match[0], match.start(), "named", words)
    ran = _RAN.search(sentence)
    if ran is not None:
        words = _words_of(next(each for each in ran.groups() if each))
        yield Checking(ran[0], ran.start(), "ran", words)
    again = _AGAIN.search(sentence)
    if again is not None:
        said = next(each for each in again.groups() if each).lower()
        yield Checking(again[0], again.start(), "again", tuple(_called(said)))
    yield from _by_kind(sentence)


def _by_kind(sentence: str) -> Iterator[Checking]:
    """Each kind of check once, by the closest wording."""
    claimed: set[str] = set()
    for kind, pattern in _BY_KIND.items():
        match = pattern.search(sentence)
        if match is not None:
            claimed.add(kind)
            yield Checking(match[0], match.start(), kind)
    tried = _tried(sentence)
    if tried is not None:
        claimed.add(tried.kind)
        yield tried
    for written, start, kind in verdicts_in(sentence):
        if kind not in claimed:
            yield Checking(written, start, kind)


def _tried(sentence: str) -> Checking | None:
    match = _TRIED.search(sentence)
    if match is not None:
        said = next((each for each in match.groups() if each), "")
        for pattern, words in _TRIALS.items():
            if pattern.search(said):
                return Checking(match[0], match.start(), "trial", words)
    match = _WORKS.search(sentence)
    if match is None:
        return None
    asked = tuple(each.rstrip("/").rpartition("/")[2] for each in _ENDPOINT.findall(sentence))
    return Checking(match[0], match.start(), "works", tuple(each for each in asked if each))


def _called(said: str) -> Iterator[str]:
    """The words by which a check is called."""
    return (word for word in _WORD.findall(said) if word not in _FILLING)


def _words_of(command: str) -> tuple[str, ...]:
    """The program and what it is told to do, without options and paths."""
    words = [
        word for word in command.lower().split() if not word.startswith("-") and "=" not in word
    ]
    kept = [word for word in words if "/" not in word or word == words[0]]
    return tuple(kept[:2])

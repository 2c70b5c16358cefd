"""The one scan that finds particulars in a text.

A scan of prose mostly steps over words. The pattern does that itself, word after word without
looking back (`_SKIP`), and tries its alternatives only where a digit, a sign or an unusual word
stands. The last alternative takes whatever is left, so that a match is found at every place and no
text is walked over twice. Every repetition is bounded, or is over one class of characters and never
gives back what it took: the scan of any text takes linear time.
"""

from __future__ import annotations

import re

from tracegrade.graph.values._units import UNIT_PATTERN

__all__ = ["MONTHS", "NUMBER", "SCAN"]

MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        (
            "january", "february", "march", "april", "may", "june", "july", "august",
            "september", "october", "november", "december",
        ),
        start=1,
    )
}  # fmt: skip

_MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_NUMBER = (
    r"(?:\d{1,3}(?:,\d{3}){1,8}(?:\.\d{1,30})?(?!\d|,\d)"
    r"|\d{1,3}(?:['\u2019\u00a0\u202f\u2009]\d{3}){1,6}(?:[.,]\d{1,2})?(?!\d)"
    r"|\d{1,3}(?:\.\d{3}){1,6},\d{2}(?!\d)"
    r"|\d{1,30}(?:\.\d{1,30})?(?!\d))"
)
_MAGNITUDE = r"(?:\s?(?i:k|thousand|million|mn|billion|bn)\b)?"
_CODES = (
    r"(?i:usd|eur|gbp|jpy|cad|aud|nzd|chf|sek|nok|dkk|inr|cny|pln|czk|huf|brl|mxn|zar|sgd|hkd|krw"
    r"|ils|thb)"
)
_CURRENCY = rf"(?:{_CODES}|(?i:dollars?|euros?|pounds\ssterling))"
_SPANS = (
    r"(?:\d{1,3}\s?(?:d|days?),?\s(?:and\s)?\d{1,2}\s?(?:h|hrs?|hours?)"
    r"|\d{1,3}\s?(?:h|hrs?|hours?)(?:,?\s(?:and\s)?)?\d{1,2}\s?(?:m|mins?|minutes?)"
    r"|\d{1,3}\s?(?:m|mins?|minutes?)(?:,?\s(?:and\s)?)?\d{1,2}\s?(?:s|secs?|seconds?))"
)
_PATH_PART = r"[\w.@+~-]{1,128}"

# Words that begin a particular although they hold no digit.
_BEGINS = rf"(?:{_CODES}|(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ending|last|http))"
_SEPARATORS = r"(?:[\s,;:!?()'\"{}*#|=<>_\u2013\u2014\u2019-]|\.(?![/\d.])|\]|&)*+"
_WORD = rf"(?!{_BEGINS})[^\W\d_]++(?![\w@/\\+%]|[.-]\w)"
_SKIP = rf"{_SEPARATORS}(?:{_WORD}{_SEPARATORS})*+"

NUMBER = re.compile(_NUMBER)
"""A number as people and JSON write it, without sign."""

SCAN = re.compile(
    rf"""
    {_SKIP}
    (?:
      (?P<url>https?://[^\s<>"'`\])}}|\\]{{1,2000}})
    | (?P<cite>\[[a-zA-Z]{{0,6}}[-_]?\d{{1,4}}(?:\s?[,;]\s?\d{{1,4}}){{0,9}}\](?![(\w]))
    | (?P<iso>\d(?<![\w/-]\d)\d{{3}}(?:-\d{{2}}-|/\d{{2}}/)\d{{2}}
        (?:[T\s]\d{{2}}:\d{{2}}(?::\d{{2}}(?:\.\d{{1,9}})?)?)?(?![\d/-]))
    | (?P<mdy>{_MONTH}\.?\s{_DAY}(?:\s?[-\u2013]\s?{_DAY}(?!\s?(?:[ap]\.?m\b|:\d)))?(?:,?\s\d{{4}})?(?!\w))
    | (?P<dmy>(?<![\w.,$-]){_DAY}\s(?:of\s)?{_MONTH}\b(?:,?\s\d{{4}})?(?!\w))
    | (?P<slash>(?<![\w/.])\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d{{2}})(?![\w/]))
    | (?P<dots>(?<![\w.])\d{{1,2}}\.\d{{1,2}}\.(?:19|20)\d{{2}}(?![\w]|\.\d))
    | (?P<time>(?<![\w:.])\d{{1,2}}(?::\d{{2}}(?::\d{{2}})?(?:\s?(?i:[ap]\.?m)\b)?|\s?(?i:[ap]\.?m)\b)(?![:\w]))
    | (?P<suffix>(?i:ending|last\s(?:four|4)(?:\sdigits)?)(?:\s(?i:in|with|are|is|of))?:?\s[^\w\s]{{0,4}}\d{{4,12}}\b)
    | (?P<money>[$\u20ac\u00a3\u00a5]\s?{_NUMBER}{_MAGNITUDE}
        | (?<![\w.,$-]){_CODES}\s?{_NUMBER}{_MAGNITUDE}
        | (?<![\w.,$-]){_NUMBER}{_MAGNITUDE}\s?(?:{_CURRENCY}\b|[\u20ac\u00a3](?!\d)))
    | (?P<percent>(?<![\w.,]){_NUMBER}\s?(?:%|(?i:percent|per\scent)\b))
    | (?P<span>(?<![\w.,]){_SPANS}\b(?![-/\w]))
    | (?P<quantity>(?<![\w.,]){_NUMBER}{_MAGNITUDE}\s?(?i:degrees?\s)?{UNIT_PATTERN}\b(?![-/\w]))
    | (?P<email>(?<![\w.%+-])[\w.%+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,6}})
    | (?P<path>(?<![\w/.:@])(?:~|\.{{1,2}})?(?:/{_PATH_PART}){{2,40}}/?
        |(?<![\w/.:@])(?:{_PATH_PART}/){{1,40}}[\w@+~-]{{1,100}}\.[A-Za-z]\w{{0,7}}(?![\w/]))
    | (?P<file>(?<![\w/.:@-])[A-Za-z_][\w-]{{0,100}}\.(?:py|js|ts|tsx|jsx|json|jsonl|md|txt|csv|toml|ya?ml|html?|css|sql|sh|pdf|xml|ini|cfg|log|rs|go|java|c|h|cpp|rb|ipynb|lock)\b(?![\w/(]))
    | (?P<token>(?<![\w-])(?=[\w-]{{0,64}}[A-Za-z])(?=[\w-]{{0,64}}\d)\w[\w-]{{1,127}})
    | (?P<plain>(?<![\w.,]){_NUMBER}{_MAGNITUDE})
    | (?P<rest>\w[\w-]*+|.|\Z)
    )
    """,
    re.VERBOSE | re.DOTALL,
)
"""Particulars of all kinds; which group matched says which kind, `rest` that there is none."""

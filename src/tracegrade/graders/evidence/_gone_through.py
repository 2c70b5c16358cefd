"""Where somebody says to have gone through all of something, in the languages of answers."""

from __future__ import annotations

import re

__all__ = ["says_gone_through"]

_GONE_THROUGH = re.compile(
    r"\b(?:(?:i|we)(?:'ve|\shave|\shad)?\s(?:\w+ly\s|now\s|just\s|also\s){0,2}(?:went|gone|been|looked|read|searched|combed|sifted|paged|scanned|checked|reviewed|examined|inspected|verified|audited"
    r"|analy[sz]ed|covered|counted|pulled|loaded|fetched|scrolled|included|considered|compared|summed|added)\b"
    r"|(?:after|by|having)\s(?:going|looking|reading|searching|checking|reviewing|paging|gone|looked|read|searched|checked|reviewed)\b"
    r"|(?:were|was|have been|has been|are|is)\s(?:\w+ly\s)?(?:checked|reviewed|read|searched|scanned|examined|inspected|included|counted|covered|considered|gone through)\b"
    r"|(?:durch(?:gesehen|gegangen|sucht|gelesen|gez\u00e4hlt)|gepr\u00fcft|gelesen|angesehen|kontrolliert|untersucht|ausgewertet|ber\u00fccksichtigt|eingerechnet|gez\u00e4hlt|abgerufen|\u00fcberpr\u00fcft)"
    r"|(?:j'ai|nous avons|ont \u00e9t\u00e9|a \u00e9t\u00e9|apr\u00e8s avoir)\s(?:\w+\s){0,3}(?:parcouru|lu|v\u00e9rifi\u00e9|examin\u00e9|pass\u00e9|consult\u00e9|regard\u00e9|contr\u00f4l\u00e9|analys\u00e9|compt\u00e9|inclus)\w{0,2}"
    r"|(?:he|hemos|han sido|ha sido|tras|despu\u00e9s de)\s(?:\w+\s){0,2}(?:revis|recorr|le\u00eddo|le\u00edda|comprob|mirad|analiz|consultad|contad|incluid|repasad)\w*|(?:revis|repas|analic|comprob)\u00e9\b"
    r"|\b(?:percorri|li|verifiquei|analisei|revi|consultei|conferi|examinei|foram (?:lid|verificad|analisad|revist|consultad|contad|inclu\u00edd)\w+)\b"
    r"|(?:ho|abbiamo|sono stat\w|\u00e8 stat\w|dopo aver)\s(?:\w+\s){0,2}(?:pass|lett|controllat|verificat|esaminat|guardat|consultat|scors|analizzat|contat|inclus)\w*"
    r"|(?:doorgenomen|doorgelopen|gelezen|gecontroleerd|bekeken|doorzocht|nagekeken|onderzocht|meegeteld)"
    r"|(?:przejrza|sprawdzi|przeczyta|przeanalizowa|przeszuka|policzy)\w{1,4}"
    r"|(?:g\u00e5tt igenom|l\u00e4st|granskat|kontrollerat|s\u00f6kt igenom|tittat igenom|g\u00e5et igennem|gennemg\u00e5et|l\u00e6st|kontrolleret|tjekket|gennems\u00f8gt))\b",
    re.IGNORECASE,
)


def says_gone_through(text: str) -> bool:
    """Whether a sentence says that something was looked at, read or counted.

    Example:
        >>> says_gone_through("I went through all of your orders."), says_gone_through("All orders are paid.")
        (True, False)
        >>> says_gone_through("Ich habe alle Rechnungen gepr\u00fcft.")
        True
    """
    return _GONE_THROUGH.search(text.replace("\u2019", "'")) is not None

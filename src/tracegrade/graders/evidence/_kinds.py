"""Kinds of deeds: the words for them in names of tools and in commands, and their effect classes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

__all__ = ["KINDS", "VERBS", "Kind", "stem_of"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of deed.

    Attributes:
        name: What it is called in findings.
        tools: Stems of words in the names of tools, or in commands, that do it.
        effects: Effect classes of tools that may do it under another name.
        abroad: How such words begin in other languages.
        is_side_effect: Whether any change may bring it about: a booking is charged, and nobody
            calls a tool for that.
        is_vague: Whether an agent may say so of what it has only written or read, so that no call
            is missed.
    """

    name: str
    tools: frozenset[str]
    effects: frozenset[str]
    abroad: tuple[str, ...] = ()
    is_side_effect: bool = False
    is_vague: bool = False


_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ed", "es", "s", "e")
_SHORTEST = 3


@lru_cache(maxsize=8192)
def stem_of(word: str) -> str:
    """What forms of a word have in common, roughly.

    Example:
        >>> [stem_of(word) for word in ("transfers", "shipment", "cancelled", "creation", "create")]
        ['transfer', 'ship', 'cancel', 'creat', 'creat']
    """
    for ending in _ENDINGS:
        shortest = _SHORTEST + ("ation" in ending)
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            word = word.removesuffix(ending)
            break
    if len(word) > _SHORTEST and word[-1] == word[-2]:
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) > _SHORTEST else word


_TABLE = {
    "send": (
        "send email mail message notify notification text sms inform contact alert reply forward post dm slack publish share comment",
        "egress", "skick envi env invi send versend schick verschick benachrichtig mail notifi stuur verzend wysl wysy",
    ),
    "book": (
        "book reserve create purchase order schedule buy add rebook checkout place",
        "money", "bok book bestil reserv buch reserver prenot boek rezerw",
    ),
    "refund": (
        "refund credit reimburse return certificate compensation payment repay",
        "money", "aterbetal tilbagebetal refunder rembours reembols reintegr rimbors erstatt terugbet zwroc zwrot",
    ),
    "pay": (
        "pay charge transfer purchase buy bill payment wire remit repay prepay settle debit disburse deposit donate checkout", "money",
        "betal pag zahl bezahl ueberweis betaal zaplac",
    ),
    "cancel": (
        "cancel delete remove terminate void revoke unsubscribe stop end drop",
        "destructive", "avbok avbest aflys afbest annul anul cancel storn kuendig kundig opzeg resili disdi",
    ),
    "delete": (
        ("delete remove rm purge drop unlink erase clear clean trash destroy rmdir uninstall prune truncate wipe"
         " del un discard unset edit patch replace str apply write"),
        "destructive", "rader slet fjern supprim elimin borr loesch losch entfern cancell exclu apag remov verwijder usun effac",
    ),
    "create": (
        ("create add new insert open make write post set schedule book register generate save touch mkdir put"
         " init raise file submit log upsert apply import"),
        "write", "skap opret cre cri anleg erstell anleg erzeug ajout aniad agreg aggiung adicion maak aanmak utworz doda",
    ),
    "change": (
        ("update modify change edit set patch write put exchange replace move rename add remove upgrade downgrade"
         " swap fix apply str_replace str rebook reschedule amend adjust switch migrate mv sed alter scale convert"
         " transfer correct"),
        "write destructive money",
        "andr aendr uppdater opdater flyt ombok modif aktualis aender ander chang cambi actualiz mettr aggiorn atualiz alter wijzig bijwerk zmien aktualiz umbuch",
    ),
    "deploy": (
        ("deploy release publish push rollout ship merge post launch upload promote apply roll put scp rsync sync"
         " gitpush twine submit transfer kubectl helm image vercel netlify fly heroku up"),
        "", "deploi despleg ausroll veroeffentlich publi pubblic wdroz opublik hochlad televers sub",
    ),
    "close": (
        "close resolve update set complete finish archive transition edit move patch done delete",
        "write destructive", "cerr ferm clotur schliess abschliess chiud fech sluit zamkn resolv",
    ),
    "schedule": (
        "schedule create add book set reserve reminder invite reschedule move update insert plan",
        "write", "planif program termin agend pianific marc plan umplan zaplan",
    ),
    "submit": (
        "submit send create post file register request upload apply", "write egress",
        "soumet envi einreich present inoltr indien zloz",
    ),
    "transfer": (
        "transfer handoff escalate human agent delegate route assign forward", "delegate money",
        "transf weiterleit eskal escal uebergeb trasfer doorverb przek",
    ),
    "restart": (
        "restart reboot start stop kill rollout bounce recycle redeploy delete scale reset reload up run",
        "destructive", "redemarr reinici neustart riavvi herstart restart",
    ),
    "renew": (
        "renew extend prolong update change buy purchase pay", "write money",
        "renouv renov verlaenger verleng rinnov przedluz",
    ),
    "assign": (
        "assign update set edit transfer route add delegate move change reassign request patch",
        "write delegate", "assign asign zuweis attribu toewijz przydzie",
    ),
    "switch": (
        ("enable disable activate deactivate toggle switch turn set update change block unblock lock unlock"
         " suspend resume freeze unfreeze grant revoke reset configure edit patch pause stop start ban mute config"
         " scale put write apply insert add"),
        "write destructive privilege",
        "activ aktiv sperr entsperr bloqu bloc blok attiv ativ deaktiv desactiv disattiv desativ wlacz wylacz zablok",
    ),
    "enrol": (
        "enrol enroll register subscribe signup sign add create join invite unsubscribe", "write",
        "inscri anmeld iscri inscrib zapis inschrij",
    ),
    "save": (
        "save store write log record add insert put create update export upload", "write egress",
        "guard salv speicher enregistr opsla zapis",
    ),
    "fix": (
        "fix write edit patch apply replace update modify change create str insert commit set", "write",
        "corrig korrig beheb repar behob napraw",
    ),
    "install": (
        ("install add setup pip npm yarn pnpm apt brew sync get restore upgrade update up uv poetry ci i bundle gem"
         " cargo go conda dnf yum apk"),
        "", "instal",
    ),
    "back up": (
        ("backup back snapshot dump export copy archive save clone cp rsync tar pgdump mysqldump mongodump restic borg"
         " zip store image basebackup unload mirror stash branch"),
        "", "sauvegard respald sicher backup salv kopi",
    ),
    "restore": (
        (
            "restore recover undelete import load rollback revert reset checkout undo unarchive copy cp mv back"
            " edit patch replace str apply write"
        ),
        "", "restaur restor wiederherstell ripristin herstel przywro",
    ),
    "roll back": (
        "rollback revert undo downgrade back reset restore checkout down deploy set switch promote edit replace patch",
        "", "",
    ),
    "commit": ("commit amend ci push file files update create merge rebase cherry am edit write pick", "", ""),
    "open a pull request": ("pr prs pulls mr pullrequest mergerequest", "", ""),
    "comment": (
        "comment reply note post add review create respond answer message send update", "egress write",
        "coment comment kommentier comment respon",
    ),
    "approve": (
        "approve accept review confirm authorize sign grant allow set update", "write privilege money",
        "approuv aprob aprov genehmig approv goedkeur zatwierdz",
    ),
    "reject": (
        "reject decline deny refuse dismiss close review set update cancel", "write destructive",
        "refus rechaz recus ablehn rifiut afwijz odrzu",
    ),
    "rotate": (
        "rotate renew regenerate reset create update revoke issue key change put roll", "write privilege", ""
    ),
    "apply": (
        ("apply up deploy migrate patch update set add discount use put create redeem promo coupon voucher edit"
         " upgrade am"),
        "write money", "appli aplic anwend applic toepas zastos",
    ),
    "request": (
        "request submit send create ask review reviewer add invite post assign", "write egress",
        "demand solicit beantrag richied aanvra",
    ),
    "label": ("label tag pin mute star mark update edit add set patch push", "write", ""),
}  # fmt: skip
_SIDE_EFFECTS = ("refund", "pay")
_VAGUE = ("request", "apply", "label", "approve", "reject", "comment")


def _kind(name: str) -> Kind:
    tools, effects, abroad = _TABLE[name]
    return Kind(
        name,
        frozenset(map(stem_of, tools.split())),
        frozenset(effects.split()),
        tuple(abroad.split()),
        name in _SIDE_EFFECTS,
        name in _VAGUE,
    )


KINDS = {name: _kind(name) for name in _TABLE}
"""Every kind of deed by its name."""

VERBS = frozenset(word for kind in KINDS.values() for word in kind.tools)
"""Stems of every word that says what a tool or a command does."""

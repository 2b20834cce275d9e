# SPDX-License-Identifier: EUPL-1.2
"""Which words in a Swedish text may point at a person? Text in, suspect spans out; keeps and sends nothing."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from phonenumbers import NumberParseException, PhoneNumberType, is_valid_number, number_type, parse

from samsyn.analysis._given_names import ALSO_WORDS, GIVEN_NAMES


class Suspect(StrEnum):
    """What a span may be."""

    PERSONAL_NUMBER = "personal_number"
    COORDINATION_NUMBER = "coordination_number"
    EMAIL = "email"
    ACCOUNT = "account"
    PHONE = "phone"
    PLATE = "plate"
    NAME = "name"
    HOME_ADDRESS = "home_address"
    SINGLE_PERSON = "single_person"
    SENSITIVE_GROUP = "sensitive_group"


class Certainty(StrEnum):
    """`certain` is to be stopped; `likely` is to be asked about."""

    CERTAIN = "certain"
    LIKELY = "likely"


class Span(NamedTuple):
    """`text[start:end]` may point at a person."""

    code: Suspect
    start: int
    end: int
    certainty: Certainty


def suspects(text: str) -> list[Span]:
    """The spans of a text that may point at a person, in order, none overlapping another.

    Finds numbers, addresses and names by form and by the words around them; a text without a span may
    still point at someone. Never writes the text anywhere.

    >>> [(s.code.value, s.certainty.value) for s in suspects("Ring Anna Svensson på 070-174 06 58")]
    [('name', 'certain'), ('phone', 'certain')]
    >>> suspects("Klotter på elskåpet vid Storgatan, kl 10.15 den 2024-03-01")
    []
    """
    found: list[Span] = []
    words = _WORD.findall(text)
    low = {word.lower() for word in words}
    if _SOME_DIGITS.search(text):
        found += _personal_numbers(text)
        found += _phones(text)
        found += _plates(text)
    if "@" in text or "instagram" in low or "snapchat" in low:
        found += [Span(Suspect.EMAIL, *m.span(), Certainty.CERTAIN) for m in _EMAIL.finditer(text)]
        found += [
            Span(Suspect.ACCOUNT, *m.span("account"), Certainty.LIKELY) for m in _ACCOUNT.finditer(text)
        ]
    if not _NAMES.isdisjoint(words) or _SURNAME_ENDING.search(text):
        found += _names(text)
    if not _NAME_CUES.isdisjoint(low):
        found += _cued_names(text)
    if not _HOME_CUES.isdisjoint(low):
        found += [Span(Suspect.HOME_ADDRESS, *m.span(), Certainty.CERTAIN) for m in _FLAT.finditer(text)]
        found += [Span(Suspect.HOME_ADDRESS, *m.span(), Certainty.CERTAIN) for m in _LIVES.finditer(text)]
    if _POSTCODE.search(text):
        found += [Span(Suspect.HOME_ADDRESS, *m.span(), Certainty.LIKELY) for m in _POSTED.finditer(text)]
    if not _PERSONS.isdisjoint(low) or "åring" in text:
        found += [Span(Suspect.SINGLE_PERSON, *m.span(), Certainty.LIKELY) for m in _DESCRIBED.finditer(text)]
    if not _GROUP_STARTS.isdisjoint({word[:4] for word in low}):
        found += [Span(Suspect.SENSITIVE_GROUP, *m.span(), Certainty.LIKELY) for m in _GROUP.finditer(text)]
    return _without_overlap(found)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words and numbers ------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]+")
_SOME_DIGITS = re.compile(r"\d\W{0,2}\d")
_UP, _LOW = "A-ZÅÄÖÉÜ", "a-zåäöéèüáàíóúçćčšžğışøæñ"
_CAPITAL = rf"[{_UP}][{_LOW}]+(?:-[{_UP}][{_LOW}]+)?"

_NUMBER = re.compile(
    r"(?<![\d.,/-])((?:18|19|20)?\d{2})(\d{2})(\d{2})(\s?[-+–]\s?|\s)?(\d{4})(?![\d/]|[.,-]\d)"
)


def has_check_digit(ten_digits: str) -> bool:
    """Whether ten digits end with the check digit of the nine before (Luhn, as Skatteverket uses it).

    >>> has_check_digit("8112189876"), has_check_digit("8112189875")
    (True, False)
    """
    total = 0
    for position, sign in enumerate(ten_digits):
        value = int(sign) * (2 - position % 2)
        total += value - 9 if value > 9 else value
    return len(ten_digits) == 10 and total % 10 == 0


def _personal_numbers(text: str) -> list[Span]:
    found = []
    for match in _NUMBER.finditer(text):
        year, month, day, mark, last = match.groups()
        coordination = int(day) > 60
        try:
            # A leap year stands in for a century that is not written.
            date(int(year) if len(year) == 4 else 2000, int(month), int(day) - 60 * coordination)
        except ValueError:
            continue
        checked = has_check_digit(year[-2:] + month + day + last)
        if not checked and not (mark and mark.strip()) and len(year) != 4:
            continue
        code = Suspect.COORDINATION_NUMBER if coordination else Suspect.PERSONAL_NUMBER
        found.append(Span(code, *match.span(), Certainty.CERTAIN if checked else Certainty.LIKELY))
    return found


_PHONE = re.compile(
    r"(?<![\w.,/+-])(?<!\d:)(?:\+46|0046|0)[\s-]?(?:\(0\)\s?)?[1-9](?:[\s/–-]{0,2}\d){6,9}(?![\w/]|[.,:-]\d)"
)


def _phones(text: str) -> list[Span]:
    found = []
    for match in _PHONE.finditer(text):
        try:
            number = parse(match.group().replace("/", "-"), "SE")
        except NumberParseException:
            continue
        if not is_valid_number(number):
            continue
        mobile = number_type(number) in (PhoneNumberType.MOBILE, PhoneNumberType.PAGER)
        found.append(Span(Suspect.PHONE, *match.span(), Certainty.CERTAIN if mobile else Certainty.LIKELY))
    return found


_PLATE = re.compile(
    r"(?<![\w-])([A-HJ-PR-UW-Za-hj-pr-uw-z]{3})([\s-]?)(\d{2}[A-HJ-NPR-UW-Za-hj-npr-uw-z\d])(?![\w-])"
)
_NOT_PLATES = _words(
    "apr aug bef brf bus del den dec dnr eur feb hem hos hus jan jul jun kap kom kod lgh mar max med mer nok not "
    "och okt par plan rum sal sek sep som tag tel tog tot usd mot ner upp ute ska ett tre per ca art dkk gbp"
)
_PLATE_CUE = re.compile(
    r"\b(?:reg|regg|regnr|regnummer|registrerings\w*|regskylt\w*|skylt\w*|plåt\w*|nummerplåt\w*|nummerskylt\w*)\b[^.!?]{0,30}$",
    re.IGNORECASE,
)
_VEHICLE_CUE = re.compile(
    r"(?:bil(?:en|ar|arna)?|moped(?:en)?|skåpbil\w*|lastbil\w*|epa\w*|a-traktor\w*|mc|motorcykel\w*|volvo|saab|bmw|audi|"
    r"mercedes|toyota|vw|golf|passat|skoda|kia|tesla|ford|opel|peugeot|renault|taxi\w*|släp\w*|husvagn\w*)\b[^.!?]{0,40}$",
    re.IGNORECASE,
)


def _plates(text: str) -> list[Span]:
    found = []
    for match in _PLATE.finditer(text):
        letters, gap, rest = match.groups()
        before = text[max(0, match.start() - 60) : match.start()]
        named = bool(_PLATE_CUE.search(before))
        if letters.lower() in _NOT_PLATES and not named and not (letters.isupper() and rest[-1].isupper()):
            continue
        vehicle = bool(_VEHICLE_CUE.search(before))
        upper = letters.isupper() and (rest.isdigit() or rest[-1].isupper())
        if named or (upper and vehicle):
            certainty = Certainty.CERTAIN
        elif upper or vehicle:
            if not upper and gap and rest.isdigit() and not vehicle:
                continue
            certainty = Certainty.LIKELY
        else:
            continue
        found.append(Span(Suspect.PLATE, *match.span(), certainty))
    return found


_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-zåäö]{2,}")
_ACCOUNT = re.compile(
    r"(?:(?<![\w.])|(?:instagram|snapchat|snap|insta|tiktok)(?:-?konto\w*)?[: ]+)(?P<account>@[\w.]{3,30})\b",
    re.IGNORECASE,
)

# Names ------------------------------------------------------------------------------------------------

_NAMES = GIVEN_NAMES | {name + "s" for name in GIVEN_NAMES if not name.endswith("s")}
_PLACE_ENDING = _words(
    "gata gatan gatans väg vägen vägens torg torget gränd gränden park parken skola skolan plats platsen plan planen "
    "backe backen stig stigen stråket kyrka kyrkan kyrkans gymnasium gymnasiet centrum allé allén bro bron kaj kajen "
    "kulle kullen hus huset gård gården hage hagen led leden minne udde udden staden hamn hamnen arena hallen torp "
    "lunden dal dalen kyrkogård sjukhus förskola esplanad esplanaden passage trappor äng ängen"
)
_PLACE_END = re.compile(rf"(?:{'|'.join(sorted(_PLACE_ENDING))})$", re.IGNORECASE)
_SURNAME = (
    rf"[{_UP}][{_LOW}]*(?:sson|son|sen|berg|bergh|ström|strøm|lund|lundh|gren|qvist|kvist|quist|stedt|städt|man|"
    rf"mark|dahl|holm|blom|fors|borg|strand|bäck|lind|ling|ler|ner|er|in|ell|én|ic|ić|vic|vić|ov|ova|ski|"
    rf"ska|oğlu|oglu|pour|zadeh)s?"
)
_SURNAME_ENDING = re.compile(rf"[{_LOW}](?:sson|qvist|kvist|quist)s?\b")
_FULL = re.compile(rf"\b({_CAPITAL})((?: {_CAPITAL}| (?:von|af|de|al|el|bin)(?= [{_UP}])){{1,3}})")
_LONE = re.compile(rf"(?<![\w-]){_CAPITAL}(?![\w-])")
_TYPICAL = re.compile(rf"^{_SURNAME}$")
_PATRONYM = re.compile(rf"^[{_UP}][{_LOW}]*(?:sson|qvist|kvist|quist)s?$")
_NOT_SURNAMES = _words(
    "Ica Coop Willys Lidl Hemköp Systembolaget Polisen Kommunen Sankt Stora Lilla Norra Södra Östra Västra Gamla Nya "
    "Linköping Norrköping Köping Stockholm Göteborg Malmö Uppsala Sverige Maxi Kvantum Nära Supermarket"
)


def _is_given(word: str) -> bool:
    return word in _NAMES or all(part in _NAMES for part in word.split("-"))


def _names(text: str) -> list[Span]:
    found = []
    taken: list[tuple[int, int]] = []
    for match in _FULL.finditer(text):
        parts = match.group().split()
        first = next((i for i, part in enumerate(parts) if _is_given(part)), None)
        if first is None:
            if (
                _PATRONYM.match(parts[-1])
                and parts[-2] not in _NOT_SURNAMES
                and not _place_follows(text, match.end())
            ):
                found.append(Span(Suspect.NAME, *match.span(), Certainty.LIKELY))
            continue
        start = match.start() + len(" ".join(parts[:first])) + (1 if first else 0)
        place = _PLACE_END.search(parts[-1]) or _place_follows(text, match.end())
        taken.append((start, match.end()))
        if place or parts[max(0, first - 1)] == "Sankt":
            continue
        rest = parts[first + 1 :]
        if not rest or rest[0] in _NOT_SURNAMES:
            taken.pop()
            continue
        sure = any(_TYPICAL.match(part) for part in rest) or _is_given(rest[0])
        found.append(Span(Suspect.NAME, start, match.end(), Certainty.CERTAIN if sure else Certainty.LIKELY))
    for match in _LONE.finditer(text):
        word = match.group()
        if _PATRONYM.match(word) and word not in _NAMES:
            if not any(a <= match.start() < b for a, b in taken) and not _place_follows(text, match.end()):
                found.append(Span(Suspect.NAME, *match.span(), Certainty.LIKELY))
            continue
        if not _is_given(word) or word in ALSO_WORDS or word.removesuffix("s") in ALSO_WORDS:
            continue
        if any(a <= match.start() < b for a, b in taken) or _place_follows(text, match.end()):
            continue
        found.append(Span(Suspect.NAME, *match.span(), Certainty.LIKELY))
    return found


def _place_follows(text: str, end: int) -> bool:
    following = re.match(r"\s([^\W\d_]+)", text[end : end + 40])
    return bool(following and _PLACE_END.search(following.group(1)))


_NAME_CUES = _words(
    "heter hette kallas kallad namn namnet familjen herr fru fröken grannen granne smeknamn aka"
)
_CUED = re.compile(
    r"(?:\b(?:[Hh]an|[Hh]on|[Hh]en|[Dd]en|som|jag|[Kk]illen|[Tt]jejen|[Mm]annen|[Kk]vinnan|[Pp]ojken|[Ff]lickan|[Gg]rannen|"
    r"[Pp]ersonen|[Ää]garen|[Ff]öraren|[Ss]onen|[Dd]ottern) (?:heter|hette|kallas(?: för)?|kallar sig)|vid namn|"
    r"med namnet|[Nn]amnet är|[Ss]meknamnet?|[Kk]allad) (?P<loose>[^\W\d_]{2,}(?: [A-ZÅÄÖ][^\W\d_]+)?)"
    r"|\b(?:[Ff]amiljen|[Hh]err|[Ff]ru|[Ff]röken|[Gg]rannen?) "
    r"(?P<strict>[A-ZÅÄÖ][^\W\d_]+(?: [A-ZÅÄÖ][^\W\d_]+)?)"
)
_NOT_CUED = _words("det den en ett inte något så för vad hur som okänd okänt nu också bara av i på")


def _cued_names(text: str) -> list[Span]:
    found = []
    for match in _CUED.finditer(text):
        group = "loose" if match.group("loose") else "strict"
        word = match.group(group).split()[0]
        if word.lower() in _NOT_CUED:
            continue
        sure = word[0].isupper()
        found.append(Span(Suspect.NAME, *match.span(group), Certainty.CERTAIN if sure else Certainty.LIKELY))
    return found


# Homes and persons -------------------------------------------------------------------------------------

_STREET = (
    rf"(?:[{_UP}][{_LOW}]+ ){{0,2}}[{_UP}]?[{_LOW}]*(?:gatan|gata|vägen|väg|gränd|gränden|stigen|torget|allén|backen|"
    r"leden|plan|stråket|kroken|ringen|slingan|terrassen|esplanaden)"
)
_HOUSE = rf"{_STREET}\s\d{{1,3}}\s?(?:[A-Za-h](?![{_LOW}]))?"
_APARTMENT = (
    r"(?:lgh\.?|lägenhet(?:en|snummer)?|lgh-?nr|rum)\s?(?:nr\.?|nummer)?\s?\d{1,4}\b"
    r"|(?:vån(?:ing|ingen)?\.?\s\d{1,2}|(?:första|andra|tredje|fjärde|femte|sjätte|sjunde|åttonde)\svåning(?:en)?)"
)
_HOME_CUES = _words(
    "lgh lägenhet lägenheten lägenhetsnummer våning våningen vån bor bodde boende hemma bostad bostaden adress adressen "
    "hemadress villa villan skriven trapphuset porten portkod c"
)
_FLAT = re.compile(
    rf"{_HOUSE}(?:,|\s|\(|på|i|port\w*)*(?:{_APARTMENT})|\b(?:lgh\.?|lägenhet|lägenhetsnummer|lgh-?nr)\s?(?:nr\.?|nummer)?\s?\d{{1,4}}\b"
    rf"|(?:{_APARTMENT})\s(?:på|i|vid)\s{_HOUSE}"
)
_LIVES = re.compile(
    rf"\b(?:[Bb]or|[Bb]odde|[Bb]oende|[Hh]emma|[Ss]kriven|[Hh]emadress(?:en)?|[Aa]dress(?:en)?|[Bb]ostad(?:en)?|[Vv]illan?)"
    rf"(?:\s|:|på|i|vid|är|hos|honom|henne|oss|mig|dem|numera){{1,9}}{_HOUSE}"
)
_POSTCODE = re.compile(r"\b\d{3} \d{2}\b")
_POSTED = re.compile(rf"{_HOUSE},?\s\d{{3}} \d{{2}}\b(?:\s[{_UP}][{_LOW}]+)?")

_WHO = (
    "killen|kille|tjejen|tjej|mannen|man|kvinnan|kvinna|pojken|pojke|flickan|flicka|gubben|gubbe|tanten|tant|personen|"
    "person|grabben|grabb|snubben|snubbe|ynglingen|yngling|tonåringen|tonåring|gärningsmannen|föraren|ägaren|grannen|"
    "granne|dam|damen|herren|farbror|farbrodern|barnet|eleven|kunden|hyresgästen|hyresgäst|ledaren|typen"
)
_PERSONS = frozenset(_WHO.split("|"))
_LOOKS = (
    r"jack\w*|tröj\w*|hoodie\w*|keps\w*|luv\w*|huvtröj\w*|mössa\w*|byx\w*|jeans|skor|väst\w*|rock\w*|kläder|klädd|hår|hårfärg|"
    r"skägg\w*|mustasch|tatuering\w*|glasögon|ärr|rastahår|tofs|näsring|piercing\w*|sjal|slöja|hijab|ryggsäck|rullstol|krycka\w*|rullator|"
    r"skallig\w*|flintskallig\w*|överviktig|smal|storväxt|haltar|linkar"
)
_DESCRIBED = re.compile(
    rf"\b(?i:{_WHO})\b(?:,? (?:i|med|som har|som hade|har|hade|iklädd|klädd i|bär|bar|är|var)\b[^.!?,;]{{0,40}}?\b(?:{_LOOKS})\b"
    rf"|,? (?:i|runt|ca|cirka|kring) \d{{2}}(?:-?årsåldern| år\b)"
    r"|,? (?:på )?\d{1,2} år\b"
    r"|,? (?:som bor|i lägenheten|i porten|i huset|på våning|en trappa|ovanpå|ovanför|mittemot|bredvid oss|under oss|på nummer|på nr)\b"
    rf"(?:[^.!?;]{{0,39}}\w(?!\w))?|,? (?:på|i|vid) {_HOUSE})"
    rf"|\b(?:[Dd]en|en|[Ee]n) [^.!?,;]{{0,25}}?(?:\d{{1,2}}-årig\w*|rödhårig\w*|långhårig\w*|skallig\w*|skäggig\w*|haltande|tatuerad\w*)"
    rf" (?i:{_WHO})\b"
    r"|\b(?:[Dd]en |en )?\d{1,2}-åring(?:en|ens)?\b"
)

_PEOPLE = (
    r"(?:m[aä]n(?:nen)?|kvinn(?:a|or|an)|kill(?:e|ar|en|arna)|tjej(?:er|en)?|pojk(?:e|ar)|flick(?:a|or)|ungdom(?:ar|arna)?|personer?|gäng(?:et)?|"
    r"familj(?:en|er)?|folk|grupp(?:en)?|barn|typer|snubbar|grabbar)"
)
_ORIGIN = (
    r"arabisk|somalisk|afghansk|syrisk|irakisk|iransk|kurdisk|turkisk|romsk|samisk|rysk|polsk|rumänsk|bulgarisk|albansk|eritreansk|etiopisk|"
    r"afrikansk|utländsk|nordafrikansk|marockansk|judisk|muslimsk|kristen|svart|mörkhyad|färgad"
)
_GROUP_WORDS = (
    r"romer(?:na)?|zigenar\w*|tiggar\w*|somalier\w*|arab(?:er|erna)?|syrier\w*|irakier\w*|iranier\w*|afghan(?:er|erna)?|kurder\w*|turkar\w*|albaner\w*|"
    r"eritrean(?:er)?|etiopier|marockan(?:er|erna)?|rumäner\w*|bulgarer\w*|polacker\w*|ryssar\w*|samer(?:na)?|invandrar\w*|utlänning\w*|"
    r"flykting\w*|asylsökande\w*|nyanländ\w*|blattar?\w*|svartskall\w*|neger\w*|muslim(?:er|erna|en)?|islamist\w*|jud(?:e|ar|arna)|"
    r"schizofren\w*|psyksjuk\w*|psykfall\w*|missbrukare\w*|narkoman\w*|pundare\w*|alkis\w*|alkoholist\w*|autist\w*|adhd|dement\w*|"
    r"utvecklingsstörd\w*|förståndshandikappad\w*|funktionshindrad\w*|funktionsnedsatt\w*|hiv|självmord\w*|suicid\w*|gravid\w*|"
    r"homosexuell\w*|bög(?:ar|en|arna)?|lesbisk\w*|flat(?:or|an)|transperson\w*|transa\w*|nazist(?:er|en|erna)?|mörkhyad\w*"
)
_GROUP = re.compile(
    rf"\b(?:{_GROUP_WORDS})\b"
    rf"|\b(?:{_ORIGIN})(?:a|e|t)? {_PEOPLE}\b"
    rf"|\b{_PEOPLE} från (?:somalia|afghanistan|syrien|irak|iran|turkiet|albanien|eritrea|etiopien|marocko|rumänien|"
    r"bulgarien|polen|ryssland|afrika|nordafrika)\b"
    rf"|\b(?:med |av )?(?:{_ORIGIN})t? (?:bakgrund|ursprung|härkomst|utseende|påbrå)\b"
    r"|\bpsykiskt (?:sjuk\w*|störd\w*|instabil\w*|funktions\w*)"
    r"|\bpsykisk (?:sjukdom|ohälsa)\b",
    re.IGNORECASE,
)
_GROUP_STARTS = _words(
    "rome zige tigg soma arab syri irak iran afgh kurd turk alba erit etio maro rumä bulg pola ryss same inva utlä flyk asyl nyan blat svar nege "
    "musl isla jude juda schi psyk miss nark pund alki alko auti adhd deme utve förs funk hiv själ suic grav homo bög böga böge lesb flat tran nazi "
    "mörk rysk pols pole roms sami afri nord judi kris färg jud"
)


def _without_overlap(found: list[Span]) -> list[Span]:
    """Certain before likely, then the longer; what overlaps a better span is dropped."""
    best: list[Span] = []
    for span in sorted(found, key=lambda s: (s.certainty is Certainty.LIKELY, s.start - s.end, s.start)):
        if all(span.end <= other.start or other.end <= span.start for other in best):
            best.append(span)
    return sorted(best, key=lambda s: s.start)

"""Vietnamese abbreviations written out: TP.HCM, UBND, ThS., Q.1, v.v."""

from __future__ import annotations

import re

from emlinh_desktop.speech.speakable.cursor import Cursor, Said
from emlinh_desktop.speech.speakable.patterns import UPPER, table
from emlinh_desktop.speech.speakable.vietnamese.phrases import PHRASES

_TITLES = """
GS=Giáo sư
PGS=Phó giáo sư
TSKH=Tiến sĩ khoa học
TS=Tiến sĩ
ThS=Thạc sĩ
Ths=Thạc sĩ
Th.S=Thạc sĩ
CN=Cử nhân
KS=Kỹ sư
KTS=Kiến trúc sư
BS=Bác sĩ
BSCKI=Bác sĩ chuyên khoa một
BSCKII=Bác sĩ chuyên khoa hai
DS=Dược sĩ
LS=Luật sư
NCS=Nghiên cứu sinh
NSND=Nghệ sĩ nhân dân
NSƯT=Nghệ sĩ ưu tú
NGND=Nhà giáo nhân dân
NGƯT=Nhà giáo ưu tú
"""

_DOTTED = """
TP.HCM=Thành phố Hồ Chí Minh
TP. HCM=Thành phố Hồ Chí Minh
TP HCM=Thành phố Hồ Chí Minh
Tp.HCM=Thành phố Hồ Chí Minh
Tp. HCM=Thành phố Hồ Chí Minh
Tp HCM=Thành phố Hồ Chí Minh
tp.HCM=thành phố Hồ Chí Minh
tp.hcm=thành phố Hồ Chí Minh
tp hcm=thành phố Hồ Chí Minh
tphcm=thành phố Hồ Chí Minh
tp HCM=thành phố Hồ Chí Minh
TP.=Thành phố
Tp.=Thành phố
tp.=thành phố
Tp=Thành phố
TX.=thị xã
Tx.=thị xã
TT.=thị trấn
Nxb.=nhà xuất bản
NXB.=nhà xuất bản
T.Ư=trung ương
T.P=thành phố
TW.=trung ương
v.v.=vân vân
etc.=vân vân
v.v=vân vân
vv.=vân vân
vv=vân vân
VD:=ví dụ
VD=ví dụ
Vd:=ví dụ
Vd=ví dụ
vd:=ví dụ
vd=ví dụ
đ/c=đồng chí
Đ/c=đồng chí
ĐC:=địa chỉ
Đ/C=địa chỉ
b/c=báo cáo
t/c=tính chất
k/g=kính gửi
c/ty=công ty
CMT8=Cách mạng tháng Tám
TP.HN=Thành phố Hà Nội
Cty=công ty
cty=công ty
sđt=số điện thoại
đt=điện thoại
tr.=trang
Tr.=trang
Ô.=ông
Th.s=Thạc sĩ
Mr.=mít tơ
Mrs.=mít xít
Ms.=mít
Dr.=đốc tơ
vs.=vơ sớt
vs=vơ sớt
"""

_PLACES = {"Q": "quận", "P": "phường", "H": "huyện", "X": "xã", "Đ": "đường"}
"""said before a number or a name: Q.1, P.Bến Nghé; the plain letter with a number only for quận and phường"""


TITLES = table(_TITLES)
_WRITTEN = table(_DOTTED)
_DOTTED_PATTERN = re.compile("(?:" + "|".join(re.escape(k) for k in sorted(_WRITTEN, key=len, reverse=True)) + r")(?:(?<=[.:])|(?!\w))")
_TITLE = re.compile("(" + "|".join(re.escape(k) for k in sorted(TITLES, key=len, reverse=True)) + r")(?![\w])(\.?)")
_TITLE_AFTER = re.compile(r"[.,]? ?(?:" + "|".join(re.escape(k) for k in TITLES) + r")(?!\w)")
_NAME_AFTER = re.compile(rf"\.? ?[{UPPER}]")
_PLACE = re.compile(rf"([QPHXĐ])\. ?(?=[0-9{UPPER}])|([QP])(?=[0-9]{{1,2}}(?![\w/.,-][0-9]|\w))")
_WORD = re.compile(r"[^\W\d_]+(?:[&-][^\W\d_]+){0,3}")
_TEAM = re.compile(rf" (?:[{UPPER}]|nữ|nam|quốc gia)")
_INITIALS = re.compile(r"(?:[A-ZĐ]\.){1,5}[A-ZĐ](?![\w])\.?|(?:[A-ZĐ]\.){2,6}")
_CENTURY = re.compile(r"TK(?= ?(?:[IVX]{1,5}|[0-9]{1,2})(?!\w))")
_INITIAL_AFTER = re.compile(r"[A-ZĐ]\.")


def titles(cursor: Cursor) -> list[Said] | None:
    """GS.TS. Trần, ThS Lan: only before a name or another title."""
    found = cursor.match(_TITLE)
    if not found or (not _TITLE_AFTER.match(cursor.text, found.end(1)) and not _NAME_AFTER.match(cursor.text, found.end(1))):
        return None
    another = _TITLE_AFTER.match(cursor.text, found.end())
    if found[1] == "CN" and not found[2]:
        return None
    return [Said(*found.span(), TITLES[found[1]], pause="," if another else "")]


def dotted(cursor: Cursor) -> list[Said] | None:
    """TP., v.v., tr. and their like; the dot belongs to the abbreviation."""
    found = cursor.match(_DOTTED_PATTERN)
    if not found:
        return None
    words = _WRITTEN[found[0]]
    if found[0] in ("tr.", "Tr.") and not cursor.text[found.end() : found.end() + 2].strip()[:1].isdecimal():
        return None
    pause = "." if words == "vân vân" and not cursor.text[found.end() : found.end() + 1].strip() and _ends(cursor.text, found.end()) else ""
    return [Said(*found.span(), words, pause=pause)]


def _ends(text: str, end: int) -> bool:
    after = text[end : end + 2].strip()
    return not after or after[0].isupper()


def place(cursor: Cursor) -> list[Said] | None:
    """Q.1, P.5, H. Củ Chi, Q7."""
    found = cursor.match(_PLACE)
    if not found or not cursor.at_token_start() or (found[1] and _INITIAL_AFTER.match(cursor.text, found.end())):
        return None
    return [Said(*found.span(), _PLACES[found[1] or found[2]])]


def phrase(cursor: Cursor) -> list[Said] | None:
    """UBND, THPT, GD&ĐT: capitals that stand for a phrase."""
    century = cursor.match(_CENTURY)
    if century:
        return [Said(*century.span(), "thế kỷ")]
    found = cursor.match(_WORD)
    if not found:
        return None
    for end in (found.end(), _first_part(found)):
        words = PHRASES.get(cursor.text[cursor.start : end])
        numbered = cursor.next_char(end).isdecimal() and cursor.text[cursor.start : end] not in ("QL", "TL")
        if cursor.text[cursor.start : end] == "ĐT" and _TEAM.match(cursor.text, end):
            words = "đội tuyển"
        if words and not numbered:
            return [Said(cursor.start, end, words)]
    return None


def _first_part(found: re.Match[str]) -> int:
    cut = re.search(r"[&-]", found[0])
    return found.start() + cut.start() if cut else found.end()


def initials(cursor: Cursor) -> list[Said] | None:
    """U.S.A, A.I.: letter by letter."""
    found = cursor.match(_INITIALS)
    if not found:
        return None
    pause = "." if found[0][-1] == "." and _ends(cursor.text, found.end()) else ""
    return [Said(*found.span(), " ".join(found[0].replace(".", "")), pause=pause)]

"""Vietnamese abbreviations written out: TP.HCM, UBND, ThS., Q.1, v.v."""

from __future__ import annotations

import re

from emlinh_desktop.speech.speakable.cursor import Cursor, Said
from emlinh_desktop.speech.speakable.patterns import UPPER

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

_PHRASES = """
ATGT=an toàn giao thông
ATTP=an toàn thực phẩm
ATVSTP=an toàn vệ sinh thực phẩm
ANTT=an ninh trật tự
TTATGT=trật tự an toàn giao thông
QPAN=quốc phòng an ninh
ĐKVĐ=đương kim vô địch
HSD=hạn sử dụng
NSX=ngày sản xuất
NV=nhân viên
KTV=kỹ thuật viên
PTGĐ=phó tổng giám đốc
HĐBA=Hội đồng Bảo an
TTCP=Thủ tướng Chính phủ
BCĐ=ban chỉ đạo
ĐTB=điểm trung bình
BR-VT=Bà Rịa Vũng Tàu
BVĐK=bệnh viện đa khoa
KHHGĐ=kế hoạch hóa gia đình
TNMT=tài nguyên môi trường
TN&MT=Tài nguyên và Môi trường
TT&TT=Thông tin và Truyền thông
KH&ĐT=Kế hoạch và Đầu tư
TTTT=thông tin truyền thông
KHĐT=kế hoạch đầu tư
CSSK=chăm sóc sức khỏe
ĐN=Đà Nẵng
MN=mầm non
TH=tiểu học
PTCS=phổ thông cơ sở
PTDTNT=phổ thông dân tộc nội trú
ĐHYD=Đại học Y Dược
ĐHKHTN=Đại học Khoa học Tự nhiên
ĐHKHXH=Đại học Khoa học Xã hội
ĐHKT=Đại học Kinh tế
CĐSP=cao đẳng sư phạm
BCA=Bộ Công an
BCH=ban chấp hành
BCHTW=Ban Chấp hành Trung ương
BCT=Bộ Chính trị
BĐS=bất động sản
BGD&ĐT=Bộ Giáo dục và Đào tạo
BGH=ban giám hiệu
BGK=ban giám khảo
BHTN=bảo hiểm thất nghiệp
BHXH=bảo hiểm xã hội
BHYT=bảo hiểm y tế
BLĐ=ban lãnh đạo
BQL=ban quản lý
BQP=Bộ Quốc phòng
BTC=ban tổ chức
BTV=biên tập viên
BV=bệnh viện
BVMT=bảo vệ môi trường
BYT=Bộ Y tế
CA=công an
CAND=công an nhân dân
CB=cán bộ
CBCNV=cán bộ công nhân viên
CCCD=căn cước công dân
CĐ=cao đẳng
CĐV=cổ động viên
CHDCND=Cộng hòa dân chủ nhân dân
CHLB=Cộng hòa Liên bang
CHXHCN=Cộng hòa xã hội chủ nghĩa
CLB=câu lạc bộ
CMND=chứng minh nhân dân
CMCN=cách mạng công nghiệp
CN=chủ nhật
CNH=công nghiệp hóa
CNTT=công nghệ thông tin
CNXH=chủ nghĩa xã hội
CSGT=cảnh sát giao thông
CSCĐ=cảnh sát cơ động
CSHS=cảnh sát hình sự
CTCP=công ty cổ phần
CTV=cộng tác viên
CSVC=cơ sở vật chất
CT=chủ tịch
DN=doanh nghiệp
DNNN=doanh nghiệp nhà nước
DNTN=doanh nghiệp tư nhân
ĐB=đại biểu
ĐBQH=đại biểu Quốc hội
ĐBSCL=đồng bằng sông Cửu Long
ĐBSH=đồng bằng sông Hồng
ĐH=đại học
ĐHBK=Đại học Bách khoa
ĐHQG=Đại học Quốc gia
ĐHQGHN=Đại học Quốc gia Hà Nội
ĐHSP=Đại học Sư phạm
ĐKKD=đăng ký kinh doanh
ĐT=điện thoại
ĐTDĐ=điện thoại di động
ĐTQG=đội tuyển quốc gia
ĐTVN=đội tuyển Việt Nam
ĐSQ=đại sứ quán
GD=giáo dục
GDĐT=giáo dục đào tạo
GD&ĐT=Giáo dục và Đào tạo
GDĐH=giáo dục đại học
GDTX=giáo dục thường xuyên
GDCD=giáo dục công dân
GĐ=giám đốc
GPLX=giấy phép lái xe
GPMB=giải phóng mặt bằng
GTVT=giao thông vận tải
GTGT=giá trị gia tăng
GV=giáo viên
GVCN=giáo viên chủ nhiệm
HCM=Hồ Chí Minh
HCV=huy chương vàng
HCB=huy chương bạc
HCĐ=huy chương đồng
HĐ=hợp đồng
HĐND=hội đồng nhân dân
HĐQT=hội đồng quản trị
HLV=huấn luyện viên
HN=Hà Nội
HS=học sinh
HSSV=học sinh sinh viên
HSG=học sinh giỏi
HTX=hợp tác xã
HV=học viên
KCN=khu công nghiệp
KCX=khu chế xuất
KDC=khu dân cư
KĐT=khu đô thị
KH=kế hoạch
KHCN=khoa học công nghệ
KH&CN=Khoa học và Công nghệ
KHKT=khoa học kỹ thuật
KHXH=khoa học xã hội
KHTN=khoa học tự nhiên
KTTT=kinh tế thị trường
KTX=ký túc xá
KTXH=kinh tế xã hội
KT-XH=kinh tế xã hội
LĐ=lao động
LĐLĐ=Liên đoàn Lao động
LĐTBXH=Lao động, Thương binh và Xã hội
LLVT=lực lượng vũ trang
LHQ=Liên Hợp Quốc
LHP=liên hoan phim
LX=Liên Xô
MTTQ=Mặt trận Tổ quốc
MTQG=mục tiêu quốc gia
NCKH=nghiên cứu khoa học
NCT=người cao tuổi
NĐ=nghị định
NĐ-CP=nghị định Chính phủ
NHNN=Ngân hàng Nhà nước
NHTM=ngân hàng thương mại
NLĐ=người lao động
NN&PTNT=Nông nghiệp và Phát triển nông thôn
NQ=nghị quyết
NSNN=ngân sách nhà nước
NTM=nông thôn mới
NTN=như thế nào
NTD=người tiêu dùng
NVH=nhà văn hóa
NXB=nhà xuất bản
Nxb=nhà xuất bản
PCCC=phòng cháy chữa cháy
PCCCR=phòng cháy chữa cháy rừng
PCTN=phòng chống tham nhũng
PCT=phó chủ tịch
PGĐ=phó giám đốc
PTTH=phổ thông trung học
PTNT=phát triển nông thôn
PV=phóng viên
QĐ=quyết định
QĐND=quân đội nhân dân
QH=Quốc hội
QL=quốc lộ
QLTT=quản lý thị trường
QLNN=quản lý nhà nước
SGD=sở giao dịch
SGK=sách giáo khoa
STK=số tài khoản
MST=mã số thuế
SĐT=số điện thoại
SX=sản xuất
SXKD=sản xuất kinh doanh
SV=sinh viên
TAND=tòa án nhân dân
TBCN=tư bản chủ nghĩa
TBT=Tổng Bí thư
TCN=trước Công nguyên
SCN=sau Công nguyên
TDTT=thể dục thể thao
TGĐ=tổng giám đốc
TK=tài khoản
TKCN=tìm kiếm cứu nạn
TL=tỉnh lộ
TMCP=thương mại cổ phần
TMĐT=thương mại điện tử
TNCN=thu nhập cá nhân
TNCS=Thanh niên Cộng sản
TNHH=trách nhiệm hữu hạn
MTV=một thành viên
TNGT=tai nạn giao thông
TNTN=thanh niên tình nguyện
TNXP=thanh niên xung phong
TP=thành phố
TPHCM=Thành phố Hồ Chí Minh
TTCK=thị trường chứng khoán
TTTM=trung tâm thương mại
TTHC=thủ tục hành chính
TTXVN=Thông tấn xã Việt Nam
TT=trung tâm
TTg=Thủ tướng
TTYT=trung tâm y tế
TW=trung ương
TƯ=trung ương
THCN=trung học chuyên nghiệp
THCS=trung học cơ sở
THPT=trung học phổ thông
THPTQG=trung học phổ thông quốc gia
TX=thị xã
UB=ủy ban
UBKT=Ủy ban Kiểm tra
UBMTTQ=Ủy ban Mặt trận Tổ quốc
UBND=Ủy ban nhân dân
UBTVQH=Ủy ban Thường vụ Quốc hội
VĐV=vận động viên
VHNT=văn hóa nghệ thuật
VHTT=văn hóa thông tin
VHTTDL=Văn hóa, Thể thao và Du lịch
VKS=viện kiểm sát
VKSND=viện kiểm sát nhân dân
VLXD=vật liệu xây dựng
VN=Việt Nam
VPCP=Văn phòng Chính phủ
VSATTP=vệ sinh an toàn thực phẩm
VSMT=vệ sinh môi trường
XHCN=xã hội chủ nghĩa
XHH=xã hội hóa
XH=xã hội
XK=xuất khẩu
XNK=xuất nhập khẩu
XKLĐ=xuất khẩu lao động
YHCT=y học cổ truyền
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


def _table(rows: str) -> dict[str, str]:
    return dict(row.split("=", 1) for row in rows.strip().splitlines())


TITLES = _table(_TITLES)
PHRASES = _table(_PHRASES)
_WRITTEN = _table(_DOTTED)
_DOTTED_PATTERN = re.compile("(?:" + "|".join(re.escape(k) for k in sorted(_WRITTEN, key=len, reverse=True)) + r")(?:(?<=[.:])|(?!\w))")
_TITLE = re.compile("(" + "|".join(re.escape(k) for k in sorted(TITLES, key=len, reverse=True)) + r")(?![\w])(\.?)")
_TITLE_AFTER = re.compile(r"[.,]? ?(?:" + "|".join(re.escape(k) for k in TITLES) + r")(?!\w)")
_NAME_AFTER = re.compile(rf"\.? ?[{UPPER}]")
_PLACE = re.compile(rf"([QPHXĐ])\. ?(?=[0-9{UPPER}])|([QP])(?=[0-9]{{1,2}}(?![\w/.,-][0-9]|\w))")
_WORD = re.compile(r"[^\W\d_]+(?:[&-][^\W\d_]+)?")
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
    if found[0] in ("tr.", "Tr.") and not cursor.text[found.end() : found.end() + 2].strip()[:1].isdigit():
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
        numbered = cursor.next_char(end).isdigit() and cursor.text[cursor.start : end] not in ("QL", "TL")
        if words and not numbered:
            return [Said(cursor.start, end, words)]
    return None


def _first_part(found: re.Match[str]) -> int:
    cut = re.search(r"[&-]", found[0])
    return found.start() + cut.start() if cut else found.end()

"""Unit symbols and their Vietnamese names. Case counts: MB is not mb."""

from __future__ import annotations

UNITS: dict[str, str] = {
    # length
    "km": "ki lô mét", "hm": "héc tô mét", "m": "mét", "dm": "đề xi mét", "cm": "xăng ti mét", "mm": "mi li mét", "nm": "na nô mét", "µm": "mi crô mét",
    "μm": "mi crô mét", "inch": "inh", "ft": "phít", "mi": "dặm", "px": "pích xeo",
    # area and volume
    "km²": "ki lô mét vuông", "km2": "ki lô mét vuông", "m²": "mét vuông", "m2": "mét vuông", "dm²": "đề xi mét vuông", "cm²": "xăng ti mét vuông",
    "cm2": "xăng ti mét vuông", "mm²": "mi li mét vuông", "mm2": "mi li mét vuông", "m³": "mét khối", "m3": "mét khối", "dm³": "đề xi mét khối",
    "dm3": "đề xi mét khối", "cm³": "xăng ti mét khối", "cm3": "xăng ti mét khối", "km³": "ki lô mét khối", "mm³": "mi li mét khối", "ha": "héc ta",
    "l": "lít", "L": "lít", "ml": "mi li lít", "mL": "mi li lít", "cl": "xăng ti lít", "dl": "đề xi lít", "cc": "xê xê",
    # mass
    "kg": "ki lô gam", "Kg": "ki lô gam", "KG": "ki lô gam", "g": "gam", "gr": "gam", "mg": "mi li gam", "µg": "mi crô gam", "μg": "mi crô gam",
    "mmol": "mi li mol", "mcg": "mi crô gam", "lb": "pao", "lbs": "pao", "oz": "ao xơ",
    # temperature and angle
    "°C": "độ xê", "ºC": "độ xê", "℃": "độ xê", "oC": "độ xê", "°F": "độ ép", "ºF": "độ ép", "℉": "độ ép", "độ C": "độ xê", "độ F": "độ ép", "°K": "độ ca",
    "°": "độ", "º": "độ",
    # electricity, power, pressure, frequency
    "V": "vôn", "kV": "ki lô vôn", "mV": "mi li vôn", "W": "oát", "kW": "ki lô oát", "KW": "ki lô oát", "MW": "mê ga oát", "GW": "ghi ga oát",
    "Wh": "oát giờ", "kWh": "ki lô oát giờ", "KWh": "ki lô oát giờ", "kwh": "ki lô oát giờ", "MWh": "mê ga oát giờ", "GWh": "ghi ga oát giờ",
    "TWh": "tê ra oát giờ", "A": "am pe", "mA": "mi li am pe", "mAh": "mi li am pe giờ", "Ah": "am pe giờ", "Ω": "ôm", "kΩ": "ki lô ôm", "Hz": "héc",
    "kHz": "ki lô héc", "KHz": "ki lô héc", "MHz": "mê ga héc", "GHz": "ghi ga héc", "J": "jun", "kJ": "ki lô jun", "cal": "ca lo", "kcal": "ki lô ca lo",
    "Kcal": "ki lô ca lo", "Pa": "pát can", "kPa": "ki lô pát can", "MPa": "mê ga pát can", "hPa": "héc tô pát can", "mmHg": "mi li mét thủy ngân",
    "atm": "át mốt phe", "psi": "pi ét ai", "dB": "đề xi ben", "HP": "mã lực", "hp": "mã lực", "kN": "ki lô niu tơn", "ppm": "phần triệu", "lm": "lu men",
    "rpm": "vòng trên phút", "kVA": "ki lô vôn am pe",
    # data
    "KB": "ki lô bai", "kB": "ki lô bai", "MB": "mê ga bai", "GB": "ghi ga bai", "Gb": "ghi ga bai", "TB": "tê ra bai", "PB": "pê ta bai",
    "kbps": "ki lô bít trên giây", "Kbps": "ki lô bít trên giây", "Mb": "mê ga bít", "Mbps": "mê ga bít trên giây", "Gbps": "ghi ga bít trên giây",
    "MP": "mê ga pích xeo", "Mpx": "mê ga pích xeo", "fps": "khung hình trên giây", "FPS": "khung hình trên giây",
    # time
    "m/s": "mét trên giây", "m/s²": "mét trên giây bình phương", "m/s2": "mét trên giây bình phương", "s": "giây", "s²": "giây bình phương",
    "s2": "giây bình phương", "ms": "mi li giây", "min": "phút", "ph": "phút", "p": "phút", "h": "giờ", "kmh": "ki lô mét trên giờ",
    "kph": "ki lô mét trên giờ", "bpm": "nhịp một phút", "mph": "dặm trên giờ",
    # share
    "%": "phần trăm", "％": "phần trăm", "‰": "phần nghìn",
}  # fmt: skip
"""symbol -> what is said after a number"""

MONEY: dict[str, str] = {
    "đ": "đồng", "₫": "đồng", "Đ": "đồng", "VND": "đồng", "VNĐ": "đồng", "vnđ": "đồng", "vnd": "đồng", "đồng": "đồng", "USD": "đô la Mỹ",
    "usd": "đô la Mỹ", "$": "đô la", "US$": "đô la Mỹ", "EUR": "ơ rô", "€": "ơ rô", "euro": "ơ rô", "Euro": "ơ rô", "GBP": "bảng Anh", "£": "bảng Anh",
    "JPY": "yên Nhật", "¥": "yên", "yên": "yên", "CNY": "nhân dân tệ", "RMB": "nhân dân tệ", "NDT": "nhân dân tệ", "KRW": "won", "₩": "won", "won": "won",
    "THB": "bạt Thái", "฿": "bạt", "AUD": "đô la Úc", "CAD": "đô la Ca na đa", "SGD": "đô la Xin ga po", "HKD": "đô la Hồng Kông",
    "CHF": "phờ răng Thụy Sĩ", "RUB": "rúp", "₹": "ru pi", "INR": "ru pi Ấn Độ", "BTC": "bít coin",
}  # fmt: skip
"""currency -> what is said after a number"""

PREFIX_MONEY = {"$": "đô la", "US$": "đô la Mỹ", "€": "ơ rô", "£": "bảng Anh", "¥": "yên", "₩": "won", "₫": "đồng", "฿": "bạt", "₹": "ru pi"}

MAGNITUDES = {"k": "nghìn", "K": "nghìn", "tr": "triệu", "Tr": "triệu", "triệu": "triệu", "tỷ": "tỷ", "tỉ": "tỷ", "nghìn": "nghìn", "ngàn": "nghìn", "ty": "tỷ"}
"""short words for thousands, millions, billions"""

PER: dict[str, str] = {
    **UNITS, "ngày": "ngày", "tuần": "tuần", "tháng": "tháng", "năm": "năm", "giờ": "giờ", "phút": "phút", "giây": "giây", "quý": "quý", "đêm": "đêm",
    "người": "người", "lần": "lần", "suất": "suất", "cái": "cái", "chiếc": "chiếc", "con": "con", "lít": "lít", "cân": "cân", "ký": "ký", "kí": "kí",
    "tấn": "tấn", "tạ": "tạ", "lượng": "lượng", "chỉ": "chỉ", "ly": "ly", "cốc": "cốc", "tô": "tô", "bát": "bát", "phần": "phần", "hộp": "hộp",
    "gói": "gói", "chai": "chai", "thùng": "thùng", "vé": "vé", "căn": "căn", "phòng": "phòng", "học sinh": "học sinh", "hộ": "hộ", "khóa": "khóa",
    "buổi": "buổi", "ca": "ca", "số": "số", "mét": "mét", "sào": "sào", "mẫu": "mẫu", "trang": "trang", "bộ": "bộ", "đôi": "đôi", "lượt": "lượt",
    "chuyến": "chuyến", "túi": "túi", "viên": "viên", "vỉ": "vỉ", "bữa": "bữa", "quả": "quả", "trái": "trái", "kỳ": "kỳ", "học kỳ": "học kỳ",
    "vòng": "vòng", "USD": "đô la Mỹ", "VND": "đồng", "đồng": "đồng",
}  # fmt: skip
"""what may stand after a slash: đồng/tháng, km/h"""

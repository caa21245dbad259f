"""Written and spoken, by kind: one case a line, `written | spoken`. Compared without case and pauses."""

from __future__ import annotations

VIETNAMESE = {
    "cardinals": """
        14 bạn | mười bốn bạn
        44 tuổi | bốn mươi tư tuổi
        104 người | một trăm linh bốn người
        115 trang | một trăm mười lăm trang
        201 hộ | hai trăm linh một hộ
        1.010 ngày | một nghìn không trăm mười ngày
        50.005 vé | năm mươi nghìn không trăm linh năm vé
        2.000.005 đồng | hai triệu không trăm linh năm đồng
        4.444 | bốn nghìn bốn trăm bốn mươi tư
        1 000 000 lượt | một triệu lượt
        1,000,000 lượt | một triệu lượt
        1.000.000.000.000 | một nghìn tỷ
        007 | không không bảy
        số 14 | số mười bốn
    """,
    "decimals, fractions, percent": """
        1,75 m | một phẩy bảy mươi lăm mét
        0,001 | không phẩy không không một
        12.5 kg | mười hai phẩy năm ki lô gam
        99,9% | chín mươi chín phẩy chín phần trăm
        -0,5% | âm không phẩy năm phần trăm
        2/3 số phiếu | hai phần ba số phiếu
        1/4 bánh | một phần tư bánh
        7/10 người | bảy phần mười người
        giảm 2,5-3% | giảm hai phẩy năm đến ba phần trăm
        đạt 8/10 | đạt tám trên mười
        9,5/10 điểm | chín phẩy năm trên mười điểm
        24/36 em | hai mươi tư trên ba mươi sáu em
        1/100 giây | một phần một trăm giây
        ½ thìa | một phần hai thìa
    """,
    "money": """
        1tr250 | một triệu hai trăm năm mươi nghìn
        3tỷ2 | ba tỷ hai trăm triệu
        500tr | năm trăm triệu
        chỉ từ 9,9tr | chỉ từ chín phẩy chín triệu
        200-300k | hai trăm đến ba trăm nghìn
        50k-100k | năm mươi nghìn đến một trăm nghìn
        15k/ly | mười lăm nghìn một ly
        20$/tháng | hai mươi đô la một tháng
        €1.500 | một nghìn năm trăm ơ rô
        $2,5 tỷ | hai phẩy năm tỷ đô la
        1,500 USD | một nghìn năm trăm đô la Mỹ
        5 triệu/m² | năm triệu một mét vuông
        50.000đ/lượt | năm mươi nghìn đồng một lượt
        6,5%/năm | sáu phẩy năm phần trăm một năm
        1.299.000đ/tháng | một triệu hai trăm chín mươi chín nghìn đồng một tháng
        màn hình 4K giá 200K | màn hình bốn K giá hai trăm nghìn
    """,
    "dates": """
        20/11 | ngày hai mươi tháng mười một
        sáng 3/4 | sáng ngày ba tháng tư
        ngày 4/4 | ngày bốn tháng tư
        01.05.2024 | ngày một tháng năm năm hai nghìn không trăm hai mươi tư
        30/4-1/5 | ngày ba mươi tháng tư đến ngày một tháng năm
        10-15/8 | ngày mười đến mười lăm tháng tám
        từ 1/5 đến 7/5 | từ ngày một tháng năm đến ngày bảy tháng năm
        ngày 5, 6 và 7/8 | ngày năm, sáu và ngày bảy tháng tám
        tháng 4-6 | tháng tư đến tháng sáu
        tháng 1 và tháng 4 | tháng một và tháng tư
        6/2024 | tháng sáu năm hai nghìn không trăm hai mươi tư
        Q1/2024 | quý một năm hai nghìn không trăm hai mươi tư
        đường 3/2 | đường ba tháng hai
        ngõ 12/3 | ngõ mười hai trên ba
        Tết dương lịch 1/1 | Tết dương lịch ngày một tháng một
        đợt 1/2025 | đợt một năm hai nghìn không trăm hai mươi lăm
        1990s | thập niên một nghìn chín trăm chín mươi
        năm 40 SCN | năm bốn mươi sau Công nguyên
        5/10/2024-10/10/2024 | ngày năm tháng mười năm hai nghìn không trăm hai mươi tư đến ngày mười tháng mười năm hai nghìn không trăm hai mươi tư
    """,
    "times": """
        23h59 | hai mươi ba giờ năm mươi chín phút
        7h00 | bảy giờ
        lúc 9g | lúc chín giờ
        9g30 | chín giờ ba mươi phút
        5:30 am | năm giờ ba mươi phút sáng
        14:30:15 | mười bốn giờ ba mươi phút mười lăm giây
        8-17h | tám đến mười bảy giờ
        14:00–16:30 | mười bốn giờ đến mười sáu giờ ba mươi phút
        1h30p | một giờ ba mươi phút
        1m30s | một phút ba mươi giây
        trong 25' | trong hai mươi lăm phút
        24h/ngày | hai mươi tư giờ một ngày
        T2-T6 | thứ hai đến thứ sáu
        sáng T7 & CN | sáng thứ bảy và chủ nhật
    """,
    "ranges, phones, scores": """
        5~7 ngày | năm đến bảy ngày
        10 - 15 triệu | mười đến mười lăm triệu
        4-3-3 | bốn ba ba
        thứ 2-4-6 | thứ hai tư sáu
        (028) 3822 1234 | không hai tám ba tám hai hai một hai ba bốn
        +84912345678 | cộng tám bốn chín một hai ba bốn năm sáu bảy tám
        hotline 1900.1234 | hotline một chín không không một hai ba bốn
        mã OTP 482913 | mã O T P bốn tám hai chín một ba
        biển số 29A-123.45 | biển số hai mươi chín A một hai ba bốn năm
        thua 1 - 2 | thua một hai
        thắng set 1: 6-4 | thắng set một sáu bốn
        mã đơn DH123456 | mã đơn D H một hai ba bốn năm sáu
        dẫn trước 2-0 ở hiệp 1 | dẫn trước hai không ở hiệp một
        tỷ lệ 1:1000 | tỷ lệ một trên một nghìn
        192.168.1.1 | một trăm chín mươi hai chấm một trăm sáu mươi tám chấm một chấm một
    """,
    "units": """
        36,6°C | ba mươi sáu phẩy sáu độ xê
        38,5 độ C | ba mươi tám phẩy năm độ xê
        9,8 m/s² | chín phẩy tám mét trên giây bình phương
        300 người/km² | ba trăm người trên ki lô mét vuông
        70 nhịp/phút | bảy mươi nhịp một phút
        7,5 lít/100km | bảy phẩy năm lít trên một trăm ki lô mét
        cao 1m65 | cao một mét sáu mươi lăm
        60m2 | sáu mươi mét vuông
        10x15 cm | mười nhân mười lăm xăng ti mét
        220V-50Hz | hai trăm hai mươi vôn năm mươi héc
        5.000 mAh | năm nghìn mi li am pe giờ
        120/80 mmHg | một trăm hai mươi trên tám mươi mi li mét thủy ngân
        tính theo m² | tính theo mét vuông
        đi Đà Lạt ~300km | đi Đà Lạt khoảng ba trăm ki lô mét
        iPhone 6s | iPhone sáu s
    """,
    "ordinals and Roman numerals": """
        thứ 1 | thứ nhất
        đứng thứ 24 | đứng thứ hai mươi tư
        thế kỷ XIX-XX | thế kỷ mười chín đến hai mươi
        TK XXI | thế kỷ hai mươi mốt
        kỳ họp thứ IV | kỳ họp thứ tư
        quân khu V | quân khu năm
        nữ hoàng Elizabeth I | nữ hoàng Elizabeth một
        size XL | size X L
        vitamin D | vitamin D
    """,
    "abbreviations": """
        P.10, Q.3 | phường mười, quận ba
        TP.Đà Nẵng | thành phố Đà Nẵng
        H. Củ Chi | huyện Củ Chi
        PGS.TS Mai | phó giáo sư tiến sĩ Mai
        ThS.BS. Hoa | thạc sĩ bác sĩ Hoa
        Bộ GD&ĐT | bộ giáo dục và đào tạo
        Phòng GD-ĐT | phòng giáo dục và đào tạo
        BS CKII Mai | bác sĩ chuyên khoa hai Mai
        công ty TNHH | công ty trách nhiệm hữu hạn
        tr.20 | trang hai mươi
        CMT8 | Cách mạng tháng Tám
        ĐT Việt Nam | đội tuyển Việt Nam
        U.S.A và A.I | U S A và A I
        mèo, chó, v.v... | mèo, chó, vân vân
        chuyến bay VN123 | chuyến bay V N một trăm hai mươi ba
        Nghị định 100/2019/NĐ-CP | nghị định một trăm năm hai nghìn không trăm mười chín nghị định chính phủ
    """,
    "acronyms and codes": """
        GDP | G D P
        UNESCO | unesco
        VTV3 | V T V ba
        H2O | H hai O
        H₂O | H hai O
        CO2 | C O hai
        B2B | B hai B
        4G | bốn G
        U23 | U hai mươi ba
        Omega-3 | Omega ba
        Core i7-13700K | core i bảy mười ba nghìn bảy trăm K
        1080p | một nghìn không trăm tám mươi p
        vàng 24K | vàng hai mươi tư K
        phiên bản 2.0 | phiên bản hai chấm không
        Python 3.11.2 | Python ba chấm mười một chấm hai
        HÀ NỘI MÙA THU | hà nội mùa thu
        R&D | R và D
        C++ | C cộng cộng
    """,
    "web, emoji, markdown": """
        ho.tro@example.vn | ho chấm tro a còng example chấm v n
        https://example.com/tin | example chấm com gạch chéo tin
        #BlackFriday | black friday
        @emlinh | a còng emlinh
        Chào 👋🏽 bạn 👨‍👩‍👧 nhé ❤️ | chào bạn nhé
        vui :) quá <3 | vui quá
        **Đậm** và `mã` | đậm và mã
        [trang chủ](https://a.com/x) | trang chủ
        # Tiêu đề | tiêu đề
    """,
    "arithmetic": """
        10 - 3 = 7 | mười trừ ba bằng bảy
        9 – 4 = 5 | chín trừ bốn bằng năm
        3 × 4 = 12 | ba nhân bốn bằng mười hai
        8 / 2 = 4 | tám chia hai bằng bốn
        9:3=3 | chín chia ba bằng ba
        2^10 | hai mũ mười
        10⁶ | mười mũ sáu
        √16 = 4 | căn bậc hai của mười sáu bằng bốn
        x² + y² | x bình phương cộng y bình phương
        a > b | a lớn hơn b
        π ≈ 3,14 | pi xấp xỉ ba phẩy mười bốn
        ~5 km | khoảng năm ki lô mét
        3/4 + 1/4 = 1 | ba phần tư cộng một phần tư bằng một
        nam/nữ | nam nữ
    """,
}

ENGLISH = {
    "numbers": """
        1,004 people | one thousand and four people
        1500 people | one thousand five hundred people
        0.75 | zero point seven five
        the 22nd | the twenty second
        1,000th | one thousandth
        5 1/2 cups | five and a half cups
        2/3 of people | two thirds of people
        -3% | minus three percent
        1.250.000 | one million two hundred and fifty thousand
        3.11.2 | three point eleven point two
        8/10 | eight tenths
        50-50 | fifty fifty
        1M subscribers | one million subscribers
    """,
    "money": """
        $1 | one dollar
        $0.99 | ninety nine cents
        $1,250.75 | one thousand two hundred and fifty dollars and seventy five cents
        a $50 bill | a fifty dollar bill
        $10k | ten thousand dollars
        $5-10 | five to ten dollars
        $3/kg | three dollars per kilogram
        £3.20 | three pounds and twenty pence
        35,000 VND | thirty five thousand Vietnamese dong
        $1.2bn | one point two billion dollars
        $49.97/mo | forty nine dollars and ninety seven cents per month
    """,
    "dates and years": """
        Dec. 25, 2020 | December twenty fifth twenty twenty
        the 4th of July | the fourth of July
        7/15/2025 | July fifteenth twenty twenty five
        15/7/2025 | July fifteenth twenty twenty five
        May 2020 | May twenty twenty
        March 3-5 | March third to fifth
        in 1066 | in ten sixty six
        in 1905 | in nineteen oh five
        1939-1945 | nineteen thirty nine to nineteen forty five
        the '60s | the sixties
        in the 90s | in the nineties
        90s | ninety seconds
        44 BC | forty four B C
        1200 dollars | one thousand two hundred dollars
    """,
    "times": """
        5 PM | five p m
        10am-5pm | ten a m to five p m
        8:00 | eight o'clock
        7:05 | seven oh five
        1h30 | one hour thirty minutes
        Mon-Fri | Monday to Friday
        23:59:59 | twenty three fifty nine and fifty nine seconds
    """,
    "phones and scores": """
        +1 212 555 0199 | plus one two one two five five five oh one nine nine
        (212) 555-0199 | two one two five five five oh one nine nine
        call 911 | call nine one one
        lost 5-4 | lost five four
        ratio of 3:1 | ratio of three to one
        pages 12-15 | pages twelve to fifteen
    """,
    "units": """
        1 kg | one kilogram
        10 lbs | ten pounds
        6'2" | six foot two
        9.8 m/s² | nine point eight meters per second squared
        a 10-km race | a ten kilometer race
        100x100 | one hundred by one hundred
        in km/h | in kilometers per hour
        98.6°F | ninety eight point six degrees Fahrenheit
        3 hours/day | three hours per day
    """,
    "Roman numerals": """
        Louis XIV's | Louis the fourteenth's
        Pope John Paul II | Pope John Paul the second
        Super Bowl LVIII | Super Bowl fifty eight
        vol. IV | volume four
        the XXI century | the twenty first century
        I think I am | I think I am
        Malcolm X | Malcolm X
        size XL | size X L
    """,
    "abbreviations and acronyms": """
        St. John lives on Main St. in town. | Saint John lives on Main Street in town
        Mr. Lee vs. Mrs. Brown | Mister Lee versus Missus Brown
        e.g. cats | for example cats
        in the U.S. and the U.K. | in the U S and the U K
        pp. 12-15 | pages twelve to fifteen
        No. It is. | No It is
        George W. Bush, J. R. R. Tolkien | George W Bush J R R Tolkien
        Napoleon I. Part IV. | Napoleon the first part four
        GDP, FBI | G D P F B I
        Do NOT touch | do not touch
        WWII | World War Two
        AT&T | A T and T
    """,
    "signs and web": """
        5 - 3 = 2 | five minus three equals two
        6 x 7 = 42 | six times seven equals forty two
        8 / 2 = 4 | eight divided by two equals four
        C# | C sharp
        john.doe@mail.co.uk | john dot doe at mail dot co dot u k
        #BlackFriday | black friday
        ~10 people <3 | about ten people
        9/11 | nine eleven
        H.264 | H two hundred and sixty four
    """,
}


def rows(kinds: dict[str, str]) -> list[tuple[str, str]]:
    """(written, spoken) of every kind."""
    lines = [line for table in kinds.values() for line in table.strip().splitlines()]
    return [(written.strip(), spoken.strip()) for written, _, spoken in (line.partition(" | ") for line in lines)]

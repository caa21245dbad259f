"""The closed vocabulary of a wish for a film. What is in none of these lists makes a wish unsure."""

from __future__ import annotations

from emlinh_desktop.chat.phrase import ME, NOT, YOU, marked, misspellings, phrase, phrase_at_end

FILM = (
    rf"(?:(?:video|clip) ?(?:clip|shorts?|reels?|tiktok|ngắn)|{misspellings('video', substitutions=True)}s?|vid[eé]o|viđeo|vid|vd(?= )|clip|kilp|cilp|clíp|"
    "vi[ -]?(?:đi|đê|đơ|de|deo|di)[ -]?ô|vi ?deo|đoạn phim|thước phim|phim ngắn|bộ phim|phim|(?:cái|video|clip|bài) (?:nữa|khác|mới)(?= về)"
    "|another one(?= (?:about|on))|one more(?= (?:about|on))|one(?= about)|film|movie|reels?|(?:youtube |yt )?shorts"
    r"|(?:youtube|yt) short|(?<!bản\s)tik ?tok|story)"
)
FILM_RULE = phrase(FILM)

_MAKE_VI = (
    "tạo ra|tạo|tao|lam|taoj|tajo|lafm|tạp(?= (?:cho|một|1|video|clip))|tọa|làm ra|làm|lamf|lm|dựng|quay|sản xuất|mần|gen ra|gen|render|sinh|chế"
    "|thiết kế|thực hiện|soạn|biên tập|biên soạn|xây dựng|xuất|cook|triển khai|triển|edit|viết"
)
_MAKE_EN = "|".join(
    [
        misspellings("make", substitutions=False),
        misspellings("create", substitutions=False),
        misspellings("generate", substitutions=False),
        "making",
        "creating",
        "produce",
        "build",
        "prepare",
        "craft",
        "render",
        "record",
        "film",
        "put together",
        "whip up",
        "design",
        "do",
    ]
)
MAKE = rf"(?:{_MAKE_VI}|{_MAKE_EN})"
MAKE_RULE = phrase(MAKE)
WISH = (
    rf"(?:muốn có|muốn|mún|cần có|cần|xin|đặt|kiếm|ước có|mong có|mong|thèm|cho {ME}|cho {ME} xin|gửi {ME}|nhờ|phiền|"
    "i(?:'d| would) (?:like|love)|i want|i need|i wanna|we (?:need|want)|want|need|needed|wanna have|would like|looking for|give me|gimme"
    "|get me|let's have|can i (?:get|have)|may i have|could i (?:get|have)|order)"
)
WISH_RULE = phrase(WISH)
HELP_ME = phrase(rf"(?:giúp|giùm|dùm|hộ|cho|nhờ|phiền|hãy|vui lòng|làm ơn|please|pls|plz|for me|me|let's|lets)(?: {ME})?")
RECEIVER = phrase(rf"(?:cho|giúp|giùm|dùm|hộ) {ME}|me|us")

BLOCKED = {
    "not": phrase(
        rf"{NOT}(?! (?:biết|được|ạ))|chưa|đừng có|don't|do not|dont|didn't|doesn't|won't|can't|cannot|not|never|no longer|stop|quit|cancel"
        "|thay vì|rather than|dừng|ngừng|ngưng|hủy|chán|ghét|sợ|từ từ|khoan"
    ),
    "question": phrase(
        "sao|có (?:muốn|thích|định|từng)|tại sao|vì sao|làm sao|làm thế nào|làm cách nào|cách|bằng cách nào|thế nào|gì|nào|ai|ở đâu|đâu"
        "|bao giờ|bao lâu|bao nhiêu|mấy"
        "|liệu|có nên|nên|có biết|biết cách|có phải|"
        r"how|why|what|when|who|whose|which|where|whether|(?:can|could|may) i (?:make|create|do|produce|film|record)|^ ?(?:did|does|is|are|was|were"
        r"|has)|have you|should|must i|do i|do we|am i|hỏi|do you|have i"
    ),
    "told": phrase(
        "^ ?(?:making|creating)|is|are|was|were|has|did|does|đã|vừa|vừa mới|hồi trước|hồi xưa|ngày xưa|trước đây|trước kia|năm ngoái|có lẽ|chắc|nghĩ"
        "|từng|mới vừa|hôm qua|hôm trước|hôm nọ"
        "|tuần trước|lúc nãy|hồi nãy|đang(?! (?:cần|muốn|tìm|kiếm))|sẽ|định|sắp|dự định|tính|hay(?= (?:làm|tạo|quay|dựng|xem))|thường|luôn"
        "|nếu(?! (?:được|có thể|không phiền))|giả sử|khi|lúc|ước gì|"
        "mai mốt|sau này|made|created|watched|saw|seen|already|was|will|if|when|going to|gonna|used to|might|love making|enjoy"
    ),
    "watched": phrase("xem|coi|thấy|thích|mê|nghe|biết|học|bàn|tìm hiểu|nói|kể|watch|watching|see|like|love|hate|know|ask|learn|find"),
    "changed": phrase(
        "đổi|chuyển|thay|sửa|chỉnh|xoay|rút|cắt|kéo dài|tăng|giảm|bật|tắt|xóa|bỏ|chèn|quay lại|giữ|hơn|làm lại|lại|còn|change|switch|turn"
        "|dài thêm|dài ra|ngắn bớt|ngắn đi|remove|delete|insert|replace|shorten|lengthen|extend|revert|undo|it|this|that|keep|redo|remake|again|trim|convert"
    ),
}
"""why a head is no wish, looked for in this order"""
POLITE = phrase(
    rf"(?:how[ -]to(?= {FILM})|liệu(?: {YOU})? có (?:thể|giúp)|(?:cho|giúp|giùm|dùm) {ME} (?:coi|xem)(?= (?:cái|một|1|{FILM}))|i(?:'d| would) (?:like"
    rf"|love)|would (?:like|love)|"
    "if you (?:can|could|don't mind)|if possible|could you|would you|can you"
    rf"|will you|do me a favou?r|do you mind|would you mind|why don't you|how about|what about|có thể|{NOT} biết (?:bạn|em|ad|có thể)"
    "|i was wondering if you could|i'm looking for)"
)
"""polite forms whose words would else block"""
OTHERS = phrase(
    r"(?:bạn|em|chị|anh|con|cháu|vợ|chồng|mẹ|bố|ba|má|thầy|cô|sếp|bạn bè|nhà|team|lớp|công ty|my \w+|our \w+) (?:của )?(?:mình|tôi|tui|tớ|em|tao"
    "|t|ta)(?! (?:muốn|cần|nhờ|xin))|người ta|họ|she|he|they|bạn bè"
)
ASKED_OF_ME = phrase(rf"(?:nhờ|bảo|kêu|bắt|yêu cầu|giao|rủ) (?:tôi|tui|tớ|tao|chúng tôi|tụi mình|tụi tui|me) (?:phải )?{MAKE}")
"""somebody else wants it of the writer"""
FIRST_PERSON_TELLS = phrase(
    rf"^\s*(?:tôi|tui|tớ|tao|mình|mk|mik|chúng tôi|chúng mình|tụi mình|bọn mình|bọn tôi|tụi tui|i|we)(?: (?:cũng|cùng|đều|chỉ|hay|có))? {MAKE}"
)
REFERENT = phrase(
    "(?:này|đó|ấy|kia|trên|vừa rồi|lúc nãy|hồi nãy|ban nãy|vừa xong|vừa tạo|vừa làm|hôm trước|hôm qua|hôm nọ|cũ|trước|đang làm|của (?:bạn"
    "|tôi|mình|em|tui|anh|chị|tớ)|mà (?:bạn|em))(?! (?:đây )?(?:về|nói))"
)

_QUANTITY = "một|1|cái|con|chiếc|đoạn|bộ|bản|bài|quả|em|phát|vài|ít|a|an|the|one|some|another|new|mới|khác|thêm|nữa|full|1 cái|another one|của"
_KIND = (
    "ngắn gọn|ngăn ngắn|ngắn|xíu xiu|bé xíu|nhỏ xíu|dài|nhỏ|nho nhỏ|hay|đẹp|vui|zui|dzui|vui nhộn|hài|hài hước|xịn|xinh|xịn xò|chất lượng|chất"
    "|chuyên nghiệp|ý nghĩa|đơn giản"
    "|full hd|fullhd|hdr?|hq|4k|2k|(?:480|720|1080|1440|2160)p|chất lượng cao|sắc nét|nét|high quality|sinh động|hấp dẫn|cute|dễ thương|cảm động"
    "|thú vị|ấn tượng|bắt mắt|thật|rất|siêu|cực|"
    "short|quick|nice|cool|funny|fun|little|small|simple|great|good|beautiful|brief|explainer|educational|long|really|very|awesome|dạng|ai"
)
_COURTESY = (
    rf"(?:hi|hello|hey|chào|xin chào|alo|ê|dear|ok|oke|okay|yo|dạ|vâng|ừ|à|ờ|này|nè|ơi|hỡi|ạ|em linh|linh|{YOU} ơi|\w+ ơi|{ME}|{YOU}|i'm|we're|i'd"
    rf"|i've|đang(?= (?:cần|muốn|tìm|kiếm))|i|my|we|our|"
    "xin|liệu|rứa|ri|ib|inbox|thôi thì|okla|vẫn|cứ|nhớ|kính mong|kính nhờ|kính|rất mong|trân trọng|thưa|vui lòng|làm ơn|giúp|giùm|dùm|hộ|nhờ|phiền"
    "|hãy|cho|với|nhé|nhá|nha|nhen|nghen|nghe|đi+|coi|thôi|ngay|luôn|liền|gấp|nhanh|giờ"
    "|bây giờ|hôm nay|bữa nay|tối nay|sáng nay|tiện thể|tiện|please|pls|plz|kindly|just|now|today|so|then|well|and|also|for me|me|us"
    "|go ahead and|let's|lets|"
    "có thể|có|thể|thử|để|dùng|lấy|bằng|theo|dạng|kiểu|using|use|with|by|of|in|at|to|for|that|which|on|as|can|could|would|will|you|want"
    "|like|love|kindly|if possible|nếu được|nếu có thể|nếu không phiền|do me a favou?r|mind|asap|ý (?:tôi|mình|em|tui|chị|anh) là|ý là"
    "|nghĩa là|i mean|thì|là|cũng|nào|giao|việc|nhiệm vụ|đề nghị"
    "|yêu cầu|request|hơi|rồi|xong|tiếp|tiếp theo|cần|và|thế|vậy|rằng)"
)
FILLER = phrase(rf"(?:{WISH}|{MAKE}|{_COURTESY}|{_QUANTITY}|{_KIND}|{FILM})")
AFTER_FILM = phrase(rf"(?:{_QUANTITY}|{_KIND}|{_COURTESY}|cho {ME}|giúp {ME}|nhạc|nói|dài|dựa|nội dung)")

TOPIC_MARK = (
    "(?:(?:có |với |vs |theo |cùng |thuộc |bàn về |lấy |xoay quanh |on |with |about |around )?(?:the )?(?:chủ đề|chủ để|chủ đê|mang tên|đề tài"
    r"|đề bài|topic|subject|theme|tựa đề|tiêu đề|tên là|tên(?=\s*[:\ufffc])|nhan đề|title|content|nội dung)(?: (?:video|phim|chính)(?=\s*[:=]| (?:nói"
    r"|về|là|is)))?(?: (?:nói về"
    r"|là nói về|về|là|of|is))?(?=\W)\s*[:=]?"
    "|(?:có |với )?(?:nói|kể|bàn|viết|giới thiệu|giải thích|chia sẻ|tìm hiểu|phân tích|hướng dẫn|thuyết trình|thuyết minh|trình bày|tóm tắt"
    "|đề cập|review|kể chuyện|xoay)(?: (?:sơ|chi tiết|ngắn gọn|sâu|qua|kỹ|đôi nét|vài nét))? (?:về|vể|ve|quanh)"
    r"|về|ve|vể|vê|vè|vêf|veef|vef|dìa|dề|zề"
    rf"|{misspellings('about', substitutions=False)}|abt|regarding|covering|focused on|focusing on|on|talking about|that talks about|titled"
    "|entitled|called|named|explaining|that explains|to explain|explaining about|discussing|showing|describing|introducing|teaching)"
)
TOPIC_RULE = phrase(TOPIC_MARK)
GENRE = phrase(
    "giới thiệu|hướng dẫn|giải thích|quảng cáo|quảng bá|chúc mừng|chúc|kể|kể chuyện|review|đánh giá|tóm tắt|phân tích|so sánh|dạy|chia sẻ"
    "|tổng hợp|tuyên truyền|thuyết trình|thuyết minh|phổ biến|cách|mẹo|vì sao|tại sao|lợi ích|tri ân|cảm ơn|top|how to|why|tips"
)
OPENS_AS_QUESTION = phrase(
    rf"(?:vì sao|tại sao|{marked('sao')}|ai|cách|làm sao|làm thế nào|thế nào|như thế nào|có nên|liệu|bao nhiêu|bao giờ|khi nào|đâu là|cái gì|điều gì"
    rf"|{marked('gì')}|why|how|what|who|when"
    "|where|which|is|are|do|does|can|should)"
)
"""a topic that is a question itself"""
TAIL_ASKS = phrase_at_end(
    rf"(?:(?:mất|tốn|cần|hết|phải|nên|dùng|chọn|ở|bằng|lưu|đăng|nặng|dài) (?:\w+ ){{0,3}}?(?:{NOT}|gì|nào|đâu|sao|bao lâu|(?:bao nhiêu"
    rf"|mấy)(?: \w+){{0,2}})|(?:có|bị|được)"
    rf" (?!thật|tồn tại)(?:\w+ ){{1,4}}(?:{NOT}|chưa)|thì (?:\w+ ){{0,4}}(?:bao lâu|bao nhiêu|mấy \w+|khi nào)(?: \w+){{0,2}})(?: (?:em|bạn|ạ|vậy|thế"
    rf"|nhỉ|ta)){{0,2}}"
)
"""the asking end of "Tạo video về mèo cần bao nhiêu câu?" """
THINKS_BETTER = phrase_at_end(
    "(?:thì (?:khỏi|thôi|dẹp|miễn)|khoan(?: đã)?|từ từ đã|thôi (?:khỏi|để sau|bỏ)|(?:thôi )?để (?:sau|mai|khi khác|hôm khác|lúc khác)|khỏi cần"
    "|never ?mind|hold on|forget it"
    "|not now|maybe later)"
    "(?: (?:đi|nhé|nha|em|bạn|ạ|đã)){0,3}"
)
TELLS_OF_MAKING = phrase_at_end(
    r"(?:(?:vui|mệt|khó|dễ|thích|đã|chán|sướng|tốn|lâu|phê|cực|nhàm) (?:ghê|quá|lắm|thật|luôn|mà|nhỉ|vậy|thế|trời)(?: \w+){0,2}"
    r"|là (?:đam mê|sở thích|nghề|công việc|ước mơ|việc|niềm vui|niềm đam mê|điều|chuyện|thói quen)(?: \w+){0,6})"
)
"""a bare "làm video về …" that says what it is like to make one"""
ANY_TOPIC = phrase(
    "(?:(?:cái |chủ đề |đề tài |nội dung )?(?:gì|nào)(?: đó| thì)? cũng (?:được|đc|dc|ok|oke)|cái gì đó(?: hay hay| vui vui| thú vị)?"
    "|bất kỳ(?: chủ đề nào| cái gì)?|tùy(?: ý| em| bạn)?|chủ đề|đề tài|nội dung|anything|whatever|something|any topic|topic)(?: .{0,30})?"
)
ASKED_TOPIC = phrase(
    rf"(?:(?:mấy|bao nhiêu) (?:\w+ ){{0,2}}\w+|(?:cái|chủ đề|đề tài|nội dung|những|về|món|việc|điều|chuyện)\s+){{0,8}}(?:gì|nào|chi|cái chi|những ai"
    rf"|ai vậy|ai thế|đâu|what|which|whom)(?: (?:vậy|thế|đây|đó|bây giờ|giờ|nhỉ|ta|hay|được|thì hay|thì|ha|hả|em|bạn|nữa|cho hay|{NOT})){{0,8}}"
)
ENDS_AS_QUESTION = phrase_at_end(
    rf"(?:(?:mất|tốn|cần|hết|trong|khoảng|thì) (?:\w+ ){{0,3}}?(?:bao lâu|bao nhiêu|mấy \w+)|bao lâu(?: vậy| thế| nhỉ| ạ)?|bao nhiêu tiền"
    rf"|(?:có|là có) (?:khó|lâu|tốn|ổn|dễ|mất|phải|nên|bị|đẹp|cần|hợp|vi phạm|sao)(?: \w+){{0,4}} (?:{NOT})(?: (?:ạ|em|bạn|nhỉ|ta|vậy|hả)){{0,8}}"
    r"|thì (?:\w+ ){0,4}(?:gì|sao|thế nào|ở đâu)|thì sao(?: nhỉ| ta| em)?|khi nào(?: xong| có)?|bao giờ(?: xong| có)?|(?:xong "
    "|được )?chưa(?: (?:em|bạn|ạ|vậy|nhỉ|ta|ad|thế)){0,8}|"
    rf"{marked('à')}"
    rf"|hả(?: em| bạn)?|phải {NOT}|đúng {NOT}|thế nhỉ|nhỉ)"
)
ENDS_AS_STATEMENT = phrase_at_end(
    r"(?:(?:quá|lắm|ghê|thật|rất \w+|hay|đỉnh|tuyệt|tệ|dở|xịn)(?: (?:quá|lắm|luôn|trời|trời luôn|nha|nhỉ|nhé|em|bạn|đấy|đó|ạ|ghê|thật|xá"
    rf"|đi)){{0,8}}|rồi(?: (?:nhé|nha|em|đó|ạ))?|ai cũng \w+(?: \w+)?|hôm qua|hôm trước|bị \w+(?: \w+)?|{NOT} (?:hay|đẹp|có tiếng|mở được|xem được"
    rf"|chạy)|(?:is|was|are|were|looks?|sounds?|turned out) (?:\w+ ){{0,3}}\w+)"
)
STATEMENT_INSIDE = phrase(
    rf"\S+ (?:{marked('thì')}|làm (?:mình|tôi|em|tui|tớ|ai|người ta)|khiến|(?:nhìn|trông|nghe)(?: (?:rất|khá|hơi|thật|cũng))? (?:hay|đẹp|vui|buồn|chán|ghê"
    r"|thích|như|lạ|sợ|mê|dễ|khó|đã|cuốn|xịn|chuyên nghiệp)|hôm qua|hôm nọ|hôm trước|lúc nãy|vừa rồi|bị lỗi|bị mờ|của mình"
    r"|của tôi|của bạn|của em|went|goes viral|is|was|are|were|looks|has been)|mà \w+ (?:làm|tạo|gửi)"
)

"""What holds for every message, whatever its words."""

from __future__ import annotations

import random
import time
import unicodedata

import pytest

from emlinh_desktop.chat.understanding import MAX_MESSAGE_CHARACTERS, Intent, understand
from emlinh_desktop.domain.errors import ErrorCode

TOPICS = ["hoa sen", "cách nấu phở", "AI và việc làm", "Hà Nội về đêm", "đọc sách mỗi ngày", "cats", "the history of tea"]
WISHES = [
    "tạo video về {}",
    "làm giúp mình một clip về {} nhé",
    "cho mình cái video 45 giây về {}",
    "make a video about {}",
    "I need a vertical video about {}",
]
NOT_WISHES = [
    "đừng {}",
    "mình không muốn {}",
    "hôm qua mình đã {}",
    "nếu rảnh mình sẽ {}",
    "làm sao để {}?",
    "có nên {} không?",
    "khi nào mới {} được?",
    "sao phải {}?",
    "don't {}",
    "I never {}",
    "how do I {}?",
    "should I {}?",
    "why did you {}?",
]


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("wish", WISHES)
def test_a_wish_finds_its_topic_and_its_negations_and_questions_start_nothing(wish: str, topic: str) -> None:
    text = wish.format(topic)
    assert understand(text).may_start
    assert understand(text).brief.topic == topic
    for frame in NOT_WISHES:
        turned = frame.format(text)
        assert understand(turned).intent is not Intent.CREATE_VIDEO, turned


WORDS_THAT_LOOK_LIKE_COURTESY = [
    *("tình bạn", "trẻ em", "mèo con", "tiếng Anh", "phân hữu cơ", "nghệ thuật lắng nghe", "Tây Ban Nha", "Hội An", "tình yêu", "khoa học", "mất ngủ"),
    *("bệnh hen", "công bằng", "lạm phát", "nỗi nhớ", "ngày về", "việc làm", "kinh tế số", "một cõi đi về", "đi bộ mỗi ngày", "quà sinh nhật cho mẹ"),
]
COURTEOUS = [
    "tạo video về {} nhé",
    "làm video về {} nha em",
    "tạo video về {} với ạ",
    "tạo video về {} 45 giây",
    "tạo video về {}, giọng nữ",
    "video dọc 30s về {} đi",
]


@pytest.mark.parametrize("topic", WORDS_THAT_LOOK_LIKE_COURTESY)
def test_a_compound_is_not_cut_at_its_second_word(topic: str) -> None:
    for wish in COURTEOUS:
        assert understand(wish.format(topic)).brief.topic == topic


def unmarked(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain.replace("đ", "d").replace("Đ", "D")


@pytest.mark.parametrize("topic", TOPICS)
def test_a_wish_without_diacritics_means_the_same(topic: str) -> None:
    text = f"tạo video dọc 30 giây về {topic}, giọng nữ miền Nam, nền trừu tượng, không phụ đề"
    told, bare = understand(text).to_json(), understand(unmarked(text)).to_json()
    assert bare["brief"].pop("topic") == unmarked(topic)
    assert told["brief"].pop("topic") == topic
    assert bare == told


def test_decomposed_and_oddly_placed_tones_mean_the_same() -> None:
    text = "tạo video về hòa bình, giọng nữ"
    assert understand(unicodedata.normalize("NFD", text)) == understand(text)
    assert understand("taọ video về hoa mai").brief.topic == "hoa mai"


WORDS = [
    "tạo",
    "làm",
    "video",
    "clip",
    "về",
    "chủ",
    "đề",
    "kịch",
    "bản",
    ":",
    ",",
    ".",
    "!",
    "?",
    '"',
    "'",
    "“",
    "”",
    "câu",
    "2",
    "thành",
    "sửa",
    "bỏ",
    "thêm",
    "sau",
    "trước",
    "không",
    "đừng",
    "giọng",
    "nữ",
    "nam",
    "miền",
    "nền",
    "văn",
    "phòng",
    "phụ",
    "đề",
    "30",
    "giây",
    "1",
    "phút",
    "rưỡi",
    "dọc",
    "vuông",
    "9:16",
    "TikTok",
    "em",
    "ơi",
    "nhé",
    "đi",
    "cho",
    "mình",
    "make",
    "a",
    "about",
    "with",
    "voice",
    "nova",
    "line",
    "to",
    "last",
    "undo",
    "stop",
    "is",
    "it",
    "ready",
    "how",
    "\n",
    "-",
    ";",
    "(",
    ")",
    "😀",
    "́",
    "\u200d",
    "hủy",
    "xong",
    "chưa",
    "mà",
    "rồi",
    "và",
]


def test_no_text_raises_and_a_topic_is_made_of_the_users_own_words() -> None:
    chance = random.Random(7)
    for _ in range(1500):
        text = " ".join(chance.choice(WORDS) for _ in range(chance.randint(0, 14)))
        topic = understand(text).brief.topic
        if topic is not None:
            assert topic in " ".join(unicodedata.normalize("NFC", text).replace("\u200d", "\u200d").split()), text


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800 tạo video", "\u202e\u200b", "'" * 50, '"' * 51, "tạo video về " + "́" * 300, "🎬" * 500])
def test_strange_texts_are_survived(text: str) -> None:
    assert understand(text).to_json()["intent"]


REPEATED = [
    "về ", "video về ", "em ơi ", "em linh ", "khung ", "giọng nữ ", "nhé em ", "không phải về a, ", "sửa câu 2 thành ", "bỏ câu 2 và ",
    '"', "'a ", "1", "hai ", "a, ", " ",
    "để đăng lên ", "turn any the some a all ", "thêm \"a\" ", "thay đổi a bằng ", "chủ đề: ", "video clip ",
    "cho mình ", "is the ", "\n", "kịch bản này ", "nhạc nhỏ ",
]  # fmt: skip


@pytest.mark.parametrize("unit", REPEATED)
def test_a_hostile_message_takes_no_time(unit: str) -> None:
    text = ("tạo video " + unit * MAX_MESSAGE_CHARACTERS)[:MAX_MESSAGE_CHARACTERS]
    started = time.process_time()
    understand(text)
    assert time.process_time() - started < 1.5


def test_a_megabyte_is_refused_with_a_code_and_a_long_script_is_taken_whole() -> None:
    assert understand("về " * 400_000).error is ErrorCode.TOPIC_TOO_LONG
    assert understand("a" * (MAX_MESSAGE_CHARACTERS + 1)).error is ErrorCode.TOPIC_TOO_LONG
    script = "Đừng tắt phụ đề. Hãy xoay dọc. " * 500
    told = understand(f"Làm video 45 giây theo kịch bản sau: {script}")
    assert told.may_start
    assert told.brief.script == script.strip()
    assert told.brief.captions is None
    assert told.brief.composition is None


def test_what_stands_in_quotes_sets_nothing() -> None:
    told = understand('tạo video 20 giây về "Giọng nữ, khung dọc, 5 phút, không phụ đề"')
    assert told.to_json()["brief"] == {"topic": "Giọng nữ, khung dọc, 5 phút, không phụ đề", "duration_s": 20}


@pytest.mark.parametrize(("seconds", "refused"), [(4, True), (5, False), (300, False), (301, True), (0, True), (99999, True)])
def test_lengths_out_of_range_are_reported_not_clamped(seconds: int, refused: bool) -> None:
    told = understand(f"tạo video dài {seconds} giây về biển")
    assert told.brief.duration_s == seconds
    assert (told.error is ErrorCode.DURATION_OUT_OF_RANGE) is refused
    assert told.may_start is not refused


def test_a_doubtful_wish_is_asked_for_and_keeps_its_reading() -> None:
    told = understand("Chắc hẳn Lan làm video về Tết")
    assert not told.may_start
    doubtful = understand("bọn trẻ làm video về Tết")
    assert doubtful.unsure
    assert doubtful.brief.topic == "Tết"

"""The comparison with other tools: what it does without running them."""

import json
import subprocess
from pathlib import Path

from benchmarks.peers import TestSet as LabelledSet
from benchmarks.peers import measure, plain_passages, read_questions, read_xquad

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "peers.sh"


def test_without_labels_the_script_says_how_to_name_them(tmp_path: Path) -> None:
    missing = str(tmp_path / "none")
    done = subprocess.run(["bash", SCRIPT, missing], capture_output=True, text=True, check=False)
    said = f"No labels at {missing}; name their folder: bash benchmarks/peers.sh LABELS [NOTES]\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, said, "")


def test_plain_passages_are_whole_sentences() -> None:
    text = "# 标题\n一二三。四五六！\n\n七八九十？\n没有句号"
    assert list(plain_passages(text, max_chars=12)) == [
        "# 标题\n一二三。",
        "四五六！\n\n七八九十？",
        "没有句号",
    ]
    assert list(plain_passages("一" * 9 + "。二", max_chars=4)) == ["一" * 9 + "。", "二"]
    assert list(plain_passages("\n\n")) == []


def test_ranks_are_of_paragraphs_and_of_texts() -> None:
    def judge(number: int, found: object) -> list[bool]:
        return [[True], [False, False, True], [False, True], []][number]

    test = LabelledSet(Path(), ("甲", "乙", "丙", "丁"), judge)
    assert measure(test, [[], [], [], []]) == (0.25, 0.75, (1 + 1 / 3 + 1 / 2) / 4)


def test_two_passages_of_a_paragraph_are_one(tmp_path: Path) -> None:
    paragraphs = [
        {"context": "甲。", "qas": []},
        {"context": "乙。", "qas": [{"question": "乙？"}]},
    ]
    path = tmp_path / "xquad.zh.json"
    path.write_text(json.dumps({"data": [{"paragraphs": paragraphs}]}), encoding="utf-8")
    test = read_xquad(path, tmp_path / "set")
    assert test.questions == ("乙？",)
    assert test.judge(0, [("0", "甲"), ("0", "。"), ("1", "乙")]) == [False, True]
    assert (tmp_path / "set/notes/1.txt").read_text(encoding="utf-8") == "乙。"


def test_only_answered_questions_are_asked(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.md").write_text("学习率决定步长。\n", encoding="utf-8")
    rows = [
        {"question": "步长？", "answer_any": ["决定步长"]},
        {"question": "天气？", "answer_any": []},
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (tmp_path / "questions.jsonl").write_text("\n".join(lines), encoding="utf-8")
    test = read_questions(tmp_path, notes, tmp_path / "set")
    assert test.questions == ("步长？",)
    assert test.judge(0, [("a", "步长"), ("a", "它决定，步长")]) == [False, True]
    content = json.loads((tmp_path / "set/set.json").read_text(encoding="utf-8"))
    assert content == {"passages": ["学习率决定步长。"], "questions": ["步长？"]}

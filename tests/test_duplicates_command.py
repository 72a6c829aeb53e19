"""``zhitu duplicates``: groups, thresholds, pages, clean copies and back."""

import json
import shutil
from pathlib import Path

import pytest

from tests.command_line import NORM, ROOT, Run, failure, usage_error, write_notes


def test_duplicates(built: Run) -> None:
    found = json.loads(built("duplicates", "--json")[1])
    assert set(found) == {"groups", "furniture"}
    groups = found["groups"]
    assert [group["kind"] for group in groups] == ["exact"]
    places = [groups[0]["canonical"], *groups[0]["copies"]]
    assert sorted(place["source"] for place in places) == ["copy.txt", "norm.md"]
    assert "完全相同 · 相似度 1.00" in built("duplicates")[1]


def test_duplicates_of_one_kind(built: Run) -> None:
    assert json.loads(built("duplicates", "--json", "--kind", "near")[1])["groups"] == []
    assert built("duplicates", "--kind", "near")[1].startswith("没有重复的段落。\n")
    assert len(json.loads(built("duplicates", "--json", "--kind", "exact")[1])["groups"]) == 1


def test_duplicates_by_other_thresholds_and_conflicts(zhitu: Run, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.txt").write_text(
        "面团要在温暖的地方发酵两个小时，体积变成两倍大才算好。\n", "utf-8"
    )
    (notes / "b.txt").write_text(
        "面团需在温暖的位置发酵两个小时，体积变成两倍大就算好。\n", "utf-8"
    )
    (notes / "c.txt").write_text(
        "骑行之前应当检查刹车片的厚度，磨损超过 3 毫米就要更换。\n", "utf-8"
    )
    (notes / "d.txt").write_text(
        "骑行之前应当检查刹车片的厚度，磨损超过 5 毫米就要更换。\n", "utf-8"
    )
    zhitu("ingest", notes)

    def groups(*options: str) -> list[tuple[str, str]]:
        found = json.loads(zhitu("duplicates", "--json", *options)[1])["groups"]
        return [(group["canonical"]["source"], group["kind"]) for group in found]

    assert groups() == [("a.txt", "near")]
    assert groups("--near", "0.99") == []
    assert groups("--min-chars", "40") == []
    assert groups("--containment", "0.95") == [("a.txt", "near")]
    conflicts = json.loads(zhitu("duplicates", "--json", "--conflicts")[1])["conflicts"]
    assert [(c["reason"], c["first"]["source"], c["second"]["source"]) for c in conflicts] == [
        ("number", "c.txt", "d.txt")
    ]
    assert "磨损超过 [-3-] 毫米" in zhitu("duplicates", "--conflicts")[1]
    page = zhitu("duplicates", "--conflicts", "--html", "page.html")
    assert page == (0, "已写入 page.html\n", "")
    written = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<mark>3</mark>" in written
    assert "重复的段落（1 组）" in written


def test_furniture_is_counted_or_listed(zhitu: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{NORM}\n阅读 1024  评论 3  点赞 20\n", encoding="utf-8")
    zhitu("ingest", "a.txt")
    counted = zhitu("duplicates")[1]
    assert "页面杂物（1 处，不参与检索）\n  计数 1\n  a.txt  计数 1\n" in counted
    assert "1024" not in counted
    assert "  a.txt:7  计数  阅读 1024 评论 3 点赞 20\n" in zhitu("duplicates", "--furniture")[1]


@pytest.mark.usefixtures("english")
def test_a_page_does_not_overwrite_a_note(ingested: Run, notes: Path) -> None:
    said = failure(ingested("duplicates", "--html", notes / "norm.md"))
    assert said == f"{notes}/norm.md is a note; name another file to write"
    (notes / "page.html").symlink_to("norm.md")
    said = failure(ingested("duplicates", "--html", notes / "page.html"))
    assert said == f"{notes}/page.html is a note; name another file to write"
    assert (notes / "norm.md").read_text(encoding="utf-8") == NORM


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("option", ["--html", "--write"])
def test_nothing_is_written_into_the_knowledge_base(built: Run, option: str) -> None:
    said = failure(built("duplicates", option, ".zhitu/new"))
    assert said == ".zhitu/new is in the knowledge base's folder; name a place outside it"
    assert not Path(".zhitu/new").exists()


INSIDE = {
    "en": (
        "{out} is in {notes}, whose notes the knowledge base holds: the next ingest would read "
        "the copies as new notes; name a folder outside it"
    ),
    "zh": (
        "{out} 在已收录的笔记文件夹 {notes} 里，下次 ingest 会把整理版当成新笔记；"
        "请换一个在它之外的文件夹"
    ),
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("inside", ["", "clean", "deep/down"])
def test_no_clean_copy_is_written_where_notes_are_read(
    ingested: Run, notes: Path, language: str, inside: str
) -> None:
    before = sorted(notes.rglob("*"))
    said = failure(ingested("duplicates", "--write", notes / inside, "--lang", language))
    assert said == INSIDE[language].format(out=notes / inside, notes=notes)
    assert sorted(notes.rglob("*")) == before


def test_beside_a_note_that_was_ingested_alone_a_clean_copy_may_stand(zhitu: Run) -> None:
    Path("a.txt").write_text(NORM, encoding="utf-8")
    zhitu("ingest", "a.txt")
    assert zhitu("duplicates", "--write", "clean") == (0, "已写入 clean\n", "")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_a_clean_copy_gives_the_notes_back(zhitu: Run, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    shutil.copytree(ROOT / "corpus" / "html", notes / "html")
    shutil.copytree(ROOT / "corpus" / "legacy", notes / "legacy")
    write_notes(notes / "more")
    body = f"阅读 1024  评论 3  点赞 20\r\n\r\n{NORM}"
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        (notes / f"{encoding}.txt").write_bytes(body.encode(encoding))
    before = contents(notes)
    zhitu("ingest", notes)

    assert zhitu("duplicates", "--write", "clean") == (0, "已写入 clean\n", "")
    assert contents(notes) == before
    clean = contents(tmp_path / "clean")
    said = "拉回到稳定的分布".encode()
    assert [name for name, file in clean.items() if said in file] == [
        "gb18030.txt",
        "manifest.json",
    ]
    assert not any("阅读 1024".encode() in clean[name] for name in set(clean) - {"manifest.json"})

    shutil.rmtree(tmp_path / ".zhitu")
    shutil.move(notes, tmp_path / "gone")
    assert zhitu("duplicates", "--restore", "clean", "-o", "back") == (0, "已写入 back\n", "")
    assert contents(tmp_path / "back") == before
    again = zhitu("duplicates", "--restore", "clean", "-o", "again", "--json")
    assert json.loads(again[1]) == {"notes": len(before), "out": "again"}


@pytest.mark.usefixtures("english")
def test_a_clean_copy_needs_an_empty_folder_and_unchanged_notes(ingested: Run, notes: Path) -> None:
    Path("full").mkdir()
    Path("full/a.txt").touch()
    said = failure(ingested("duplicates", "--write", "full"))
    assert said == "full is not an empty folder; name a new one"
    (notes / "norm.md").write_text(NORM + "改了。\n", encoding="utf-8")
    said = failure(ingested("duplicates", "--write", "clean"))
    assert said == "norm.md has changed since it was read; run zhitu ingest again"
    (notes / "norm.md").unlink()
    said = failure(ingested("duplicates", "--write", "clean"))
    assert said == "norm.md cannot be read; run zhitu ingest again"
    assert not Path("clean").exists()


@pytest.mark.usefixtures("english")
def test_only_a_clean_copy_is_restored(zhitu: Run, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    said = failure(zhitu("duplicates", "--restore", "other", "-o", "back"))
    assert said == ("other holds no manifest.json of a clean copy; name a folder that --write made")
    assert not Path("back").exists()


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--restore", "a"), "--restore DIR and -o TARGET need each other"),
        (("-o", "a"), "--restore DIR and -o TARGET need each other"),
        (("--write", "a", "--html", "b"), "argument --html: not allowed with argument --write"),
        (("--near", "0.2"), "argument --near: '0.2' is not a number from 0.5 to 1"),
        (("--containment", "nan"), "argument --containment: 'nan' is not a number from 0.5 to 1"),
        (("--near", "much"), "argument --near: 'much' is not a number from 0.5 to 1"),
        (("--min-chars", "0"), "argument --min-chars: '0' is not a number above 0"),
    ],
)
def test_wrong_options_of_duplicates(
    zhitu: Run, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert usage_error(zhitu, capsys, "duplicates", *arguments).endswith(
        f"zhitu duplicates: error: {said}\n"
    )

"""The zip of the clean copy holds what ``--write`` writes, byte for byte."""

import io
import zipfile
from pathlib import Path

from kg.clean_copy import restore, write_clean_copy
from kg.duplicates import find_duplicates
from kg.pipeline import clean_all
from kg.readers import read_notes
from kg.records import Note
from search.page.clean_zip import zip_clean_copy


def test_it_holds_what_write_clean_copy_writes_and_gives_the_notes_back(
    notes: Path, tmp_path: Path
) -> None:
    documents = clean_all([note for note in read_notes(notes) if isinstance(note, Note)])
    groups = find_duplicates(documents)
    write_clean_copy(documents, groups, tmp_path / "clean")
    written = {
        path.relative_to(tmp_path / "clean").as_posix(): path.read_bytes()
        for path in (tmp_path / "clean").rglob("*")
        if path.is_file()
    }
    with zipfile.ZipFile(io.BytesIO(zip_clean_copy(documents, groups))) as packed:
        assert packed.namelist() == sorted(written)
        assert {name: packed.read(name) for name in packed.namelist()} == written
        packed.extractall(tmp_path / "unpacked")
    restore(tmp_path / "unpacked", tmp_path / "back")
    assert (tmp_path / "back" / "norm.md").read_bytes() == (notes / "norm.md").read_bytes()

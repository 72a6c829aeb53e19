"""The clean copy of all notes as one zip file."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.clean_copy import write_clean_copy
from kg.records import Document, DuplicateGroup


def zip_clean_copy(documents: Sequence[Document], groups: Sequence[DuplicateGroup]) -> bytes:
    """Give what ``write_clean_copy`` writes, as a zip file.

    Raises:
        ValueError: a note has changed since it was read.
    """
    packed = io.BytesIO()
    with TemporaryDirectory() as made, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        folder = Path(made)
        write_clean_copy(documents, groups, folder)
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            zipped.write(path, path.relative_to(folder).as_posix())
    return packed.getvalue()

"""Which arguments name a file or folder."""

from __future__ import annotations

__all__ = ["PATH_FIELDS", "field_name"]

PATH_FIELDS = frozenset(
    ("path", "paths", "file", "files", "filename", "file_name", "filepath", "file_path", "folder",
     "directory", "dir", "destination", "dest", "dst", "target_file", "target_path", "new_path",
     "old_path", "source_path", "output_path", "output_file", "save_dir", "cwd", "workdir",
     "working_directory", "absolute_path", "notebook_path", "root")
)  # fmt: skip
"""Names of arguments that hold a path."""


def field_name(pointer: str) -> str:
    """The field that a JSON pointer ends in, in lower case and without places in lists.

    Example:
        >>> field_name("/files/0/Path"), field_name("/paths/3")
        ('path', 'paths')
    """
    parts = [part for part in pointer.split("/") if part and not part.isdecimal()]
    return parts[-1].lower() if parts else ""

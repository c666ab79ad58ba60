"""What stands in a file that the program gave, for tests."""

import io
import zipfile


def written_in(content: bytes, form: str) -> str:
    if form == "csv":
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return " ".join(parts.read(name).decode(errors="replace") for name in parts.namelist())

"""Pages and images drawn anew: pixels only, small, without a word about who made them."""

from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from commitments.files.previewing.agreed import LONGEST_SIDE, MOST_PAGES, NotMade, Reason

MOST_PIXELS = 60_000_000
LARGEST_SCALE = 4.0
QUALITY = 60
_PASSWORD_NEEDED = 4  # FPDF_ERR_PASSWORD


def draw_pdf(source: Path, into: Path) -> tuple[list[tuple[int, int]], int]:
    """The first pages as images `1.webp`, `2.webp` …: their sizes, and how many pages there are altogether."""
    try:
        document = pypdfium2.PdfDocument(source)
        number = len(document)
        if not number:
            raise NotMade(Reason.NOTHING)
        return [_draw_page(document[at], into / f"{at + 1}.webp") for at in range(min(number, MOST_PAGES))], number
    except pypdfium2.PdfiumError as fault:
        is_locked = getattr(fault, "err_code", None) == _PASSWORD_NEEDED or "password" in str(fault).lower()
        raise NotMade(Reason.PASSWORD if is_locked else Reason.DAMAGED) from fault


def draw_image(source: Path, into: Path) -> tuple[list[tuple[int, int]], int]:
    """The image turned upright and made small, in `1.webp`: its size, and that it is one."""
    try:
        with Image.open(source, formats=("PNG", "JPEG", "WEBP")) as image:
            if image.width * image.height > MOST_PIXELS:
                raise NotMade(Reason.TOO_LARGE)
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            return [_keep(ImageOps.exif_transpose(image), into / "1.webp")], 1
    except Image.DecompressionBombError as bomb:
        raise NotMade(Reason.TOO_LARGE) from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as fault:
        raise NotMade(Reason.DAMAGED) from fault


def _draw_page(page: pypdfium2.PdfPage, target: Path) -> tuple[int, int]:
    longest = max(page.get_size())
    if longest <= 0:
        raise NotMade(Reason.DAMAGED)
    scale = min(LONGEST_SIDE / longest, LARGEST_SCALE)
    return _keep(page.render(scale=scale, may_draw_forms=False).to_pil(), target)


def _keep(image: Image.Image, target: Path) -> tuple[int, int]:
    """Only the pixels, on white: a new image takes nothing along of what the old one said of itself."""
    small = image.convert("RGBA") if image.mode in {"P", "LA", "PA", "RGBA"} else image.convert("RGB")
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = Image.new("RGB", small.size, "white")
    plain.paste(small, mask=small.getchannel("A") if small.mode == "RGBA" else None)
    plain.save(target, "WEBP", quality=QUALITY)
    return plain.size

#!/usr/bin/env bash
# WeasyPrint: importing it makes Pillow accept pictures that are cut off, in the whole process.
# Versions: WeasyPrint 70.0, pillow 13.0.0. Needs Pango.
# Good guess: importing a library changes nothing for the users of another one. Pillow raises OSError for a picture
#   whose data ends too soon unless the user sets ImageFile.LOAD_TRUNCATED_IMAGES, False by default.
# Seen: `import weasyprint` alone, with nothing rendered, sets it to True and leaves it so. A program that checks an
#   author's pictures by loading them with Pillow finds a half-sent one before the import and takes it (the rest is
#   grey or black) after it, so that its verdict depends on which module was imported first. Cure: set the switch to
#   False around one's own loading, or check in a process of its own.
# Source: Pillow's reference, ImageFile, LOAD_TRUNCATED_IMAGES.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action ignore --target "$work/lib" \
  weasyprint==70.0 pillow==13.0.0
PYTHONPATH="$work/lib" python3 - <<'PYTHON'
import sys

from PIL import ImageFile

before = ImageFile.LOAD_TRUNCATED_IMAGES
import weasyprint

after = ImageFile.LOAD_TRUNCATED_IMAGES
print(f"LOAD_TRUNCATED_IMAGES before the import of WeasyPrint {weasyprint.__version__}: {before}, after it: {after}")
sys.exit((before, after) != (False, True))
PYTHON

#!/usr/bin/env bash
# LibreOffice: a tracked change of formatting puts a number into the words of the RTF.
# Versions: libreoffice-writer-nogui 4:7.4.7-1+deb12u* of Debian 12.
# Good guess: a Word file with a tracked change (a word was made bold) saved as RTF keeps its words; at worst the record
#   of the change is lost, as many formats lose it.
# Seen: the date of the change is written without the control word that should stand before it, so that it becomes text:
#   "The result is 42 percent." is read back as "The result is -1478422332 42 percent.", by LibreOffice itself and by
#   every reader of RTF. In a table of results that is one more number. A tracked insertion beside it is right.
#   Exit status 0, no warning.
# Source: Rich Text Format specification 1.9.1, "Track Changes (Revision Marks)", character properties: a changed
#   character property has a control word for its author and one for its date. What stands in a group without a
#   control word is text.
set -euo pipefail
command -v soffice >/dev/null || { echo "soffice is missing: apt-get install libreoffice-writer-nogui" >&2; exit 3; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 - <<'PYTHON'
import zipfile

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
by = 'w:author="A. Example" w:date="2026-01-02T03:04:00Z"'
body = f"""<w:p><w:r><w:t xml:space="preserve">The result is </w:t></w:r>
<w:r><w:rPr><w:b/><w:rPrChange w:id="1" {by}><w:rPr/></w:rPrChange></w:rPr><w:t>42</w:t></w:r>
<w:r><w:t xml:space="preserve"> percent.</w:t></w:r></w:p>
<w:p><w:r><w:t>Second</w:t></w:r><w:ins w:id="2" {by}><w:r><w:t>ary</w:t></w:r></w:ins></w:p>"""
with zipfile.ZipFile("change.docx", "w") as package:
    package.writestr("[Content_Types].xml", f"""<Types xmlns="{TYPES}">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>""")
    package.writestr("_rels/.rels", f"""<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1"
 Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>""")
    package.writestr("word/document.xml", f"""<w:document xmlns:w="{WORD}"><w:body>{body}
<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>""")
PYTHON
convert() { soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to "$1" "$2" >/dev/null 2>&1; }
convert txt:Text change.docx
direct=$(tr -d '\r\357\273\277' <change.txt)
convert rtf change.docx
convert txt:Text change.rtf
through=$(tr -d '\r\357\273\277' <change.txt)
printf 'docx to text:\n%s\n\ndocx to rtf to text:\n%s\n\nin the rtf:\n' "$direct" "$through"
grep -o 'result is.*' change.rtf
[[ $direct == $'The result is 42 percent.\nSecondary' ]] || exit 1
[[ $through =~ ^The\ result\ is\ -?[0-9]{6,}\ 42\ percent\. ]] || exit 1

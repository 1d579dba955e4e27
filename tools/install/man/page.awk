# A manual page from a page of this project's Markdown:  awk -v name=… -v section=5 -v what='…' -f page.awk PAGE.md
# Knows headings, paragraphs, lists, tables and blocks between ``` lines.

function quoted(text) {
    gsub(/\\/, "\\e", text)
    gsub(/-/, "\\-", text)
    sub(/^[.']/, "\\\\\\&&", text)
    return text
}

function prose(text) {
    text = quoted(text)
    while (match(text, /`[^`]+`/))
        text = substr(text, 1, RSTART - 1) "\\fB" substr(text, RSTART + 1, RLENGTH - 2) "\\fR" substr(text, RSTART + RLENGTH)
    gsub(/\*\*/, "", text)
    return text
}

function verbatim(want) {
    if (want != block)
        print want ? ".PP\n.nf" : ".fi"
    block = want
}

# A table's row becomes a term and what stands beside it. It is held until the next line shows that it is not the head.
function put_row(    cell, cells, i, beside) {
    if (row == "")
        return
    gsub(/\\\*/, "*", row)
    gsub(/\\\|/, "\001", row)
    cells = split(row, cell, /\|/)
    for (i = 3; i < cells; i++)
        beside = beside (beside == "" ? "" : "; ") trimmed(cell[i])
    gsub(/\001/, "|", beside)
    print ".TP"
    print prose(trimmed(cell[2]))
    print prose(beside)
    row = ""
}

function trimmed(text) {
    gsub(/^ +| +$/, "", text)
    return text == "" ? "\\&" : text
}

BEGIN {
    printf ".TH %s %s \"\" \"clusapi-cts %s\"\n", toupper(name), section, version
    print ".SH NAME"
    print quoted(name) " \\- " quoted(what)
    print ".SH DESCRIPTION"
}

/^```/ { fence = !fence; verbatim(fence); next }
fence { print quoted($0); next }
/^\|[-|: ]+\|$/ { row = ""; next }
/^\|/ { put_row(); row = $0; next }
{ put_row() }
/^# / { next }
/^## / { sub(/^## /, ""); print ".SH " toupper(prose($0)); next }
/^### / { sub(/^### /, ""); print ".SS " prose($0); next }
/^ *$/ { print ".PP"; next }
/^- / { sub(/^- /, ""); print ".IP \\(bu 2"; print prose($0); next }
{ sub(/^ +/, ""); print prose($0) }
END { put_row() }

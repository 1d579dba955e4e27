# A manual page from what a program says of itself:  awk -v name=clusd -v section=8 -f help.awk HELP...
# Each HELP is the output of --help of the program or of one of its commands. The first line of the first is
# "name: what it is for". A line in column 1 without indented neighbours is prose; one that indented lines follow is a heading.

function quoted(text) {
    gsub(/\\/, "\\e", text)
    gsub(/-/, "\\-", text)
    sub(/^[.']/, "\\\\\\&&", text)
    return text
}

function flush_heading() {
    if (held == "")
        return
    if (!running)
        print ".PP"
    running = 1
    print quoted(held)
    held = ""
}

function plain() {
    if (block)
        print ".fi"
    block = 0
}

FNR == 1 && NR == 1 {
    what = $0
    sub(/^[^:]*: */, "", what)
    printf ".TH %s %s \"\" \"clusapi-cts %s\"\n", toupper(name), section, version
    print ".SH NAME"
    print quoted(name) " \\- " quoted(what)
    print ".SH DESCRIPTION"
    next
}

FNR == 1 {
    flush_heading()
    plain()
    print ".SH " toupper(quoted($1 " " $2))
}

/^ *$/ {
    flush_heading()
    running = 0
    if (block)
        print ""
    next
}

/^[^ ]/ {
    plain()
    flush_heading()
    held = $0
    next
}

{
    running = 0
    if (held != "") {
        print ".SS " quoted(held)
        held = ""
    }
    if (!block)
        print ".nf"
    block = 1
    print quoted($0)
}

END {
    flush_heading()
    plain()
}

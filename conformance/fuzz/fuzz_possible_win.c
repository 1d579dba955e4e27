#include "fuzz_run.h"

bool fuzz_possible(const char **why)
{
    *why =
        "fuzz is there on POSIX systems only: a process is copied for each sequence; rpc: reaches "
        "a server on Windows from there";
    return false;
}

#include <windows.h>

#include <fcntl.h>
#include <io.h>
#include <stdlib.h>
#include <string.h>

#include "child.h"

enum { COMMAND_MAX = 32000, PAUSE = 5 };

static int arguments;
static char **argument_of;

void child_setup(int count, char **argument)
{
    arguments = count;
    argument_of = argument;
}

/* Without it a crash would start a debugger or ask the user. */
static LONG WINAPI end_at_once(EXCEPTION_POINTERS *exception)
{
    (void)TerminateProcess(GetCurrentProcess(), exception->ExceptionRecord->ExceptionCode);
    return EXCEPTION_EXECUTE_HANDLER;
}

FILE *child_out(const char *number)
{
    (void)SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
    (void)SetUnhandledExceptionFilter(end_at_once);
    (void)_dup2(2, 1); /* what the subject prints does not mix with the report */
    (void)SetStdHandle(STD_OUTPUT_HANDLE, GetStdHandle(STD_ERROR_HANDLE));
    int fd = _open_osfhandle((intptr_t)strtoull(number, NULL, 0), _O_BINARY);
    return fd < 0 ? NULL : _fdopen(fd, "wb");
}

/* Append one argument, quoted as CommandLineToArgvW and the C runtime read it. */
static size_t quote(char *out, size_t at, const char *text)
{
    size_t slashes = 0;
    out[at++] = '"';
    for (; *text != '\0' && at + 2 * slashes + 4 < COMMAND_MAX; text++) {
        size_t more = *text == '"' ? slashes + 1 : 0; /* double them, and one before the quote */
        for (size_t n = 0; n < more; n++) {
            out[at++] = '\\';
        }
        slashes = *text == '\\' ? slashes + 1 : 0;
        out[at++] = *text;
    }
    for (size_t n = 0; n < slashes; n++) {
        out[at++] = '\\';
    }
    out[at++] = '"';
    out[at++] = ' ';
    return at;
}

static void make_command(char *command, const char *name, HANDLE pipe)
{
    char number[32];
    size_t at = 0;
    (void)snprintf(number, sizeof number, "0x%llX", (unsigned long long)(uintptr_t)pipe);
    at = quote(command, at, argument_of[0]);
    at = quote(command, at, "--child");
    at = quote(command, at, name);
    at = quote(command, at, "--pipe");
    at = quote(command, at, number);
    for (int n = 1; n < arguments; n++) {
        at = quote(command, at, argument_of[n]);
    }
    command[at] = '\0';
}

static bool start(const struct child_work *work, HANDLE pipe, HANDLE *process)
{
    char *command = malloc(COMMAND_MAX + 8);
    STARTUPINFOA startup = {.cb = sizeof startup};
    PROCESS_INFORMATION information;
    char self[MAX_PATH];
    if (command == NULL) {
        return false;
    }
    make_command(command, work->name, pipe);
    bool started =
        GetModuleFileNameA(NULL, self, sizeof self) > 0 &&
        CreateProcessA(self, command, NULL, NULL, TRUE, 0, NULL, NULL, &startup, &information);
    free(command);
    if (started) {
        (void)CloseHandle(information.hThread);
        *process = information.hProcess;
    }
    return started;
}

/* Take what lies in the pipe. False: there was nothing. */
static bool take(HANDLE pipe, struct child_lines *lines)
{
    char piece[4096];
    DWORD there = 0;
    DWORD length = 0;
    if (!PeekNamedPipe(pipe, NULL, 0, NULL, &there, NULL) || there == 0) {
        return false;
    }
    return ReadFile(pipe, piece, sizeof piece, &length, NULL) && length > 0 &&
           child_lines_add(lines, piece, length);
}

/* Read until the process ends, its work is done, or time is over (false). */
static bool follow(HANDLE pipe, HANDLE process, ULONGLONG deadline, struct child_lines *lines)
{
    for (;;) {
        bool ended = WaitForSingleObject(process, 0) == WAIT_OBJECT_0;
        while (take(pipe, lines)) {
        }
        if (ended || lines->done) {
            return true;
        }
        if (GetTickCount64() >= deadline) {
            return false;
        }
        (void)WaitForSingleObject(process, PAUSE);
    }
}

enum child_end child_run(const struct child_work *work, unsigned seconds, child_line *line,
                         void *context, char *cause)
{
    SECURITY_ATTRIBUTES inherited = {.nLength = sizeof inherited, .bInheritHandle = TRUE};
    struct child_lines lines = {.line = line, .context = context};
    HANDLE read_end;
    HANDLE write_end;
    HANDLE process = NULL;
    DWORD status = 0;
    (void)snprintf(cause, CHILD_CAUSE, "no process");
    if (!CreatePipe(&read_end, &write_end, &inherited, 1 << 16)) {
        return CHILD_FAILED;
    }
    (void)SetHandleInformation(read_end, HANDLE_FLAG_INHERIT, 0);
    bool started = start(work, write_end, &process);
    (void)CloseHandle(write_end);
    bool in_time =
        !started || follow(read_end, process, GetTickCount64() + seconds * 1000ull, &lines);
    if (started) {
        (void)TerminateProcess(process, 1); /* no effect where it ended by itself */
        (void)WaitForSingleObject(process, INFINITE);
        (void)GetExitCodeProcess(process, &status);
        (void)CloseHandle(process);
        (void)snprintf(cause, CHILD_CAUSE, "0x%08lX", status);
    }
    (void)CloseHandle(read_end);
    child_lines_close(&lines);
    return !started     ? CHILD_FAILED
           : !in_time   ? CHILD_HUNG
           : lines.done ? CHILD_ENDED
                        : CHILD_CRASHED;
}

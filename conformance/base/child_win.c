#include <windows.h>

#include <fcntl.h>
#include <io.h>
#include <stdlib.h>
#include <string.h>

#include "child.h"
#include "give_up.h"

enum { COMMAND_MAX = 32000, PAUSE = 5 /* milliseconds */, PIECES = 16 };

static int arguments;
static char **argument_of;

void child_setup(int count, char **argument)
{
    arguments = count;
    argument_of = argument;
}

unsigned child_processors(void)
{
    SYSTEM_INFO system;
    GetSystemInfo(&system);
    DWORD count = system.dwNumberOfProcessors;
    return count < 1 ? 1 : count > CHILDREN_MAX ? CHILDREN_MAX : (unsigned)count;
}

int64_t child_now(void)
{
    return (int64_t)GetTickCount64();
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
    FILE *out = fd < 0 ? NULL : _fdopen(fd, "wb");
    give_up_tells(out);
    return out;
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

static bool make_process(const struct child_work *work, HANDLE pipe, HANDLE *process)
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

void child_rest(unsigned milliseconds)
{
    Sleep(milliseconds);
}

bool child_start(struct child *child, const struct child_work *work, unsigned seconds,
                 child_line *line, void *context)
{
    SECURITY_ATTRIBUTES inherited = {.nLength = sizeof inherited, .bInheritHandle = TRUE};
    HANDLE read_end;
    HANDLE write_end;
    HANDLE process = NULL;
    *child = (struct child){.end = CHILD_FAILED, .lines = {.line = line, .context = context}};
    (void)snprintf(child->cause, sizeof child->cause, "no process");
    if (!CreatePipe(&read_end, &write_end, &inherited, 1 << 16)) {
        return false;
    }
    (void)SetHandleInformation(read_end, HANDLE_FLAG_INHERIT, 0);
    child->running = make_process(work, write_end, &process);
    if (!child->running) {
        (void)snprintf(child->cause, sizeof child->cause, "no process (error %lu)", GetLastError());
    }
    (void)CloseHandle(write_end); /* before the next child could inherit it */
    if (!child->running) {
        (void)CloseHandle(read_end);
        return false;
    }
    child->process = (intptr_t)process;
    child->pipe = (intptr_t)read_end;
    child->deadline = child_now() + (int64_t)seconds * 1000;
    return true;
}

/* It has ended, or has to now. */
static void finish(struct child *child, bool in_time)
{
    HANDLE process = (HANDLE)child->process;
    DWORD status = 0;
    child->running = false;
    (void)TerminateProcess(process, 1); /* no effect where it ended by itself */
    (void)WaitForSingleObject(process, INFINITE);
    (void)GetExitCodeProcess(process, &status);
    (void)CloseHandle(process);
    (void)CloseHandle((HANDLE)child->pipe);
    child_lines_close(&child->lines);
    (void)snprintf(child->cause, sizeof child->cause, "0x%08lX", status);
    child->end = in_time ? child_lines_end(&child->lines, child->cause) : CHILD_HUNG;
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

/* Take all that it has said so far. True: its work is done, or it ended before that. */
static bool has_ended(struct child *child)
{
    bool ended = WaitForSingleObject((HANDLE)child->process, 0) == WAIT_OBJECT_0;
    for (unsigned pieces = 0; pieces < PIECES && take((HANDLE)child->pipe, &child->lines);) {
        pieces += ended ? 0 : 1; /* one that runs may go on writing for ever */
    }
    return ended || child->lines.done || child->lines.unable[0] != '\0';
}

/* Let a moment pass, less if one of those that run ends: what they write wakes nobody. */
static void pause_for_processes(const struct child *child, size_t count)
{
    HANDLE process[CHILDREN_MAX];
    DWORD processes = 0;
    for (size_t n = 0; n < count; n++) {
        if (child[n].running) {
            process[processes++] = (HANDLE)child[n].process;
        }
    }
    (void)WaitForMultipleObjects(processes, process, FALSE, PAUSE);
}

size_t child_wait(struct child *child, size_t count)
{
    for (;;) {
        int64_t before = child_now();
        if (child_time_left(child, count, before) < 0) {
            return count;
        }
        for (size_t n = 0; n < count; n++) {
            bool ended = child[n].running && has_ended(&child[n]);
            if (ended || (child[n].running && child[n].deadline <= before)) {
                finish(&child[n], ended);
                return n;
            }
        }
        pause_for_processes(child, count);
    }
}

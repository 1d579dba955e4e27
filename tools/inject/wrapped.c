/* The functions of the system that fail when it is their turn: the linker gives every call of NAME
 * to __wrap_NAME, and __real_NAME is the system's own (ld, --wrap; the names stand in `wrapped`).
 * One short function each. */
#define _GNU_SOURCE
#include "site.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define FAILS(function) fails(function, __builtin_frame_address(0))

/* A stream on which an error has happened. What is said on standard error is not hindered: it is
 * how the others are told. */
static bool stream_fails(const char *function, FILE *stream, void *const *frame)
{
    if (stream == stderr || !fails(function, frame)) {
        return false;
    }
    stream->_flags |= _IO_ERR_SEEN;
    __fpurge(stream); /* what was not written will not be */
    return true;
}
#define STREAM_FAILS(function, stream) stream_fails(function, stream, __builtin_frame_address(0))

/* -- memory --------------------------------------------------------------------------------- */

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size)
{
    return FAILS("malloc") ? NULL : __real_malloc(size);
}

void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size)
{
    return FAILS("calloc") ? NULL : __real_calloc(count, size);
}

void *__real_realloc(void *old, size_t size);
void *__wrap_realloc(void *old, size_t size)
{
    return FAILS("realloc") ? NULL : __real_realloc(old, size);
}

/* -- streams -------------------------------------------------------------------------------- */

FILE *__real_fopen(const char *path, const char *mode);
FILE *__wrap_fopen(const char *path, const char *mode)
{
    return FAILS("fopen") ? NULL : __real_fopen(path, mode);
}

FILE *__real_tmpfile(void);
FILE *__wrap_tmpfile(void)
{
    return FAILS("tmpfile") ? NULL : __real_tmpfile();
}

FILE *__real_fdopen(int file, const char *mode);
FILE *__wrap_fdopen(int file, const char *mode)
{
    return FAILS("fdopen") ? NULL : __real_fdopen(file, mode);
}

size_t __real_fread(void *to, size_t size, size_t count, FILE *stream);
size_t __wrap_fread(void *to, size_t size, size_t count, FILE *stream)
{
    return STREAM_FAILS("fread", stream) ? 0 : __real_fread(to, size, count, stream);
}

int __real_fgetc(FILE *stream);
int __wrap_fgetc(FILE *stream)
{
    return STREAM_FAILS("fgetc", stream) ? EOF : __real_fgetc(stream);
}

size_t __real_fwrite(const void *from, size_t size, size_t count, FILE *stream);
size_t __wrap_fwrite(const void *from, size_t size, size_t count, FILE *stream)
{
    return STREAM_FAILS("fwrite", stream) ? 0 : __real_fwrite(from, size, count, stream);
}

int __real_fputs(const char *text, FILE *stream);
int __wrap_fputs(const char *text, FILE *stream)
{
    return STREAM_FAILS("fputs", stream) ? EOF : __real_fputs(text, stream);
}

int __real_fputc(int c, FILE *stream);
int __wrap_fputc(int c, FILE *stream)
{
    return STREAM_FAILS("fputc", stream) ? EOF : __real_fputc(c, stream);
}

int __real_puts(const char *text);
int __wrap_puts(const char *text)
{
    return STREAM_FAILS("puts", stdout) ? EOF : __real_puts(text);
}

int __real_putchar(int c);
int __wrap_putchar(int c)
{
    return STREAM_FAILS("putchar", stdout) ? EOF : __real_putchar(c);
}

int __real_vfprintf(FILE *stream, const char *format, va_list arguments);
int __wrap_vfprintf(FILE *stream, const char *format, va_list arguments)
{
    return STREAM_FAILS("vfprintf", stream) ? -1 : __real_vfprintf(stream, format, arguments);
}

int __wrap_fprintf(FILE *stream, const char *format, ...)
{
    va_list arguments;
    if (STREAM_FAILS("fprintf", stream)) {
        return -1;
    }
    va_start(arguments, format);
    int written = __real_vfprintf(stream, format, arguments);
    va_end(arguments);
    return written;
}

int __wrap_printf(const char *format, ...)
{
    va_list arguments;
    if (STREAM_FAILS("printf", stdout)) {
        return -1;
    }
    va_start(arguments, format);
    int written = __real_vfprintf(stdout, format, arguments);
    va_end(arguments);
    return written;
}

int __real_fflush(FILE *stream);
int __wrap_fflush(FILE *stream)
{
    if (stream == NULL) {
        return __real_fflush(NULL);
    }
    return STREAM_FAILS("fflush", stream) ? EOF : __real_fflush(stream);
}

int __real_fclose(FILE *stream);
int __wrap_fclose(FILE *stream)
{
    bool failing = FAILS("fclose");
    int error = errno;
    int closed = __real_fclose(stream);
    errno = failing ? error : errno;
    return failing ? EOF : closed;
}

/* -- descriptors and processes -------------------------------------------------------------- */

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...)
{
    return FAILS("open") ? -1 : __real_open(path, flags); /* nothing here makes files by it */
}

int __real_pipe(int ends[2]);
int __wrap_pipe(int ends[2])
{
    return FAILS("pipe") ? -1 : __real_pipe(ends);
}

int __real_dup(int file);
int __wrap_dup(int file)
{
    return FAILS("dup") ? -1 : __real_dup(file);
}

int __real_dup2(int file, int as);
int __wrap_dup2(int file, int as)
{
    return FAILS("dup2") ? -1 : __real_dup2(file, as);
}

int __real_mkdir(const char *path, mode_t mode);
int __wrap_mkdir(const char *path, mode_t mode)
{
    return FAILS("mkdir") ? -1 : __real_mkdir(path, mode);
}

ssize_t __real_read(int file, void *to, size_t size);
ssize_t __wrap_read(int file, void *to, size_t size)
{
    return FAILS("read") ? -1 : __real_read(file, to, size);
}

ssize_t __real_write(int file, const void *from, size_t size);
ssize_t __wrap_write(int file, const void *from, size_t size)
{
    return FAILS("write") ? -1 : __real_write(file, from, size);
}

int __real_poll(struct pollfd *entries, nfds_t count, int limit);
int __wrap_poll(struct pollfd *entries, nfds_t count, int limit)
{
    return FAILS("poll") ? -1 : __real_poll(entries, count, limit);
}

pid_t __real_fork(void);
pid_t __wrap_fork(void)
{
    return FAILS("fork") ? -1 : __real_fork();
}

int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                          void *(*start)(void *), void *argument);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                          void *(*start)(void *), void *argument)
{
    return FAILS("pthread_create") ? errno
                                   : __real_pthread_create(thread, attributes, start, argument);
}

ssize_t __real_getrandom(void *to, size_t size, unsigned flags);
ssize_t __wrap_getrandom(void *to, size_t size, unsigned flags)
{
    return FAILS("getrandom") ? -1 : __real_getrandom(to, size, flags);
}

/* -- sockets -------------------------------------------------------------------------------- */

int __real_socket(int family, int type, int protocol);
int __wrap_socket(int family, int type, int protocol)
{
    return FAILS("socket") ? -1 : __real_socket(family, type, protocol);
}

int __real_bind(int s, const struct sockaddr *name, socklen_t size);
int __wrap_bind(int s, const struct sockaddr *name, socklen_t size)
{
    return FAILS("bind") ? -1 : __real_bind(s, name, size);
}

int __real_listen(int s, int most);
int __wrap_listen(int s, int most)
{
    return FAILS("listen") ? -1 : __real_listen(s, most);
}

int __real_accept(int s, struct sockaddr *name, socklen_t *size);
int __wrap_accept(int s, struct sockaddr *name, socklen_t *size)
{
    return FAILS("accept") ? -1 : __real_accept(s, name, size);
}

int __real_connect(int s, const struct sockaddr *name, socklen_t size);
int __wrap_connect(int s, const struct sockaddr *name, socklen_t size)
{
    return FAILS("connect") ? -1 : __real_connect(s, name, size);
}

int __real_fcntl(int file, int command, ...);
int __wrap_fcntl(int file, int command, ...)
{
    va_list arguments;
    if (FAILS("fcntl")) {
        return -1;
    }
    va_start(arguments, command);
    int given = va_arg(arguments, int); /* the commands used here take one */
    va_end(arguments);
    return __real_fcntl(file, command, given);
}

int __real_setsockopt(int s, int level, int option, const void *value, socklen_t size);
int __wrap_setsockopt(int s, int level, int option, const void *value, socklen_t size)
{
    return FAILS("setsockopt") ? -1 : __real_setsockopt(s, level, option, value, size);
}

int __real_getsockname(int s, struct sockaddr *name, socklen_t *size);
int __wrap_getsockname(int s, struct sockaddr *name, socklen_t *size)
{
    return FAILS("getsockname") ? -1 : __real_getsockname(s, name, size);
}

/* A connection that is lost is lost for both, and for the next call too. */
static ssize_t lost(int s)
{
    int error = errno;
    if (error == ECONNRESET) {
        (void)shutdown(s, SHUT_RDWR);
    }
    errno = error;
    return -1;
}

ssize_t __real_send(int s, const void *octets, size_t size, int flags);
ssize_t __wrap_send(int s, const void *octets, size_t size, int flags)
{
    return FAILS("send") ? lost(s) : __real_send(s, octets, size, flags);
}

ssize_t __real_recv(int s, void *octets, size_t size, int flags);
ssize_t __wrap_recv(int s, void *octets, size_t size, int flags)
{
    return FAILS("recv") ? lost(s) : __real_recv(s, octets, size, flags);
}

int __real_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
                       struct addrinfo **list);
int __wrap_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
                       struct addrinfo **list)
{
    if (FAILS("getaddrinfo")) {
        return EAI_AGAIN;
    }
    bool asked = (hints->ai_flags & AI_NUMERICHOST) == 0; /* a name that is known everywhere */
    return __real_getaddrinfo(asked && strcmp(host, "cluster.test") == 0 ? "127.0.0.1" : host,
                              service, hints, list);
}

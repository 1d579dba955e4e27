#define _XOPEN_SOURCE 700 /* siginfo_t */
#include "watch.h"

#include <signal.h>

enum { SIGNALS = 4 };

static const int watched_signal[SIGNALS] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL};
static const char *const watched_name[SIGNALS] = {"SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL"};
static struct sigaction before[SIGNALS];
static const struct differ *watched;
static watch_function *tell;

/* On return the instruction is tried again, under the handler that was there before. */
static void on_signal(int number, siginfo_t *info, void *context)
{
    int place = 0;
    (void)context;
    while (place < SIGNALS - 1 && watched_signal[place] != number)
        place++;
    if (number == SIGSEGV && guard_hit(&watched->stub, info->si_addr))
        tell(DIFFERENCE_OVER_READ, "stub");
    else if (number == SIGSEGV && guard_hit(&watched->request, info->si_addr))
        tell(DIFFERENCE_OVER_READ, "request");
    else
        tell(DIFFERENCE_CRASH, watched_name[place]);
    (void)sigaction(number, &before[place], NULL);
}

void watch_faults(const struct differ *differ, watch_function *seen)
{
    struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO};
    watched = differ;
    tell = seen;
    (void)sigemptyset(&action.sa_mask);
    for (int i = 0; i < SIGNALS; i++)
        (void)sigaction(watched_signal[i], &action, &before[i]);
}

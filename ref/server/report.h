/* The log: one line for each call. */
#ifndef SERVER_REPORT_H
#define SERVER_REPORT_H

#include "peer.h"

/* Writes a line to the FILE * that host->reporter is: who called what, the verdict, the handle. */
void report(const struct peer *peer, const struct served *served);

#endif

/* Writing a file whole, and escaping text for it. */
#ifndef CONFORMANCE_OUT_FILE_H
#define CONFORMANCE_OUT_FILE_H

#include <stdbool.h>
#include <stdio.h>

/* Keep standard output for the file `-`: what is printed from then on goes to standard error.
 * False: that cannot be done. */
bool out_take_stdout(void);

/* Open for writing, `-` after out_take_stdout; NULL: an error was written to standard error. */
FILE *out_open(const char *path);

/* Close; false where something could not be written, an error was written to standard error. */
bool out_close(FILE *file, const char *path);

/* Make a directory, unless it is there. False: an error was written to standard error. */
bool out_directory(const char *path);

/* Text as XML character data or an attribute's value; as the inside of a JSON string. Octets that
 * may not stand there become ?. */
void out_xml(FILE *file, const char *text);
void out_json_text(FILE *file, const char *text);

#endif

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

/* The same for writing and reading; a file without a name that is gone when it is closed. */
FILE *out_open_both(const char *path);
FILE *out_temporary(void);

/* Close; false where something could not be written, an error was written to standard error. */
bool out_close(FILE *file, const char *path);

/* Make a directory, unless it is there. False: an error was written to standard error. */
bool out_directory(const char *path);

/* The octets of the UTF-8 character at the front of a text, if they are more than one; 0: they are
 * not, or it is none. */
size_t out_wide(const char *text);

/* Text as XML character data or an attribute's value; as the inside of a JSON string. Octets that
 * may not stand there become ?. */
void out_xml(FILE *file, const char *text);
void out_json_text(FILE *file, const char *text);

#endif

#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <sys/utsname.h>

#include "identity.h"

void identity_platform(char text[PLATFORM_TEXT])
{
    struct utsname name;
    if (uname(&name) < 0) {
        (void)snprintf(text, PLATFORM_TEXT, "POSIX");
    } else {
        (void)snprintf(text, PLATFORM_TEXT, "%.40s %.40s", name.sysname, name.machine);
    }
}

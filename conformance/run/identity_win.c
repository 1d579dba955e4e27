#include <stdio.h>

#include "identity.h"

#include <windows.h> /* behind ours: it has a macro `interface` */

typedef const char *wine_version(void);

/* RtlGetVersion and wine_get_version are ntdll's; Windows has only the first. */
void identity_platform(char text[PLATFORM_TEXT])
{
    typedef LONG get_version(OSVERSIONINFOW *);
    HMODULE ntdll = GetModuleHandleA("ntdll.dll");
    get_version *version = (get_version *)(void (*)(void))GetProcAddress(ntdll, "RtlGetVersion");
    wine_version *wine = (wine_version *)(void (*)(void))GetProcAddress(ntdll, "wine_get_version");
    OSVERSIONINFOW info = {.dwOSVersionInfoSize = sizeof info};
    if (wine != NULL) {
        (void)snprintf(text, PLATFORM_TEXT, "Windows x86_64, Wine %.40s", wine());
    } else if (version != NULL && version(&info) == 0) {
        (void)snprintf(text, PLATFORM_TEXT, "Windows %lu.%lu.%lu x86_64", info.dwMajorVersion,
                       info.dwMinorVersion, info.dwBuildNumber);
    } else {
        (void)snprintf(text, PLATFORM_TEXT, "Windows x86_64");
    }
}

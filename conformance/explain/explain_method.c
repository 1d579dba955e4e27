/* A row of the table of methods, in words. The rows' types bear names that the runner uses too, so
 * nothing of the runner is included here. */
#include "explain_method.h"

#include <stdio.h>

#include "wire/methods.h"

static void print_list(const char *label, const struct parameter_list *list)
{
    (void)printf("  %-10s", label);
    for (unsigned n = 0; n < list->count; n++) {
        const struct parameter *parameter = &list->parameter[n];
        (void)printf("%s %s %s", n > 0 ? "," : "", parameter->type, parameter->name);
    }
    (void)printf("%s\n", list->count == 0 ? " nothing" : "");
}

void explain_print_method(const struct method *method)
{
    static const char *const uses[] = {[USE_CALLED] = "a method of the protocol",
                                       [USE_RESERVED] = "a reserved opnum",
                                       [USE_LOCAL] = "reserved for local use"};
    (void)printf("%s, opnum %u, %s (MS-CMRP 3.1.4.2, 6.2)\n", method->name, (unsigned)method->opnum,
                 uses[method->use]);
    (void)printf("  access     %s\n  since      %s\n", access_text(method->access),
                 since_text(method->since));
    print_list("takes", &method->request);
    print_list("gives", &method->reply);
    if (method->version_2 != NULL) {
        (void)printf("  version 2.0 declares it otherwise:\n");
        print_list("takes", &method->version_2->request);
        print_list("gives", &method->version_2->reply);
    }
}

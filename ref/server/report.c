#include "report.h"

#include "interfaces.h"

#include <inttypes.h>
#include <stdio.h>

static void print_method(FILE *log, const struct assoc_call *call, const struct served *served)
{
    const struct rpc_syntax *abstract = &call->interface->abstract;
    const char *name = "management";
    if (rpc_uuid_equal(&abstract->uuid, &interface_mapper.uuid))
        name = "mapper";
    if (served->method != NULL)
        fprintf(log, "%s", served->method->name);
    else if (rpc_uuid_equal(&abstract->uuid, &interface_clusapi_3.uuid))
        fprintf(log, "opnum %u", call->opnum);
    else
        fprintf(log, "%s opnum %u", name, call->opnum);
    fprintf(log, " version %u%s", abstract->major,
            call->transfer == TRANSFER_NDR64 ? " NDR64" : "");
}

void report(const struct peer *peer, const struct served *served)
{
    FILE *log = peer->host->reporter;
    const uint32_t a = peer->address;
    fprintf(log, "%u.%u.%u.%u:%u ", a >> 24, a >> 16 & 255, a >> 8 & 255, a & 255, peer->port);
    print_method(log, &peer->assoc.call, served);
    if (served->waits)
        fprintf(log, ": waits");
    else if (served->fault != 0)
        fprintf(log, ": fault 0x%" PRIX32, served->fault);
    else
        fprintf(log, ": %" PRIu32, served->code);
    if (served->refusal.reason != REASON_NONE)
        fprintf(log, " at octet %" PRIu32 ", %s", served->refusal.offset,
                reason_text(served->refusal.reason));
    if (served->handle != 0)
        fprintf(log, " handle %08" PRIx32, served->handle);
    fputc('\n', log);
}

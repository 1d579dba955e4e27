#define _POSIX_C_SOURCE 200809L

#include "link_tcp_channel.h"

#include "wire/pdu_build.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATIENCE = 5000, SHORT_PATIENCE = 50, LARGE = 4000000 };

static const struct assoc_offer offer = {
    0,
    {{0xb97db8b2, 0x4c63, 0x11cf, {0xbf, 0xf6, 8, 0, 0x2b, 0xe2, 0x3f, 0x2f}}, 3, 0},
    {{0x8a885d04, 0x1ceb, 0x11c9, {0x9f, 0xe8, 0x08, 0x00, 0x2b, 0x10, 0x48, 0x60}}, 2, 0}};

/* What a false server does after the bind, or instead of its answer. */
enum conduct {
    CLOSES_AT_ONCE,
    REFUSES_BIND,
    UNKNOWN_INTERFACE,
    UNKNOWN_TRANSFER,
    CLOSES_AT_CALL,
    STAYS_SILENT,
    READS_NOTHING,
    SENDS_GARBAGE,
    SHUTS_DOWN,
    REPLIES_BY_OCTETS,
    FAULTS,
    FAULTS_UNEXECUTED,
    ANSWERS_CANCEL,
    REPLIES_DESPITE_CANCEL,
    IGNORES_CANCEL,
};

static struct channel channel;
static pid_t child;
static uint16_t port;

static void say(int s, const uint8_t *octets, uint32_t size)
{
    (void)!write(s, octets, size);
}

static void read_pdu(int s, uint8_t octets[PDU_FRAGMENT])
{
    (void)!recv(s, octets, 16, MSG_WAITALL);
    uint32_t length = octets_u16(octets + 8, false);
    if (length > 16)
        (void)!recv(s, octets + 16, length - 16, MSG_WAITALL);
}

static void answer_bind(int s, struct pdu_result result)
{
    uint8_t octets[PDU_FRAGMENT];
    read_pdu(s, octets);
    struct builder b = pdu_begin(octets, sizeof octets, false, PDU_BIND_ACK, PFC_WHOLE, octets[12]);
    pdu_add_bind_ack(&b, PDU_FRAGMENT, PDU_FRAGMENT, 1, "1", 1);
    pdu_add_result(&b, &result);
    say(s, octets, pdu_end(&b));
}

static void reply(int s, bool by_octets)
{
    uint8_t octets[PDU_FRAGMENT];
    struct builder b = pdu_begin(octets, sizeof octets, false, PDU_RESPONSE, PFC_WHOLE, 2);
    pdu_add_response(&b, 4, 0, 0);
    builder_u32(&b, 0x01020304);
    const uint32_t size = pdu_end(&b);
    for (uint32_t i = 0; i < size; i += by_octets ? 1 : size)
        say(s, octets + i, by_octets ? 1 : size);
}

static void fault(int s, uint32_t status, uint8_t flags)
{
    uint8_t octets[64];
    const struct pdu_fault f = {0, 0, status};
    say(s, octets, pdu_build_fault(octets, sizeof octets, 2, flags, &f));
}

/* Whatever comes behind the request is a co_cancel of the call, or the client gets no answer. */
static void after_cancel(int s, enum conduct conduct)
{
    uint8_t octets[PDU_FRAGMENT] = {0};
    read_pdu(s, octets);
    if (octets[2] != PDU_CO_CANCEL || octets[12] != 2)
        return;
    if (conduct == ANSWERS_CANCEL)
        fault(s, FAULT_CANCEL, 0);
    else if (conduct == REPLIES_DESPITE_CANCEL)
        reply(s, false);
    (void)!read(s, octets, 1);
}

static void after_call(int s, enum conduct conduct)
{
    uint8_t octets[PDU_FRAGMENT];
    read_pdu(s, octets);
    memset(octets, 0xEE, 64);
    if (conduct >= ANSWERS_CANCEL) {
        after_cancel(s, conduct);
        return;
    }
    if (conduct == SENDS_GARBAGE)
        say(s, octets, 64);
    else if (conduct == SHUTS_DOWN)
        say(s, octets, pdu_build_plain(octets, sizeof octets, PDU_SHUTDOWN, 2));
    else if (conduct == REPLIES_BY_OCTETS)
        reply(s, true);
    else if (conduct == FAULTS || conduct == FAULTS_UNEXECUTED)
        fault(s, FAULT_UNSPECIFIED, conduct == FAULTS ? 0 : PFC_DID_NOT_EXECUTE);
    if (conduct != CLOSES_AT_CALL)
        (void)!read(s, octets, 1); /* until the client goes, or says more */
}

static void serve(int s, enum conduct conduct)
{
    const struct pdu_result accepted = {RESULT_ACCEPTANCE, 0, rpc_syntax_ndr};
    const struct pdu_result unknown = {RESULT_PROVIDER_REJECTION, REASON_ABSTRACT_SYNTAX,
                                       rpc_syntax_none};
    const struct pdu_result transfer = {RESULT_PROVIDER_REJECTION, REASON_TRANSFER_SYNTAXES,
                                        rpc_syntax_none};
    uint8_t octets[PDU_FRAGMENT];
    if (conduct == CLOSES_AT_ONCE)
        return;
    if (conduct == REFUSES_BIND) {
        read_pdu(s, octets);
        say(s, octets, pdu_build_bind_nak(octets, sizeof octets, 1, NAK_LOCAL_LIMIT));
        return;
    }
    answer_bind(s, conduct == UNKNOWN_INTERFACE  ? unknown
                   : conduct == UNKNOWN_TRANSFER ? transfer
                                                 : accepted);
    if (conduct == READS_NOTHING)
        pause();
    after_call(s, conduct);
}

/* A server that serves one connection, in a process of its own. */
static void start(enum conduct conduct)
{
    struct sockaddr_in name = {.sin_family = AF_INET};
    socklen_t size = sizeof name;
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int little = 4096; /* so that what is never read cannot all be on its way */
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(listener, SOL_SOCKET, SO_RCVBUF, &little, sizeof little);
    assert_int_equal(bind(listener, (struct sockaddr *)&name, size), 0);
    assert_int_equal(listen(listener, 1), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&name, &size), 0);
    port = ntohs(name.sin_port);
    child = fork();
    assert_int_not_equal(child, -1); /* stop() would end every process there is */
    if (child == 0) {
        alarm(60);
        serve(accept(listener, NULL, NULL), conduct);
        _exit(0);
    }
    close(listener);
}

static void stop(void)
{
    int status;
    channel_close(&channel);
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
}

static uint32_t bound(uint32_t patience)
{
    return channel_open(&channel, "127.0.0.1", port, patience, &offer, 1);
}

/* What a call to such a server gives, and that from then on nothing is sent. */
static uint32_t call(enum conduct conduct, uint32_t patience)
{
    start(conduct);
    assert_int_equal(bound(PATIENCE), 0);
    channel.patience = patience;
    const uint32_t error = channel_call(&channel, 0, NULL, 0);
    assert_int_equal(channel.failure, error);
    assert_int_equal(channel_call(&channel, 0, NULL, 0), 1722);
    stop();
    return error;
}

static void before_there_is_a_server(void **state)
{
    (void)state;
    start(CLOSES_AT_ONCE);
    assert_int_equal(bound(PATIENCE), 1722);
    stop();
    assert_int_equal(bound(PATIENCE), 1722); /* nobody listens any more */
    channel_close(&channel);
    assert_int_equal(channel_open(&channel, "no such name", 1, PATIENCE, &offer, 1), 1722);
    channel_close(&channel);
}

static void binds_that_are_refused(void **state)
{
    (void)state;
    start(REFUSES_BIND);
    assert_int_equal(bound(PATIENCE), 1723);
    stop();
    start(UNKNOWN_INTERFACE);
    assert_int_equal(bound(PATIENCE), 1717);
    stop();
    start(UNKNOWN_TRANSFER);
    assert_int_equal(bound(PATIENCE), 1730);
    stop();
}

static void transport_failures(void **state)
{
    (void)state;
    assert_int_equal(call(CLOSES_AT_CALL, PATIENCE), 1726);
    assert_int_equal(call(STAYS_SILENT, SHORT_PATIENCE), 1726);
    assert_int_equal(call(SENDS_GARBAGE, PATIENCE), 1728);
    assert_int_equal(call(SHUTS_DOWN, PATIENCE), 1726);
}

/* A request that was not sent to its end was not executed. */
static void a_request_that_is_never_read(void **state)
{
    (void)state;
    uint8_t *stub = calloc(LARGE, 1);
    start(READS_NOTHING);
    assert_int_equal(bound(PATIENCE), 0);
    channel.patience = SHORT_PATIENCE;
    assert_int_equal(channel_call(&channel, 0, stub, LARGE), 1727);
    assert_int_equal(channel_call(&channel, 0, stub, LARGE), 1722);
    stop();
    free(stub);
}

static void a_fault_is_no_failure_of_the_transport(void **state)
{
    (void)state;
    start(FAULTS);
    assert_int_equal(bound(PATIENCE), 0);
    assert_int_equal(channel_call(&channel, 0, NULL, 0), 1726);
    assert_int_equal(channel.failure, 0);
    stop();
    start(FAULTS_UNEXECUTED);
    assert_int_equal(bound(PATIENCE), 0);
    assert_int_equal(channel_call(&channel, 0, NULL, 0), 1727);
    assert_int_equal(channel.failure, 0);
    stop();
}

static void a_reply_may_come_in_pieces(void **state)
{
    (void)state;
    start(REPLIES_BY_OCTETS);
    assert_int_equal(bound(PATIENCE), 0);
    assert_int_equal(channel_call(&channel, 0, NULL, 0), 0);
    assert_int_equal(channel.client.stub_size, 4);
    assert_int_equal(channel.client.stub[0], 4);
    stop();
}

/* A call that waits too long is cancelled; the connection is as good as before, whichever of the
 * answer and the cancel was first. */
static void a_call_that_waits_too_long(void **state)
{
    (void)state;
    start(ANSWERS_CANCEL);
    assert_int_equal(bound(PATIENCE), 0);
    assert_int_equal(channel_call_within(&channel, 0, 65, NULL, 0), 1818);
    assert_int_equal(channel.failure, 0);
    stop();
    start(REPLIES_DESPITE_CANCEL);
    assert_int_equal(bound(PATIENCE), 0);
    assert_int_equal(channel_call_within(&channel, SHORT_PATIENCE, 65, NULL, 0), 0);
    assert_int_equal(channel.client.stub_size, 4);
    stop();
    start(REPLIES_BY_OCTETS);
    assert_int_equal(bound(PATIENCE), 0);
    assert_int_equal(channel_call_within(&channel, PATIENCE, 65, NULL, 0), 0);
    stop();
}

static void a_server_that_does_not_answer_a_cancel(void **state)
{
    (void)state;
    start(IGNORES_CANCEL);
    assert_int_equal(bound(PATIENCE), 0);
    channel.patience = SHORT_PATIENCE;
    assert_int_equal(channel_call_within(&channel, 0, 65, NULL, 0), 1726);
    assert_int_equal(channel.failure, 1726);
    stop();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(before_there_is_a_server),
        cmocka_unit_test(binds_that_are_refused),
        cmocka_unit_test(transport_failures),
        cmocka_unit_test(a_request_that_is_never_read),
        cmocka_unit_test(a_fault_is_no_failure_of_the_transport),
        cmocka_unit_test(a_reply_may_come_in_pieces),
        cmocka_unit_test(a_call_that_waits_too_long),
        cmocka_unit_test(a_server_that_does_not_answer_a_cancel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

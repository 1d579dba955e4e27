/* A finding as a case that fails. */
#include "fuzz_case.h"

#include "fuzz_parts.h"
#include "fuzz_text.h"
#include "script/slots.h"
#include "wire/codec.h"

const char *fuzz_harm_text(enum fuzz_harm harm)
{
    static const char *const texts[] = {
        [FUZZ_HARMLESS] = "nothing happens",
        [FUZZ_KILLS] = "the server takes no connection any more",
        [FUZZ_HANGS] = "the server answers nobody any more",
        [FUZZ_LEAVES] = "the last call is not answered in time",
        [FUZZ_CLOSES] = "the server ends the connection instead of answering",
    };
    return texts[harm];
}

/* Does the call's stub decode, whatever its handles are? */
static bool is_valid(const struct fuzz_sequence *sequence, const struct fuzz_step *call)
{
    part_token tokens[FUZZ_STEPS];
    struct growing stub = {.octets = NULL};
    struct part_form form = fuzz_form(sequence, call);
    unsigned version = fuzz_version(sequence, call);
    struct encoding encoding = {form.wide ? NDR64 : NDR, form.big, version};
    struct message message;
    struct refusal refusal;
    fuzz_tokens(tokens);
    growing_put(&stub, NULL, 0);
    fuzz_stub(sequence, call, (const part_token *)tokens, &stub);
    bool valid = decode(slots_opnum(version, call->opnum), REQUEST, &encoding, stub.octets,
                        (uint32_t)stub.length, NULL, &message, &refusal);
    growing_free(&stub);
    return valid;
}

/* What a server has to answer that does not end the connection, as far as the call itself tells:
 * nca_op_rng_error; RPC_X_BAD_STUB_DATA; nca_s_fault_context_mismatch; else some reply. */
static const char *due(const struct fuzz_sequence *sequence, const struct fuzz_step *call)
{
    if (slots_opnum(fuzz_version(sequence, call), call->opnum) == NULL) {
        return "fault 0x1C010002";
    }
    if (!is_valid(sequence, call)) {
        return "fault 0x6F7";
    }
    for (size_t n = 0; n < call->parts; n++) {
        if (call->part[n].type == PART_ALTERED || call->part[n].type == PART_NULL) {
            return "fault 0x1C00001A";
        }
    }
    return "answered";
}

static void put_steps(const struct fuzz_sequence *sequence, enum fuzz_harm harm,
                      struct growing *text)
{
    for (uint16_t n = 0; n < sequence->steps; n++) {
        const struct fuzz_step *step = &sequence->step[n];
        bool wants = harm == FUZZ_CLOSES && n + 1 == sequence->steps;
        if (wants && step->act == FUZZ_CALL) {
            struct growing line = {.octets = NULL};
            fuzz_call_text(sequence, n, &line);
            growing_text(text, "%s -> %s\n", (const char *)line.octets, due(sequence, step));
            growing_free(&line);
            continue;
        }
        fuzz_step_text(sequence, n, text);
        growing_text(text, "%s\n", wants ? " -> bound" : "");
    }
}

void fuzz_case(const struct fuzz_sequence *sequence, enum fuzz_harm harm, const char *id,
               const char *about, unsigned seconds, struct growing *text)
{
    growing_text(text, "case    %s\nabout   %s\n", id, about);
    growing_text(text, "disturbs a server that is not what it should be: %s\n",
                 fuzz_harm_text(harm));
    growing_text(text, "within  %u s\n", seconds);
    put_steps(sequence, harm, text);
    if (harm == FUZZ_KILLS || harm == FUZZ_HANGS) {
        growing_text(text, "%9c = connect($cluster)    -> bound\n", 'z');
        growing_text(text, "%12sz.ApiGetClusterName()  -> 0\n", "");
    }
}

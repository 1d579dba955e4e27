#include "model_readings.h"

static const struct {
    const char *id;
    const char *reading[READINGS_MAX];
} questions[MODEL_QUESTIONS] = {
    [AMB_01] = {"AMB-01", {"always", "valid-only"}},
    [AMB_03] = {"AMB-03", {"untouched", "zeroed", "anything"}},
    [AMB_04] = {"AMB-04", {"cmrp-values", "other-values"}},
    [AMB_06] = {"AMB-06", {"refused", "ignored"}},
    [AMB_07] = {"AMB-07", {"strongest", "maximum"}},
    [AMB_08] = {"AMB-08", {"always-1745", "same-as-plain"}},
    [AMB_09] = {"AMB-09", {"refused", "accepted"}},
    [AMB_10] = {"AMB-10", {"refused", "accepted"}},
    [AMB_11] = {"AMB-11", {"insensitive", "sensitive"}},
    [AMB_12] = {"AMB-12", {"names-only", "ids-too"}},
    [AMB_13] = {"AMB-13", {"distinct", "counted"}},
    [AMB_14] = {"AMB-14", {"independent", "ended"}},
    [AMB_15] = {"AMB-15", {"with-the-instance", "with-the-origin", "with-the-last"}},
    [AMB_16] = {"AMB-16", {"ended", "kept"}},
    [AMB_17] = {"AMB-17", {"unaffected", "ended"}},
    [AMB_18] = {"AMB-18", {"invalid-handle", "other"}},
    [AMB_19] = {"AMB-19", {"same", "other"}},
    [AMB_20] = {"AMB-20", {"independent", "shared"}},
    [AMB_22] = {"AMB-22", {"refused", "accepted"}},
    [AMB_25] = {"AMB-25", {"refused", "accepted"}},
    [AMB_27] = {"AMB-27", {"netbios", "netbios-or-address"}},
    [AMB_28] = {"AMB-28", {"of-the-caller", "of-the-parent"}},
    [AMB_30] = {"AMB-30", {"never", "reused"}},
    [AMB_32] = {"AMB-32", {"noticed", "callers-duty"}},
    [AMB_36] = {"AMB-36", {"passed-on", "own-codes"}},
    [AMB_48] = {"AMB-48", {"any", "named-only"}},
};

const char *model_question_id(enum model_question question)
{
    return questions[question].id;
}

const char *model_reading_name(enum model_question question, unsigned reading)
{
    return reading >= 1 && reading <= READINGS_MAX ? questions[question].reading[reading - 1]
                                                   : NULL;
}

/* The readings that the model knows, by number; 0 is none. Their names are the register's. */
#ifndef CONFORMANCE_MODEL_READINGS_H
#define CONFORMANCE_MODEL_READINGS_H

#include "model.h"

enum { READING_NONE, READINGS_MAX = 3 };

enum { AMB_01_ALWAYS = 1, AMB_01_VALID_ONLY };
enum { AMB_03_UNTOUCHED = 1, AMB_03_ZEROED, AMB_03_ANYTHING };
enum { AMB_04_CMRP_VALUES = 1, AMB_04_OTHER_VALUES };
enum { AMB_06_REFUSED = 1, AMB_06_IGNORED };
enum { AMB_07_STRONGEST = 1, AMB_07_MAXIMUM };
enum { AMB_08_ALWAYS_1745 = 1, AMB_08_SAME_AS_PLAIN };
enum { AMB_09_REFUSED = 1, AMB_09_ACCEPTED };
enum { AMB_10_REFUSED = 1, AMB_10_ACCEPTED };
enum { AMB_11_INSENSITIVE = 1, AMB_11_SENSITIVE };
enum { AMB_12_NAMES_ONLY = 1, AMB_12_IDS_TOO };
enum { AMB_13_DISTINCT = 1, AMB_13_COUNTED };
enum { AMB_14_INDEPENDENT = 1, AMB_14_ENDED };
enum { AMB_15_WITH_THE_INSTANCE = 1, AMB_15_WITH_THE_ORIGIN, AMB_15_WITH_THE_LAST };
enum { AMB_16_ENDED = 1, AMB_16_KEPT };
enum { AMB_17_UNAFFECTED = 1, AMB_17_ENDED };
enum { AMB_18_INVALID_HANDLE = 1, AMB_18_OTHER };
enum { AMB_19_SAME = 1, AMB_19_OTHER };
enum { AMB_20_INDEPENDENT = 1, AMB_20_SHARED };
enum { AMB_22_REFUSED = 1, AMB_22_ACCEPTED };
enum { AMB_25_REFUSED = 1, AMB_25_ACCEPTED };
enum { AMB_27_NETBIOS = 1, AMB_27_NETBIOS_OR_ADDRESS };
enum { AMB_28_OF_THE_CALLER = 1, AMB_28_OF_THE_PARENT };
enum { AMB_30_NEVER = 1, AMB_30_REUSED };
enum { AMB_32_NOTICED = 1, AMB_32_CALLERS_DUTY };
enum { AMB_36_PASSED_ON = 1, AMB_36_OWN_CODES };
enum { AMB_48_ANY = 1, AMB_48_NAMED_ONLY };

/* The question's id and the name of its n-th reading (from 1); NULL: there is none. */
const char *model_question_id(enum model_question question);
const char *model_reading_name(enum model_question question, unsigned reading);

#endif

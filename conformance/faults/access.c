/* Faults of the desired and the granted access, alike in all six Ex forms. */
#include "access.h"

bool access_is_refused(uint32_t access, const uint32_t *granted)
{
    bool several = (access & (access - 1)) != 0;
    bool of_the_sdk = (access & (read_access | all_access | maximum_allowed)) != 0;
    return (fault_is("protocol-values-refused") && !of_the_sdk) ||
           (fault_is("granted-needed") && granted == NULL) ||
           (fault_is("combinations-refused") && several) ||
           (fault_is("maximum-refused") && access == maximum_allowed);
}

uint32_t access_passed(uint32_t access)
{
    uint32_t asks = access & (read_access | all_access | maximum_allowed);
    if (fault_is("ex-ignores-access") && (asks & read_access) != 0) {
        return maximum_allowed;
    }
    if (fault_is("ex-gives-read") && asks == access && access != 0) {
        return read_access;
    }
    if (fault_is("change-alone") && access == 2) {
        return 3;
    }
    if (fault_is("bits-ignored") && asks != access && asks != 0) {
        return asks;
    }
    if (fault_is("maximum-wins") && (access & maximum_allowed) != 0) {
        return maximum_allowed;
    }
    return access;
}

uint32_t *granted_passed(uint32_t *granted)
{
    return fault_is("granted-not-written") ? NULL : granted;
}

void granted_told(uint32_t access, uint32_t *granted, bool opened)
{
    if (granted == NULL) {
        return;
    }
    if (!opened && fault_is("granted-zeroed")) {
        *granted = 0;
    }
    if (!opened) {
        return;
    }
    if (fault_is("granted-echoes")) {
        *granted = access;
    }
    if (fault_is("granted-both")) {
        *granted = read_access | all_access;
    }
    if (fault_is("granted-nothing-for-maximum") && access == maximum_allowed) {
        *granted = maximum_allowed;
    }
    if (fault_is("ex-ignores-access") && (access & read_access) != 0) {
        *granted = read_access;
    }
    if (fault_is("ex-gives-read")) {
        *granted = (access & (all_access | maximum_allowed)) != 0 ? all_access : read_access;
    }
}

#include "budget.h"

#include <stdlib.h>

uint8_t *budget_lend(struct budget *budget, struct loan *loan, uint32_t size)
{
    if (size <= loan->size)
        return loan->octets;
    uint32_t more = size - loan->size;
    if (more > budget->limit - budget->lent)
        return NULL;
    uint8_t *octets = realloc(loan->octets, size);
    if (octets == NULL)
        return NULL;
    budget->lent += more;
    *loan = (struct loan){octets, size};
    return octets;
}

void budget_return(struct budget *budget, struct loan *loan)
{
    free(loan->octets);
    budget->lent -= loan->size;
    *loan = (struct loan){NULL, 0};
}

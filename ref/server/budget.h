/*
 * Buffers lent to connections out of one budget: however many clients send or fetch much at a time,
 * no more than that is ever lent.
 */
#ifndef SERVER_BUDGET_H
#define SERVER_BUDGET_H

#include <stdint.h>

struct budget {
    uint64_t limit; /* octets */
    uint64_t lent;
};

/* A buffer on loan. */
struct loan {
    uint8_t *octets; /* NULL: none */
    uint32_t size;
};

/* Makes the loan at least `size` octets large; what it held stays. Returns the buffer, or NULL if
 * that exceeds the budget or the memory there is; then the loan is as before. */
uint8_t *budget_lend(struct budget *budget, struct loan *loan, uint32_t size);

/* Takes a loan back; one that is none already stays so. */
void budget_return(struct budget *budget, struct loan *loan);

#endif

/* What mutated sources are made of (places.py). All mutants are in one program; one of them is on.
 * A place notes that its mutant was reached, and would have made a difference there as far as that
 * can be seen at once; then it says whether the mutant is on. */
#if !defined MUTANT_H && !defined __ASSEMBLER__
#define MUTANT_H

#ifdef MUTANT_FIXED /* one mutant as a program of its own: what a compiler makes of it */
#define MUTANT_IF(k, differs) ((k) == MUTANT_FIXED)
#else
/* A mutant may write behind an array: what says that it is on stands away from everything else. */
extern struct mutant_page {
    char before[4096];
    unsigned on;
    unsigned char *reached;
    char after[4096];
} mutant_page;
#define MUTANT_IF(k, differs)                                                                      \
    (mutant_page.reached[k] |= (unsigned char)(differs), mutant_page.on == (k))
#endif
#define MUTANT(k) MUTANT_IF(k, 1)

#define MUTANT_OPERANDS(k, l, r, value)                                                            \
    __extension__({                                                                                \
        __auto_type mutant_l_##k = (l);                                                            \
        __auto_type mutant_r_##k = (r);                                                            \
        value;                                                                                     \
    })
/* One operator for another; the second form where the other may not be tried without need. */
#define MUTANT_BINARY(k, l, op, other, r)                                                          \
    MUTANT_OPERANDS(                                                                               \
        k, l, r,                                                                                   \
        MUTANT_IF(k, (mutant_l_##k other mutant_r_##k) != (mutant_l_##k op mutant_r_##k))          \
            ? mutant_l_##k other mutant_r_##k                                                      \
            : mutant_l_##k op mutant_r_##k)
#define MUTANT_DIVISION(k, l, op, other, r)                                                        \
    MUTANT_OPERANDS(k, l, r,                                                                       \
                    MUTANT(k) ? mutant_l_##k other mutant_r_##k : mutant_l_##k op mutant_r_##k)
/* && and ||: `ends` is the value of the left side that decides alone. */
#define MUTANT_LOGICAL(k, l, r, ends)                                                              \
    __extension__({                                                                                \
        _Bool mutant_l_##k = (l);                                                                  \
        mutant_l_##k == (_Bool)((ends) ^ MUTANT(k)) ? (int)mutant_l_##k : (int)(_Bool)(r);         \
    })
/* A condition that always, or never, holds; it is evaluated all the same. */
#define MUTANT_CONDITION(k, c, value)                                                              \
    __extension__({                                                                                \
        _Bool mutant_c_##k = (c);                                                                  \
        MUTANT_IF(k, mutant_c_##k != (value)) ? (value) : (int)mutant_c_##k;                       \
    })
/* 0 instead of what a function returns. */
#define MUTANT_RESULT(k, e)                                                                        \
    __extension__({                                                                                \
        __auto_type mutant_e_##k = (e);                                                            \
        MUTANT_IF(k, mutant_e_##k != 0) ? (__typeof__(mutant_e_##k))0 : mutant_e_##k;              \
    })
#define MUTANT_CONSTANT(k, c) (MUTANT(k) ? (c) + 1 : (c))
#define MUTANT_DELETED(k, e) ((void)(MUTANT(k) ? (void)0 : (void)(e)))
#define MUTANT_NO_CASE 0x7FFFFFFF00000001LL

#endif

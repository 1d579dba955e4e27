#include "mutate_sequence.h"

#include "api_sequence.h"

size_t sequence_mutate_api(struct random *random, uint8_t *data, size_t size, size_t capacity)
{
    static struct api_sequence sequence;
    api_read(data, size, &sequence);
    api_change(random, &sequence);
    return api_write(&sequence, data, capacity);
}

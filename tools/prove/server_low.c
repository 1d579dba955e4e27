/*
 * Any request of each method below opnum 56 that the server carries out.
 */
#include "server_ask.h"

int main(void)
{
    ask_all(3, 0, 56);
    return 0;
}

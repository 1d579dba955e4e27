/*
 * Any request of each method from opnum 110 on that the server carries out.
 */
#include "server_ask.h"

int main(void)
{
    ask_all(3, 110, OPNUMS);
    return 0;
}

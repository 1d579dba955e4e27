/*
 * Any request of each method from opnum 56 to 109 that the server carries out.
 */
#include "server_ask.h"

int main(void)
{
    ask_all(3, 56, 110);
    return 0;
}

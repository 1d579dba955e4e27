/* The fixture that is built in. */
#ifdef _WIN32
    .section .rdata, "dr"
#else
    .section .rodata
#endif
    .globl default_fixture
    .globl default_fixture_end
default_fixture:
    .incbin "spec/two-node.fixture"
default_fixture_end:
    .byte 0
#ifdef __ELF__
    .hidden default_fixture
    .hidden default_fixture_end
    .section .note.GNU-stack, "", %progbits
#endif

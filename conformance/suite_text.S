/* The register and all cases, joined by the Makefile (build/suite.txt), and the version it gives. */
    .section .rodata, "a"
    .globl suite_text
    .globl suite_text_end
    .globl suite_version
suite_text:
    .incbin SUITE_TEXT
suite_text_end:
    .byte 0
suite_version:
    .asciz VERSION
#ifdef __ELF__
    .section .note.GNU-stack, "", %progbits
#endif

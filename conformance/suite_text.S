/* The register and all cases, joined by the Makefile (build/suite.txt). */
    .section .rodata, "a"
    .globl suite_text
    .globl suite_text_end
suite_text:
    .incbin SUITE_TEXT
suite_text_end:
    .byte 0
#ifdef __ELF__
    .section .note.GNU-stack, "", %progbits
#endif

/* The register and all cases, and what explain knows besides, joined by the Makefile (build/suite.txt,
   build/background.txt). */
    .section .rodata, "a"
    .globl suite_text
    .globl suite_text_end
suite_text:
    .incbin SUITE_TEXT
suite_text_end:
    .byte 0
    .globl background_text
    .globl background_text_end
background_text:
    .incbin BACKGROUND_TEXT
background_text_end:
    .byte 0
#ifdef __ELF__
    .section .note.GNU-stack, "", %progbits
#endif

/* The register and all cases, joined by the Makefile (build/suite.txt), the version it gives, and what `explain` knows besides
   (build/background.txt, by background.sh). */
    .section .rodata, "a"
    .globl suite_text
    .globl suite_text_end
    .globl suite_version
    .globl background_text
    .globl background_text_end
suite_text:
    .incbin SUITE_TEXT
suite_text_end:
    .byte 0
background_text:
    .incbin BACKGROUND_TEXT
background_text_end:
    .byte 0
suite_version:
    .asciz VERSION
#ifdef __ELF__
    .section .note.GNU-stack, "", %progbits
#endif

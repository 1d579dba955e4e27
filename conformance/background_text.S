/* What `explain` knows besides the register and the cases, joined by background.sh (build/background.txt). */
    .section .rodata, "a"
    .globl background_text
    .globl background_text_end
background_text:
    .incbin BACKGROUND_TEXT
background_text_end:
    .byte 0
#ifdef __ELF__
    .section .note.GNU-stack, "", %progbits
#endif

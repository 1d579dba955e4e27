/* The style and the script of the HTML report. */
    .section .rodata, "a"
    .globl html_style
    .globl html_script
html_style:
    .incbin "conformance/html/report.css"
    .byte 0
html_script:
    .incbin "conformance/html/report.js"
    .byte 0
#ifdef __ELF__
    .section .note.GNU-stack, "", %progbits
#endif

/**
 * The instructions of SW64, 690 encodings, as generated from facts/sw64-isa.json (README.md says how). A head line says on
 * which processors ("base" and "simd" on all), the bits that are fixed, and the operands as they are printed ("-" for
 * none), with conditions that no mask can state; below it the mnemonics with these bits' values. The first that fits
 * decides: aliases stand first, the encodings of other assemblers, which GNU's leaves undefined, last.
 */
export const ISA_TABLE = `
base  ffff1fff -:
    nop 43ff075f
base  ffff1fe0 rc:
    clr 43ff0740
base  ffe01fe0 rb,rc:
    mov 43e00740, negl 43e00120
base  ffe01fe0 lit8,rc:
    mov 4be00740
base  fc001fe0 ra,rb,rc:
    or 40000740
base  fc001fe0 ra,lit8,rc:
    or 48000740
base  fc1f0000 ra,disp16:
    ldi f81f0000, ldih fc1f0000
base  ffffffff -:
    halt 1bff0080
core3 fc1fffff ra:
    rd_f 181f1000, wr_f 181f1020
base  fc1fffff ra:
    rtc 181f0020, rcid 181f0040
core4 fc00ffff -:
    wmemb 18000002
base  fc00ffff -:
    memb 18000000, imemb 18000001
base  fc00ffff ra,rb:
    rtc 18000020
base  fc00ffff ra:
    rtid 18001040
core3 fc1fff00 ra,csr:
    pri_rcsr 181ffe00, pri_wcsr 181fff00
core4 fc1fff00 ra,csr:
    csrr 181ffe00, csrw 181fff00
core4 ffe01fe0 rb,rc:
    revbh 43e00b60, revbw 43e00b80, revbl 43e00ba0
core4 ffe01fe0 fb,fc:
    frecs 63e00b00, frecd 63e00b20, fris 63e00b40, fris_g 63e00b60, fris_p 63e00b80, fris_z 63e00ba0, fris_n 63e00be0,
    frid 63e00c00, frid_g 63e00c20, frid_p 63e00c40, frid_z 63e00c60, frid_n 63e00c80, vsumw 6be008e0, vsuml 6be00900,
    vbinvw 6be00d40, vsums 6be01260, vsumd 6be01280, vfcvtsd 6be012a0, vfcvtds 6be012c0, vfcvtls 6be01320,
    vfcvtld 6be01340, vfcvtdl 6be01360, vfcvtdl_g 6be01380, vfcvtdl_p 6be013a0, vfcvtdl_z 6be013c0,
    vfcvtdl_n 6be013e0, vfris 6be01400, vfris_g 6be01420, vfris_p 6be01440, vfris_z 6be01460, vfris_n 6be01480,
    vfrid 6be014a0, vfrid_g 6be014c0, vfrid_p 6be014e0, vfrid_z 6be01500, vfrid_n 6be01520, vfrecs 6be01540,
    vfrecd 6be01560, fcvths 63e005c0
core4 ffe01fe0 fb,rc:
    cmovdl 43e00e40, cmovdlu 43e01020, cmovdlu_g 43e01040, cmovdlu_n 43e010a0, cmovdlu_p 43e01060, cmovdlu_z 43e01080,
    cmovdl_g 43e00e80, cmovdl_n 43e01000, cmovdl_p 43e00f40, cmovdl_z 43e00f80, cmovdw 43e01160, cmovdwu 43e010c0,
    cmovdwu_g 43e010e0, cmovdwu_n 43e01140, cmovdwu_p 43e01100, cmovdwu_z 43e01120, cmovdw_g 43e01180,
    cmovdw_n 43e011e0, cmovdw_p 43e011a0, cmovdw_z 43e011c0
core4 ffe01fe0 rb,fc:
    cmovld 63e00940, cmovls 63e00900, cmovuld 63e009c0, cmovuls 63e00980, cmovuwd 63e009e0, cmovuws 63e009a0,
    cmovwd 63e00960, cmovws 63e00920
base  ffe01fe0 rb,rc:
    ctpop 43e00b00, ctlz 43e00b20, cttz 43e00b40, sextb 43e00d40, sexth 43e00d60
base  ffe01fe0 lit8,rc:
    sextb 4be00d40, sexth 4be00d60
base  fc1f1fe0 fa,rc:
    fimovs 401f0e00, fimovd 401f0f00
base  ffe01fe0 fb,fc:
    fsqrts 63e00100, fsqrtd 63e00120, fcvtsd 63e00400, fcvtds 63e00420, fcvtdl_g 63e00440, fcvtdl_p 63e00460,
    fcvtdl_z 63e00480, fcvtdl_n 63e004a0, fcvtdl 63e004e0, fcvtwl 63e00500, fcvtlw 63e00520, fcvtls 63e005a0,
    fcvtld 63e005e0
base  fc1f1fe0 ra,fc:
    ifmovs 601f0800, ifmovd 601f0820
simd  fc1f1fe0 fa,fc:
    ctpopow 681f0300, ctlzow 681f0320
simd  ffe01fe0 fb,fc:
    vsqrts 6be01100, vsqrtd 6be01120
core4 fc00ff00 ra,csr,rb:
    csrrs 1800fc00, csrrc 1800fd00
core4 fc001fe0 ra,rb,rc:
    divw 40000220, udivw 40000240, remw 40000260, uremw 40000280, divl 40000340, udivl 40000360, reml 40000380,
    ureml 400003a0, sbt 400005a0, cbt 400005c0, slll 40000900, srll 40000920, sral 40000940, roll 40000960,
    sllw 40000980, srlw 400009a0, sraw 400009c0, rolw 400009e0, casw 40000bc0, casl 40000be0, crc32b 40000400,
    crc32cb 40000480, crc32ch 400004a0, crc32cl 400004e0, crc32cw 400004c0, crc32h 40000420, crc32l 40000460,
    crc32w 40000440
core4 fc001fe0 imm13,rc:
    addpi 400003c0, addpis 400003e0
core4 fc001fe0 ra,lit8,rc:
    sbt 480005a0, cbt 480005c0, slll 48000900, srll 48000920, sral 48000940, roll 48000960, sllw 48000980,
    srlw 480009a0, sraw 480009c0, rolw 480009e0
core4 fc001fe0 fa,fb,fc:
    vsllb 68000200, vsrlb 68000220, vsrab 68000240, vrolb 68000260, vsllh 68000280, vsrlh 680002a0, vsrah 680002c0,
    vrolh 680002e0, vslll 68000340, vsrll 68000360, vsral 68000380, vroll 680003a0, vmaxb 680003c0, vminb 680003e0,
    sraow 680008c0, vcmpueqb 68000960, vcmpugtb 68000980, vmaxh 68000a00, vminh 68000a20, vmaxw 68000a40,
    vminw 68000a60, vmaxl 68000a80, vminl 68000aa0, vumaxb 68000ac0, vuminb 68000ae0, vumaxh 68000b00,
    vuminh 68000b20, vumaxw 68000b40, vuminw 68000b60, vumaxl 68000b80, vuminl 68000ba0, vsm3msw 68000ce0,
    vsm4r 68000d20, vmaxs 68001580, vmins 680015a0, vmaxd 680015c0, vmind 680015e0
core4 fc001fe0 fa,lit8,fc:
    vsllb 68000600, vsrlb 68000620, vsrab 68000640, vrolb 68000660, vsllh 68000680, vsrlh 680006a0, vsrah 680006c0,
    vrolh 680006e0, vslll 68000740, vsrll 68000760, vsral 68000780, vroll 680007a0, sraow 68000cc0, vcmpueqb 68000d60,
    vcmpugtb 68000d80, vsm4key 68000d00
base  fc001fe0 ra,rb,rc:
    addw 40000000, subw 40000020, s4addw 40000040, s4subw 40000060, s8addw 40000080, s8subw 400000a0, addl 40000100,
    subl 40000120, s4addl 40000140, s4subl 40000160, s8addl 40000180, s8subl 400001a0, mulw 40000200, mull 40000300,
    umulh 40000320, cmpeq 40000500, cmplt 40000520, cmple 40000540, cmpult 40000560, cmpule 40000580, and 40000700,
    bic 40000720, ornot 40000760, xor 40000780, eqv 400007a0, inslb 40000800, inslh 40000820, inslw 40000840,
    insll 40000860, inshb 40000880, inshh 400008a0, inshw 400008c0, inshl 400008e0, sll 40000900, srl 40000920,
    sra 40000940, extlb 40000a00, extlh 40000a20, extlw 40000a40, extll 40000a60, exthb 40000a80, exthh 40000aa0,
    exthw 40000ac0, exthl 40000ae0, masklb 40000c00, masklh 40000c20, masklw 40000c40, maskll 40000c60,
    maskhb 40000c80, maskhh 40000ca0, maskhw 40000cc0, maskhl 40000ce0, zap 40000d00, zapnot 40000d20,
    cmpgeb 40000d80
base  fc001fe0 ra,lit8,rc:
    addw 48000000, subw 48000020, s4addw 48000040, s4subw 48000060, s8addw 48000080, s8subw 480000a0, addl 48000100,
    subl 48000120, s4addl 48000140, s4subl 48000160, s8addl 48000180, s8subl 480001a0, mulw 48000200, mull 48000300,
    umulh 48000320, cmpeq 48000500, cmplt 48000520, cmple 48000540, cmpult 48000560, cmpule 48000580, and 48000700,
    bic 48000720, ornot 48000760, xor 48000780, eqv 480007a0, inslb 48000800, inslh 48000820, inslw 48000840,
    insll 48000860, inshb 48000880, inshh 480008a0, inshw 480008c0, inshl 480008e0, sll 48000900, srl 48000920,
    sra 48000940, extlb 48000a00, extlh 48000a20, extlw 48000a40, extll 48000a60, exthb 48000a80, exthh 48000aa0,
    exthw 48000ac0, exthl 48000ae0, masklb 48000c00, masklh 48000c20, masklw 48000c40, maskll 48000c60,
    maskhb 48000c80, maskhh 48000ca0, maskhw 48000cc0, maskhl 48000ce0, zap 48000d00, zapnot 48000d20,
    cmpgeb 48000d80
base  fc001fe0 fa,fb,fc:
    fadds 60000000, faddd 60000020, fsubs 60000040, fsubd 60000060, fmuls 60000080, fmuld 600000a0, fdivs 600000c0,
    fdivd 600000e0, fcmpeq 60000200, fcmple 60000220, fcmplt 60000240, fcmpun 60000260, fcpys 60000600,
    fcpyse 60000620, fcpysn 60000640
base  fc001fe0 fa rb=ra rc=ra:
    rfpcr 60000a00, wfpcr 60000a20
base  fc001fe0 -:
    setfpec0 60000a80, setfpec1 60000aa0, setfpec2 60000ac0, setfpec3 60000ae0
simd  fc001fe0 fa,fb,fc:
    vaddw 68000000, vsubw 68000020, vcmpgew 68000040, vcmpeqw 68000060, vcmplew 68000080, vcmpltw 680000a0,
    vcmpulew 680000c0, vcmpultw 680000e0, vsllw 68000100, vsrlw 68000120, vsraw 68000140, vrolw 68000160,
    sllow 68000180, srlow 680001a0, vaddl 680001c0, vsubl 680001e0, vucaddw 68000800, vucsubw 68000820,
    vucaddh 68000840, vucsubh 68000860, vucaddb 68000880, vucsubb 680008a0, vadds 68001000, vaddd 68001020,
    vsubs 68001040, vsubd 68001060, vmuls 68001080, vmuld 680010a0, vdivs 680010c0, vdivd 680010e0, vfcmpeq 68001180,
    vfcmple 680011a0, vfcmplt 680011c0, vfcmpun 680011e0, vcpys 68001200, vcpyse 68001220, vcpysn 68001240
simd  fc001fe0 fa,lit8,fc:
    vaddw 68000400, vsubw 68000420, vcmpgew 68000440, vcmpeqw 68000460, vcmplew 68000480, vcmpltw 680004a0,
    vcmpulew 680004c0, vcmpultw 680004e0, vsllw 68000500, vsrlw 68000520, vsraw 68000540, vrolw 68000560,
    sllow 68000580, srlow 680005a0, vaddl 680005c0, vsubl 680005e0, vucaddw 68000c00, vucsubw 68000c20,
    vucaddh 68000c40, vucsubh 68000c60, vucaddb 68000c80, vucsubb 68000ca0
core4 fc00fc00 fa,fb,lit5,fc:
    vinsb 6c00a800, vinsh 6c00ac00, vshfq 6c00c000, vsm3r 6c00d000, vfcvtsh 6c00d400, fcvtsh 6c00dc00
core4 fc00fc00 fa,fb,f3,fc:
    vinsectlh 6c00b000, vinsectlw 6c00b400, vinsectll 6c00b800, vinsectlb 6c00bc00, vshfqb 6c00c400
core4 fc00fc00 fa,fc:
    vcpyb 6c00c800, vcpyh 6c00cc00
core4 fc00fc00 fa,lit5,fc:
    vfcvths 6c00d800
base  fc00fc00 fa,fb,f3,fc:
    fmas 64000000, fmad 64000400, fmss 64000800, fmsd 64000c00, fnmas 64001000, fnmad 64001400, fnmss 64001800,
    fnmsd 64001c00, fseleq 64004000, fselne 64004400, fsellt 64004800, fselle 64004c00, fselgt 64005000,
    fselge 64005400
simd  fc00fc00 fa,fb,f3,fc:
    vmas 6c000000, vmad 6c000400, vmss 6c000800, vmsd 6c000c00, vnmas 6c001000, vnmad 6c001400, vnmss 6c001800,
    vnmsd 6c001c00, vfseleq 6c004000, vfsellt 6c004800, vfselle 6c004c00, vseleqw 6c006000, vsellbcw 6c006400,
    vselltw 6c006800, vsellew 6c006c00, vconw 6c009800, vshfw 6c009c00, vcons 6c00a000, vcond 6c00a400
simd  fc00fc00 fa,fb,lit5,fc:
    vseleqw 6c00e000, vsellbcw 6c00e400, vselltw 6c00e800, vsellew 6c00ec00, vinsw 6c008000, vinsf 6c008400
simd  fc00fc00 fa,lit5,fc:
    vextw 6c008800, vextf 6c008c00
simd  fc00fc00 fa,fc:
    vcpyw 6c009000, vcpyf 6c009400
base  ffe00000 pcrel21:
    br 13e00000, bsr 17e00000
base  ffe00000 disp16(rb):
    fillcs 27e00000, e_fillcs 2be00000, fillcs_e 2fe00000, e_fillde 33e00000, flushd 83e00000, evictdg 87e00000,
    s_fillcs 8be00000, s_fillde 8fe00000, evictdl 93e00000, fillde 9be00000, fillde_e 9fe00000
core3 fc00f000 ra,disp12(rb):
    ldw_inc 20002000, ldl_inc 20003000, ldw_dec 20004000, ldl_dec 20005000, ldw_set 20006000, ldl_set 20007000
core4 fc00f000 th,disp12(rb):
    dpfhr 7800e000, dpfhw 7800f000
core4 fc00f000 ra,disp12(rb):
    ldbu_a 78000000, ldhu_a 78001000, ldl_a 78003000, ldw_a 78002000, stb_a 78006000, sth_a 78007000, stl_a 78009000,
    stw_a 78008000
core4 fc00f000 fa,disp12(rb):
    fldd_a 78005000, flds_a 78004000, fstd_a 7800b000, fsts_a 7800a000
base  fc00f000 ra,disp12(rb):
    lldw 20000000, lldl 20001000, lstw 20008000, lstl 20009000, ldw_nc 2000a000, ldl_nc 2000b000, stw_nc 2000d000,
    stl_nc 2000e000, pri_ldw/p 94000000, pri_ldw/v 94008000, pri_ldl/p 94001000, pri_ldl/v 94009000,
    pri_stw/p b4000000, pri_stw/v b4008000, pri_stl/p b4001000, pri_stl/v b4009000
base  fc00f000 fa,disp12(rb):
    ldd_nc 2000c000, std_nc 2000f000
simd  fc00f000 fa,disp12(rb):
    vldw_u 70000000, vstw_u 70001000, vlds_u 70002000, vsts_u 70003000, vldd_u 70004000, vstd_u 70005000,
    vstw_ul 70008000, vstw_uh 70009000, vsts_ul 7000a000, vsts_uh 7000b000, vstd_ul 7000c000, vstd_uh 7000d000,
    vldd_nc 7000e000, vstd_nc 7000f000
base  fc001c00 ra,rb,r3,rc:
    seleq 44000000, selge 44000400, selgt 44000800, selle 44000c00, sellt 44001000, selne 44001400, sellbc 44001800,
    sellbs 44001c00
base  fc001c00 ra,lit8,r3,rc:
    seleq 4c000000, selge 4c000400, selgt 4c000800, selle 4c000c00, sellt 4c001000, selne 4c001400, sellbc 4c001800,
    sellbs 4c001c00
base  fe000000 func25:
    sys_call/b 00000000, sys_call 02000000
base  fc100000 ra:
    pri_ret 1c000000, pri_ret/b 1c100000
core4 fc000000 pcrel26:
    lbr 74000000
base  fc000000 ra,(rb),pcrel16:
    call 04000000, jmp 0c000000
base  fc000000 ra,(rb),hint:
    ret 08000000
base  fc000000 ra,pcrel21:
    br 10000000, bsr 14000000, beq c0000000, bne c4000000, blt c8000000, ble cc000000, bgt d0000000, bge d4000000,
    blbc d8000000, blbs dc000000
simd  fc000000 fa,disp16(rb):
    ldwe 24000000, ldse 28000000, ldde 2c000000, vlds 30000000, vldd 34000000, vsts 38000000, vstd 3c000000
base  fc000000 ra,disp16(rb):
    ldbu 80000000, ldhu 84000000, ldw 88000000, ldl 8c000000, ldl_u 90000000, stb a0000000, sth a4000000,
    stw a8000000, stl ac000000, stl_u b0000000, ldi f8000000, ldih fc000000
base  fc000000 fa,disp16(rb):
    flds 98000000, fldd 9c000000, fsts b8000000, fstd bc000000
base  fc000000 fa,pcrel21:
    fbeq e0000000, fbne e4000000, fblt e8000000, fble ec000000, fbgt f0000000, fbge f4000000
simd  f0000000 fa,fb,f3,fc:
    vlog 50000000
core4 fc001fe0 rb,rc:
    revbh 40000b60, revbw 40000b80, revbl 40000ba0
core4 fc001fe0 fa,fc:
    frecs 60000b00, frecd 60000b20, vsumw 680008e0, vsuml 68000900, vsums 68001260, vsumd 68001280, vfcvtsd 680012a0,
    vfcvtds 680012c0, vfcvtls 68001320, vfcvtld 68001340, vfcvtdl 68001360, vfcvtdl_g 68001380, vfcvtdl_p 680013a0,
    vfcvtdl_z 680013c0, vfcvtdl_n 680013e0
core4 fc001fe0 fb,fc:
    fris 60000b40, fris_g 60000b60, fris_p 60000b80, fris_z 60000ba0, fris_n 60000be0, frid 60000c00, frid_g 60000c20,
    frid_p 60000c40, frid_z 60000c60, frid_n 60000c80, vbinvw 68000d40, vfris 68001400, vfris_g 68001420,
    vfris_p 68001440, vfris_z 68001460, vfris_n 68001480, vfrid 680014a0, vfrid_g 680014c0, vfrid_p 680014e0,
    vfrid_z 68001500, vfrid_n 68001520, vfrecs 68001540, vfrecd 68001560, fcvths 600005c0
core4 fc001fe0 fb,rc:
    cmovdl 40000e40, cmovdlu 40001020, cmovdlu_g 40001040, cmovdlu_n 400010a0, cmovdlu_p 40001060, cmovdlu_z 40001080,
    cmovdl_g 40000e80, cmovdl_n 40001000, cmovdl_p 40000f40, cmovdl_z 40000f80, cmovdw 40001160, cmovdwu 400010c0,
    cmovdwu_g 400010e0, cmovdwu_n 40001140, cmovdwu_p 40001100, cmovdwu_z 40001120, cmovdw_g 40001180,
    cmovdw_n 400011e0, cmovdw_p 400011a0, cmovdw_z 400011c0
core4 fc001fe0 rb,fc:
    cmovld 60000940, cmovls 60000900, cmovuld 600009c0, cmovuls 60000980, cmovuwd 600009e0, cmovuws 600009a0,
    cmovwd 60000960, cmovws 60000920
base  fc001fe0 rb,rc:
    ctpop 40000b00, ctlz 40000b20, cttz 40000b40, sextb 40000d40, sexth 40000d60
base  fc001fe0 lit8,rc:
    sextb 48000d40, sexth 48000d60
base  fc001fe0 fa,rc:
    fimovs 40000e00, fimovd 40000f00
base  fc001fe0 fb,fc:
    fsqrts 60000100, fsqrtd 60000120, fcvtsd 60000400, fcvtds 60000420, fcvtdl_g 60000440, fcvtdl_p 60000460,
    fcvtdl_z 60000480, fcvtdl_n 600004a0, fcvtdl 600004e0, fcvtwl 60000500, fcvtlw 60000520, fcvtls 600005a0,
    fcvtld 600005e0
base  fc001fe0 ra,fc:
    ifmovs 60000800, ifmovd 60000820
simd  fc001fe0 fa,fc:
    ctpopow 68000300, ctlzow 68000320
simd  fc001fe0 fb,fc:
    vsqrts 68001100, vsqrtd 68001120
`;

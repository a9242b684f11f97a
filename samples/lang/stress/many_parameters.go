package main

import "fmt"

type pair struct{ a, b int }

func sum(p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16, p17, p18, p19, p20, p21, p22, p23, p24, p25, p26, p27, p28, p29, p30, p31, p32, p33, p34, p35, p36, p37, p38, p39, p40, p41, p42, p43, p44, p45, p46, p47, p48, p49, p50, p51, p52, p53, p54, p55, p56, p57, p58, p59 int) int {
	return p0*1 + p1*2 + p2*3 + p3*4 + p4*5 + p5*6 + p6*7 + p7*8 + p8*9 + p9*10 + p10*11 + p11*12 + p12*13 + p13*14 + p14*15 + p15*16 + p16*17 + p17*18 + p18*19 + p19*20 + p20*21 + p21*22 + p22*23 + p23*24 + p24*25 + p25*26 + p26*27 + p27*28 + p28*29 + p29*30 + p30*31 + p31*32 + p32*33 + p33*34 + p34*35 + p35*36 + p36*37 + p37*38 + p38*39 + p39*40 + p40*41 + p41*42 + p42*43 + p43*44 + p44*45 + p45*46 + p46*47 + p47*48 + p48*49 + p49*50 + p50*51 + p51*52 + p52*53 + p53*54 + p54*55 + p55*56 + p56*57 + p57*58 + p58*59 + p59*60
}

func many() (r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12, r13, r14, r15, r16, r17, r18, r19, r20, r21, r22, r23, r24, r25, r26, r27, r28, r29 int, s string, p pair, e error) {
	r0 = 0
	r1 = 1
	r2 = 4
	r3 = 9
	r4 = 16
	r5 = 25
	r6 = 36
	r7 = 49
	r8 = 64
	r9 = 81
	r10 = 100
	r11 = 121
	r12 = 144
	r13 = 169
	r14 = 196
	r15 = 225
	r16 = 256
	r17 = 289
	r18 = 324
	r19 = 361
	r20 = 400
	r21 = 441
	r22 = 484
	r23 = 529
	r24 = 576
	r25 = 625
	r26 = 676
	r27 = 729
	r28 = 784
	r29 = 841
	return r29, r28, r27, r26, r25, r24, r23, r22, r21, r20, r19, r18, r17, r16, r15, r14, r13, r12, r11, r10, r9, r8, r7, r6, r5, r4, r3, r2, r1, r0, "s", pair{1, 2}, nil
}

func mixed(a int8, b string, c pair, d [3]uint16, e float32, f func(pair) int, g any, h ...pair) string {
	return fmt.Sprint(a, b, c, d, e, f(c), g, h)
}

func main() {
	fmt.Println(sum(0, 1, 4, 9, 16, 8, 2, 15, 13, 13, 15, 2, 8, 16, 9, 4, 1, 0, 1, 4, 9, 16, 8, 2, 15, 13, 13, 15, 2, 8, 16, 9, 4, 1, 0, 1, 4, 9, 16, 8, 2, 15, 13, 13, 15, 2, 8, 16, 9, 4, 1, 0, 1, 4, 9, 16, 8, 2, 15, 13))
	x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11, x12, x13, x14, x15, x16, x17, x18, x19, x20, x21, x22, x23, x24, x25, x26, x27, x28, x29, s, p, e := many()
	fmt.Println(x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11, x12, x13, x14, x15, x16, x17, x18, x19, x20, x21, x22, x23, x24, x25, x26, x27, x28, x29, s, p, e)
	fmt.Println(mixed(-1, "b", pair{3, 4}, [3]uint16{1, 2, 3}, 0.5, func(p pair) int { return p.a * p.b }, nil, pair{5, 6}, pair{7, 8}))
	fmt.Println(many())
}

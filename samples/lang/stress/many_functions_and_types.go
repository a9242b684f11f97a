package main

import "fmt"

type op interface{ apply(int) int }

type t0 struct{ v int }

func (t t0) apply(x int) int { return x*1 + t.v + f0(x) }

func f0(x int) int { return x % 2 }

type t1 struct{ v int }

func (t t1) apply(x int) int { return x*2 + t.v + f1(x) }

func f1(x int) int { return x % 3 }

type t2 struct{ v int }

func (t t2) apply(x int) int { return x*3 + t.v + f2(x) }

func f2(x int) int { return x % 4 }

type t3 struct{ v int }

func (t t3) apply(x int) int { return x*4 + t.v + f3(x) }

func f3(x int) int { return x % 5 }

type t4 struct{ v int }

func (t t4) apply(x int) int { return x*5 + t.v + f4(x) }

func f4(x int) int { return x % 6 }

type t5 struct{ v int }

func (t t5) apply(x int) int { return x*1 + t.v + f5(x) }

func f5(x int) int { return x % 7 }

type t6 struct{ v int }

func (t t6) apply(x int) int { return x*2 + t.v + f6(x) }

func f6(x int) int { return x % 8 }

type t7 struct{ v int }

func (t t7) apply(x int) int { return x*3 + t.v + f7(x) }

func f7(x int) int { return x % 9 }

type t8 struct{ v int }

func (t t8) apply(x int) int { return x*4 + t.v + f8(x) }

func f8(x int) int { return x % 10 }

type t9 struct{ v int }

func (t t9) apply(x int) int { return x*5 + t.v + f9(x) }

func f9(x int) int { return x % 11 }

type t10 struct{ v int }

func (t t10) apply(x int) int { return x*1 + t.v + f10(x) }

func f10(x int) int { return x % 12 }

type t11 struct{ v int }

func (t t11) apply(x int) int { return x*2 + t.v + f11(x) }

func f11(x int) int { return x % 13 }

type t12 struct{ v int }

func (t t12) apply(x int) int { return x*3 + t.v + f12(x) }

func f12(x int) int { return x % 14 }

type t13 struct{ v int }

func (t t13) apply(x int) int { return x*4 + t.v + f13(x) }

func f13(x int) int { return x % 15 }

type t14 struct{ v int }

func (t t14) apply(x int) int { return x*5 + t.v + f14(x) }

func f14(x int) int { return x % 16 }

type t15 struct{ v int }

func (t t15) apply(x int) int { return x*1 + t.v + f15(x) }

func f15(x int) int { return x % 17 }

type t16 struct{ v int }

func (t t16) apply(x int) int { return x*2 + t.v + f16(x) }

func f16(x int) int { return x % 18 }

type t17 struct{ v int }

func (t t17) apply(x int) int { return x*3 + t.v + f17(x) }

func f17(x int) int { return x % 19 }

type t18 struct{ v int }

func (t t18) apply(x int) int { return x*4 + t.v + f18(x) }

func f18(x int) int { return x % 20 }

type t19 struct{ v int }

func (t t19) apply(x int) int { return x*5 + t.v + f19(x) }

func f19(x int) int { return x % 21 }

type t20 struct{ v int }

func (t t20) apply(x int) int { return x*1 + t.v + f20(x) }

func f20(x int) int { return x % 22 }

type t21 struct{ v int }

func (t t21) apply(x int) int { return x*2 + t.v + f21(x) }

func f21(x int) int { return x % 23 }

type t22 struct{ v int }

func (t t22) apply(x int) int { return x*3 + t.v + f22(x) }

func f22(x int) int { return x % 24 }

type t23 struct{ v int }

func (t t23) apply(x int) int { return x*4 + t.v + f23(x) }

func f23(x int) int { return x % 25 }

type t24 struct{ v int }

func (t t24) apply(x int) int { return x*5 + t.v + f24(x) }

func f24(x int) int { return x % 26 }

type t25 struct{ v int }

func (t t25) apply(x int) int { return x*1 + t.v + f25(x) }

func f25(x int) int { return x % 27 }

type t26 struct{ v int }

func (t t26) apply(x int) int { return x*2 + t.v + f26(x) }

func f26(x int) int { return x % 28 }

type t27 struct{ v int }

func (t t27) apply(x int) int { return x*3 + t.v + f27(x) }

func f27(x int) int { return x % 29 }

type t28 struct{ v int }

func (t t28) apply(x int) int { return x*4 + t.v + f28(x) }

func f28(x int) int { return x % 30 }

type t29 struct{ v int }

func (t t29) apply(x int) int { return x*5 + t.v + f29(x) }

func f29(x int) int { return x % 31 }

type t30 struct{ v int }

func (t t30) apply(x int) int { return x*1 + t.v + f30(x) }

func f30(x int) int { return x % 32 }

type t31 struct{ v int }

func (t t31) apply(x int) int { return x*2 + t.v + f31(x) }

func f31(x int) int { return x % 33 }

type t32 struct{ v int }

func (t t32) apply(x int) int { return x*3 + t.v + f32(x) }

func f32(x int) int { return x % 34 }

type t33 struct{ v int }

func (t t33) apply(x int) int { return x*4 + t.v + f33(x) }

func f33(x int) int { return x % 35 }

type t34 struct{ v int }

func (t t34) apply(x int) int { return x*5 + t.v + f34(x) }

func f34(x int) int { return x % 36 }

type t35 struct{ v int }

func (t t35) apply(x int) int { return x*1 + t.v + f35(x) }

func f35(x int) int { return x % 37 }

type t36 struct{ v int }

func (t t36) apply(x int) int { return x*2 + t.v + f36(x) }

func f36(x int) int { return x % 38 }

type t37 struct{ v int }

func (t t37) apply(x int) int { return x*3 + t.v + f37(x) }

func f37(x int) int { return x % 39 }

type t38 struct{ v int }

func (t t38) apply(x int) int { return x*4 + t.v + f38(x) }

func f38(x int) int { return x % 40 }

type t39 struct{ v int }

func (t t39) apply(x int) int { return x*5 + t.v + f39(x) }

func f39(x int) int { return x % 41 }

type t40 struct{ v int }

func (t t40) apply(x int) int { return x*1 + t.v + f40(x) }

func f40(x int) int { return x % 42 }

type t41 struct{ v int }

func (t t41) apply(x int) int { return x*2 + t.v + f41(x) }

func f41(x int) int { return x % 43 }

type t42 struct{ v int }

func (t t42) apply(x int) int { return x*3 + t.v + f42(x) }

func f42(x int) int { return x % 44 }

type t43 struct{ v int }

func (t t43) apply(x int) int { return x*4 + t.v + f43(x) }

func f43(x int) int { return x % 45 }

type t44 struct{ v int }

func (t t44) apply(x int) int { return x*5 + t.v + f44(x) }

func f44(x int) int { return x % 46 }

type t45 struct{ v int }

func (t t45) apply(x int) int { return x*1 + t.v + f45(x) }

func f45(x int) int { return x % 47 }

type t46 struct{ v int }

func (t t46) apply(x int) int { return x*2 + t.v + f46(x) }

func f46(x int) int { return x % 48 }

type t47 struct{ v int }

func (t t47) apply(x int) int { return x*3 + t.v + f47(x) }

func f47(x int) int { return x % 49 }

type t48 struct{ v int }

func (t t48) apply(x int) int { return x*4 + t.v + f48(x) }

func f48(x int) int { return x % 50 }

type t49 struct{ v int }

func (t t49) apply(x int) int { return x*5 + t.v + f49(x) }

func f49(x int) int { return x % 51 }

type t50 struct{ v int }

func (t t50) apply(x int) int { return x*1 + t.v + f50(x) }

func f50(x int) int { return x % 52 }

type t51 struct{ v int }

func (t t51) apply(x int) int { return x*2 + t.v + f51(x) }

func f51(x int) int { return x % 53 }

type t52 struct{ v int }

func (t t52) apply(x int) int { return x*3 + t.v + f52(x) }

func f52(x int) int { return x % 54 }

type t53 struct{ v int }

func (t t53) apply(x int) int { return x*4 + t.v + f53(x) }

func f53(x int) int { return x % 55 }

type t54 struct{ v int }

func (t t54) apply(x int) int { return x*5 + t.v + f54(x) }

func f54(x int) int { return x % 56 }

type t55 struct{ v int }

func (t t55) apply(x int) int { return x*1 + t.v + f55(x) }

func f55(x int) int { return x % 57 }

type t56 struct{ v int }

func (t t56) apply(x int) int { return x*2 + t.v + f56(x) }

func f56(x int) int { return x % 58 }

type t57 struct{ v int }

func (t t57) apply(x int) int { return x*3 + t.v + f57(x) }

func f57(x int) int { return x % 59 }

type t58 struct{ v int }

func (t t58) apply(x int) int { return x*4 + t.v + f58(x) }

func f58(x int) int { return x % 60 }

type t59 struct{ v int }

func (t t59) apply(x int) int { return x*5 + t.v + f59(x) }

func f59(x int) int { return x % 61 }

type t60 struct{ v int }

func (t t60) apply(x int) int { return x*1 + t.v + f60(x) }

func f60(x int) int { return x % 62 }

type t61 struct{ v int }

func (t t61) apply(x int) int { return x*2 + t.v + f61(x) }

func f61(x int) int { return x % 63 }

type t62 struct{ v int }

func (t t62) apply(x int) int { return x*3 + t.v + f62(x) }

func f62(x int) int { return x % 64 }

type t63 struct{ v int }

func (t t63) apply(x int) int { return x*4 + t.v + f63(x) }

func f63(x int) int { return x % 65 }

type t64 struct{ v int }

func (t t64) apply(x int) int { return x*5 + t.v + f64(x) }

func f64(x int) int { return x % 66 }

type t65 struct{ v int }

func (t t65) apply(x int) int { return x*1 + t.v + f65(x) }

func f65(x int) int { return x % 67 }

type t66 struct{ v int }

func (t t66) apply(x int) int { return x*2 + t.v + f66(x) }

func f66(x int) int { return x % 68 }

type t67 struct{ v int }

func (t t67) apply(x int) int { return x*3 + t.v + f67(x) }

func f67(x int) int { return x % 69 }

type t68 struct{ v int }

func (t t68) apply(x int) int { return x*4 + t.v + f68(x) }

func f68(x int) int { return x % 70 }

type t69 struct{ v int }

func (t t69) apply(x int) int { return x*5 + t.v + f69(x) }

func f69(x int) int { return x % 71 }

type t70 struct{ v int }

func (t t70) apply(x int) int { return x*1 + t.v + f70(x) }

func f70(x int) int { return x % 72 }

type t71 struct{ v int }

func (t t71) apply(x int) int { return x*2 + t.v + f71(x) }

func f71(x int) int { return x % 73 }

type t72 struct{ v int }

func (t t72) apply(x int) int { return x*3 + t.v + f72(x) }

func f72(x int) int { return x % 74 }

type t73 struct{ v int }

func (t t73) apply(x int) int { return x*4 + t.v + f73(x) }

func f73(x int) int { return x % 75 }

type t74 struct{ v int }

func (t t74) apply(x int) int { return x*5 + t.v + f74(x) }

func f74(x int) int { return x % 76 }

type t75 struct{ v int }

func (t t75) apply(x int) int { return x*1 + t.v + f75(x) }

func f75(x int) int { return x % 77 }

type t76 struct{ v int }

func (t t76) apply(x int) int { return x*2 + t.v + f76(x) }

func f76(x int) int { return x % 78 }

type t77 struct{ v int }

func (t t77) apply(x int) int { return x*3 + t.v + f77(x) }

func f77(x int) int { return x % 79 }

type t78 struct{ v int }

func (t t78) apply(x int) int { return x*4 + t.v + f78(x) }

func f78(x int) int { return x % 80 }

type t79 struct{ v int }

func (t t79) apply(x int) int { return x*5 + t.v + f79(x) }

func f79(x int) int { return x % 81 }

type t80 struct{ v int }

func (t t80) apply(x int) int { return x*1 + t.v + f80(x) }

func f80(x int) int { return x % 82 }

type t81 struct{ v int }

func (t t81) apply(x int) int { return x*2 + t.v + f81(x) }

func f81(x int) int { return x % 83 }

type t82 struct{ v int }

func (t t82) apply(x int) int { return x*3 + t.v + f82(x) }

func f82(x int) int { return x % 84 }

type t83 struct{ v int }

func (t t83) apply(x int) int { return x*4 + t.v + f83(x) }

func f83(x int) int { return x % 85 }

type t84 struct{ v int }

func (t t84) apply(x int) int { return x*5 + t.v + f84(x) }

func f84(x int) int { return x % 86 }

type t85 struct{ v int }

func (t t85) apply(x int) int { return x*1 + t.v + f85(x) }

func f85(x int) int { return x % 87 }

type t86 struct{ v int }

func (t t86) apply(x int) int { return x*2 + t.v + f86(x) }

func f86(x int) int { return x % 88 }

type t87 struct{ v int }

func (t t87) apply(x int) int { return x*3 + t.v + f87(x) }

func f87(x int) int { return x % 89 }

type t88 struct{ v int }

func (t t88) apply(x int) int { return x*4 + t.v + f88(x) }

func f88(x int) int { return x % 90 }

type t89 struct{ v int }

func (t t89) apply(x int) int { return x*5 + t.v + f89(x) }

func f89(x int) int { return x % 91 }

type t90 struct{ v int }

func (t t90) apply(x int) int { return x*1 + t.v + f90(x) }

func f90(x int) int { return x % 92 }

type t91 struct{ v int }

func (t t91) apply(x int) int { return x*2 + t.v + f91(x) }

func f91(x int) int { return x % 93 }

type t92 struct{ v int }

func (t t92) apply(x int) int { return x*3 + t.v + f92(x) }

func f92(x int) int { return x % 94 }

type t93 struct{ v int }

func (t t93) apply(x int) int { return x*4 + t.v + f93(x) }

func f93(x int) int { return x % 95 }

type t94 struct{ v int }

func (t t94) apply(x int) int { return x*5 + t.v + f94(x) }

func f94(x int) int { return x % 96 }

type t95 struct{ v int }

func (t t95) apply(x int) int { return x*1 + t.v + f95(x) }

func f95(x int) int { return x % 97 }

type t96 struct{ v int }

func (t t96) apply(x int) int { return x*2 + t.v + f96(x) }

func f96(x int) int { return x % 98 }

type t97 struct{ v int }

func (t t97) apply(x int) int { return x*3 + t.v + f97(x) }

func f97(x int) int { return x % 99 }

type t98 struct{ v int }

func (t t98) apply(x int) int { return x*4 + t.v + f98(x) }

func f98(x int) int { return x % 100 }

type t99 struct{ v int }

func (t t99) apply(x int) int { return x*5 + t.v + f99(x) }

func f99(x int) int { return x % 101 }

type t100 struct{ v int }

func (t t100) apply(x int) int { return x*1 + t.v + f100(x) }

func f100(x int) int { return x % 102 }

type t101 struct{ v int }

func (t t101) apply(x int) int { return x*2 + t.v + f101(x) }

func f101(x int) int { return x % 103 }

type t102 struct{ v int }

func (t t102) apply(x int) int { return x*3 + t.v + f102(x) }

func f102(x int) int { return x % 104 }

type t103 struct{ v int }

func (t t103) apply(x int) int { return x*4 + t.v + f103(x) }

func f103(x int) int { return x % 105 }

type t104 struct{ v int }

func (t t104) apply(x int) int { return x*5 + t.v + f104(x) }

func f104(x int) int { return x % 106 }

type t105 struct{ v int }

func (t t105) apply(x int) int { return x*1 + t.v + f105(x) }

func f105(x int) int { return x % 107 }

type t106 struct{ v int }

func (t t106) apply(x int) int { return x*2 + t.v + f106(x) }

func f106(x int) int { return x % 108 }

type t107 struct{ v int }

func (t t107) apply(x int) int { return x*3 + t.v + f107(x) }

func f107(x int) int { return x % 109 }

type t108 struct{ v int }

func (t t108) apply(x int) int { return x*4 + t.v + f108(x) }

func f108(x int) int { return x % 110 }

type t109 struct{ v int }

func (t t109) apply(x int) int { return x*5 + t.v + f109(x) }

func f109(x int) int { return x % 111 }

type t110 struct{ v int }

func (t t110) apply(x int) int { return x*1 + t.v + f110(x) }

func f110(x int) int { return x % 112 }

type t111 struct{ v int }

func (t t111) apply(x int) int { return x*2 + t.v + f111(x) }

func f111(x int) int { return x % 113 }

type t112 struct{ v int }

func (t t112) apply(x int) int { return x*3 + t.v + f112(x) }

func f112(x int) int { return x % 114 }

type t113 struct{ v int }

func (t t113) apply(x int) int { return x*4 + t.v + f113(x) }

func f113(x int) int { return x % 115 }

type t114 struct{ v int }

func (t t114) apply(x int) int { return x*5 + t.v + f114(x) }

func f114(x int) int { return x % 116 }

type t115 struct{ v int }

func (t t115) apply(x int) int { return x*1 + t.v + f115(x) }

func f115(x int) int { return x % 117 }

type t116 struct{ v int }

func (t t116) apply(x int) int { return x*2 + t.v + f116(x) }

func f116(x int) int { return x % 118 }

type t117 struct{ v int }

func (t t117) apply(x int) int { return x*3 + t.v + f117(x) }

func f117(x int) int { return x % 119 }

type t118 struct{ v int }

func (t t118) apply(x int) int { return x*4 + t.v + f118(x) }

func f118(x int) int { return x % 120 }

type t119 struct{ v int }

func (t t119) apply(x int) int { return x*5 + t.v + f119(x) }

func f119(x int) int { return x % 121 }

func main() {
	ops := []op{
		t0{0},
		t1{1},
		t2{2},
		t3{3},
		t4{4},
		t5{5},
		t6{6},
		t7{7},
		t8{8},
		t9{9},
		t10{10},
		t11{11},
		t12{12},
		t13{13},
		t14{14},
		t15{15},
		t16{16},
		t17{17},
		t18{18},
		t19{19},
		t20{20},
		t21{21},
		t22{22},
		t23{23},
		t24{24},
		t25{25},
		t26{26},
		t27{27},
		t28{28},
		t29{29},
		t30{30},
		t31{31},
		t32{32},
		t33{33},
		t34{34},
		t35{35},
		t36{36},
		t37{37},
		t38{38},
		t39{39},
		t40{40},
		t41{41},
		t42{42},
		t43{43},
		t44{44},
		t45{45},
		t46{46},
		t47{47},
		t48{48},
		t49{49},
		t50{50},
		t51{51},
		t52{52},
		t53{53},
		t54{54},
		t55{55},
		t56{56},
		t57{57},
		t58{58},
		t59{59},
		t60{60},
		t61{61},
		t62{62},
		t63{63},
		t64{64},
		t65{65},
		t66{66},
		t67{67},
		t68{68},
		t69{69},
		t70{70},
		t71{71},
		t72{72},
		t73{73},
		t74{74},
		t75{75},
		t76{76},
		t77{77},
		t78{78},
		t79{79},
		t80{80},
		t81{81},
		t82{82},
		t83{83},
		t84{84},
		t85{85},
		t86{86},
		t87{87},
		t88{88},
		t89{89},
		t90{90},
		t91{91},
		t92{92},
		t93{93},
		t94{94},
		t95{95},
		t96{96},
		t97{97},
		t98{98},
		t99{99},
		t100{100},
		t101{101},
		t102{102},
		t103{103},
		t104{104},
		t105{105},
		t106{106},
		t107{107},
		t108{108},
		t109{109},
		t110{110},
		t111{111},
		t112{112},
		t113{113},
		t114{114},
		t115{115},
		t116{116},
		t117{117},
		t118{118},
		t119{119},
	}
	x := 1
	for _, o := range ops {
		x = o.apply(x) % 1000003
	}
	fmt.Println(x)
	counts := map[string]int{}
	for _, o := range ops {
		switch o.(type) {
		case t0, t1, t2:
			counts["low"]++
		case t119:
			counts["last"]++
		default:
			counts["other"]++
		}
	}
	fmt.Println(counts)
}

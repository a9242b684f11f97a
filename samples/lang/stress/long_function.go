package main

import "fmt"

// Far jumps: a loop whose body is longer than any short branch.
func main() {
	total := 0
	for i := 0; i < 50; i++ {
		if i%7 == 3 {
			continue
		}
		if i == 45 {
			break
		}
		if (i+0)%2 == 0 {
			total += 1
		}
		if (i+1)%3 == 0 {
			total += 2
		}
		if (i+2)%4 == 0 {
			total += 3
		}
		if (i+3)%5 == 0 {
			total += 4
		}
		if (i+4)%6 == 0 {
			total += 5
		}
		if (i+5)%7 == 0 {
			total += 6
		}
		if (i+6)%8 == 0 {
			total += 7
		}
		if (i+7)%9 == 0 {
			total += 8
		}
		if (i+8)%10 == 0 {
			total += 9
		}
		if (i+9)%2 == 0 {
			total += 10
		}
		if (i+10)%3 == 0 {
			total += 11
		}
		if (i+11)%4 == 0 {
			total += 12
		}
		if (i+12)%5 == 0 {
			total += 13
		}
		if (i+13)%6 == 0 {
			total += 1
		}
		if (i+14)%7 == 0 {
			total += 2
		}
		if (i+15)%8 == 0 {
			total += 3
		}
		if (i+16)%9 == 0 {
			total += 4
		}
		if (i+17)%10 == 0 {
			total += 5
		}
		if (i+18)%2 == 0 {
			total += 6
		}
		if (i+19)%3 == 0 {
			total += 7
		}
		if (i+20)%4 == 0 {
			total += 8
		}
		if (i+21)%5 == 0 {
			total += 9
		}
		if (i+22)%6 == 0 {
			total += 10
		}
		if (i+23)%7 == 0 {
			total += 11
		}
		if (i+24)%8 == 0 {
			total += 12
		}
		if (i+25)%9 == 0 {
			total += 13
		}
		if (i+26)%10 == 0 {
			total += 1
		}
		if (i+27)%2 == 0 {
			total += 2
		}
		if (i+28)%3 == 0 {
			total += 3
		}
		if (i+29)%4 == 0 {
			total += 4
		}
		if (i+30)%5 == 0 {
			total += 5
		}
		if (i+31)%6 == 0 {
			total += 6
		}
		if (i+32)%7 == 0 {
			total += 7
		}
		if (i+33)%8 == 0 {
			total += 8
		}
		if (i+34)%9 == 0 {
			total += 9
		}
		if (i+35)%10 == 0 {
			total += 10
		}
		if (i+36)%2 == 0 {
			total += 11
		}
		if (i+37)%3 == 0 {
			total += 12
		}
		if (i+38)%4 == 0 {
			total += 13
		}
		if (i+39)%5 == 0 {
			total += 1
		}
		if (i+40)%6 == 0 {
			total += 2
		}
		if (i+41)%7 == 0 {
			total += 3
		}
		if (i+42)%8 == 0 {
			total += 4
		}
		if (i+43)%9 == 0 {
			total += 5
		}
		if (i+44)%10 == 0 {
			total += 6
		}
		if (i+45)%2 == 0 {
			total += 7
		}
		if (i+46)%3 == 0 {
			total += 8
		}
		if (i+47)%4 == 0 {
			total += 9
		}
		if (i+48)%5 == 0 {
			total += 10
		}
		if (i+49)%6 == 0 {
			total += 11
		}
		if (i+50)%7 == 0 {
			total += 12
		}
		if (i+51)%8 == 0 {
			total += 13
		}
		if (i+52)%9 == 0 {
			total += 1
		}
		if (i+53)%10 == 0 {
			total += 2
		}
		if (i+54)%2 == 0 {
			total += 3
		}
		if (i+55)%3 == 0 {
			total += 4
		}
		if (i+56)%4 == 0 {
			total += 5
		}
		if (i+57)%5 == 0 {
			total += 6
		}
		if (i+58)%6 == 0 {
			total += 7
		}
		if (i+59)%7 == 0 {
			total += 8
		}
		if (i+60)%8 == 0 {
			total += 9
		}
		if (i+61)%9 == 0 {
			total += 10
		}
		if (i+62)%10 == 0 {
			total += 11
		}
		if (i+63)%2 == 0 {
			total += 12
		}
		if (i+64)%3 == 0 {
			total += 13
		}
		if (i+65)%4 == 0 {
			total += 1
		}
		if (i+66)%5 == 0 {
			total += 2
		}
		if (i+67)%6 == 0 {
			total += 3
		}
		if (i+68)%7 == 0 {
			total += 4
		}
		if (i+69)%8 == 0 {
			total += 5
		}
		if (i+70)%9 == 0 {
			total += 6
		}
		if (i+71)%10 == 0 {
			total += 7
		}
		if (i+72)%2 == 0 {
			total += 8
		}
		if (i+73)%3 == 0 {
			total += 9
		}
		if (i+74)%4 == 0 {
			total += 10
		}
		if (i+75)%5 == 0 {
			total += 11
		}
		if (i+76)%6 == 0 {
			total += 12
		}
		if (i+77)%7 == 0 {
			total += 13
		}
		if (i+78)%8 == 0 {
			total += 1
		}
		if (i+79)%9 == 0 {
			total += 2
		}
		if (i+80)%10 == 0 {
			total += 3
		}
		if (i+81)%2 == 0 {
			total += 4
		}
		if (i+82)%3 == 0 {
			total += 5
		}
		if (i+83)%4 == 0 {
			total += 6
		}
		if (i+84)%5 == 0 {
			total += 7
		}
		if (i+85)%6 == 0 {
			total += 8
		}
		if (i+86)%7 == 0 {
			total += 9
		}
		if (i+87)%8 == 0 {
			total += 10
		}
		if (i+88)%9 == 0 {
			total += 11
		}
		if (i+89)%10 == 0 {
			total += 12
		}
		if (i+90)%2 == 0 {
			total += 13
		}
		if (i+91)%3 == 0 {
			total += 1
		}
		if (i+92)%4 == 0 {
			total += 2
		}
		if (i+93)%5 == 0 {
			total += 3
		}
		if (i+94)%6 == 0 {
			total += 4
		}
		if (i+95)%7 == 0 {
			total += 5
		}
		if (i+96)%8 == 0 {
			total += 6
		}
		if (i+97)%9 == 0 {
			total += 7
		}
		if (i+98)%10 == 0 {
			total += 8
		}
		if (i+99)%2 == 0 {
			total += 9
		}
		if (i+100)%3 == 0 {
			total += 10
		}
		if (i+101)%4 == 0 {
			total += 11
		}
		if (i+102)%5 == 0 {
			total += 12
		}
		if (i+103)%6 == 0 {
			total += 13
		}
		if (i+104)%7 == 0 {
			total += 1
		}
		if (i+105)%8 == 0 {
			total += 2
		}
		if (i+106)%9 == 0 {
			total += 3
		}
		if (i+107)%10 == 0 {
			total += 4
		}
		if (i+108)%2 == 0 {
			total += 5
		}
		if (i+109)%3 == 0 {
			total += 6
		}
		if (i+110)%4 == 0 {
			total += 7
		}
		if (i+111)%5 == 0 {
			total += 8
		}
		if (i+112)%6 == 0 {
			total += 9
		}
		if (i+113)%7 == 0 {
			total += 10
		}
		if (i+114)%8 == 0 {
			total += 11
		}
		if (i+115)%9 == 0 {
			total += 12
		}
		if (i+116)%10 == 0 {
			total += 13
		}
		if (i+117)%2 == 0 {
			total += 1
		}
		if (i+118)%3 == 0 {
			total += 2
		}
		if (i+119)%4 == 0 {
			total += 3
		}
		if (i+120)%5 == 0 {
			total += 4
		}
		if (i+121)%6 == 0 {
			total += 5
		}
		if (i+122)%7 == 0 {
			total += 6
		}
		if (i+123)%8 == 0 {
			total += 7
		}
		if (i+124)%9 == 0 {
			total += 8
		}
		if (i+125)%10 == 0 {
			total += 9
		}
		if (i+126)%2 == 0 {
			total += 10
		}
		if (i+127)%3 == 0 {
			total += 11
		}
		if (i+128)%4 == 0 {
			total += 12
		}
		if (i+129)%5 == 0 {
			total += 13
		}
		if (i+130)%6 == 0 {
			total += 1
		}
		if (i+131)%7 == 0 {
			total += 2
		}
		if (i+132)%8 == 0 {
			total += 3
		}
		if (i+133)%9 == 0 {
			total += 4
		}
		if (i+134)%10 == 0 {
			total += 5
		}
		if (i+135)%2 == 0 {
			total += 6
		}
		if (i+136)%3 == 0 {
			total += 7
		}
		if (i+137)%4 == 0 {
			total += 8
		}
		if (i+138)%5 == 0 {
			total += 9
		}
		if (i+139)%6 == 0 {
			total += 10
		}
		if (i+140)%7 == 0 {
			total += 11
		}
		if (i+141)%8 == 0 {
			total += 12
		}
		if (i+142)%9 == 0 {
			total += 13
		}
		if (i+143)%10 == 0 {
			total += 1
		}
		if (i+144)%2 == 0 {
			total += 2
		}
		if (i+145)%3 == 0 {
			total += 3
		}
		if (i+146)%4 == 0 {
			total += 4
		}
		if (i+147)%5 == 0 {
			total += 5
		}
		if (i+148)%6 == 0 {
			total += 6
		}
		if (i+149)%7 == 0 {
			total += 7
		}
		if (i+150)%8 == 0 {
			total += 8
		}
		if (i+151)%9 == 0 {
			total += 9
		}
		if (i+152)%10 == 0 {
			total += 10
		}
		if (i+153)%2 == 0 {
			total += 11
		}
		if (i+154)%3 == 0 {
			total += 12
		}
		if (i+155)%4 == 0 {
			total += 13
		}
		if (i+156)%5 == 0 {
			total += 1
		}
		if (i+157)%6 == 0 {
			total += 2
		}
		if (i+158)%7 == 0 {
			total += 3
		}
		if (i+159)%8 == 0 {
			total += 4
		}
		if (i+160)%9 == 0 {
			total += 5
		}
		if (i+161)%10 == 0 {
			total += 6
		}
		if (i+162)%2 == 0 {
			total += 7
		}
		if (i+163)%3 == 0 {
			total += 8
		}
		if (i+164)%4 == 0 {
			total += 9
		}
		if (i+165)%5 == 0 {
			total += 10
		}
		if (i+166)%6 == 0 {
			total += 11
		}
		if (i+167)%7 == 0 {
			total += 12
		}
		if (i+168)%8 == 0 {
			total += 13
		}
		if (i+169)%9 == 0 {
			total += 1
		}
		if (i+170)%10 == 0 {
			total += 2
		}
		if (i+171)%2 == 0 {
			total += 3
		}
		if (i+172)%3 == 0 {
			total += 4
		}
		if (i+173)%4 == 0 {
			total += 5
		}
		if (i+174)%5 == 0 {
			total += 6
		}
		if (i+175)%6 == 0 {
			total += 7
		}
		if (i+176)%7 == 0 {
			total += 8
		}
		if (i+177)%8 == 0 {
			total += 9
		}
		if (i+178)%9 == 0 {
			total += 10
		}
		if (i+179)%10 == 0 {
			total += 11
		}
		if (i+180)%2 == 0 {
			total += 12
		}
		if (i+181)%3 == 0 {
			total += 13
		}
		if (i+182)%4 == 0 {
			total += 1
		}
		if (i+183)%5 == 0 {
			total += 2
		}
		if (i+184)%6 == 0 {
			total += 3
		}
		if (i+185)%7 == 0 {
			total += 4
		}
		if (i+186)%8 == 0 {
			total += 5
		}
		if (i+187)%9 == 0 {
			total += 6
		}
		if (i+188)%10 == 0 {
			total += 7
		}
		if (i+189)%2 == 0 {
			total += 8
		}
		if (i+190)%3 == 0 {
			total += 9
		}
		if (i+191)%4 == 0 {
			total += 10
		}
		if (i+192)%5 == 0 {
			total += 11
		}
		if (i+193)%6 == 0 {
			total += 12
		}
		if (i+194)%7 == 0 {
			total += 13
		}
		if (i+195)%8 == 0 {
			total += 1
		}
		if (i+196)%9 == 0 {
			total += 2
		}
		if (i+197)%10 == 0 {
			total += 3
		}
		if (i+198)%2 == 0 {
			total += 4
		}
		if (i+199)%3 == 0 {
			total += 5
		}
		if (i+200)%4 == 0 {
			total += 6
		}
		if (i+201)%5 == 0 {
			total += 7
		}
		if (i+202)%6 == 0 {
			total += 8
		}
		if (i+203)%7 == 0 {
			total += 9
		}
		if (i+204)%8 == 0 {
			total += 10
		}
		if (i+205)%9 == 0 {
			total += 11
		}
		if (i+206)%10 == 0 {
			total += 12
		}
		if (i+207)%2 == 0 {
			total += 13
		}
		if (i+208)%3 == 0 {
			total += 1
		}
		if (i+209)%4 == 0 {
			total += 2
		}
		if (i+210)%5 == 0 {
			total += 3
		}
		if (i+211)%6 == 0 {
			total += 4
		}
		if (i+212)%7 == 0 {
			total += 5
		}
		if (i+213)%8 == 0 {
			total += 6
		}
		if (i+214)%9 == 0 {
			total += 7
		}
		if (i+215)%10 == 0 {
			total += 8
		}
		if (i+216)%2 == 0 {
			total += 9
		}
		if (i+217)%3 == 0 {
			total += 10
		}
		if (i+218)%4 == 0 {
			total += 11
		}
		if (i+219)%5 == 0 {
			total += 12
		}
		if (i+220)%6 == 0 {
			total += 13
		}
		if (i+221)%7 == 0 {
			total += 1
		}
		if (i+222)%8 == 0 {
			total += 2
		}
		if (i+223)%9 == 0 {
			total += 3
		}
		if (i+224)%10 == 0 {
			total += 4
		}
		if (i+225)%2 == 0 {
			total += 5
		}
		if (i+226)%3 == 0 {
			total += 6
		}
		if (i+227)%4 == 0 {
			total += 7
		}
		if (i+228)%5 == 0 {
			total += 8
		}
		if (i+229)%6 == 0 {
			total += 9
		}
		if (i+230)%7 == 0 {
			total += 10
		}
		if (i+231)%8 == 0 {
			total += 11
		}
		if (i+232)%9 == 0 {
			total += 12
		}
		if (i+233)%10 == 0 {
			total += 13
		}
		if (i+234)%2 == 0 {
			total += 1
		}
		if (i+235)%3 == 0 {
			total += 2
		}
		if (i+236)%4 == 0 {
			total += 3
		}
		if (i+237)%5 == 0 {
			total += 4
		}
		if (i+238)%6 == 0 {
			total += 5
		}
		if (i+239)%7 == 0 {
			total += 6
		}
		if (i+240)%8 == 0 {
			total += 7
		}
		if (i+241)%9 == 0 {
			total += 8
		}
		if (i+242)%10 == 0 {
			total += 9
		}
		if (i+243)%2 == 0 {
			total += 10
		}
		if (i+244)%3 == 0 {
			total += 11
		}
		if (i+245)%4 == 0 {
			total += 12
		}
		if (i+246)%5 == 0 {
			total += 13
		}
		if (i+247)%6 == 0 {
			total += 1
		}
		if (i+248)%7 == 0 {
			total += 2
		}
		if (i+249)%8 == 0 {
			total += 3
		}
		if (i+250)%9 == 0 {
			total += 4
		}
		if (i+251)%10 == 0 {
			total += 5
		}
		if (i+252)%2 == 0 {
			total += 6
		}
		if (i+253)%3 == 0 {
			total += 7
		}
		if (i+254)%4 == 0 {
			total += 8
		}
		if (i+255)%5 == 0 {
			total += 9
		}
		if (i+256)%6 == 0 {
			total += 10
		}
		if (i+257)%7 == 0 {
			total += 11
		}
		if (i+258)%8 == 0 {
			total += 12
		}
		if (i+259)%9 == 0 {
			total += 13
		}
		if (i+260)%10 == 0 {
			total += 1
		}
		if (i+261)%2 == 0 {
			total += 2
		}
		if (i+262)%3 == 0 {
			total += 3
		}
		if (i+263)%4 == 0 {
			total += 4
		}
		if (i+264)%5 == 0 {
			total += 5
		}
		if (i+265)%6 == 0 {
			total += 6
		}
		if (i+266)%7 == 0 {
			total += 7
		}
		if (i+267)%8 == 0 {
			total += 8
		}
		if (i+268)%9 == 0 {
			total += 9
		}
		if (i+269)%10 == 0 {
			total += 10
		}
		if (i+270)%2 == 0 {
			total += 11
		}
		if (i+271)%3 == 0 {
			total += 12
		}
		if (i+272)%4 == 0 {
			total += 13
		}
		if (i+273)%5 == 0 {
			total += 1
		}
		if (i+274)%6 == 0 {
			total += 2
		}
		if (i+275)%7 == 0 {
			total += 3
		}
		if (i+276)%8 == 0 {
			total += 4
		}
		if (i+277)%9 == 0 {
			total += 5
		}
		if (i+278)%10 == 0 {
			total += 6
		}
		if (i+279)%2 == 0 {
			total += 7
		}
		if (i+280)%3 == 0 {
			total += 8
		}
		if (i+281)%4 == 0 {
			total += 9
		}
		if (i+282)%5 == 0 {
			total += 10
		}
		if (i+283)%6 == 0 {
			total += 11
		}
		if (i+284)%7 == 0 {
			total += 12
		}
		if (i+285)%8 == 0 {
			total += 13
		}
		if (i+286)%9 == 0 {
			total += 1
		}
		if (i+287)%10 == 0 {
			total += 2
		}
		if (i+288)%2 == 0 {
			total += 3
		}
		if (i+289)%3 == 0 {
			total += 4
		}
		if (i+290)%4 == 0 {
			total += 5
		}
		if (i+291)%5 == 0 {
			total += 6
		}
		if (i+292)%6 == 0 {
			total += 7
		}
		if (i+293)%7 == 0 {
			total += 8
		}
		if (i+294)%8 == 0 {
			total += 9
		}
		if (i+295)%9 == 0 {
			total += 10
		}
		if (i+296)%10 == 0 {
			total += 11
		}
		if (i+297)%2 == 0 {
			total += 12
		}
		if (i+298)%3 == 0 {
			total += 13
		}
		if (i+299)%4 == 0 {
			total += 1
		}
		if (i+300)%5 == 0 {
			total += 2
		}
		if (i+301)%6 == 0 {
			total += 3
		}
		if (i+302)%7 == 0 {
			total += 4
		}
		if (i+303)%8 == 0 {
			total += 5
		}
		if (i+304)%9 == 0 {
			total += 6
		}
		if (i+305)%10 == 0 {
			total += 7
		}
		if (i+306)%2 == 0 {
			total += 8
		}
		if (i+307)%3 == 0 {
			total += 9
		}
		if (i+308)%4 == 0 {
			total += 10
		}
		if (i+309)%5 == 0 {
			total += 11
		}
		if (i+310)%6 == 0 {
			total += 12
		}
		if (i+311)%7 == 0 {
			total += 13
		}
		if (i+312)%8 == 0 {
			total += 1
		}
		if (i+313)%9 == 0 {
			total += 2
		}
		if (i+314)%10 == 0 {
			total += 3
		}
		if (i+315)%2 == 0 {
			total += 4
		}
		if (i+316)%3 == 0 {
			total += 5
		}
		if (i+317)%4 == 0 {
			total += 6
		}
		if (i+318)%5 == 0 {
			total += 7
		}
		if (i+319)%6 == 0 {
			total += 8
		}
		if (i+320)%7 == 0 {
			total += 9
		}
		if (i+321)%8 == 0 {
			total += 10
		}
		if (i+322)%9 == 0 {
			total += 11
		}
		if (i+323)%10 == 0 {
			total += 12
		}
		if (i+324)%2 == 0 {
			total += 13
		}
		if (i+325)%3 == 0 {
			total += 1
		}
		if (i+326)%4 == 0 {
			total += 2
		}
		if (i+327)%5 == 0 {
			total += 3
		}
		if (i+328)%6 == 0 {
			total += 4
		}
		if (i+329)%7 == 0 {
			total += 5
		}
		if (i+330)%8 == 0 {
			total += 6
		}
		if (i+331)%9 == 0 {
			total += 7
		}
		if (i+332)%10 == 0 {
			total += 8
		}
		if (i+333)%2 == 0 {
			total += 9
		}
		if (i+334)%3 == 0 {
			total += 10
		}
		if (i+335)%4 == 0 {
			total += 11
		}
		if (i+336)%5 == 0 {
			total += 12
		}
		if (i+337)%6 == 0 {
			total += 13
		}
		if (i+338)%7 == 0 {
			total += 1
		}
		if (i+339)%8 == 0 {
			total += 2
		}
		if (i+340)%9 == 0 {
			total += 3
		}
		if (i+341)%10 == 0 {
			total += 4
		}
		if (i+342)%2 == 0 {
			total += 5
		}
		if (i+343)%3 == 0 {
			total += 6
		}
		if (i+344)%4 == 0 {
			total += 7
		}
		if (i+345)%5 == 0 {
			total += 8
		}
		if (i+346)%6 == 0 {
			total += 9
		}
		if (i+347)%7 == 0 {
			total += 10
		}
		if (i+348)%8 == 0 {
			total += 11
		}
		if (i+349)%9 == 0 {
			total += 12
		}
		if (i+350)%10 == 0 {
			total += 13
		}
		if (i+351)%2 == 0 {
			total += 1
		}
		if (i+352)%3 == 0 {
			total += 2
		}
		if (i+353)%4 == 0 {
			total += 3
		}
		if (i+354)%5 == 0 {
			total += 4
		}
		if (i+355)%6 == 0 {
			total += 5
		}
		if (i+356)%7 == 0 {
			total += 6
		}
		if (i+357)%8 == 0 {
			total += 7
		}
		if (i+358)%9 == 0 {
			total += 8
		}
		if (i+359)%10 == 0 {
			total += 9
		}
		if (i+360)%2 == 0 {
			total += 10
		}
		if (i+361)%3 == 0 {
			total += 11
		}
		if (i+362)%4 == 0 {
			total += 12
		}
		if (i+363)%5 == 0 {
			total += 13
		}
		if (i+364)%6 == 0 {
			total += 1
		}
		if (i+365)%7 == 0 {
			total += 2
		}
		if (i+366)%8 == 0 {
			total += 3
		}
		if (i+367)%9 == 0 {
			total += 4
		}
		if (i+368)%10 == 0 {
			total += 5
		}
		if (i+369)%2 == 0 {
			total += 6
		}
		if (i+370)%3 == 0 {
			total += 7
		}
		if (i+371)%4 == 0 {
			total += 8
		}
		if (i+372)%5 == 0 {
			total += 9
		}
		if (i+373)%6 == 0 {
			total += 10
		}
		if (i+374)%7 == 0 {
			total += 11
		}
		if (i+375)%8 == 0 {
			total += 12
		}
		if (i+376)%9 == 0 {
			total += 13
		}
		if (i+377)%10 == 0 {
			total += 1
		}
		if (i+378)%2 == 0 {
			total += 2
		}
		if (i+379)%3 == 0 {
			total += 3
		}
		if (i+380)%4 == 0 {
			total += 4
		}
		if (i+381)%5 == 0 {
			total += 5
		}
		if (i+382)%6 == 0 {
			total += 6
		}
		if (i+383)%7 == 0 {
			total += 7
		}
		if (i+384)%8 == 0 {
			total += 8
		}
		if (i+385)%9 == 0 {
			total += 9
		}
		if (i+386)%10 == 0 {
			total += 10
		}
		if (i+387)%2 == 0 {
			total += 11
		}
		if (i+388)%3 == 0 {
			total += 12
		}
		if (i+389)%4 == 0 {
			total += 13
		}
		if (i+390)%5 == 0 {
			total += 1
		}
		if (i+391)%6 == 0 {
			total += 2
		}
		if (i+392)%7 == 0 {
			total += 3
		}
		if (i+393)%8 == 0 {
			total += 4
		}
		if (i+394)%9 == 0 {
			total += 5
		}
		if (i+395)%10 == 0 {
			total += 6
		}
		if (i+396)%2 == 0 {
			total += 7
		}
		if (i+397)%3 == 0 {
			total += 8
		}
		if (i+398)%4 == 0 {
			total += 9
		}
		if (i+399)%5 == 0 {
			total += 10
		}
		if (i+400)%6 == 0 {
			total += 11
		}
		if (i+401)%7 == 0 {
			total += 12
		}
		if (i+402)%8 == 0 {
			total += 13
		}
		if (i+403)%9 == 0 {
			total += 1
		}
		if (i+404)%10 == 0 {
			total += 2
		}
		if (i+405)%2 == 0 {
			total += 3
		}
		if (i+406)%3 == 0 {
			total += 4
		}
		if (i+407)%4 == 0 {
			total += 5
		}
		if (i+408)%5 == 0 {
			total += 6
		}
		if (i+409)%6 == 0 {
			total += 7
		}
		if (i+410)%7 == 0 {
			total += 8
		}
		if (i+411)%8 == 0 {
			total += 9
		}
		if (i+412)%9 == 0 {
			total += 10
		}
		if (i+413)%10 == 0 {
			total += 11
		}
		if (i+414)%2 == 0 {
			total += 12
		}
		if (i+415)%3 == 0 {
			total += 13
		}
		if (i+416)%4 == 0 {
			total += 1
		}
		if (i+417)%5 == 0 {
			total += 2
		}
		if (i+418)%6 == 0 {
			total += 3
		}
		if (i+419)%7 == 0 {
			total += 4
		}
		if (i+420)%8 == 0 {
			total += 5
		}
		if (i+421)%9 == 0 {
			total += 6
		}
		if (i+422)%10 == 0 {
			total += 7
		}
		if (i+423)%2 == 0 {
			total += 8
		}
		if (i+424)%3 == 0 {
			total += 9
		}
		if (i+425)%4 == 0 {
			total += 10
		}
		if (i+426)%5 == 0 {
			total += 11
		}
		if (i+427)%6 == 0 {
			total += 12
		}
		if (i+428)%7 == 0 {
			total += 13
		}
		if (i+429)%8 == 0 {
			total += 1
		}
		if (i+430)%9 == 0 {
			total += 2
		}
		if (i+431)%10 == 0 {
			total += 3
		}
		if (i+432)%2 == 0 {
			total += 4
		}
		if (i+433)%3 == 0 {
			total += 5
		}
		if (i+434)%4 == 0 {
			total += 6
		}
		if (i+435)%5 == 0 {
			total += 7
		}
		if (i+436)%6 == 0 {
			total += 8
		}
		if (i+437)%7 == 0 {
			total += 9
		}
		if (i+438)%8 == 0 {
			total += 10
		}
		if (i+439)%9 == 0 {
			total += 11
		}
		if (i+440)%10 == 0 {
			total += 12
		}
		if (i+441)%2 == 0 {
			total += 13
		}
		if (i+442)%3 == 0 {
			total += 1
		}
		if (i+443)%4 == 0 {
			total += 2
		}
		if (i+444)%5 == 0 {
			total += 3
		}
		if (i+445)%6 == 0 {
			total += 4
		}
		if (i+446)%7 == 0 {
			total += 5
		}
		if (i+447)%8 == 0 {
			total += 6
		}
		if (i+448)%9 == 0 {
			total += 7
		}
		if (i+449)%10 == 0 {
			total += 8
		}
		if (i+450)%2 == 0 {
			total += 9
		}
		if (i+451)%3 == 0 {
			total += 10
		}
		if (i+452)%4 == 0 {
			total += 11
		}
		if (i+453)%5 == 0 {
			total += 12
		}
		if (i+454)%6 == 0 {
			total += 13
		}
		if (i+455)%7 == 0 {
			total += 1
		}
		if (i+456)%8 == 0 {
			total += 2
		}
		if (i+457)%9 == 0 {
			total += 3
		}
		if (i+458)%10 == 0 {
			total += 4
		}
		if (i+459)%2 == 0 {
			total += 5
		}
		if (i+460)%3 == 0 {
			total += 6
		}
		if (i+461)%4 == 0 {
			total += 7
		}
		if (i+462)%5 == 0 {
			total += 8
		}
		if (i+463)%6 == 0 {
			total += 9
		}
		if (i+464)%7 == 0 {
			total += 10
		}
		if (i+465)%8 == 0 {
			total += 11
		}
		if (i+466)%9 == 0 {
			total += 12
		}
		if (i+467)%10 == 0 {
			total += 13
		}
		if (i+468)%2 == 0 {
			total += 1
		}
		if (i+469)%3 == 0 {
			total += 2
		}
		if (i+470)%4 == 0 {
			total += 3
		}
		if (i+471)%5 == 0 {
			total += 4
		}
		if (i+472)%6 == 0 {
			total += 5
		}
		if (i+473)%7 == 0 {
			total += 6
		}
		if (i+474)%8 == 0 {
			total += 7
		}
		if (i+475)%9 == 0 {
			total += 8
		}
		if (i+476)%10 == 0 {
			total += 9
		}
		if (i+477)%2 == 0 {
			total += 10
		}
		if (i+478)%3 == 0 {
			total += 11
		}
		if (i+479)%4 == 0 {
			total += 12
		}
		if (i+480)%5 == 0 {
			total += 13
		}
		if (i+481)%6 == 0 {
			total += 1
		}
		if (i+482)%7 == 0 {
			total += 2
		}
		if (i+483)%8 == 0 {
			total += 3
		}
		if (i+484)%9 == 0 {
			total += 4
		}
		if (i+485)%10 == 0 {
			total += 5
		}
		if (i+486)%2 == 0 {
			total += 6
		}
		if (i+487)%3 == 0 {
			total += 7
		}
		if (i+488)%4 == 0 {
			total += 8
		}
		if (i+489)%5 == 0 {
			total += 9
		}
		if (i+490)%6 == 0 {
			total += 10
		}
		if (i+491)%7 == 0 {
			total += 11
		}
		if (i+492)%8 == 0 {
			total += 12
		}
		if (i+493)%9 == 0 {
			total += 13
		}
		if (i+494)%10 == 0 {
			total += 1
		}
		if (i+495)%2 == 0 {
			total += 2
		}
		if (i+496)%3 == 0 {
			total += 3
		}
		if (i+497)%4 == 0 {
			total += 4
		}
		if (i+498)%5 == 0 {
			total += 5
		}
		if (i+499)%6 == 0 {
			total += 6
		}
		if (i+500)%7 == 0 {
			total += 7
		}
		if (i+501)%8 == 0 {
			total += 8
		}
		if (i+502)%9 == 0 {
			total += 9
		}
		if (i+503)%10 == 0 {
			total += 10
		}
		if (i+504)%2 == 0 {
			total += 11
		}
		if (i+505)%3 == 0 {
			total += 12
		}
		if (i+506)%4 == 0 {
			total += 13
		}
		if (i+507)%5 == 0 {
			total += 1
		}
		if (i+508)%6 == 0 {
			total += 2
		}
		if (i+509)%7 == 0 {
			total += 3
		}
		if (i+510)%8 == 0 {
			total += 4
		}
		if (i+511)%9 == 0 {
			total += 5
		}
		if (i+512)%10 == 0 {
			total += 6
		}
		if (i+513)%2 == 0 {
			total += 7
		}
		if (i+514)%3 == 0 {
			total += 8
		}
		if (i+515)%4 == 0 {
			total += 9
		}
		if (i+516)%5 == 0 {
			total += 10
		}
		if (i+517)%6 == 0 {
			total += 11
		}
		if (i+518)%7 == 0 {
			total += 12
		}
		if (i+519)%8 == 0 {
			total += 13
		}
		if (i+520)%9 == 0 {
			total += 1
		}
		if (i+521)%10 == 0 {
			total += 2
		}
		if (i+522)%2 == 0 {
			total += 3
		}
		if (i+523)%3 == 0 {
			total += 4
		}
		if (i+524)%4 == 0 {
			total += 5
		}
		if (i+525)%5 == 0 {
			total += 6
		}
		if (i+526)%6 == 0 {
			total += 7
		}
		if (i+527)%7 == 0 {
			total += 8
		}
		if (i+528)%8 == 0 {
			total += 9
		}
		if (i+529)%9 == 0 {
			total += 10
		}
		if (i+530)%10 == 0 {
			total += 11
		}
		if (i+531)%2 == 0 {
			total += 12
		}
		if (i+532)%3 == 0 {
			total += 13
		}
		if (i+533)%4 == 0 {
			total += 1
		}
		if (i+534)%5 == 0 {
			total += 2
		}
		if (i+535)%6 == 0 {
			total += 3
		}
		if (i+536)%7 == 0 {
			total += 4
		}
		if (i+537)%8 == 0 {
			total += 5
		}
		if (i+538)%9 == 0 {
			total += 6
		}
		if (i+539)%10 == 0 {
			total += 7
		}
		if (i+540)%2 == 0 {
			total += 8
		}
		if (i+541)%3 == 0 {
			total += 9
		}
		if (i+542)%4 == 0 {
			total += 10
		}
		if (i+543)%5 == 0 {
			total += 11
		}
		if (i+544)%6 == 0 {
			total += 12
		}
		if (i+545)%7 == 0 {
			total += 13
		}
		if (i+546)%8 == 0 {
			total += 1
		}
		if (i+547)%9 == 0 {
			total += 2
		}
		if (i+548)%10 == 0 {
			total += 3
		}
		if (i+549)%2 == 0 {
			total += 4
		}
		if (i+550)%3 == 0 {
			total += 5
		}
		if (i+551)%4 == 0 {
			total += 6
		}
		if (i+552)%5 == 0 {
			total += 7
		}
		if (i+553)%6 == 0 {
			total += 8
		}
		if (i+554)%7 == 0 {
			total += 9
		}
		if (i+555)%8 == 0 {
			total += 10
		}
		if (i+556)%9 == 0 {
			total += 11
		}
		if (i+557)%10 == 0 {
			total += 12
		}
		if (i+558)%2 == 0 {
			total += 13
		}
		if (i+559)%3 == 0 {
			total += 1
		}
		if (i+560)%4 == 0 {
			total += 2
		}
		if (i+561)%5 == 0 {
			total += 3
		}
		if (i+562)%6 == 0 {
			total += 4
		}
		if (i+563)%7 == 0 {
			total += 5
		}
		if (i+564)%8 == 0 {
			total += 6
		}
		if (i+565)%9 == 0 {
			total += 7
		}
		if (i+566)%10 == 0 {
			total += 8
		}
		if (i+567)%2 == 0 {
			total += 9
		}
		if (i+568)%3 == 0 {
			total += 10
		}
		if (i+569)%4 == 0 {
			total += 11
		}
		if (i+570)%5 == 0 {
			total += 12
		}
		if (i+571)%6 == 0 {
			total += 13
		}
		if (i+572)%7 == 0 {
			total += 1
		}
		if (i+573)%8 == 0 {
			total += 2
		}
		if (i+574)%9 == 0 {
			total += 3
		}
		if (i+575)%10 == 0 {
			total += 4
		}
		if (i+576)%2 == 0 {
			total += 5
		}
		if (i+577)%3 == 0 {
			total += 6
		}
		if (i+578)%4 == 0 {
			total += 7
		}
		if (i+579)%5 == 0 {
			total += 8
		}
		if (i+580)%6 == 0 {
			total += 9
		}
		if (i+581)%7 == 0 {
			total += 10
		}
		if (i+582)%8 == 0 {
			total += 11
		}
		if (i+583)%9 == 0 {
			total += 12
		}
		if (i+584)%10 == 0 {
			total += 13
		}
		if (i+585)%2 == 0 {
			total += 1
		}
		if (i+586)%3 == 0 {
			total += 2
		}
		if (i+587)%4 == 0 {
			total += 3
		}
		if (i+588)%5 == 0 {
			total += 4
		}
		if (i+589)%6 == 0 {
			total += 5
		}
		if (i+590)%7 == 0 {
			total += 6
		}
		if (i+591)%8 == 0 {
			total += 7
		}
		if (i+592)%9 == 0 {
			total += 8
		}
		if (i+593)%10 == 0 {
			total += 9
		}
		if (i+594)%2 == 0 {
			total += 10
		}
		if (i+595)%3 == 0 {
			total += 11
		}
		if (i+596)%4 == 0 {
			total += 12
		}
		if (i+597)%5 == 0 {
			total += 13
		}
		if (i+598)%6 == 0 {
			total += 1
		}
		if (i+599)%7 == 0 {
			total += 2
		}
		if (i+600)%8 == 0 {
			total += 3
		}
		if (i+601)%9 == 0 {
			total += 4
		}
		if (i+602)%10 == 0 {
			total += 5
		}
		if (i+603)%2 == 0 {
			total += 6
		}
		if (i+604)%3 == 0 {
			total += 7
		}
		if (i+605)%4 == 0 {
			total += 8
		}
		if (i+606)%5 == 0 {
			total += 9
		}
		if (i+607)%6 == 0 {
			total += 10
		}
		if (i+608)%7 == 0 {
			total += 11
		}
		if (i+609)%8 == 0 {
			total += 12
		}
		if (i+610)%9 == 0 {
			total += 13
		}
		if (i+611)%10 == 0 {
			total += 1
		}
		if (i+612)%2 == 0 {
			total += 2
		}
		if (i+613)%3 == 0 {
			total += 3
		}
		if (i+614)%4 == 0 {
			total += 4
		}
		if (i+615)%5 == 0 {
			total += 5
		}
		if (i+616)%6 == 0 {
			total += 6
		}
		if (i+617)%7 == 0 {
			total += 7
		}
		if (i+618)%8 == 0 {
			total += 8
		}
		if (i+619)%9 == 0 {
			total += 9
		}
		if (i+620)%10 == 0 {
			total += 10
		}
		if (i+621)%2 == 0 {
			total += 11
		}
		if (i+622)%3 == 0 {
			total += 12
		}
		if (i+623)%4 == 0 {
			total += 13
		}
		if (i+624)%5 == 0 {
			total += 1
		}
		if (i+625)%6 == 0 {
			total += 2
		}
		if (i+626)%7 == 0 {
			total += 3
		}
		if (i+627)%8 == 0 {
			total += 4
		}
		if (i+628)%9 == 0 {
			total += 5
		}
		if (i+629)%10 == 0 {
			total += 6
		}
		if (i+630)%2 == 0 {
			total += 7
		}
		if (i+631)%3 == 0 {
			total += 8
		}
		if (i+632)%4 == 0 {
			total += 9
		}
		if (i+633)%5 == 0 {
			total += 10
		}
		if (i+634)%6 == 0 {
			total += 11
		}
		if (i+635)%7 == 0 {
			total += 12
		}
		if (i+636)%8 == 0 {
			total += 13
		}
		if (i+637)%9 == 0 {
			total += 1
		}
		if (i+638)%10 == 0 {
			total += 2
		}
		if (i+639)%2 == 0 {
			total += 3
		}
		if (i+640)%3 == 0 {
			total += 4
		}
		if (i+641)%4 == 0 {
			total += 5
		}
		if (i+642)%5 == 0 {
			total += 6
		}
		if (i+643)%6 == 0 {
			total += 7
		}
		if (i+644)%7 == 0 {
			total += 8
		}
		if (i+645)%8 == 0 {
			total += 9
		}
		if (i+646)%9 == 0 {
			total += 10
		}
		if (i+647)%10 == 0 {
			total += 11
		}
		if (i+648)%2 == 0 {
			total += 12
		}
		if (i+649)%3 == 0 {
			total += 13
		}
		if (i+650)%4 == 0 {
			total += 1
		}
		if (i+651)%5 == 0 {
			total += 2
		}
		if (i+652)%6 == 0 {
			total += 3
		}
		if (i+653)%7 == 0 {
			total += 4
		}
		if (i+654)%8 == 0 {
			total += 5
		}
		if (i+655)%9 == 0 {
			total += 6
		}
		if (i+656)%10 == 0 {
			total += 7
		}
		if (i+657)%2 == 0 {
			total += 8
		}
		if (i+658)%3 == 0 {
			total += 9
		}
		if (i+659)%4 == 0 {
			total += 10
		}
		if (i+660)%5 == 0 {
			total += 11
		}
		if (i+661)%6 == 0 {
			total += 12
		}
		if (i+662)%7 == 0 {
			total += 13
		}
		if (i+663)%8 == 0 {
			total += 1
		}
		if (i+664)%9 == 0 {
			total += 2
		}
		if (i+665)%10 == 0 {
			total += 3
		}
		if (i+666)%2 == 0 {
			total += 4
		}
		if (i+667)%3 == 0 {
			total += 5
		}
		if (i+668)%4 == 0 {
			total += 6
		}
		if (i+669)%5 == 0 {
			total += 7
		}
		if (i+670)%6 == 0 {
			total += 8
		}
		if (i+671)%7 == 0 {
			total += 9
		}
		if (i+672)%8 == 0 {
			total += 10
		}
		if (i+673)%9 == 0 {
			total += 11
		}
		if (i+674)%10 == 0 {
			total += 12
		}
		if (i+675)%2 == 0 {
			total += 13
		}
		if (i+676)%3 == 0 {
			total += 1
		}
		if (i+677)%4 == 0 {
			total += 2
		}
		if (i+678)%5 == 0 {
			total += 3
		}
		if (i+679)%6 == 0 {
			total += 4
		}
		if (i+680)%7 == 0 {
			total += 5
		}
		if (i+681)%8 == 0 {
			total += 6
		}
		if (i+682)%9 == 0 {
			total += 7
		}
		if (i+683)%10 == 0 {
			total += 8
		}
		if (i+684)%2 == 0 {
			total += 9
		}
		if (i+685)%3 == 0 {
			total += 10
		}
		if (i+686)%4 == 0 {
			total += 11
		}
		if (i+687)%5 == 0 {
			total += 12
		}
		if (i+688)%6 == 0 {
			total += 13
		}
		if (i+689)%7 == 0 {
			total += 1
		}
		if (i+690)%8 == 0 {
			total += 2
		}
		if (i+691)%9 == 0 {
			total += 3
		}
		if (i+692)%10 == 0 {
			total += 4
		}
		if (i+693)%2 == 0 {
			total += 5
		}
		if (i+694)%3 == 0 {
			total += 6
		}
		if (i+695)%4 == 0 {
			total += 7
		}
		if (i+696)%5 == 0 {
			total += 8
		}
		if (i+697)%6 == 0 {
			total += 9
		}
		if (i+698)%7 == 0 {
			total += 10
		}
		if (i+699)%8 == 0 {
			total += 11
		}
	}
	fmt.Println(total)
}

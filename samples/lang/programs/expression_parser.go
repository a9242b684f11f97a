package main

import (
	"fmt"
	"strconv"
	"strings"
)

type Node interface {
	Eval(env map[string]float64) (float64, error)
}

type (
	Num   float64
	Var   string
	Unary struct {
		op rune
		x  Node
	}
	Binary struct {
		op   rune
		l, r Node
	}
)

func (n Num) Eval(map[string]float64) (float64, error) { return float64(n), nil }

func (v Var) Eval(env map[string]float64) (float64, error) {
	if x, ok := env[string(v)]; ok {
		return x, nil
	}
	return 0, fmt.Errorf("undefined %q", string(v))
}

func (u Unary) Eval(env map[string]float64) (float64, error) {
	x, err := u.x.Eval(env)
	return -x, err
}

func (b Binary) Eval(env map[string]float64) (float64, error) {
	l, err := b.l.Eval(env)
	if err != nil {
		return 0, err
	}
	r, err := b.r.Eval(env)
	if err != nil {
		return 0, err
	}
	switch b.op {
	case '+':
		return l + r, nil
	case '-':
		return l - r, nil
	case '*':
		return l * r, nil
	case '/':
		if r == 0 {
			return 0, fmt.Errorf("division by zero")
		}
		return l / r, nil
	}
	panic("unreachable")
}

type parser struct {
	text []rune
	pos  int
}

type syntaxError struct {
	pos int
	msg string
}

func (e syntaxError) Error() string { return fmt.Sprintf("%d: %s", e.pos, e.msg) }

func (p *parser) peek() rune {
	for p.pos < len(p.text) && p.text[p.pos] == ' ' {
		p.pos++
	}
	if p.pos == len(p.text) {
		return 0
	}
	return p.text[p.pos]
}

func (p *parser) fail(format string, args ...any) {
	panic(syntaxError{p.pos, fmt.Sprintf(format, args...)})
}

func (p *parser) binary(level int) Node {
	ops := []string{"+-", "*/"}
	if level == len(ops) {
		return p.unary()
	}
	left := p.binary(level + 1)
	for {
		op := p.peek()
		if op == 0 || !strings.ContainsRune(ops[level], op) {
			return left
		}
		p.pos++
		left = Binary{op, left, p.binary(level + 1)}
	}
}

func (p *parser) unary() Node {
	switch c := p.peek(); {
	case c == '-':
		p.pos++
		return Unary{c, p.unary()}
	case c == '(':
		p.pos++
		x := p.binary(0)
		if p.peek() != ')' {
			p.fail("expected )")
		}
		p.pos++
		return x
	case c >= '0' && c <= '9', c == '.':
		start := p.pos
		for p.pos < len(p.text) && strings.ContainsRune("0123456789.", p.text[p.pos]) {
			p.pos++
		}
		f, err := strconv.ParseFloat(string(p.text[start:p.pos]), 64)
		if err != nil {
			p.fail("%v", err)
		}
		return Num(f)
	case c >= 'a' && c <= 'z':
		start := p.pos
		for p.pos < len(p.text) && p.text[p.pos] >= 'a' && p.text[p.pos] <= 'z' {
			p.pos++
		}
		return Var(p.text[start:p.pos])
	default:
		p.fail("unexpected %q", c)
		return nil
	}
}

func parse(s string) (n Node, err error) {
	p := &parser{text: []rune(s)}
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(syntaxError)
			if !ok {
				panic(r)
			}
			err = e
		}
	}()
	n = p.binary(0)
	if p.peek() != 0 {
		p.fail("unexpected %q", p.peek())
	}
	return n, nil
}

func main() {
	env := map[string]float64{"x": 3, "y": 0.5}
	for _, s := range []string{"1+2*3", "(1+2)*3", "-x*-(y - 1)", "8/4/2", "1/0", "z+1", "2*(3", "1.2.3", "4 $ 4", ""} {
		n, err := parse(s)
		if err != nil {
			fmt.Printf("%-14q syntax error: %v\n", s, err)
			continue
		}
		v, err := n.Eval(env)
		if err != nil {
			fmt.Printf("%-14q error: %v\n", s, err)
			continue
		}
		fmt.Printf("%-14q %g\n", s, v)
	}
}

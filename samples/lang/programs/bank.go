// A small program that uses most of the language: accounts, interfaces, errors, maps, closures, sorting.
package main

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

type Money int64

func (m Money) String() string {
	sign := ""
	if m < 0 {
		sign, m = "-", -m
	}
	return fmt.Sprintf("%s$%d.%02d", sign, m/100, m%100)
}

var ErrUnknown = errors.New("unknown account")

type InsufficientFunds struct {
	Account string
	Missing Money
}

func (e *InsufficientFunds) Error() string {
	return fmt.Sprintf("account %q lacks %v", e.Account, e.Missing)
}

type Account struct {
	Name    string
	Balance Money
	history []string
}

type Bank struct{ accounts map[string]*Account }

func (b *Bank) find(name string) (*Account, error) {
	if a, ok := b.accounts[name]; ok {
		return a, nil
	}
	return nil, fmt.Errorf("find %s: %w", name, ErrUnknown)
}

func (b *Bank) Transfer(from, to string, amount Money) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("transfer: %w", err)
		}
	}()
	source, err := b.find(from)
	if err != nil {
		return err
	}
	target, err := b.find(to)
	if err != nil {
		return err
	}
	if source.Balance < amount {
		return &InsufficientFunds{from, amount - source.Balance}
	}
	source.Balance -= amount
	target.Balance += amount
	note := func(a *Account, format string, args ...any) {
		a.history = append(a.history, fmt.Sprintf(format, args...))
	}
	note(source, "-%v to %s", amount, to)
	note(target, "+%v from %s", amount, from)
	return nil
}

func (b *Bank) Report() string {
	var sb strings.Builder
	names := make([]string, 0, len(b.accounts))
	for name := range b.accounts {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		a := b.accounts[name]
		fmt.Fprintf(&sb, "%-6s %10v  %s\n", a.Name, a.Balance, strings.Join(a.history, ", "))
	}
	return sb.String()
}

func main() {
	bank := &Bank{map[string]*Account{}}
	for name, balance := range map[string]Money{"ann": 10000, "bob": 2550, "cy": 0} {
		bank.accounts[name] = &Account{Name: name, Balance: balance}
	}
	for _, t := range []struct {
		from, to string
		amount   Money
	}{{"ann", "bob", 1234}, {"bob", "cy", 5000}, {"cy", "dan", 1}, {"ann", "cy", 8766}} {
		err := bank.Transfer(t.from, t.to, t.amount)
		var missing *InsufficientFunds
		switch {
		case err == nil:
			fmt.Println("ok")
		case errors.As(err, &missing):
			fmt.Println("refused:", err, "|", missing.Missing)
		case errors.Is(err, ErrUnknown):
			fmt.Println("error:", err)
		}
	}
	fmt.Print(bank.Report())
}

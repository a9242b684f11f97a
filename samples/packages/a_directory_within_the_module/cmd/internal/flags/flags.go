package flags

func Parse(args []string) (flags, rest []string) {
	for _, arg := range args {
		if arg[0] == '-' {
			flags = append(flags, arg[1:])
		} else {
			rest = append(rest, arg)
		}
	}
	return flags, rest
}

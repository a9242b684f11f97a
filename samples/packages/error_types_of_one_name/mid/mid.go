package mid

import "example.com/x/b/util"

func Take(util.T) {}

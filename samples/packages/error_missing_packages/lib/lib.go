package lib

import "gopkg.in/yaml.v2"
import "foo/bar"

var X int = "not looked at"

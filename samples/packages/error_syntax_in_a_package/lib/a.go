package lib

func F( {
}

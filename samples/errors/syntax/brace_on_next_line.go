package main
func main()
{
}

/* A comment.
//go:build ignore
*/

package main

const old = "the line is part of a comment"

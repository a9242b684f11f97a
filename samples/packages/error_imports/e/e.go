package e

const E = 3

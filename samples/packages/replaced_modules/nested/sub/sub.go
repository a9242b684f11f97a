package nested

const Name = "nested/sub"

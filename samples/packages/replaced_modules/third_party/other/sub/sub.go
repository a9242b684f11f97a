package sub

const Name = "other/sub"

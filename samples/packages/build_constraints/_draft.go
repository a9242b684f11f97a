package draft

nonsense

// Swift imports CCairo.

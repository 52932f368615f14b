// Swift imports FaceMaskCCairo.

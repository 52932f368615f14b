import ArgumentParser
import FaceMaskSinks

extension ResultFormat: ExpressibleByArgument {}

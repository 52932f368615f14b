import ArgumentParser
package import FaceMaskSynthesis
package import FaceMaskSynthesisJobs

// Masks and objects have the same names on the command line as in records.
extension MaskKind: ExpressibleByArgument {}
extension WearingWay: ExpressibleByArgument {}
extension Occluder: ExpressibleByArgument {}
extension Fabric.Pattern: ExpressibleByArgument {}
extension SynthesisLayout: ExpressibleByArgument {}

// The modules whose types are part of this module's interface.
@_exported public import FaceMaskCore
@_exported public import FaceMaskEvents
@_exported public import FaceMaskMedia

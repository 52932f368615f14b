// The modules whose types are part of this module's interface, so that `import FaceMask` is enough for photos, videos,
// live sources, tracking, zones and alerts.
@_exported public import FaceMaskAnalysis
@_exported public import FaceMaskCore
@_exported public import FaceMaskEvents
@_exported public import FaceMaskMedia
@_exported public import FaceMaskMonitoring

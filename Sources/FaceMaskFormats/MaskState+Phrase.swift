package import FaceMaskCore

extension MaskState {
    /// The state for people: `with mask`, `without mask`, `mask worn incorrectly`.
    package var phrase: String { label.replacing("_", with: " ") }
}

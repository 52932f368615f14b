package import FaceMaskCore

extension MaskState {
    /// What a person reads: `with mask`, `without mask`, `mask worn incorrectly`.
    package var phrase: String { label.replacing("_", with: " ") }
}

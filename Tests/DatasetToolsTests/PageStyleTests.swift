import FaceMaskCore
import Testing

@testable import FaceMaskDatasetTools

@Suite struct PageStyleTests {
    @Test func everyStateHasItsColorOnThePage() {
        #expect(
            MaskState.pageStyles
                == ".worn { color: #1f9d4d; } .wrong { color: #c77700; } .bare { color: #d6304a; }")
    }
}

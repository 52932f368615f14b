import FaceMaskCore
import FaceMaskFormats
import Testing

@Suite struct StateAppearanceTests {
    private static let states: [MaskState?] = [.worn, .wornIncorrectly, .notWorn, nil]

    @Test func wordsAreThoseOfTextsAndPictures() {
        let appearances = Self.states.map(StateAppearance.init)
        #expect(appearances.map(\.phrase) == ["with mask", "mask worn incorrectly", "without mask", "unsure"])
        #expect(appearances.map(\.caption) == ["with mask", "worn incorrectly", "no mask", "unsure"])
        #expect(Phrases.states([nil: 1, .notWorn: 3, .worn: 2]) == "2 with mask, 3 without mask, 1 unsure")
    }

    @Test func noTwoStatesShareAColour() {
        let appearances = Self.states.map(StateAppearance.init)
        #expect(Set(appearances.map(\.picture)).count == 4)
        #expect(Set(appearances.map(\.page)).count == 4 && appearances.prefix(3).allSatisfy { $0.page.count == 7 })
        #expect(appearances.map(\.terminal) == [32, 33, 31, 90])
    }
}

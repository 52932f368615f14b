import FaceMaskCore
import Testing

@testable import facemask

@Suite struct LiveLineTests {
    @Test("The line says who is there, by state, and what was dropped")
    func text() {
        var people = PeopleCount()
        #expect(LiveLine.text(inView: people, rate: 0, dropped: 0) == "0.0 frames/s  0 faces")
        for state in [MaskState.worn, .worn, nil] { people.add(state) }
        #expect(
            LiveLine.text(inView: people, rate: 7.46, dropped: 3)
                == "7.5 frames/s  3 faces: 2 with mask, 1 unsure  3 dropped")
    }
}

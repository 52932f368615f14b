import FaceMaskEvents
import FaceMaskCore
import Foundation
import TestSupport
import Testing

private struct Course: CustomTestStringConvertible, Sendable {
    let reason: String
    let frames: [(there: [Track], left: [Track])]
    let events: [String]
    var testDescription: String { reason }
}

@Test(arguments: [
    Course(reason: "nobody", frames: [([], [])], events: []),
    Course(
        reason: "comes, is judged, goes", frames: [([.of(1)], []), ([.of(1, .worn)], []), ([], [.of(1, .worn)])],
        events: ["0 appeared 1", "1 state_changed 1 unsure>with_mask", "2 left 1"]),
    Course(
        reason: "the same verdict tells nothing", frames: [([.of(1, .worn)], []), ([.of(1, .worn)], [])],
        events: ["0 appeared 1"]),
    Course(
        reason: "hidden for a while is not gone", frames: [([.of(1)], []), ([], []), ([.of(1)], [])],
        events: ["0 appeared 1"]),
    Course(
        reason: "a state given up", frames: [([.of(1, .worn)], []), ([.of(1)], []), ([.of(1, .notWorn)], [])],
        events: [
            "0 appeared 1", "1 state_changed 1 with_mask>unsure", "2 state_changed 1 unsure>without_mask",
        ]),
    Course(
        reason: "a last change is told before the leaving", frames: [([.of(1)], []), ([], [.of(1, .worn)])],
        events: ["0 appeared 1", "1 state_changed 1 unsure>with_mask", "1 left 1"]),
    Course(reason: "left without ever being told of", frames: [([], [.of(1)])], events: ["0 appeared 1", "0 left 1"]),
    Course(
        reason: "there and gone in one frame: gone", frames: [([.of(1)], []), ([.of(1)], [.of(1)])],
        events: ["0 appeared 1", "1 left 1"]),
    Course(
        reason: "gone stays gone", frames: [([.of(1)], []), ([], [.of(1)]), ([.of(1)], []), ([], [.of(1)])],
        events: ["0 appeared 1", "1 left 1"]),
    Course(
        reason: "a newer one leaves while an older one is new", frames: [([.of(1)], [.of(2)])],
        events: ["0 appeared 2", "0 left 2", "0 appeared 1"]),
    Course(
        reason: "named twice in a frame", frames: [([.of(1), .of(1)], []), ([], [.of(1), .of(1)])],
        events: ["0 appeared 1", "1 left 1"]),
])
private func eventsDescribeChanges(course: Course) {
    var people = PersonEvents()
    let events = course.frames.enumerated().flatMap {
        people.events(after: $1.there, left: $1.left, at: Double($0))
    }
    #expect(events.map(\.summary) == course.events)
}

extension PersonEvent {
    fileprivate var summary: String {
        var text = "\(Int(time)) \(kind.label) \(person.id)"
        if case .stateChanged(let from, let to) = kind {
            text += " \(from?.label ?? "unsure")>\(to?.label ?? "unsure")"
        }
        return text
    }
}

@Suite struct PersonEventsTests {
    /// People who come, hide, change their minds and go by chance, on a clock that sometimes jumps back.
    private func chance(seed: UInt64) -> [PersonEvent] {
        var generator = SeededGenerator(seed: seed)
        var people = PersonEvents()
        var alive: [Int] = []
        var newest = 0
        var events: [PersonEvent] = []
        for frame in 0..<200 {
            var (there, left): ([Track], [Track]) = ([], [])
            if Int.random(in: 0..<4, using: &generator) == 0 {
                newest += 1
                alive.append(newest)
            }
            for id in alive {
                let state = ([nil] + MaskState.allCases.map { $0 }).randomElement(using: &generator) ?? nil
                switch Int.random(in: 0..<12, using: &generator) {
                case 0: left.append(.of(id, state))
                case 1 where id != newest: break
                default: there.append(.of(id, state))
                }
            }
            alive.removeAll { id in left.contains { $0.id == id } }
            let jump = Int.random(in: 0..<20, using: &generator) == 0 ? -5.0 : 0
            events += people.events(after: there.shuffled(using: &generator), left: left, at: Double(frame) + jump)
        }
        #expect(people.peopleCount == newest)
        return events + people.events(after: [], left: alive.map { .of($0) }, at: .nan)
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func everyoneAppearsAndLeavesOnceAndStatesAreConsistent(seed: UInt64) {
        let events = chance(seed: seed)
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.time <= $1.time })
        #expect(events.allSatisfy { $0.time.isFinite })
        for (id, own) in Dictionary(grouping: events, by: \.person.id) {
            #expect(own.first?.kind == .appeared, "person \(id)")
            #expect(own.last?.kind == .left, "person \(id)")
            #expect(own.filter { $0.kind == .appeared || $0.kind == .left }.count == 2, "person \(id)")
            var state = own.first?.person.verdict.state
            for event in own.dropFirst().dropLast() {
                #expect(event.kind == .stateChanged(from: state, to: event.person.verdict.state))
                #expect(state != event.person.verdict.state)
                state = event.person.verdict.state
            }
        }
    }
}

import FaceMaskCore
import FaceMaskEvents
import TestSupport
import Testing

@Suite struct PeopleInViewTests {
    private let door = SourceID("door")
    private let hall = SourceID("hall")

    private func view(of events: [(SourceID, WatchEvent.Body)]) -> PeopleInView {
        var view = PeopleInView()
        var sequences: [SourceID: EventSequence] = [:]
        for (source, body) in events {
            view.receive(sequences[source, default: EventSequence(source: source)].event(body, at: 0))
        }
        return view
    }

    private func frame(_ tracks: Track...) -> WatchEvent.Body {
        .frame(
            FrameResult(
                of: Frame(image: Image(width: 8, height: 8), time: 0, index: 0), in: "door", sightings: [],
                tracks: tracks))
    }

    private func left(_ track: Track) -> WatchEvent.Body { .person(PersonEvent(kind: .left, time: 1, person: track)) }

    @Test("The last frame of each source counts, and all sources together are the total")
    func frames() {
        let view = view(of: [
            (door, frame(.of(1), .of(2, .worn))), (hall, frame(.of(1, .worn))), (door, frame(.of(2, .worn), .of(3))),
        ])
        #expect(view[door] == PeopleCount([.of(2, .worn), .of(3)]) && view[hall].total == 1)
        #expect(view.total[.worn] == 2 && view.total[nil] == 1 && view.total.total == 3)
        #expect(view[SourceID("yard")].total == 0)
    }

    @Test("Who leaves is gone without another frame, and so is everybody when the source is lost")
    func endings() {
        let status = SourceStatus(source: "hall", kind: .lost, words: "lost")
        let view = view(of: [
            (door, frame(.of(1), .of(2))), (hall, frame(.of(1))), (door, left(.of(1))), (hall, .source(status)),
        ])
        #expect(view[door] == PeopleCount([.of(2)]) && view[hall].total == 0)
    }

    @Test("Nothing else changes who is there")
    func others() {
        let appeared = WatchEvent.Body.person(PersonEvent(kind: .appeared, time: 0, person: .of(5)))
        let status = SourceStatus(source: "door", kind: .resized, words: "")
        let failure = SourceFailure(source: "door", sentence: "")
        let view = view(of: [
            (door, frame(.of(1))), (door, appeared), (door, .source(status)), (door, .failure(failure)),
        ])
        #expect(view[door].total == 1)
    }
}

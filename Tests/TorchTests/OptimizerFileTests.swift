#if Training
import Foundation
import Testing
import FaceMaskTorch

/// Optimizers that resume from a file.
@Suite struct OptimizerFileTests {
    @Test(arguments: [Optimizer.Rule.adam, .adamW])
    func resumeExactly(_ rule: Optimizer.Rule) throws {
        try withFolder { folder in
            let path = folder.appending(path: "state.pt").path
            let unbroken = try Run(rule, wave(4))
            for _ in 1...3 { try unbroken.step() }
            try unbroken.optimizer.save(to: path)
            let resumed = try Run(rule, unbroken.parameter.values())
            try resumed.optimizer.load(from: path)
            let fresh = try Run(rule, unbroken.parameter.values())
            for _ in 1...3 {
                for run in [unbroken, resumed, fresh] { try run.step() }
                #expect(try resumed.parameter.values() == unbroken.parameter.values(), "bit by bit")
                #expect(try fresh.parameter.values() != unbroken.parameter.values(), "the moments matter")
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["state.pt"])
        }
    }

    @Test func settingsAreNotRestored() throws {
        try withFolder { folder in
            let path = folder.appending(path: "state.pt").path
            try Run(.adam, wave(4)).optimizer.save(to: path)
            let other = try Run(.adam, wave(4))
            try other.optimizer.setLearningRate(0.7, ofGroup: 0)
            try other.optimizer.load(from: path)
            #expect(try other.optimizer.learningRate(ofGroup: 0) == 0.7)
        }
    }

    @Test func otherFilesChangeNothing() throws {
        try withFolder { folder in
            let good = folder.appending(path: "good.pt").path
            let saved = try Run(.adam, wave(4))
            try saved.step()
            try saved.optimizer.save(to: good)
            let bytes = try Data(contentsOf: URL(filePath: good))
            let files: [(why: String, bytes: Data)] = [
                ("empty", Data()), ("text", Data("no optimizer".utf8)), ("truncated", bytes.prefix(bytes.count / 2)),
                ("zeros", Data(count: 4096)), ("without its end", bytes.dropLast(30)),
            ]
            for (why, bytes) in files {
                let path = folder.appending(path: "bad.pt").path
                try bytes.write(to: URL(filePath: path))
                try expectRefused(saved, path, .inputOutput, "\(why)")
            }
            try expectRefused(saved, folder.path, .inputOutput, "a folder")
        }
    }

    @Test func filesOfOtherParametersChangeNothing() throws {
        try withFolder { folder in
            let path = folder.appending(path: "state.pt").path
            let saved = try Run(.adam, wave(4))
            try saved.step()
            try saved.optimizer.save(to: path)
            try expectRefused(Run(.adam, wave(5)), path, .shape, "five parameters for four")
            let first = try Tensor(wave(4), shape: [1, 4]).requiringGradient()
            let second = try Tensor(wave(4), shape: [1, 4]).requiringGradient()
            let two = try Optimizer(.adam, [.init([first, second], learningRate: 0.1)])
            #expect(code { () throws(TorchError) in try two.load(from: path) } == .inputOutput)
            let groups = try Optimizer(.adam, [.init([first], learningRate: 1), .init([second], learningRate: 1)])
            #expect(code { () throws(TorchError) in try groups.load(from: path) } == .inputOutput)
        }
    }

    @Test func aFullDiskKeepsTheOldFile() throws {
        // Every write to this device fails like one to a full disk.
        let device = "/dev/full"
        try #require(FileManager.default.fileExists(atPath: device))
        try withFolder { folder in
            let path = folder.appending(path: "state.pt").path
            let run = try Run(.adam, wave(4))
            try run.optimizer.save(to: path)
            let before = try Data(contentsOf: URL(filePath: path))
            try FileManager.default.createSymbolicLink(atPath: path + ".partial", withDestinationPath: device)
            #expect(code { () throws(TorchError) in try run.optimizer.save(to: path) } == .inputOutput)
            #expect(try Data(contentsOf: URL(filePath: path)) == before)
        }
    }

    /// One parameter and its optimizer.
    struct Run {
        let parameter: Tensor
        let optimizer: Optimizer

        init(_ rule: Optimizer.Rule, _ values: [Float]) throws {
            parameter = try Tensor(values, shape: [1, values.count]).requiringGradient()
            optimizer = try Optimizer(rule, [.init([parameter], learningRate: 0.1, weightDecay: 0.1)])
        }

        func step() throws { try OptimizerTests.step(optimizer, [parameter]) }
    }

    /// Expects the load to fail, and the next steps to be those of an optimizer that never tried.
    func expectRefused(_ run: Run, _ path: String, _ expected: TorchError.Code, _ why: String) throws {
        let state = FileManager.default.temporaryDirectory.appending(path: "torch-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: state) }
        try run.optimizer.save(to: state)
        let twin = try Run(.adam, run.parameter.values())
        try twin.optimizer.load(from: state)
        #expect(code { () throws(TorchError) in try run.optimizer.load(from: path) } == expected, "\(why)")
        for run in [run, twin] { try run.step() }
        #expect(try run.parameter.values() == twin.parameter.values(), "\(why)")
    }

    func code(_ body: () throws(TorchError) -> Void) -> TorchError.Code? {
        do throws(TorchError) {
            try body()
            return nil
        } catch {
            return error.code
        }
    }

    func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "torch-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }
}
#endif

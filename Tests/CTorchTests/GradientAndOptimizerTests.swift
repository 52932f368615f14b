#if Training
import FaceMaskCTorch
import Foundation
import Testing

@Suite struct GradientAndOptimizerTests {
    @Test func gradientsAreComputedOnceFromANumber() throws {
        let fixture = try Fixture()
        var gradient = fixture.matrix as OpaquePointer?
        #expect(ct_tensor_gradient(fixture.parameter, &gradient) == CT_OK && gradient == nil)
        #expect(ct_tensor_backward(fixture.result) == CT_OK)
        #expect(ct_tensor_gradient(fixture.parameter, &gradient) == CT_OK)
        var slope = 0.0
        #expect(ct_tensor_item(gradient, &slope) == CT_OK && slope == 6)
        ct_tensor_free(gradient)

        #expect(ct_tensor_backward(fixture.result) == CT_REFUSED)
        #expect(lastError.contains("second time"), "libtorch's own reason: \(lastError)")
        #expect(ct_tensor_backward(fixture.matrix) == CT_SHAPE)
        #expect(ct_tensor_backward(nil) == CT_INVALID_ARGUMENT)
        let constant = try made { ct_tensor_filled(1, nil, 0, $0) }
        #expect(ct_tensor_backward(constant) == CT_INVALID_ARGUMENT)
        ct_tensor_free(constant)
    }

    @Test func backwardNeedsGradientsOfMatchingShapes() throws {
        let fixture = try Fixture()
        let one = try made { ct_tensor_filled(2, [1, 1], 2, $0) }
        defer { ct_tensor_free(one) }
        func answer(_ starts: [OpaquePointer?], _ slopes: [OpaquePointer?]) -> ct_status {
            ct_tensors_backward(starts, slopes, Int64(starts.count))
        }
        #expect(answer([fixture.result], [fixture.matrix]) == CT_SHAPE)
        #expect(answer([fixture.matrix], [fixture.matrix]) == CT_INVALID_ARGUMENT, "no parameter is behind it")
        #expect(answer([nil], [one]) == CT_INVALID_ARGUMENT)
        #expect(answer([fixture.result], [nil]) == CT_INVALID_ARGUMENT)
        #expect(ct_tensors_backward(nil, nil, 1) == CT_INVALID_ARGUMENT)
        #expect(answer([], []) == CT_INVALID_ARGUMENT)
        #expect(answer([fixture.result], [one]) == CT_OK)
        var gradient: OpaquePointer?
        #expect(ct_tensor_gradient(fixture.parameter, &gradient) == CT_OK)
        var slope = 0.0
        #expect(ct_tensor_item(gradient, &slope) == CT_OK && slope == 12)
        ct_tensor_free(gradient)
    }

    @Test func onlyFloatsWithoutHistoryBecomeParameters() throws {
        let fixture = try Fixture()
        #expect(ct_tensor_set_requires_gradient(fixture.classes, true) == CT_INVALID_ARGUMENT)
        #expect(ct_tensor_set_requires_gradient(fixture.result, false) == CT_INVALID_ARGUMENT)
        #expect(ct_tensor_set_requires_gradient(nil, true) == CT_INVALID_ARGUMENT)
    }

    struct BadGroup: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let change: @Sendable (inout ct_group) -> Void
    }

    @Test(arguments: [
        BadGroup(testDescription: "learning rate below 0") { $0.learning_rate = -1 },
        BadGroup(testDescription: "learning rate not a number") { $0.learning_rate = .nan },
        BadGroup(testDescription: "weight decay below 0") { $0.weight_decay = -0.1 },
        BadGroup(testDescription: "infinite weight decay") { $0.weight_decay = .infinity },
        BadGroup(testDescription: "first beta of 1") { $0.beta1 = 1 },
        BadGroup(testDescription: "second beta below 0") { $0.beta2 = -0.1 },
        BadGroup(testDescription: "epsilon below 0") { $0.epsilon = -1 },
    ])
    func groupsAreChecked(_ bad: BadGroup) throws {
        let fixture = try Fixture()
        var settings = Fixture.settings
        bad.change(&settings)
        #expect(ct_optimizer_add_group(fixture.optimizer, [fixture.matrix], 1, &settings) == CT_INVALID_ARGUMENT)
        var rate = 0.0
        #expect(ct_optimizer_learning_rate(fixture.optimizer, 1, &rate) == CT_INVALID_ARGUMENT, "no group was added")
    }

    @Test func parametersAreInOneGroup() throws {
        let fixture = try Fixture()
        var settings = Fixture.settings
        let wrong: [(why: String, parameters: [OpaquePointer?])] = [
            ("none", []), ("null", [nil]), ("integers", [fixture.classes]), ("a result", [fixture.result]),
            ("of another group", [fixture.matrix, fixture.parameter]), ("twice", [fixture.matrix, fixture.matrix]),
        ]
        for (why, parameters) in wrong {
            let status = ct_optimizer_add_group(fixture.optimizer, parameters, Int64(parameters.count), &settings)
            #expect(status == CT_INVALID_ARGUMENT, "\(why)")
        }
        #expect(ct_optimizer_add_group(fixture.optimizer, [fixture.matrix], 1, nil) == CT_INVALID_ARGUMENT)
        #expect(ct_optimizer_add_group(nil, [fixture.matrix], 1, &settings) == CT_INVALID_ARGUMENT)
        #expect(ct_optimizer_add_group(fixture.optimizer, [fixture.matrix], 1, &settings) == CT_OK)
        #expect(ct_optimizer_set_learning_rate(fixture.optimizer, 1, 0.5) == CT_OK)
        #expect(ct_optimizer_set_learning_rate(fixture.optimizer, 2, 0.5) == CT_INVALID_ARGUMENT)
        #expect(ct_optimizer_set_learning_rate(fixture.optimizer, 0, -.infinity) == CT_INVALID_ARGUMENT)
        #expect(ct_optimizer_step(nil) == CT_INVALID_ARGUMENT)
        #expect(ct_optimizer_clear_gradients(nil) == CT_INVALID_ARGUMENT)
    }

    @Test func unusableFilesAreRefused() throws {
        let fixture = try Fixture()
        let path = FileManager.default.temporaryDirectory.appending(path: "ctorch-no-such-folder/state").path
        #expect(ct_optimizer_save(fixture.optimizer, path) == CT_INPUT_OUTPUT)
        #expect(lastError == "\(path): No such file or directory")
        #expect(ct_optimizer_load(fixture.optimizer, path) == CT_INPUT_OUTPUT)
        #expect(ct_optimizer_save(fixture.optimizer, nil) == CT_INVALID_ARGUMENT)
        #expect(ct_optimizer_save(nil, path) == CT_INVALID_ARGUMENT)
        #expect(ct_optimizer_load(fixture.optimizer, nil) == CT_INVALID_ARGUMENT)
        #expect(ct_optimizer_load(nil, path) == CT_INVALID_ARGUMENT)
    }

    @Test func longReasonsAreTruncatedBetweenCharacters() throws {
        let fixture = try Fixture()
        // One byte more or less moves the cut through the two bytes of each letter.
        for prefix in ["/no/", "/nope/"] {
            let path = prefix + String(repeating: "ü", count: 2000)
            #expect(ct_optimizer_save(fixture.optimizer, path) == CT_INPUT_OUTPUT)
            #expect(lastError.hasPrefix(prefix) && !lastError.contains("\u{FFFD}"))
        }
    }

    @Test func eachThreadHasItsOwnReason() throws {
        #expect(ct_relu(nil, nil) == CT_INVALID_ARGUMENT)
        #expect(!lastError.isEmpty)
        let done = DispatchSemaphore(value: 0)
        // A fresh thread has seen no failure.
        Thread {
            #expect(lastError.isEmpty)
            done.signal()
        }.start()
        done.wait()
        #expect(!lastError.isEmpty)
    }
}
#endif

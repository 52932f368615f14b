#if Training
import FaceMaskCTorch
import Testing

/// Calls that return numbers, and leave out-pointers unchanged if they fail.
@Suite struct ReadingTests {
    @Test func readsWhatWasWritten() throws {
        let fixture = try Fixture()
        var (dimensions, count) = (Int64(0), Int64(0))
        var (kind, layout) = (CT_INT64, CT_CHANNELS_LAST)
        #expect(ct_tensor_dimensions(fixture.matrix, &dimensions) == CT_OK && dimensions == 2)
        #expect(ct_tensor_element_count(fixture.matrix, &count) == CT_OK && count == 6)
        #expect(ct_tensor_kind(fixture.matrix, &kind) == CT_OK && kind == CT_FLOAT32)
        #expect(ct_tensor_kind(fixture.classes, &kind) == CT_OK && kind == CT_INT64)
        #expect(ct_tensor_layout(fixture.matrix, &layout) == CT_OK && layout == CT_CONTIGUOUS)
        var shape: [Int64] = [0, 0, 7]
        #expect(ct_tensor_shape(fixture.matrix, 3, &shape) == CT_OK && shape == [2, 3, 7])
        var values = [Float](repeating: 0, count: 6)
        #expect(ct_tensor_write_floats(fixture.matrix, [6, 5, 4, 3, 2, 1], 6) == CT_OK)
        #expect(ct_tensor_read_floats(fixture.matrix, 6, &values) == CT_OK && values == [6, 5, 4, 3, 2, 1])
        #expect(ct_tensor_approach(fixture.matrix, fixture.matrix, 0.5) == CT_OK)
        #expect(ct_tensor_read_floats(fixture.matrix, 6, &values) == CT_OK && values == [6, 5, 4, 3, 2, 1])
        var numbers: [Int64] = [9, 9]
        #expect(ct_tensor_read_integers(fixture.classes, 2, &numbers) == CT_OK && numbers == [0, 2])
    }

    @Test func buffersStayUntouchedWhenReadingFails() throws {
        let fixture = try Fixture()
        var values = [Float](repeating: -7, count: 6)
        #expect(ct_tensor_read_floats(fixture.matrix, 5, &values) == CT_SHAPE)
        #expect(ct_tensor_read_floats(fixture.classes, 2, &values) == CT_INVALID_ARGUMENT)
        #expect(ct_tensor_read_floats(nil, 6, &values) == CT_INVALID_ARGUMENT)
        #expect(values == [Float](repeating: -7, count: 6))
        var numbers: [Int64] = [-7, -7]
        #expect(ct_tensor_read_integers(fixture.matrix, 6, &numbers) == CT_INVALID_ARGUMENT)
        #expect(ct_tensor_shape(fixture.pictures, 2, &numbers) == CT_SHAPE)
        #expect(numbers == [-7, -7])
        #expect(ct_tensor_write_floats(fixture.matrix, [1, 2], 2) == CT_SHAPE)
        #expect(ct_tensor_write_floats(fixture.classes, [1, 2], 2) == CT_INVALID_ARGUMENT)
        #expect(ct_tensor_approach(fixture.matrix, fixture.pictures, 0.5) == CT_SHAPE)
        #expect(ct_tensor_approach(fixture.matrix, fixture.classes, 0.5) == CT_INVALID_ARGUMENT)
        #expect(ct_tensor_approach(fixture.matrix, nil, 0.5) == CT_INVALID_ARGUMENT)
        #expect(ct_tensor_approach(fixture.matrix, fixture.matrix, .nan) == CT_INVALID_ARGUMENT)
    }

    @Test func outPointersStayUntouchedOnFailure() throws {
        let fixture = try Fixture()
        var (number, count, yes, threads) = (-7.0, Int64(-7), true, Int32(-7))
        #expect(ct_tensor_item(fixture.matrix, &number) == CT_SHAPE)
        #expect(ct_tensor_item(nil, &number) == CT_INVALID_ARGUMENT)
        #expect(ct_optimizer_learning_rate(fixture.optimizer, 1, &number) == CT_INVALID_ARGUMENT)
        #expect(ct_optimizer_learning_rate(nil, 0, &number) == CT_INVALID_ARGUMENT)
        #expect(ct_tensor_dimensions(nil, &count) == CT_INVALID_ARGUMENT)
        #expect(ct_tensor_element_count(nil, &count) == CT_INVALID_ARGUMENT)
        #expect(ct_tensor_requires_gradient(nil, &yes) == CT_INVALID_ARGUMENT)
        #expect(number == -7 && count == -7 && yes)
        #expect(ct_set_thread_count(0) == CT_INVALID_ARGUMENT)
        #expect(ct_thread_count(&threads) == CT_OK && threads >= 1)
    }

    @Test func aNullResultIsRefused() throws {
        let fixture = try Fixture()
        #expect(ct_tensor_filled(0, [1], 1, nil) == CT_INVALID_ARGUMENT)
        #expect(lastError == "the result is a null pointer")
        #expect(ct_relu(fixture.matrix, nil) == CT_INVALID_ARGUMENT)
        #expect(ct_tensor_item(fixture.parameter, nil) == CT_INVALID_ARGUMENT)
        #expect(ct_tensor_read_floats(fixture.matrix, 6, nil) == CT_INVALID_ARGUMENT)
        #expect(ct_tensor_shape(fixture.matrix, 2, nil) == CT_INVALID_ARGUMENT)
        #expect(ct_set_recording(false, nil) == CT_INVALID_ARGUMENT)
        var before = false
        #expect(ct_set_recording(true, &before) == CT_OK)
        #expect(before, "a refused call must not have switched recording off")
    }

    @Test func handlesShareElementsAndOutliveEachOther() throws {
        let first = try made { ct_tensor_filled(1, [2, 1], 2, $0) }
        let second = try made { ct_flatten(first, 0, $0) }
        #expect(ct_tensor_write_floats(first, [3, 4], 2) == CT_OK)
        ct_tensor_free(first)
        var values: [Float] = [0, 0]
        #expect(ct_tensor_read_floats(second, 2, &values) == CT_OK && values == [3, 4])
        ct_tensor_free(second)
        ct_tensor_free(nil)
        ct_optimizer_free(nil)
    }

    @Test func emptyTensorsNeedNoPointers() throws {
        let empty = try made { ct_tensor_from_floats(nil, [0, 3], 2, $0) }
        #expect(ct_tensor_read_floats(empty, 0, nil) == CT_OK)
        #expect(ct_tensor_write_floats(empty, nil, 0) == CT_OK)
        ct_tensor_free(empty)
        let number = try made { ct_tensor_from_floats([5], nil, 0, $0) }
        #expect(ct_tensor_shape(number, 0, nil) == CT_OK)
        ct_tensor_free(number)
    }
}
#endif

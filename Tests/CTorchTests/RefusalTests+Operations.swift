#if Training
import FaceMaskCTorch

extension RefusalTests {
    static let operations: [Refusal] =
        convolutions + losses + maps + [
            .init("linear of null", CT_INVALID_ARGUMENT, saying: "input is a null pointer") { fixture, out in
                ct_linear(nil, fixture.matrix, nil, out)
            },
            .init("linear of integers", CT_INVALID_ARGUMENT, saying: "input must hold floats") { fixture, out in
                ct_linear(fixture.classes, fixture.matrix, nil, out)
            },
            .init("1 input for 3 weights", CT_SHAPE, saying: "weights [2, 3] do not fit") { fixture, out in
                ct_linear(fixture.parameter, fixture.matrix, nil, out)
            },
            .init("a matrix as bias", CT_SHAPE, saying: "does not fit 2 outputs") { fixture, out in
                ct_linear(fixture.matrix, fixture.matrix, fixture.matrix, out)
            },
            .init("adding 2×3 and 5×5", CT_SHAPE, saying: "cannot be added") { fixture, out in
                ct_add(fixture.matrix, fixture.pictures, out)
            },
            .init("ReLU of null", CT_INVALID_ARGUMENT, saying: "null") { _, out in ct_relu(nil, out) },
            .init("ReLU6 of null", CT_INVALID_ARGUMENT, saying: "null") { _, out in ct_relu6(nil, out) },
            .init("largest of windows larger than the picture", CT_SHAPE, saying: "windows of 6 are larger") {
                fixture, out in ct_max_pool2d(fixture.pictures, 6, out)
            },
            .init("largest of nothing", CT_INVALID_ARGUMENT, saying: "not possible") { fixture, out in
                ct_max_pool2d(fixture.pictures, 0, out)
            },
            .init("pooling a matrix", CT_SHAPE, saying: "four dimensions") { fixture, out in
                ct_adaptive_average_pool2d(fixture.matrix, 1, 1, out)
            },
            .init("pooling to nothing", CT_INVALID_ARGUMENT, saying: "1×0 is empty") { fixture, out in
                ct_adaptive_average_pool2d(fixture.pictures, 1, 0, out)
            },
            .init("a probability above 1", CT_INVALID_ARGUMENT, saying: "1.5 is not a probability") { fixture, out in
                ct_dropout(fixture.matrix, 1.5, true, out)
            },
            .init("a probability that is no number", CT_INVALID_ARGUMENT, saying: "not a probability") { fixture, out in
                ct_dropout(fixture.matrix, .nan, true, out)
            },
        ]

    private static func normalization(
        _ name: String, _ status: ct_status, saying words: String,
        _ change: @escaping @Sendable (inout ct_normalization) -> Void
    ) -> Refusal {
        .init(name, status, saying: words) { fixture, out in
            var how = ct_normalization(training: true, activated: false, momentum: 0.1, epsilon: 1e-5)
            change(&how)
            let row = fixture.row
            return ct_batch_norm2d(fixture.pictures, row, row, row, row, &how, out)
        }
    }

    static let maps: [Refusal] = [
        normalization("a momentum above 1", CT_INVALID_ARGUMENT, saying: "momentum of 1.5") { $0.momentum = 1.5 },
        normalization("no epsilon", CT_INVALID_ARGUMENT, saying: "epsilon of 0") { $0.epsilon = 0 },
        .init("normalising a matrix", CT_SHAPE, saying: "input must have four dimensions") { fixture, out in
            var how = ct_normalization(training: true, activated: false, momentum: 0.1, epsilon: 1e-5)
            return ct_batch_norm2d(fixture.matrix, fixture.row, fixture.row, fixture.row, fixture.row, &how, out)
        },
        .init("a scale of other channels", CT_SHAPE, saying: "scale of shape [2, 3] does not fit 4") { fixture, out in
            var how = ct_normalization(training: true, activated: false, momentum: 0.1, epsilon: 1e-5)
            return ct_batch_norm2d(fixture.pictures, fixture.matrix, fixture.row, fixture.row, fixture.row, &how, out)
        },
        .init("normalising by nothing", CT_INVALID_ARGUMENT, saying: "null") { fixture, out in
            ct_batch_norm2d(fixture.pictures, fixture.row, fixture.row, fixture.row, fixture.row, nil, out)
        },
        .init("doubling a matrix", CT_SHAPE, saying: "four dimensions") { fixture, out in
            ct_double2d(fixture.matrix, out)
        },
        .init("doubling null", CT_INVALID_ARGUMENT, saying: "null") { _, out in ct_double2d(nil, out) },
    ]

    static let convolutions: [Refusal] = [
        convolution("a stride of 0", CT_INVALID_ARGUMENT, saying: "stride of 0") { $0.stride = 0 },
        convolution("no groups", CT_INVALID_ARGUMENT, saying: "0 groups") { $0.groups = 0 },
        convolution("negative padding", CT_INVALID_ARGUMENT, saying: "negative") { $0.right = -1 },
        convolution("the wrong groups", CT_SHAPE, saying: "in 1 groups do not fit") { $0.groups = 1 },
        .init("filters larger than the padded picture", CT_SHAPE, saying: "larger") { fixture, out in
            var small: OpaquePointer?
            defer { ct_tensor_free(small) }
            // One row short of the filters' 5, after padding.
            var how = ct_convolution(stride: 1, left: 1, right: 1, top: 1, bottom: 0, groups: 1)
            let status = ct_tensor_filled(0, [1, 4, 3, 3], 4, &small)
            return status == CT_OK ? ct_conv2d(small, fixture.pictures, nil, &how, out) : status
        },
        .init("no settings", CT_INVALID_ARGUMENT, saying: "convolution is a null pointer") { fixture, out in
            ct_conv2d(fixture.pictures, fixture.filters, nil, nil, out)
        },
        .init("a matrix as picture", CT_SHAPE, saying: "input must have four dimensions") { fixture, out in
            ct_conv2d(fixture.matrix, fixture.filters, nil, nil, out)
        },
    ]

    private static func convolution(
        _ why: String, _ status: ct_status, saying: String, change: @escaping @Sendable (inout ct_convolution) -> Void
    ) -> Refusal {
        .init(why, status, saying: saying) { fixture, out in
            var how = ct_convolution(stride: 1, left: 0, right: 0, top: 0, bottom: 0, groups: 2)
            change(&how)
            return ct_conv2d(fixture.pictures, fixture.filters, nil, &how, out)
        }
    }

    static let losses: [Refusal] = [
        .init("logits of four dimensions", CT_SHAPE, saying: "[n, classes]") { fixture, out in
            ct_cross_entropy(fixture.pictures, fixture.classes, nil, 0, out)
        },
        .init("two classes for one picture", CT_SHAPE, saying: "class numbers of shape [2]") { fixture, out in
            ct_cross_entropy(fixture.parameter, fixture.classes, nil, 0, out)
        },
        .init("probabilities of another shape", CT_SHAPE, saying: "probabilities of shape [1, 1]") { fixture, out in
            ct_cross_entropy(fixture.matrix, fixture.parameter, nil, 0, out)
        },
        .init("smoothing above 1", CT_INVALID_ARGUMENT, saying: "smoothing of 2") { fixture, out in
            ct_cross_entropy(fixture.matrix, fixture.classes, nil, 2, out)
        },
        .init("weights for other classes", CT_SHAPE, saying: "class weights of shape [2, 3]") { fixture, out in
            ct_cross_entropy(fixture.matrix, fixture.classes, fixture.matrix, 0, out)
        },
        target(3, "a class too many"),
        target(-1, "a negative class"),
        target(-100, "the number that libtorch ignores in silence"),
    ]

    private static func target(_ number: Int64, _ why: String) -> Refusal {
        .init(why, CT_INVALID_ARGUMENT, saying: "not all among 3 classes") { fixture, out in
            var targets: OpaquePointer?
            defer { ct_tensor_free(targets) }
            let status = ct_tensor_from_integers([1, number], [2], 1, &targets)
            return status == CT_OK ? ct_cross_entropy(fixture.matrix, targets, nil, 0, out) : status
        }
    }
}
#endif

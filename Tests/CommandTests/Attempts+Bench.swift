extension Attempt {
    /// The shortest measurement.
    private static let quick = "facemask bench photo.jpg --faces none --rounds 1 --threads 1 --quiet "

    static let benches: [Attempt] = [
        Attempt("facemask bench ''", 64, "a source that was not set"),
        Attempt("facemask bench missing.jpg", 66, "a typing error"),
        Attempt("facemask bench documents", 66, "a folder without pictures"),
        Attempt("facemask bench photo.jpg missing.jpg", 66, "a measurement of less than was asked for"),
        Attempt("facemask bench text.jpg --quiet", 65, "the name lies"),
        Attempt("facemask bench video.mp4 --quiet", 65, "a video's first bytes and no more"),
        Attempt("facemask bench --rounds 0", 64, "no measurement"),
        Attempt("facemask bench --faces 0", 64, "no face"),
        Attempt("facemask bench --faces 3,,10", 64, "a number is missing"),
        Attempt("facemask bench --faces many", 64, "not a number"),
        Attempt("facemask bench --duration nan", 64, "not a length"),
        Attempt("facemask bench --tolerance 0", 64, "no measurement comes out twice alike"),
        Attempt("facemask bench --threads 0", 64, "no thread"),
        Attempt("facemask bench --save ''", 64, "a file that was not set"),
        Attempt("facemask bench --save none/b.json", 74, "no folder for the baseline"),
        Attempt("facemask bench --check missing.json", 66, "no such baseline"),
        Attempt("facemask bench --check photo.jpg", 65, "a picture as baseline"),
        Attempt("echo '{}' > b.json; facemask bench --check b.json", 65, "JSON of something else"),
        Attempt("echo '{\"form\":9}' > b.json; facemask bench --check b.json", 65, "a later version's"),
        Attempt("echo '{\"form\":1}' > b.json; facemask bench --check b.json", 65, "one that was changed"),
        Attempt("facemask bench photo.jpg --model missing.onnx --quiet", 66, "no such model"),
        Attempt(quick + "--format json --save b.json > out.json && cmp b.json out.json", 0, "a baseline is the report"),
        Attempt(
            quick + "--save b.json > out.txt; " + quick + "--check b.json --tolerance 1000 > out.txt", 0,
            "a check that all pass"),
    ]
}

import Testing

/// Something that a user, or the world, does to the program.
struct Attempt: Sendable, CustomTestStringConvertible {
    /// A line of shell, run in a fresh ``Playground``.
    let line: String
    /// The expected exit code.
    let code: Int32
    /// Why the attempt is in the table.
    let reason: String

    var testDescription: String { reason }

    init(_ line: String, _ code: Int32, _ reason: String) {
        self.line = line
        self.code = code
        self.reason = reason
    }
}

extension Attempt {
    static let inputs: [Attempt] = [
        Attempt("facemask detect one.png", 0, "the smallest picture"),
        Attempt("facemask detect cmyk.jpg", 0, "printers' colours"),
        Attempt("facemask detect empty.jpg", 65, "no bytes"),
        Attempt("facemask detect text.jpg", 65, "the name lies"),
        Attempt("facemask detect truncated.jpg", 65, "a download that broke off"),
        Attempt("facemask detect huge.png", 65, "20,000 × 20,000 pixels in a header"),
        Attempt("facemask detect animated.webp", 65, "a feature that is not read"),
        Attempt("facemask detect video.mp4", 65, "a video's first bytes and no more"),
        Attempt("facemask detect missing.jpg", 66, "a typing error"),
        Attempt("facemask detect dangling.jpg", 66, "a link to nothing"),
        Attempt("facemask detect pipe.jpg", 66, "a pipe must not be waited for"),
        Attempt("facemask detect /dev/zero", 66, "a device without an end"),
        Attempt("facemask detect 0", 66, "the original's webcam"),
        Attempt("facemask detect cam", 66, "the webcam by name"),
        Attempt("facemask detect https://example.org/photo.jpg", 66, "an address"),
        Attempt("facemask detect \"file://$PWD/one.png\" --no-pictures", 0, "an address of a file here"),
        Attempt("facemask detect ''", 64, "a variable that was not set"),
        Attempt("facemask detect \"$(printf '\\377.jpg')\"", 66, "a name that is not UTF-8"),
        Attempt("facemask detect \"$(printf 'new\\nline 😷.png')\"", 0, "a name with a line break and an emoji"),
        Attempt("facemask detect --format csv 'a,\"b.png'", 0, "a name with a comma and a quote"),
        Attempt("facemask detect -- -dash.png", 0, "a name that looks like an option"),
        Attempt("facemask detect empty.jpg missing.jpg one.png", 65, "the first failure decides, the rest is done"),
        Attempt("facemask detect --format json empty.jpg one.png", 65, "the array is whole in spite of a failure"),
        Attempt("mkdir gone && cd gone && rmdir ../gone && facemask detect x.jpg", 66, "the current folder is gone"),
    ]

    static let folders: [Attempt] = [
        Attempt("facemask detect documents", 66, "a folder without pictures"),
        Attempt("facemask detect nothing", 66, "an empty folder"),
        Attempt("facemask detect album --no-pictures", 0, "hidden, marked and circular things are left out"),
        Attempt("facemask detect album/ --no-pictures", 0, "a slash at the end changes nothing"),
        Attempt("cd album && facemask detect . --no-pictures", 0, "the current folder"),
        Attempt("facemask detect album-link --no-pictures", 0, "a link to a folder is a folder"),
        Attempt("facemask detect 'one.*' --no-pictures", 0, "a quoted pattern"),
        Attempt("facemask detect 'no*.jpg'", 66, "a pattern that matches nothing"),
        Attempt("facemask detect - </dev/null", 66, "an empty list"),
        Attempt("facemask detect - <&-", 66, "no standard input"),
        Attempt("facemask detect - < .", 66, "a folder as standard input"),
        Attempt("facemask detect - < photo.jpg", 65, "a picture instead of a list"),
        Attempt("printf 'one.png\\r\\n\\r\\ncmyk.jpg' | facemask detect --no-pictures -", 0, "a list from Windows"),
        Attempt("printf 'new\\nline 😷.png\\0one.png\\0' | facemask detect --no-pictures -", 0, "find -print0"),
        Attempt("echo one.png | facemask detect --no-pictures - cmyk.jpg -", 0, "a list beside other sources"),
        Attempt(
            "yes nowhere.jpg | head -1000 | facemask detect --format jsonl -q - 2>/dev/null | wc -l", 0, "1,000 paths"),
    ]

    static let outputs: [Attempt] = [
        Attempt("facemask detect same", 0, "photo.jpg, .png and .webp don't overwrite each other's marked picture"),
        Attempt("facemask detect same/photo.jpg other/photo.jpg --output out", 0, "one name from two folders"),
        Attempt("facemask detect photo.jpg ./photo.jpg --output out", 0, "the same file twice is marked once"),
        Attempt("cp photo.jpg photo.masked.jpg; facemask detect photo*.jpg", 0, "a second run over *.jpg"),
        Attempt("cp one.png one-2.masked.png; facemask detect one.png ./one-2.masked.png", 0, "not another's output"),
        Attempt("facemask detect one.png --output photo.jpg", 74, "a file where a folder is to be"),
        Attempt("facemask detect one.png --output photo.jpg/out", 74, "a file on the way to the folder"),
        Attempt("facemask detect one.png --output ''", 64, "an output that was not set"),
        Attempt("facemask detect one.png --output out --no-pictures", 64, "a contradiction"),
        Attempt("mkdir one.masked.png; facemask detect one.png cmyk.jpg", 74, "a folder where a picture is to be"),
        Attempt(
            "export XDG_CACHE_HOME=$PWD/none; ulimit -f 8; facemask detect \"$PORTRAIT\" one.png --output out", 74,
            "no room for one of two pictures"),
        Attempt("facemask detect --format jsonl one.png > /dev/full", 74, "no room for the results"),
        Attempt("facemask detect --format jsonl one.png >&-", 74, "no standard output"),
        Attempt("facemask detect --format jsonl empty.jpg 2>&-", 65, "no standard error"),
        Attempt("(facemask detect --format jsonl one.png; echo $? >&2) | head -0", 0, "a reader that is gone"),
    ]

    static let options: [Attempt] = [
        Attempt("facemask detect", 64, "no source"),
        Attempt("facemask detect one.png --fast", 64, "an unknown option"),
        Attempt("facemask detect one.png --format xml", 64, "an unknown format"),
        Attempt("facemask detect one.png --minimum-score nan", 64, "not a number"),
        Attempt("facemask detect one.png --minimum-score 1.5", 64, "out of range"),
        Attempt("facemask detect one.png --threads 0", 64, "no threads"),
        Attempt("facemask detect one.png --threads 99999999999999999999", 64, "more than a number holds"),
        Attempt("facemask detect one.png --working-size 1", 64, "too small to see a face"),
        Attempt("facemask detekt one.png", 64, "an unknown verb"),
        Attempt("NO_COLOR=1 TERM=dumb facemask detect --no-pictures one.png", 0, "a plain terminal"),
        Attempt("facemask detect --quiet --no-pictures one.png empty.jpg", 65, "quiet still says what failed"),
        Attempt("env -u HOME -u XDG_CACHE_HOME facemask detect --no-pictures one.png", 0, "no home"),
        Attempt("XDG_CACHE_HOME=/proc facemask detect --no-pictures one.png", 0, "a cache that can't be written"),
    ]

    static let models: [Attempt] = [
        Attempt("facemask detect one.png --model missing.onnx", 66, "no such model"),
        Attempt("facemask detect one.png --model ''", 64, "a model that was not set"),
        Attempt("facemask detect one.png --model album", 66, "a folder"),
        Attempt("facemask detect one.png --model photo.jpg", 65, "a picture"),
        Attempt("facemask detect one.png --model empty.jpg", 65, "no bytes"),
        Attempt("facemask detect one.png --model model.tflite", 65, "another format"),
        Attempt("facemask detect one.png --model model.safetensors", 65, "weights without a network"),
        Attempt("facemask detect one.png --model foreign.onnx", 65, "a network that says nothing of itself"),
        Attempt("facemask detect one.png --model truncated.onnx", 65, "a copy that broke off"),
        Attempt("facemask detect one.png --face-detector missing.onnx", 66, "no such detector"),
        Attempt("facemask detect one.png --face-detector \"$CLASSIFIER\"", 65, "a network for something else"),
        Attempt("facemask info missing.onnx", 66, "no such model"),
        Attempt("facemask info photo.jpg", 65, "a picture"),
        Attempt("facemask info foreign.onnx", 65, "no manifest"),
        Attempt("facemask info album", 66, "a folder"),
        Attempt("facemask info \"$CLASSIFIER\" > /dev/full", 74, "no room for the answer"),
    ]

    static let trainings: [Attempt] = [
        Attempt("facemask train", 64, "nothing given"),
        Attempt("facemask train --recipe seed --dataset album", 64, "no backbone"),
        Attempt(
            "facemask train --recipe seed --dataset '' --backbone model.safetensors", 64, "a dataset that was not set"),
        Attempt("facemask train --recipe seed --dataset album --backbone missing.safetensors", 66, "no such backbone"),
        Attempt("facemask train --recipe seed --dataset album --backbone photo.jpg", 65, "a picture as backbone"),
        Attempt(
            "facemask train --recipe seed --dataset album --backbone model.safetensors", 65, "a backbone without layers"
        ),
        Attempt("facemask train --recipe seed --dataset album --backbone album", 66, "a folder as backbone"),
        Attempt(
            "facemask train --recipe seed --dataset album --backbone model.safetensors --epochs 0", 64, "no passes"),
        Attempt(
            "facemask train --recipe seed --dataset album --backbone model.safetensors --batch-size -1", 64,
            "a negative number"),
        Attempt(
            "facemask train --recipe seed --dataset album --backbone model.safetensors --learning-rate nan", 64,
            "not a number"),
        Attempt(
            "facemask train --recipe seed --dataset album --backbone model.safetensors --validation 1.5", 64,
            "not a share"),
        Attempt("facemask train --dataset album --recipe best", 64, "an unknown recipe"),
        Attempt(
            "facemask train --recipe seed --dataset album --backbone model.safetensors --output photo.jpg", 74, "a file"
        ),
        Attempt(
            """
            mkdir -p old/checkpoint; echo '{}' > old/checkpoint/checkpoint.json
            facemask train --recipe seed --dataset album --backbone model.safetensors --output old
            """,
            64,
            "a training is there already"),
        Attempt("facemask train --dataset missing", 66, "no such dataset"),
        Attempt("facemask train --dataset photo.jpg", 66, "a picture as dataset"),
        Attempt("facemask train --dataset album --backbone missing.onnx", 66, "no such classifier to begin with"),
        Attempt("facemask train --dataset album --backbone foreign.onnx", 65, "a network without manifest"),
        Attempt("facemask train --dataset album --split grouped", 64, "an option of the other recipe"),
        Attempt("facemask train --recipe seed --dataset album --backbone model.safetensors --folds 3", 64, "the same"),
        Attempt("facemask train --dataset album --folds 1", 64, "a single fold"),
        Attempt("facemask train --dataset album --input-side 100", 64, "no multiple of 32"),
        Attempt("facemask train --dataset album --hold-out a --test 0.1", 64, "two tests"),
        Attempt("facemask train --dataset album --error-rate 1", 64, "all may be wrong"),
        Attempt("facemask train --dataset album --configuration missing.json", 66, "no such configuration"),
        Attempt("facemask train --dataset album --configuration photo.jpg", 65, "a picture as configuration"),
        Attempt(
            "echo '{\"epochs\": 1, \"magic\": 2}' > c.json; facemask train --dataset album --configuration c.json", 65,
            "a number that there isn't"),
        Attempt(
            "echo '{\"epochs\": \"many\"}' > c.json; facemask train --dataset album --configuration c.json", 65,
            "a word for a number"),
        Attempt(
            "mkdir -p crops && touch crops/crops.jsonl && facemask train --dataset crops", 65, "a crop set of nothing"),
        Attempt(
            "mkdir -p crops && echo '{}' > crops/crops.jsonl && facemask train --dataset crops", 65,
            "a crop set with a line that is none"),
    ]
}

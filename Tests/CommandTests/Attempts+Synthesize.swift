extension Attempt {
    private static let portrait = #"cp "$PORTRAIT" face.png;"#

    static let syntheses: [Attempt] = [
        Attempt("facemask synthesize", 64, "nothing given"),
        Attempt("facemask synthesize photo.jpg", 64, "no output"),
        Attempt("facemask synthesize '' --output made", 64, "a source that was not set"),
        Attempt("facemask synthesize photo.jpg --output ''", 64, "an output that was not set"),
        Attempt("facemask synthesize photo.jpg --output made --variants 0", 64, "nothing of each"),
        Attempt("facemask synthesize photo.jpg --output made --occluders 2", 64, "a share above all"),
        Attempt("facemask synthesize photo.jpg --output made --kind paper-bag", 64, "a kind that there is not"),
        Attempt("facemask synthesize photo.jpg --output made --min-face 1", 64, "faces of a pixel"),
        Attempt("facemask synthesize photo.jpg --output made --max-turn 91", 64, "faces from behind"),
        Attempt("facemask synthesize photo.jpg --output made --uncovered with_mask", 64, "a rule that makes no sense"),
        Attempt("facemask synthesize missing.jpg --output made", 66, "a typing error"),
        Attempt("facemask synthesize nothing --output made", 66, "an empty folder"),
        Attempt("facemask synthesize video.mp4 --output made", 65, "a video"),
        Attempt("facemask synthesize one.png --output made", 65, "a photo without a face"),
        Attempt("facemask synthesize photo.jpg --output photo.jpg/made", 74, "a file on the way"),
        Attempt("facemask synthesize photo.jpg --output album", 64, "an output that holds something"),
        Attempt("facemask synthesize photo.jpg --output album --resume", 64, "that nothing of ours lies in"),
        Attempt("facemask synthesize photo.jpg --output made --face-mesh foreign.onnx", 65, "another network"),
        Attempt("facemask synthesize photo.jpg --output made --face-mesh gone", 66, "no network"),
        Attempt(
            "\(portrait) facemask synthesize face.png --output made --min-face 200", 65, "a face that is too small"),
        Attempt(
            "\(portrait) facemask synthesize empty.jpg face.png --output made --kind n95 --way correct --occluders 0",
            65,
            "the first failure decides, the rest is done"),
        Attempt(
            "\(portrait) facemask synthesize face.png -q --output made --layout coco --occluders 1 --variants 2 --explain "
                + "--preview", 0, "things that are no masks, with every extra"),
        Attempt(
            "\(portrait) facemask synthesize face.png -q --output made --layout folders --occluder cup --occluders 1; "
                + "facemask synthesize face.png --output made --layout folders --occluder cup --occluders 1 --resume",
            0,
            "once more, where everything is done"),
        Attempt(
            "\(portrait) facemask synthesize face.png -q --output made; "
                + "facemask synthesize face.png --output made --seed 2 --resume", 64, "other options than before"),
    ]
}

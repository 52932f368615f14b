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
        Attempt(
            "facemask synthesize photo.jpg --output made --kind bandana --way forehead", 64,
            "a kind that nobody wears so"),
        Attempt(
            "facemask synthesize photo.jpg --output made --kind face-shield --kind scarf --way one-ear --occluders 0",
            64,
            "two of them"),
        Attempt(
            "facemask synthesize photo.jpg --output made --masked --way nose-out", 64,
            "a mask under another one's nose"),
        Attempt(
            "facemask synthesize photo.jpg --output made --masked --kind face-shield", 64, "a shield before a mask"),
        Attempt("facemask synthesize missing.jpg --output made", 66, "a typing error, of which nothing is left"),
        Attempt("facemask synthesize empty.jpg text.jpg --output made", 65, "nothing that can be read"),
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
            "\(portrait) facemask synthesize face.png -q --output made --kind kn95 --way correct --occluders 0; "
                + "ln -s made link; facemask synthesize link made/with_mask made/*_mask/*.png --output more", 66,
            "what was made already, by several names"),
        Attempt(
            "mkdir in; \(portrait) mv face.png in; facemask synthesize in -q --output in/made; ln -s in/made out; "
                + "facemask synthesize in --output out --resume", 0, "an output within the sources, by another name"),
        Attempt(
            "\(portrait) cp face.png ./-dash.png; facemask synthesize ./-dash.png -q --output made --kind kn95 "
                + "--way correct --occluders 0", 0, "a name that looks like an option"),
        Attempt(
            "\(portrait) facemask synthesize face.png -q --output made; "
                + "facemask synthesize face.png --output made --seed 2 --resume", 64, "other options than before"),
    ]
}

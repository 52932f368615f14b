extension Attempt {
    /// A record of a crop set's face in `file`.
    private static func record(_ file: String, _ state: String) -> String {
        #"{"file":"\#(file)","state":"\#(state)","source":"s/\#(file)","origin":"s/web","group":0,"hash":"0","#
            + #""box":[20,20,60,60],"box_kind":"detected","face_side":40}"#
    }

    /// Makes the crop set `set` of one file and these records.
    private static func set(_ records: String...) -> String {
        "mkdir set; cp photo.jpg set/a.jpg; printf '\(records.joined(separator: "\\n"))' > set/crops.jsonl; "
    }

    private static let whole = set(record("a.jpg", "with_mask"))
    /// Photos with a face and without one, in class folders.
    private static let tree =
        "mkdir -p tree/with_mask tree/without_mask; cp \"$PORTRAIT\" tree/without_mask/p.png; cp one.png tree/with_mask; "
    private static let scenes =
        #"printf '{"categories":[{"id":1,"name":"without_mask"}],"images":[{"id":1,"file_name":"photo.jpg"}],"#
        + #""annotations":[{"image_id":1,"category_id":1,"bbox":[1,1,9,9]}]}' > scenes.json; "#

    static let evaluations: [Attempt] = [
        Attempt("facemask evaluate", 64, "no dataset"),
        Attempt("facemask evaluate --dataset ''", 64, "a dataset that was not set"),
        Attempt("facemask evaluate --dataset missing", 66, "no such dataset"),
        Attempt("facemask evaluate --dataset documents", 65, "a folder without classes"),
        Attempt("facemask evaluate --dataset photo.jpg", 66, "a picture"),
        Attempt(whole + "facemask evaluate --dataset set --format json > out.json", 0, "one face of one class"),
        Attempt(whole + "facemask evaluate --dataset set/crops.jsonl", 64, "the file instead of its folder"),
        Attempt(set("") + "facemask evaluate --dataset set", 65, "a crop set without a crop"),
        Attempt(set(#"{"file":"a.jpg","state":"wi"#) + "facemask evaluate --dataset set", 65, "records cut short"),
        Attempt(set(record("../photo.jpg", "with_mask")) + "facemask evaluate --dataset set", 65, "a way out"),
        Attempt(set(record("b.jpg", "with_mask")) + "facemask evaluate --dataset set", 66, "all pictures are gone"),
        Attempt(
            set(record("b.jpg", "with_mask"), record("a.jpg", "without_mask"))
                + "facemask evaluate --dataset set --format json > out.json", 66,
            "one picture is gone, the rest is measured"),
        Attempt(whole + "facemask evaluate missing.onnx --dataset set", 66, "no such model"),
        Attempt(whole + "facemask evaluate photo.jpg --dataset set", 65, "a picture as model"),
        Attempt(whole + "facemask evaluate foreign.onnx --dataset set", 65, "a network that says nothing of itself"),
        Attempt(whole + "facemask evaluate --dataset set --compare missing.onnx", 66, "nothing to compare with"),
        Attempt(whole + "facemask evaluate --dataset set --origin tv", 64, "an origin that nobody has"),
        Attempt(
            whole + "facemask evaluate --dataset set --origin web -q --format json > out.json", 0,
            "an origin by its last part"),
        Attempt(whole + "facemask evaluate --dataset set --mistakes=-1", 64, "a negative number"),
        Attempt(whole + "facemask evaluate --dataset set --report report.pdf", 64, "a page that is none"),
        Attempt(whole + "facemask evaluate --dataset set --report none/report.html", 74, "no folder for the page"),
        Attempt(whole + "facemask evaluate --dataset set --predictions set", 74, "a folder for a file"),
        Attempt(whole + "facemask evaluate --dataset set > /dev/full", 74, "no room for the results"),
        Attempt(tree + "facemask evaluate --dataset tree | head -3", 0, "a photo without a face is told"),
        Attempt(scenes + "facemask evaluate --dataset scenes.json --format json > out.json", 0, "a photo with boxes"),
        Attempt("echo '{}' > bad.json; facemask evaluate --dataset bad.json", 65, "JSON that is no COCO"),
        Attempt("facemask evaluate --dataset album --test-of missing.csv", 66, "no such split"),
        Attempt("facemask evaluate --dataset album --test-of photo.jpg", 65, "a picture as split"),
        Attempt(
            "printf 'side,picture\\r\\ntest,a.jpg\\r\\n' > s.csv; facemask evaluate --dataset album --test-of s.csv",
            64,
            "a split without its crop set"),
    ]
}

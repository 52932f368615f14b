extension Attempt {
    /// The portrait in both classes and in a scene, and files that aren't pictures.
    private static let material = """
        mkdir -p set/with_mask set/without_mask; cp "$PORTRAIT" set/without_mask/"odd  näme.png"; \
        cp "$PORTRAIT" set/with_mask/a.png; cp empty.jpg set/with_mask/b.jpg; cp one.png set/with_mask/c.png;
        """
    private static let scene = """
        mkdir -p scene/images; cp "$PORTRAIT" scene/images/a.png; printf '%s' '{"categories":[{"id":1,"name":"face"}],\
        "images":[{"id":1,"file_name":"a.png"}],"annotations":[{"image_id":1,"category_id":1,"bbox":[180,60,90,120]},\
        {"image_id":1,"category_id":1,"bbox":[10,10,40,40]},{"image_id":1,"category_id":1,"bbox":[10,10,5,40]}]}' \
        > scene/x.json;
        """
    private static let files = #"grep -o '"\(file\|box_kind\|origin\|group\)":[^,]*' crops/crops.jsonl"#

    static let datasets: [Attempt] = [
        Attempt("facemask dataset prepare", 64, "nothing given"),
        Attempt("facemask dataset prepare album", 64, "no output"),
        Attempt("facemask dataset prepare '' --output crops", 64, "a source that was not set"),
        Attempt("facemask dataset prepare album --output ''", 64, "an output that was not set"),
        Attempt("facemask dataset prepare album --output crops --min-face 0", 64, "no pixels"),
        Attempt("facemask dataset prepare missing --output crops", 66, "no such folder"),
        Attempt("facemask dataset prepare photo.jpg --output crops", 66, "a picture as dataset"),
        Attempt("facemask dataset prepare nothing --output crops", 65, "an empty folder"),
        Attempt("facemask dataset prepare album --output crops", 65, "no class folders"),
        Attempt("echo '{' > x.json; facemask dataset prepare x.json --output crops", 65, "half of COCO"),
        Attempt("\(material) facemask dataset prepare set --output album", 64, "an output that holds something"),
        Attempt("\(material) facemask dataset prepare set --output photo.jpg", 64, "a file as output"),
        Attempt("\(material) facemask dataset prepare set --output photo.jpg/crops", 74, "a file on the way"),
        Attempt("\(material) facemask dataset prepare set --output crops --exclude missing", 66, "no such list"),
        Attempt("\(material) echo x > l; facemask dataset prepare set --output crops --exclude l", 65, "no reason"),
        Attempt("\(material) facemask dataset prepare set --output crops; r=$?; \(files); exit $r", 65, "a bad file"),
        Attempt(
            "\(material) printf 'set/with_mask/a.png no mask\\nelsewhere.jpg gone\\n' > l; rm set/with_mask/b.jpg; "
                + "facemask dataset prepare set --output crops --exclude l; r=$?; \(files); exit $r", 0,
            "a photo that is left out"),
        Attempt(
            "\(material) printf 'with_mask/set-a-1.jpg without_mask no mask\\n' > l; rm set/with_mask/b.jpg; "
                + "facemask dataset prepare set -q --output crops --relabel l; r=$?; \(files); exit $r", 0,
            "a face that is relabelled"),
        Attempt(
            "\(scene) facemask dataset prepare scene/x.json scene --output crops; r=$?; \(files); exit $r", 0,
            "a scene that is named twice: found, drawn and too small faces"),
        Attempt(
            "\(scene) facemask dataset prepare scene/x.json --output c -q --face-detector photo.jpg", 65,
            "a picture as detector"),
        Attempt("mkdir -p bare/mask; cp one.png bare/mask; facemask dataset prepare bare --output c", 65, "no face"),
        Attempt("facemask dataset inspect", 64, "nothing given"),
        Attempt("facemask dataset inspect missing", 66, "no such folder"),
        Attempt("facemask dataset inspect album", 65, "no class folders"),
        Attempt("\(scene) facemask dataset inspect scene", 64, "photos that were not cut"),
        Attempt("mkdir c; echo '{}' > c/crops.jsonl; facemask dataset inspect c", 65, "a record that is none"),
        Attempt("\(material) facemask dataset inspect set", 0, "a folder of class folders"),
        Attempt("\(material) facemask dataset inspect set -o gone/x.html", 74, "no such folder for the page"),
        Attempt("\(material) facemask dataset inspect set --limit 0", 64, "a page without pictures"),
        Attempt("\(material) facemask dataset inspect set --predictions missing", 66, "no such predictions"),
        Attempt("\(material) facemask dataset inspect set --predictions photo.jpg", 65, "a picture as predictions"),
        Attempt(
            "\(material) rm set/with_mask/[bc]*; facemask dataset prepare -q set --output crops; "
                + "printf 'file,with_mask,without_mask\\nwith_mask/set-a-1.jpg,0.2,0.8\\n"
                + "without_mask/set-odd__n_me-1.jpg,0.2,0.8\\nother.jpg,1,0\\n' > p.csv; "
                + "facemask dataset inspect crops --predictions p.csv", 0, "the same face with two labels"),
    ]
}

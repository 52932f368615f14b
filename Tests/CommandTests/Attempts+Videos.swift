extension Attempt {
    static let videos: [Attempt] = [
        Attempt("cp $CLIP a.mp4; facemask detect a.mp4", 0, "a video: one person, marked beside the original"),
        Attempt("cp $CLIP a.mp4; facemask detect a.mp4 --no-pictures --people people.csv", 0, "a table of people"),
        Attempt("facemask detect $CLIP photo.jpg --output out", 0, "a video and a picture"),
        Attempt("mkdir v; cp $CLIP v/b.MP4; cp one.png v/a.png; facemask detect v --quiet", 0, "a folder with both"),
        Attempt("cp $CLIP clip; facemask detect clip --no-pictures", 0, "a video without an extension"),
        Attempt("cp $CLIP a.jpg; facemask detect a.jpg", 65, "a video that calls itself a photo"),
        Attempt("cp photo.jpg a.mp4; facemask detect a.mp4 --no-pictures", 0, "a photo that calls itself a video"),
        Attempt("cp text.jpg a.mp4; facemask detect a.mp4", 65, "a text that calls itself a video"),
        Attempt("cp empty.jpg a.mkv; facemask detect a.mkv", 65, "no bytes"),
        Attempt("facemask detect missing.mp4", 66, "a typing error"),
        Attempt(
            "head -c 6000 $CLIP > a.mp4; facemask detect a.mp4 $CLIP --output out", 65,
            "cut short: what there is is worked on, and the rest"),
        Attempt(
            "mkdir a.masked.mp4; cp $CLIP a.mp4; facemask detect a.mp4", 74, "a folder where the marked video goes"),
        Attempt("cp $CLIP a.mp4; (ulimit -f 8; facemask detect a.mp4 --quiet)", 74, "a full disk"),
        Attempt("facemask detect $CLIP --format jsonl > /dev/full", 74, "a full disk behind the results"),
        Attempt("facemask detect $CLIP --format jsonl | head -n 1 > /dev/null", 0, "a reader that has enough"),
        Attempt("facemask detect $CLIP --start 5 --output out", 0, "a start behind the end: no frame, no file"),
        Attempt(
            "facemask detect $CLIP --format csv --every 4 --quiet | cut -d, -f 2-4,15-18", 0,
            "every fourth frame as a table"),
        Attempt("facemask detect $CLIP --no-pictures --fps 5 --start 0.2 --duration 0.4 --looks 100", 0, "a part"),
        Attempt("facemask detect $CLIP --every 0", 64, "every 0th frame"),
        Attempt("facemask detect $CLIP --every 2 --fps 3", 64, "two paces"),
        Attempt("facemask detect $CLIP --start -1", 64, "before the beginning"),
        Attempt("facemask detect $CLIP --looks nan", 64, "not a number"),
        Attempt("facemask detect $CLIP --blur --no-pictures", 64, "hiding faces in nothing"),
        Attempt("facemask detect $CLIP --blur --output out", 0, "hidden faces"),
        Attempt(
            "cp $CLIP a.mp4; facemask detect a.mp4 --crops faces --format jsonl --quiet | grep -o '\"crop\":[^,}]*'", 0,
            "the best picture of each person"),
        Attempt(
            "touch faces; facemask detect $CLIP --crops faces --no-pictures", 74, "a file where the best pictures go"),
        Attempt(
            "mkdir -p faces/a-mp4-person-1.jpg; cp $CLIP a.mp4; facemask detect a.mp4 --crops faces --no-pictures --quiet",
            74, "a folder where a best picture goes: the rest is done"),
        Attempt("facemask detect $CLIP --crops faces --blur", 64, "faces both hidden and kept"),
        Attempt("facemask detect $CLIP --people nowhere/people.csv", 74, "a table in no folder"),
        Attempt("facemask detect $CLIP --model photo.jpg", 65, "a picture as model"),
    ]
}

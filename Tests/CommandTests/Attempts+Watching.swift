extension Attempt {
    private static let pattern = "'lavfi:testsrc2=size=320x240:rate=10'"

    private static let untilItWrites = "until ls out/*.partial.mp4 > none 2>&1; do sleep 0.05; done; sleep 0.2"

    static let watching: [Attempt] = [
        Attempt("cp $CLIP a.mp4; facemask watch a.mp4", 0, "a recording: it ends by itself"),
        Attempt("cp $CLIP a.mp4; facemask watch a.mp4 -o out --blur --people p.csv", 0, "everything written"),
        Attempt("facemask watch \(pattern) --duration 0.5 --quiet", 0, "a live source, for half a second"),
        Attempt(
            "facemask watch \(pattern) --format jsonl --quiet 2> errors | head -n 2 | cut -d, -f 1; grep -c ended errors",
            0, "a live source's first lines, and a reader that has enough"),
        Attempt(
            "facemask watch \(pattern) -o out --quiet & \(untilItWrites); kill -TERM $!; wait $!; ls out", 0,
            "asked to end: the video is whole"),
        Attempt(
            "facemask watch \(pattern) -o out --quiet & \(untilItWrites); kill -KILL $!; wait $!; ls out", 0,
            "killed for good: the partial video stays"),
        Attempt("facemask watch missing.mp4", 66, "a typing error"),
        Attempt("facemask watch missing.mp4 $CLIP --quiet", 66, "one is missing, the other is watched"),
        Attempt("facemask watch empty.jpg", 65, "no bytes"),
        Attempt("facemask watch 99", 66, "a camera that isn't there"),
        Attempt(
            "facemask watch 'rtsp://anna:secret@127.0.0.1:9/door' --duration 1.5 2>&1 | head -n 2", 0,
            "a server that isn't there is tried again, and the password is not shown"),
        Attempt("facemask watch 'rtsp://anna:${NO_SUCH_NAME}@127.0.0.1/'", 64, "a password that is not set"),
        Attempt("facemask watch gopher://host/", 64, "a protocol that is not read"),
        Attempt("facemask watch 'lavfi:nonsense='", 66, "a pattern that FFmpeg doesn't know"),
        Attempt("facemask watch", 64, "nothing to watch"),
        Attempt("facemask watch cam cam", 64, "the same twice"),
        Attempt(
            "facemask watch $CLIP --alert 'bare: without>=1 for 100ms then run sh -c \"cat > alert.json\"'", 0,
            "an alert that a command takes"),
        Attempt("facemask watch $CLIP --alert 'without>=1 in hall'", 64, "an alert for a zone that there is not"),
        Attempt("facemask watch $CLIP --alert 'nobody>=1'", 64, "an alert about a state that there is not"),
        Attempt("facemask watch -c cameras.yml", 66, "no such file of cameras"),
        Attempt("facemask watch -c photo.jpg", 65, "a picture as file of cameras"),
        Attempt("echo 'cameras: [{name: a, adress: 0}]' > c.yml; facemask watch -c c.yml", 65, "a misspelt key"),
        Attempt(
            "printf 'cameras:\\n  - name: door\\n    address: %s\\n    zones: {all: [[0,0],[1,0],[1,1],[0,1]]}\\n    lines: "
                + "{middle: [[0.5,1],[0.5,0]]}\\n    output: out/{name}.mp4\\n' $CLIP > c.yml; facemask watch -c c.yml",
            0,
            "a camera with a zone, a line and a marked video"),
        Attempt("facemask watch --alert 'without>=1'", 64, "an alert for nothing"),
        Attempt("facemask watch cam --size big", 64, "no size"),
        Attempt("facemask watch cam --duration 0", 64, "no time"),
        Attempt("facemask watch cam --blur", 64, "hiding faces in nothing"),
        Attempt("SDL_VIDEODRIVER=dummy facemask watch $CLIP --show --blur", 0, "shown on a screen that SDL makes up"),
        Attempt("SDL_VIDEODRIVER=nonsense facemask watch $CLIP --show --quiet", 74, "no screen to show it on"),
        Attempt(
            "cp $CLIP b.mp4; SDL_VIDEODRIVER=dummy facemask watch $CLIP b.mp4 --show --quiet | sort",
            0, "two in one window"),
        Attempt(
            "cp $CLIP a.mp4; facemask watch a.mp4 --crops faces --quiet --format jsonl | grep -o '\"crop\":[^,}]*'", 0,
            "the best picture of each person"),
        Attempt("touch out; facemask watch \(pattern) -o out", 74, "a file where the folder goes"),
        Attempt("facemask watch \(pattern) --format jsonl --quiet > /dev/full", 74, "a full disk behind the results"),
        Attempt(
            "(ulimit -f 8; facemask watch $CLIP -o out --quiet)", 74, "a full disk: the watch goes on, and says so"),
    ]
}

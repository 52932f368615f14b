extension Attempt {
    /// Libraries that can't be loaded: the system's loader finds another file of their name first.
    static let libraries: [Attempt] = [
        Attempt(without("libavutil") + " \(missingParts("FFmpeg"))", 69, "no FFmpeg: the list of parts goes on"),
        Attempt(without("libavdevice") + " \(missingParts("FFmpeg"))", 69, "a part of FFmpeg is missing"),
        Attempt(without("libpangocairo-1.0") + " \(missingParts("Cairo"))", 69, "no Pango: the list goes on"),
        Attempt(without("libcurl") + " \(missingParts("libcurl"))", 69, "no libcurl: the list goes on"),
        Attempt(without("libavutil") + " facemask detect one.png", 69, "a picture that FFmpeg reads"),
        Attempt(
            without("libavutil") + " facemask detect photo.jpg", 69, "a picture that needs FFmpeg only to be written"),
        Attempt(
            without("libavutil") + " facemask detect --format json --no-pictures one.png photo.jpg", 69,
            "what can be done without it is done"),
        Attempt(
            "cp $CLIP a.mp4; " + without("libavformat") + " facemask detect a.mp4", 69, "a video without libavformat"),
        Attempt(without("libavformat") + " facemask detect one.png", 0, "a picture doesn't need libavformat"),
        Attempt(
            without("libavdevice") + " facemask watch lavfi:testsrc2 --duration 1", 69, "a camera without libavdevice"),
        Attempt(
            "cp \"$(dirname \"$PORTRAIT\")/grace_hopper.jpg\" hopper.jpg; " + without("libpangocairo-1.0")
                + " facemask detect hopper.jpg --output out", 69, "a face that can't be marked"),
        Attempt(
            without("libswscale", as: "\"$(ldd \"$(command -v facemask)\" | awk '/libm[.]so/ { print $3 }')\"")
                + " facemask detect one.png", 69, "a library that lacks a function"),
    ]

    /// Hides a library, whatever its version, behind a copy of `file`. Names that begin with `none` are in no snapshot.
    private static func without(_ library: String, as file: String = "/dev/null") -> String {
        "mkdir none; cp \(file) none/file; for n in $(seq 0 99); do ln none/file none/\(library).so.$n; done; "
            + "LD_LIBRARY_PATH=$PWD/none:$LD_LIBRARY_PATH"
    }

    /// Lists the missing parts of one kind, and preserves the exit code.
    private static func missingParts(_ name: String) -> String {
        "facemask info > none/info 2> none/errors; code=$?; grep -c '^✓ FaceMask ' none/info; "
            + "grep '^✗ \(name)' none/info; exit $code"
    }
}

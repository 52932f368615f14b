#!/usr/bin/env bash
# Tries FaceMask as an app's dependency: tags a bare clone of the last commit, creates an app elsewhere that
# depends on it as docs/library.md says, and builds and runs the app.
#   scripts/try/dependency.sh             all ways below, one after another
#   scripts/try/dependency.sh WAY …       only these: default, static, dynamic, no-training, yams5, no-setup
# FACEMASK_DEPS=FOLDER uses the set-up of another checkout (its .deps) instead of installing again.
# KEEP=FOLDER builds there and keeps everything; otherwise a temporary folder is removed at the end.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly repository="$PWD"
readonly version=$(sed -n 's/.*current = "\(.*\)"/\1/p' Sources/FaceMask/FaceMaskVersion.swift)
folder=${KEEP:-$(mktemp -d)}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
[ -n "${KEEP-}" ] || trap 'rm -rf "$folder"' EXIT

say() { printf '\n== %s\n' "$*"; }
fail() { printf 'dependency: %s\n' "$*" >&2; exit 1; }

make_clone() {
    rm -rf "$folder/FaceMask.git"
    git clone --quiet --bare "$repository" "$folder/FaceMask.git"
    git -C "$folder/FaceMask.git" tag --force "$version" >/dev/null
}

# Writes the app; the arguments are further lines of its dependencies, and the text after `from:` in FaceMask's.
write_app() {
    local others=$1 traits=$2 yams=()
    [ -z "$others" ] || yams=('.product(name: "Yams", package: "Yams"),')
    mkdir -p "$folder"/App/Sources/{App,Media,Training,Detection}
    cat >"$folder/App/Package.swift" <<EOF
// swift-tools-version: 6.2
import PackageDescription

let openVINO = Context.packageDirectory + "/.build/checkouts/FaceMask/.deps/openvino/libs"
let package = Package(
    name: "App",
    products: [.library(name: "AppLibrary", type: .dynamic, targets: ["Detection"])],
    dependencies: [
        .package(url: "file://$folder/FaceMask.git", from: "$version"$traits),
        $others
    ],
    targets: [
        // The names of modules that FaceMask once had itself.
        .target(name: "Media"),
        .target(name: "Training"),
        .target(name: "Detection", dependencies: [
            .product(name: "FaceMask", package: "FaceMask"), ${yams[*]-}
        ]),
        .executableTarget(
            name: "App", dependencies: ["Media", "Training", "Detection"],
            linkerSettings: [.unsafeFlags(["-Xlinker", "-rpath", "-Xlinker", openVINO])]),
    ]
)
EOF
    echo 'public let media = "Media"' >"$folder/App/Sources/Media/Media.swift"
    echo 'public let training = "Training"' >"$folder/App/Sources/Training/Training.swift"
    cat >"$folder/App/Sources/Detection/Faces.swift" <<'EOF'
import FaceMask
import Foundation

public func printFaces(inPhotoAt path: String) async throws {
    let detector = try await MaskDetector.load()
    let photo = try await detector.photo(at: URL(filePath: path))
    for face in photo.sightings { print(face.verdict.label, face.face.box) }
}
EOF
    cat >"$folder/App/Sources/App/main.swift" <<'EOF'
import Detection
import Media
import Training

print(media, training)
try await printFaces(inPhotoAt: CommandLine.arguments[1])
EOF
}

checkout() { echo "$folder/App/.build/checkouts/FaceMask"; }

# The steps of docs/library.md: resolve, set up in the checkout, build with PKG_CONFIG_PATH.
resolve() {
    (cd "$folder/App" && rm -f Package.resolved && swift package resolve >resolve.log 2>&1) \
        || { cat "$folder/App/resolve.log"; fail "the app doesn't resolve."; }
    if [ -n "${FACEMASK_DEPS-}" ]; then
        [ -e "$(checkout)/.deps" ] || ln -s "$(cd "$FACEMASK_DEPS" && pwd)" "$(checkout)/.deps"
    else
        "$(checkout)/scripts/setup"
    fi
}

build() {
    (cd "$folder/App" && PKG_CONFIG_PATH="$(checkout)/.deps/pkgconfig" swift build "$@" >build.log 2>&1) \
        || { tail -30 "$folder/App/build.log"; fail "the app doesn't build."; }
    tail -1 "$folder/App/build.log"
}

run_on_portrait() {
    local printed
    printed=$("$folder/App/.build/debug/App" "$(checkout)/.deps/samples/astronaut.png") || fail "the app doesn't run."
    printf '%s\n' "$printed"
    grep -q '^without_mask' <<<"$printed" || fail "the app doesn't find the portrait's face."
}

try_default() { write_app '' ''; resolve; build --product App; run_on_portrait; }
try_static() { write_app '' ''; resolve; build --product App --static-swift-stdlib; run_on_portrait; }
# FaceMask in a dynamic library of the app.
try_dynamic() { write_app '' ''; resolve; build --product AppLibrary; ls "$folder"/App/.build/debug/libAppLibrary.so; }
try_no_training() { write_app '' ', traits: []'; resolve; build --product App; run_on_portrait; }
try_yams5() {
    write_app '.package(url: "https://github.com/jpsim/Yams", exact: "5.0.1"),' ''
    resolve; build --product App; run_on_portrait
}
# Without set-up, the build says what is missing and what to do.
try_no_setup() {
    write_app '' ''; resolve
    # Otherwise modules compiled before are taken from the cache.
    (cd "$folder/App" && swift package clean)
    if (cd "$folder/App" && env -u PKG_CONFIG_PATH swift build --product App >build.log 2>&1); then
        fail "the app builds without PKG_CONFIG_PATH."
    fi
    grep 'pc file' "$folder/App/build.log" | sort -u
    grep -o -m 1 'error: .*scripts/setup.*' "$folder/App/build.log" \
        || { tail -20 "$folder/App/build.log"; fail "the build doesn't say what to do."; }
}

ways=("$@")
[ $# -gt 0 ] || ways=(default static dynamic no-training yams5 no-setup)
make_clone
for way in "${ways[@]}"; do
    say "$way"
    case $way in
        default | static | dynamic | no-training | yams5 | no-setup) "try_${way//-/_}" ;;
        *) fail "'$way' is none of the ways." ;;
    esac
done
say "FaceMask $version can be depended on: ${ways[*]}"

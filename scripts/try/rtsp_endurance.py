#!/usr/bin/python3
"""Simulates failures of cameras with an RTSP server while a command watches it, and reports how the command reacts.

    scripts/try/rtsp_endurance.py VIDEO.mp4 -- facemask watch {address} --format jsonl

The server runs on this machine and sends VIDEO (MP4 with H.264) in a loop. It is killed and started again ten times,
frozen, replaced by one that sends nonsense and by one that sends nothing, and changes its resolution, once between two
connections and once in mid-stream. The command must write a line on stdout for each frame; its stderr is shown. At the
end it is asked to stop (SIGTERM). The exit code is 0 if frames resumed every time.

    scripts/try/rtsp_endurance.py --calm 120 VIDEO.mp4 -- facemask watch {address} --format jsonl

causes no failures for this many minutes and samples the command's memory. The exit code is 0 if it grew by at most 5 %
from the median of the first tenth of the time, without the first two minutes, to that of the last.

Needs these packages of Debian:
    gir1.2-gst-rtsp-server-1.0 python3-gi gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad
"""
import argparse
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time

SMALL = "640x360"
RECOVERY_LIMIT = 75  # Seconds: two of the longest waits, and a margin.
FREEZE = 25  # Seconds: longer than any time limit.
DOWN = 3
NONSENSE = 8
CALM = 5  # Seconds of pictures between two failures.
WARM_UP = 120  # Seconds before memory is compared: networks load, buffers fill, the first people appear.
SAMPLING = 5  # Seconds between two measurements of the memory.
TELLING = 300  # Seconds between two reports of it.
GROWTH_LIMIT = 0.05


def say(text):
    print(f"{time.monotonic() - BEGINNING:7.1f} s  {text}", flush=True)


# The server: a separate process, so that it can be killed and frozen.

def access_units(gst, video, size):
    """The encoded frames of the video as (bytes, duration in ns); re-encoded if a size is given."""
    parse = "h264parse ! video/x-h264,stream-format=byte-stream,alignment=au ! appsink name=sink sync=false"
    scale = ""
    if size:
        width, height = size.split("x")
        scale = (f"openh264dec ! videoscale ! video/x-raw,width={width},height={height} ! "
                 "openh264enc gop-size=30 bitrate=800000 ! ")
    pipeline = gst.parse_launch(f'filesrc location="{video}" ! qtdemux ! h264parse ! {scale}{parse}')
    pipeline.set_state(gst.State.PLAYING)
    sink, units = pipeline.get_by_name("sink"), []
    while (sample := sink.emit("pull-sample")) is not None:
        buffer = sample.get_buffer()
        duration = buffer.duration if buffer.duration != gst.CLOCK_TIME_NONE else gst.SECOND // 25
        units.append((buffer.extract_dup(0, buffer.get_size()), duration))
    pipeline.set_state(gst.State.NULL)
    return units


def serve(video, port, size):
    import gi
    gi.require_version("Gst", "1.0")
    gi.require_version("GstRtspServer", "1.0")
    from gi.repository import GLib, Gst, GstRtspServer
    Gst.init(None)
    takes = [access_units(Gst, video, size), access_units(Gst, video, SMALL)]
    state = {"take": 0, "place": 0, "time": 0}

    def change(*_):
        state.update(take=1 - state["take"], place=0)
    signal.signal(signal.SIGUSR1, change)

    def push(source, _length):
        units = takes[state["take"]]
        content, duration = units[state["place"] % len(units)]
        buffer = Gst.Buffer.new_wrapped(content)
        buffer.pts = buffer.dts = state["time"]
        buffer.duration = duration
        state["place"] = (state["place"] + 1) % len(units)
        state["time"] += duration
        source.emit("push-buffer", buffer)

    def configure(_factory, media):
        state.update(time=0, place=0)
        media.get_element().get_by_name("source").connect("need-data", push)

    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(
        "( appsrc name=source is-live=true format=time max-bytes=200000 "
        "caps=video/x-h264,stream-format=byte-stream,alignment=au ! h264parse config-interval=-1 ! "
        "rtph264pay name=pay0 pt=96 config-interval=-1 )")
    factory.set_shared(True)
    factory.connect("media-configure", configure)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(str(port))
    server.get_mount_points().add_factory("/live", factory)
    server.attach(None)
    loop = GLib.MainLoop()
    GLib.timeout_add(200, lambda: True)  # Lets Python handle signals.
    print("ready", flush=True)
    loop.run()


# The observer of the command.

class Watcher:
    """The command, and its output with times."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.lines = 0
        self.last = 0.0
        self.changed = threading.Condition()
        for stream, take in ((self.process.stdout, self.count), (self.process.stderr, self.repeat)):
            threading.Thread(target=self.read, args=(stream, take), daemon=True).start()

    @staticmethod
    def read(stream, take):
        for line in stream:
            take(line.rstrip())

    def count(self, line):
        with self.changed:
            self.lines, self.last = self.lines + 1, time.monotonic()
            self.changed.notify_all()

    @staticmethod
    def repeat(line):
        say(f"    it says: {line}")

    def lines_after(self, moment, limit, count=10):
        """Seconds from `moment` until a line arrived that was followed by more; None if there was none."""
        end = moment + limit
        with self.changed:
            while self.last <= moment or self.lines == 0:
                if not self.changed.wait(max(end - time.monotonic(), 0)):
                    return None
            first, wanted = self.last, self.lines + count
            while self.lines < wanted:
                if not self.changed.wait(max(end - time.monotonic(), 0)):
                    return None
        return first - moment

    def memory(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmRSS"))


class Server:
    def __init__(self, video, port):
        self.video, self.port = video, port

    def start(self, size=""):
        own = [sys.executable, os.path.abspath(__file__), "--serve", self.video, str(self.port), size]
        # OpenH264 reports each video's end on stderr.
        self.process = subprocess.Popen(own, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        if self.process.stdout.readline() != "ready\n":
            sys.exit(f"the server did not start; see what it says: {' '.join(own)}")

    def kill(self):
        self.process.kill()
        self.process.wait()


def occupy(port, seconds, nonsense):
    """Replaces the server for a while."""
    listener = socket.create_server(("127.0.0.1", port))
    listener.settimeout(0.2)
    end, guests = time.monotonic() + seconds, []
    while time.monotonic() < end:
        try:
            guest, _ = listener.accept()
            guests.append(guest)
            if nonsense:
                guest.settimeout(1)
                guest.sendall(random.randbytes(100_000))
        except OSError:
            pass
    for guest in guests + [listener]:
        guest.close()


def begin(video, command, port):
    server = Server(video, port)
    server.start()
    address = f"rtsp://127.0.0.1:{port}/live"
    return server, Watcher([word.replace("{address}", address) for word in command])


def end(watcher):
    """Asks the command to end, and returns whether it did."""
    watcher.process.send_signal(signal.SIGTERM)
    try:
        code = watcher.process.wait(timeout=15)
        say(f"asked to end: exit code {code}")
        return True
    except subprocess.TimeoutExpired:
        watcher.process.kill()
        say("asked to end: it did NOT")
        return False


def watch_calmly(video, command, minutes, port):
    """Whether memory stayed constant without failures."""
    server, watcher = begin(video, command, port)
    finish, warm = BEGINNING + minutes * 60, BEGINNING + min(WARM_UP, minutes * 60 / 10)
    samples, told = [], 0.0
    while time.monotonic() < finish and watcher.process.poll() is None:
        memory = watcher.memory()
        if time.monotonic() > warm:
            samples.append(memory)
        if time.monotonic() - told > TELLING:
            told = time.monotonic()
            say(f"{memory} MiB, {watcher.lines} lines so far")
        time.sleep(SAMPLING)
    alive = watcher.process.poll() is None
    ended = end(watcher) if alive else False
    server.kill()
    if not samples:
        say("the command ended before its memory could be compared")
        return False
    tenth = max(len(samples) // 10, 1)
    first, last = statistics.median(samples[:tenth]), statistics.median(samples[-tenth:])
    say(f"{watcher.lines} lines; memory {first:.0f} MiB in the first tenth, {last:.0f} MiB in the last, "
        f"at most {max(samples)} MiB: {last / first - 1:+.1%}")
    return alive and ended and last <= first * (1 + GROWTH_LIMIT)


def trial(video, command, rounds, port):
    server, watcher = begin(video, command, port)
    results = []

    def expect_frames(what, since):
        seconds = watcher.lines_after(since, RECOVERY_LIMIT)
        answer = "NO FRAMES" if seconds is None else f"frames after {seconds:.1f} s"
        results.append((what, seconds))
        say(f"{what}: {answer}; {watcher.memory()} MiB, {watcher.lines} frames so far")
        time.sleep(CALM)

    def replaced(what, between, size=""):
        server.kill()
        between()
        server.start(size)
        expect_frames(what, time.monotonic())

    expect_frames("start", BEGINNING)
    for number in range(rounds):
        replaced(f"killed and restarted, {number + 1}", lambda: time.sleep(DOWN))
    say(f"frozen for {FREEZE} s")
    server.process.send_signal(signal.SIGSTOP)
    time.sleep(FREEZE)
    server.process.send_signal(signal.SIGCONT)
    expect_frames("frozen", time.monotonic())
    replaced("nonsense on its port", lambda: occupy(port, NONSENSE, True))
    replaced("silence on its port", lambda: occupy(port, FREEZE, False))
    server.process.send_signal(signal.SIGUSR1)
    expect_frames("another resolution in mid-stream", time.monotonic())
    server.process.send_signal(signal.SIGUSR1)
    expect_frames("and back", time.monotonic())
    replaced("restarted with another resolution", lambda: time.sleep(DOWN), "320x180")
    if not end(watcher):
        results.append(("asked to end", None))
    server.kill()
    return results


def main():
    if sys.argv[1:2] == ["--serve"]:
        return serve(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("video")
    arguments.add_argument("--rounds", type=int, default=10)
    arguments.add_argument("--port", type=int, default=8554)
    arguments.add_argument("--calm", type=float, metavar="MINUTES", help="cause no failures, measure the memory")
    arguments.add_argument("command", nargs="+", help="{address} in it is replaced")
    given = arguments.parse_args()
    if given.calm:
        sys.exit(0 if watch_calmly(given.video, given.command, given.calm, given.port) else 1)
    results = trial(given.video, given.command, given.rounds, given.port)
    failed = [what for what, seconds in results if seconds is None]
    say(f"{len(results) - len(failed)} of {len(results)} times it came back" + "".join(f"; not: {w}" for w in failed))
    sys.exit(1 if failed else 0)


BEGINNING = time.monotonic()
if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Makes the pictures of this folder, and expected.json with what Pillow reads out of them.

Needs Pillow and numpy. Everything drawn is a smooth gradient, so that lossy formats stay close to it.
Run it in this folder: python3 make_fixtures.py
"""
import io
import json
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

FOLDER = Path(__file__).parent
ORIENTATION = 0x0112
expected = {}


def gradient(width, height, channels=3, bits=8):
    """Red grows to the right, green downwards, blue falls along the diagonal, alpha grows to the right."""
    top = (1 << bits) - 1
    x = np.linspace(0, top, width)[None, :].repeat(height, 0)
    y = np.linspace(0, top, height)[:, None].repeat(width, 1)
    planes = [x, y, top - (x + y) / 2, x][:channels]
    return np.stack(planes, -1).round().astype(np.uint16 if bits == 16 else np.uint8)


def gray(width, height, bits=8):
    return gradient(width, height, 1, bits)[..., 0]


def picture(width=24, height=16, channels=3):
    return Image.fromarray(gradient(width, height, channels))


def over_white(image):
    """The picture upright, in RGB, transparency laid over white."""
    image = ImageOps.exif_transpose(image)
    if image.mode in ("P", "PA", "LA", "La", "RGBA", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    if image.mode.startswith("I;16"):
        return Image.fromarray((np.asarray(image) / 257).round().astype(np.uint8)).convert("RGB")
    return image.convert("RGB")


def note(name, tolerance, pixels=None, rows=None):
    """Files what a reader should see: the size and a grid of pixels."""
    if pixels is None:
        pixels = np.asarray(over_white(Image.open(FOLDER / name)))
    height, width = pixels.shape[:2]
    points = []
    for y in rows or sorted({int(v) for v in np.linspace(0, height - 1, 4)}):
        for x in sorted({int(v) for v in np.linspace(0, width - 1, 5)}):
            points.append([x, y, *(int(c) for c in pixels[y, x])])
    expected[name] = {"width": width, "height": height, "tolerance": tolerance, "points": points}


def save(name, image, tolerance=0, **options):
    image.save(FOLDER / name, **options)
    note(name, tolerance)


def oriented(value):
    exif = Image.Exif()
    exif[ORIENTATION] = value
    return exif


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(name, rows, color_type, bits, passes=None, extra=b""):
    """A PNG of what Pillow doesn't write: `rows` is an array of samples; `passes` lists the seven of Adam7."""
    height, width = rows.shape[:2]
    data = b""
    for x0, y0, dx, dy in passes or [(0, 0, 1, 1)]:
        for row in rows[y0::dy, x0::dx]:
            samples = row.astype(">u2" if bits == 16 else np.uint8).tobytes()
            data += b"\0" + samples if len(samples) else b""
    header = struct.pack(">IIBBBBB", width, height, bits, color_type, 0, 0, 1 if passes else 0)
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra
    (FOLDER / name).write_bytes(content + chunk(b"IDAT", zlib.compress(data, 9)) + chunk(b"IEND", b""))


def jpegs():
    save("plain.jpg", picture(), 3, quality=95)
    save("full-chroma.jpg", picture(), 3, quality=95, subsampling=0)
    save("half-chroma.jpg", picture(), 3, quality=95, subsampling=1)
    save("progressive.jpg", picture(), 3, quality=95, progressive=True)
    save("restart-markers.jpg", picture(48, 32), 3, quality=90, restart_marker_blocks=1)
    save("rgb-inside.jpg", picture(), 3, quality=95, keep_rgb=True)
    save("gray.jpg", Image.fromarray(gray(24, 16)), 2, quality=95)
    for width, height in [(1, 1), (3, 5), (17, 9), (1, 1000), (1000, 1)]:
        save(f"{width}x{height}.jpg", picture(width, height), 4, quality=95)
    for value in range(1, 9):
        save(f"orientation-{value}.jpg", picture(), 3, quality=95, exif=oriented(value))
    # A reader that converts 128 rows at a time must interpolate the colour across the edge in the middle.
    edge = Image.new("RGB", (16, 256), (200, 40, 40))
    edge.paste((40, 40, 200), (0, 128, 16, 256))
    edge.save(FOLDER / "colour-edge.jpg", quality=95)
    note("colour-edge.jpg", 3, rows=[0, 126, 127, 128, 129, 255])
    cmyk = Image.fromarray(gradient(24, 16, 4) // 2, "CMYK")
    save("cmyk.jpg", cmyk, 3, quality=95)
    # Pillow writes no YCCK, but reads it: the Adobe segment's last byte says how the same four components are meant,
    # if their names in the frame's and the scan's header don't.
    content = bytearray((FOLDER / "cmyk.jpg").read_bytes())
    content[content.index(b"Adobe") + 11] = 2
    frame, scan = content.index(b"\xff\xc0") + 10, content.index(b"\xff\xda") + 5
    for number in range(4):
        content[frame + 3 * number] = content[scan + 2 * number] = number + 1
    (FOLDER / "ycck.jpg").write_bytes(content)
    note("ycck.jpg", 4)


def pngs():
    save("rgb.png", picture())
    save("rgba.png", picture(channels=4), 1)
    save("gray.png", Image.fromarray(gray(24, 16)))
    save("gray-alpha.png", picture(channels=4).convert("LA"), 1)
    save("gray-16.png", Image.fromarray(gray(24, 16, 16)), 1)
    save("black-and-white.png", Image.fromarray(gray(24, 16)).convert("1"))
    save("palette.png", picture().quantize(16))
    save("palette-transparent.png", picture().quantize(16), 1, transparency=bytes(range(0, 256, 16)))
    save("palette-4-colors.png", picture().quantize(4), bits=2)
    save("rgb-transparent-color.png", picture(), 0, transparency=(0, 0, 255))
    save("orientation-6.png", picture(), 0, exif=oriented(6))
    save("1x1.png", picture(1, 1))
    save("3x5.png", picture(3, 5))
    save("1x1000.png", picture(1, 1000))
    png("rgb-16.png", gradient(24, 16, 3, 16), 2, 16)
    note("rgb-16.png", 1)
    png("rgba-16.png", gradient(24, 16, 4, 16), 6, 16)
    note("rgba-16.png", 2, np.asarray(over_white(picture(channels=4))))
    adam7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    png("interlaced.png", gradient(19, 13), 2, 8, adam7)
    note("interlaced.png", 0)
    text = chunk(b"tEXt", b"Comment\0" + b"x" * 50)
    png("late-orientation.png", gradient(24, 16), 2, 8, extra=text)
    content = (FOLDER / "late-orientation.png").read_bytes()
    exif = chunk(b"eXIf", oriented(8).tobytes()[6:])
    (FOLDER / "late-orientation.png").write_bytes(content[:-12] + exif + content[-12:])
    note("late-orientation.png", 0, np.rot90(gradient(24, 16)))
    frames = [picture(), ImageOps.invert(picture())]
    save("animated.png", frames[0], 0, save_all=True, append_images=frames[1:])


def webps():
    save("lossy.webp", picture(32, 32), 6, quality=95)
    save("lossless.webp", picture(), 0, lossless=True)
    save("lossy-alpha.webp", picture(32, 32, 4), 6, quality=95)
    save("lossless-alpha.webp", picture(channels=4), 1, lossless=True)
    save("orientation-8.webp", picture(), 0, lossless=True, exif=oriented(8))
    save("3x5.webp", picture(3, 5), 0, lossless=True)
    save("17x9.webp", picture(17, 9), 8, quality=95)
    frames = [picture(), ImageOps.invert(picture())]
    frames[0].save(FOLDER / "animated.webp", save_all=True, append_images=frames[1:], lossless=True)


def others():
    save("rgb.bmp", picture(23, 16))
    save("palette.bmp", picture().quantize(16))
    save("black-and-white.bmp", Image.fromarray(gray(24, 16)).convert("1"))
    save("rgba.bmp", picture(channels=4), 1)
    upside_down = bytearray((FOLDER / "rgb.bmp").read_bytes())
    upside_down[22:26] = struct.pack("<i", -16)
    (FOLDER / "top-down.bmp").write_bytes(upside_down)
    note("top-down.bmp", 0)
    save("plain.tiff", picture())
    save("lzw.tiff", picture(), 0, compression="tiff_lzw")
    save("deflate.tiff", picture(), 0, compression="tiff_adobe_deflate")
    save("packbits.tiff", picture(), 0, compression="packbits")
    save("gray.tiff", Image.fromarray(gray(24, 16)))
    save("gray-16.tiff", Image.fromarray(gray(24, 16, 16)), 1)
    save("rgba.tiff", picture(channels=4), 1)
    save("palette.tiff", picture().quantize(16))
    save("cmyk.tiff", Image.fromarray(gradient(24, 16, 4) // 2, "CMYK"), 3)
    for value in (1, 6):
        save(f"orientation-{value}.tiff", picture(), 0, tiffinfo={ORIENTATION: value})
    picture().save(FOLDER / "jpeg-inside.tiff", compression="jpeg")
    save("plain.gif", picture().quantize(16))
    save("transparent.gif", picture().quantize(16), 0, transparency=3)
    frames = [picture().quantize(16), ImageOps.invert(picture()).quantize(16)]
    save("animated.gif", frames[0], 0, save_all=True, append_images=frames[1:])


def write_expected():
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(entry, separators=(',', ':'))}" for name, entry in expected.items())
    (FOLDER / "expected.json").write_text("{\n" + lines + "\n}\n")


if __name__ == "__main__":
    jpegs()
    pngs()
    webps()
    others()
    write_expected()

#!/usr/bin/env python3
"""How throughput, latency and memory grow: measures, writes growth.csv, and draws growth.svg from it.

usage: growth.py 'COMMAND WITH {port} AND {mode}' FOLDER [--seconds 1.5]    measure and draw
       growth.py --draw FOLDER                                              draw what was measured

Connections: echo of 64 bytes, 8 in flight on each up to 1,024 in all, then one. Size: 16 connections, as many in flight as make 64 KiB, at least one.
Subscribers: 64 connections, 64 bytes, 16 in flight, each message seen by so many subscribers (of whom one answers).
The server has processor 1, the load processor 0.
"""
import argparse, csv, math, os, re, shlex, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "load"))
sys.dont_write_bytecode = True
import compare  # noqa: E402  the load tool beside this file

FIELDS = ["series", "x", "connections", "size", "depth", "messages_per_s", "mb_per_s", "p50_us", "p99_us", "p999_us", "resident_mb"]


def points():
    for n in (1, 8, 64, 256, 1024, 4000, 8000):
        yield "connections", n, n, 64, max(1, min(8, 1024 // n)), "echo"
    for size in (16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576):
        yield "message size", size, 16, size, max(1, 65536 // size // 4) if size < 65536 else 1, "echo"
    for n in (1, 10, 100, 1000):
        yield "subscribers", n, 64, 64, 16, f"observed-{n}"


def measure(load, command, seconds, point):
    series, x, connections, size, depth, mode = point
    port = compare.random.randint(20000, 29999)
    server = subprocess.Popen(["taskset", "-c", "1"] + shlex.split(command.format(port=port, mode=mode)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        compare.wait_for(port)
        client = subprocess.Popen(["taskset", "-c", "0", load, "127.0.0.1", str(port), str(connections), str(size), str(depth), str(seconds), "/", "echo"],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | {"WARM": "2"})
        client.stderr.readline()
        time.sleep(1.5 + seconds)
        resident = compare.resident(server.pid)
        line = client.communicate(timeout=90)[0]
        found = re.search(r"msgs/s=(\d+) MB/s=([\d.]+) p50=(\d+)us p99=(\d+)us p999=(\d+)us", line)
        return [series, x, connections, size, depth, *(found.groups() if found else [""] * 5), round(resident / 1e6, 1)]
    finally:
        server.terminate()
        server.wait()


LINES = [("messages_per_s", "messages/s", "#1f77b4"), ("mb_per_s", "MB/s", "#17becf"), ("p50_us", "p50, µs", "#2ca02c"), ("p99_us", "p99, µs", "#ff7f0e"),
         ("p999_us", "p99.9, µs", "#d62728"), ("resident_mb", "resident, MB", "#9467bd")]


def draw(rows, path):
    """One panel a series; both axes are logarithmic."""
    series = list(dict.fromkeys(r["series"] for r in rows))
    width, height, left, top = 420, 330, 55, 40
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{len(series) * (width + left) + 130}" height="{height + 95}" font-family="sans-serif" font-size="11">',
           '<rect width="100%" height="100%" fill="white"/>']
    for i, name in enumerate(series):
        out += panel(name, [r for r in rows if r["series"] == name], left + i * (width + left), top, width, height)
    for i, (_, label, colour) in enumerate(LINES):
        y = top + 12 + i * 18
        x = len(series) * (width + left) + 20
        out.append(f'<line x1="{x}" y1="{y - 4}" x2="{x + 18}" y2="{y - 4}" stroke="{colour}" stroke-width="2"/><text x="{x + 24}" y="{y}">{label}</text>')
    out.append("</svg>")
    with open(path, "w") as file:
        file.write("\n".join(out) + "\n")


def panel(name, rows, left, top, width, height):
    xs = [float(r["x"]) for r in rows]
    low, high = 0, 7
    px = lambda x: left + (math.log10(x / xs[0]) / math.log10(xs[-1] / xs[0])) * width
    py = lambda y: top + height - (math.log10(max(y, 1)) - low) / (high - low) * height
    out = [f'<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="none" stroke="#888"/>',
           f'<text x="{left + width / 2}" y="{top - 12}" text-anchor="middle" font-size="13">{name}</text>']
    for e in range(low, high + 1):
        out.append(f'<line x1="{left}" y1="{py(10 ** e)}" x2="{left + width}" y2="{py(10 ** e)}" stroke="#eee"/>'
                   f'<text x="{left - 5}" y="{py(10 ** e) + 4}" text-anchor="end">{["1", "10", "100", "1 k", "10 k", "100 k", "1 M", "10 M"][e]}</text>')
    for x in xs:
        label = f"{x / 1048576:g} Mi" if x >= 1048576 else f"{x / 1024:g} Ki" if name == "message size" and x >= 1024 else f"{x:g}"
        out.append(f'<text x="{px(x)}" y="{top + height + 16}" text-anchor="middle">{label}</text>')
    for field, _, colour in LINES:
        at = [(px(float(r["x"])), py(float(r[field]))) for r in rows if r[field]]
        out.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in at)}"/>')
        out += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{colour}"/>' for x, y in at]
    return out


def table(rows, path):
    with open(path, "w") as file:
        file.write("| series | x | connections × bytes, in flight | messages/s | MB/s | p50 µs | p99 µs | p99.9 µs | resident MB |\n|---|---|---|---|---|---|---|---|---|\n")
        for r in rows:
            number = lambda f: f"{float(r[f]):,.0f}" if r[f] else "–"
            file.write(f"| {r['series']} | {int(r['x']):,} | {int(r['connections']):,} × {int(r['size']):,}, {r['depth']} | " + " | ".join(number(f) for f, _, _ in LINES) + " |\n")


def main():
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("command", nargs="?")
    parse.add_argument("folder")
    parse.add_argument("--seconds", type=float, default=1.5)
    parse.add_argument("--draw", action="store_true")
    a = parse.parse_args()
    os.makedirs(a.folder, exist_ok=True)
    data = os.path.join(a.folder, "growth.csv")
    if not a.draw:
        load, _ = compare.prepare()
        with open(data, "w", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(FIELDS)
            for point in points():
                rows.writerow(measure(load, a.command, a.seconds, point))
                file.flush()
    with open(data, newline="") as file:
        rows = list(csv.DictReader(file))
    draw(rows, os.path.join(a.folder, "growth.svg"))
    table(rows, os.path.join(a.folder, "growth.md"))


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Puts what measure.sh measured into README.md, between its markers, and the growth data and plot beside it.  usage: refresh.py FOLDER"""
import os, re, shutil, sys

HERE = os.path.dirname(os.path.abspath(__file__))
BLOCKS = {"cells": "cells.txt", "inline": "inline.txt", "idle": "idle.txt", "client": "client.txt", "growth": "growth.md", "inside": "inside.md"}


def shown(path):
    text = open(path, encoding="utf-8-sig").read().strip()
    if not path.endswith(".md"):
        return f"```\n{text}\n```"
    # BenchmarkDotNet says the same about the machine above every table, in a code block
    return re.sub(r"```.*?```\n*", "", text, flags=re.S).replace("\r", "").strip()


def main(folder):
    path = os.path.join(HERE, "README.md")
    text = open(path).read()
    for name, file in BLOCKS.items():
        source = os.path.join(folder, file)
        if os.path.exists(source):
            block = f"<!-- measured:{name} -->\n{shown(source)}\n<!-- end -->"
            text = re.sub(rf"<!-- measured:{name} -->.*?<!-- end -->", lambda _: block, text, flags=re.S)
    open(path, "w").write(text)
    for file in ("growth.csv", "growth.svg"):
        if os.path.exists(os.path.join(folder, file)):
            shutil.copy(os.path.join(folder, file), HERE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

"""The image's health check: succeeds when this user's Jupyter server answers, whatever its port and base URL."""
import glob
import json
import os
import sys
import urllib.request

from jupyter_core.paths import jupyter_runtime_dir


def is_answered(address):
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def main():
    # A server that was killed leaves its file behind.
    for pattern in "nbserver-*.json", "jpserver-*.json":
        for path in glob.glob(os.path.join(jupyter_runtime_dir(), pattern)):
            with open(path, encoding="utf-8") as file:
                server = json.load(file)
            if is_answered(f"http://127.0.0.1:{server['port']}{server['base_url']}api"):
                return 0
    print("no Jupyter server answers", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())

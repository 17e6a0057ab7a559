"""Runs a notebook in a kernel and renders it, for `environment/dkae report`.

    python notebooks.py NOTEBOOK EXECUTED FRAGMENT LOG

writes the executed notebook, an HTML fragment of it, and the kernel's own output; standard output has one JSON object a
line, an event each: {"event": "cell", "cell": 3, "cells": 12} as a cell starts, {"event": "error", "cell": 3, "cells":
12, "name": …, "message": …, "traceback": …} as one fails; then the exit status is 1 and what ran until then is written.
The kernel ends with this process, and this process ends when its standard input is closed: both end with their parent.
A code cell that ran has a hash of its source in its metadata, as {"dkae": {"source": …}}: outputs of code that was
changed since can be told.
"""
import hashlib
import json
import os
import re
import signal
import sys
import threading

import nbclient
import nbformat
from nbclient.exceptions import CellExecutionError
from nbclient.util import ensure_async
from nbconvert import HTMLExporter

ANSI_ESCAPE = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
# A report's numbers are written the same in every locale; the lab's notebooks follow the user's.
NO_LOCALE = "java.util.Locale.setDefault(java.util.Locale.ROOT);"


SOURCE_HASH_DIGITS = 16


def source_hash(source):
    return hashlib.sha256(source.encode("utf-8")).hexdigest()[:SOURCE_HASH_DIGITS]


def tell(event, **fields):
    print(json.dumps({"event": event, **fields}), flush=True)


class Client(nbclient.NotebookClient):
    """Tells which code cell starts and remembers it; marks the cells that ran. Their locale is nobody's."""

    running = 0

    async def async_start_new_kernel_client(self):
        kernel = await super().async_start_new_kernel_client()
        await ensure_async(kernel.execute(NO_LOCALE, silent=True, store_history=False))
        return kernel

    async def async_execute_cell(self, cell, *arguments, **options):
        if not self.has_code(cell):
            return await super().async_execute_cell(cell, *arguments, **options)
        self.running += 1
        tell("cell", cell=self.running, cells=self.total)
        cell.metadata.pop("dkae", None)
        reply = await super().async_execute_cell(cell, *arguments, **options)
        cell.metadata["dkae"] = {"source": source_hash(cell.source)}
        return reply

    @staticmethod
    def has_code(cell):
        return cell.cell_type == "code" and bool(cell.source.strip())

    @property
    def total(self):
        return sum(map(self.has_code, self.nb.cells))


def describe(error, log):
    """Name, message and traceback of what stopped a notebook."""
    if isinstance(error, CellExecutionError):
        name, message = getattr(error, "ename", "error"), getattr(error, "evalue", "")
        return name, ANSI_ESCAPE.sub("", message), ANSI_ESCAPE.sub("", str(error))
    with open(log, encoding="utf-8", errors="replace") as lines:
        tail = "".join(lines.readlines()[-20:])
    return type(error).__name__, str(error), tail


def execute(notebook, log):
    """Runs all cells; returns whether they succeeded. Outputs land in the notebook either way."""
    client = Client(
        notebook,
        kernel_name=os.environ.get("DKAE_KERNEL", "java"),
        timeout=None,
        startup_timeout=120,
        record_timing=False,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": os.getcwd()}},
    )
    with open(log, "wb") as output:
        try:
            client.execute(stdout=output, stderr=output)
            return True
        except Exception as error:  # whatever it is, the parent tells the user
            name, message, traceback = describe(error, log)
            tell("error", cell=client.running, cells=client.total, name=name, message=message, traceback=traceback)
            return False


def end_with_parent():
    # Not through sys.stdin, whose lock would be held when the interpreter ends.
    while os.read(0, 1024):
        pass
    # The client handles this signal: it ends the kernel.
    os.kill(os.getpid(), signal.SIGTERM)


def render(notebook):
    exporter = HTMLExporter(template_name="basic", exclude_input_prompt=True, exclude_output_prompt=True)
    body, _ = exporter.from_notebook_node(notebook)
    return body


def main(source, executed, fragment, log):
    threading.Thread(target=end_with_parent, daemon=True).start()
    notebook = nbformat.read(source, as_version=4)
    succeeded = execute(notebook, log)
    nbformat.write(notebook, executed)
    with open(fragment, "w", encoding="utf-8") as file:
        file.write(render(notebook))
    return 0 if succeeded else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""Drives a notebook kernel with Jupyter's own client, for tests that are written in Java.

Reads commands from standard input and answers on standard output, one JSON object a line. A command is
{"do": NAME, ...its arguments}; an answer holds the results, or {"failure": text}.
"""
import json
import os
import queue
import sys
import time
import traceback

from jupyter_client.manager import KernelManager


class Bridge:
    def __init__(self):
        self.manager = None
        self.client = None

    def start(self, timeout=60):
        """Starts a kernel and waits until it has answered kernel_info on the shell channel."""
        begin = time.monotonic()
        self.manager = KernelManager(kernel_name="java")
        self.manager.start_kernel(stdout=sys.stderr, stderr=sys.stderr)
        self.client = self.manager.blocking_client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=timeout)
        return {"pid": self.manager.provisioner.process.pid, "iopub": self.manager.iopub_port,
                "seconds": time.monotonic() - begin}

    def execute(self, code, timeout=60, interrupt_when=None, interrupts=1, answers=(), stop_on_error=True):
        """Executes a cell; interrupts it when its output holds a text; answers its requests for input."""
        begin = time.monotonic()
        request = self.client.execute(code, allow_stdin=True, stop_on_error=stop_on_error)
        answers = list(answers)
        outputs, text, last = [], {"stdout": "", "stderr": ""}, None
        while True:
            if time.monotonic() - begin > timeout:
                raise TimeoutError(f"no end of {code!r} after {timeout} s; so far {outputs} {text}")
            if answers:
                try:
                    self.client.get_stdin_msg(timeout=0.1)
                    self.client.input(answers.pop(0))
                except queue.Empty:
                    pass
            if interrupts and interrupt_when is not None and interrupt_when in text["stdout"]:
                interrupts -= 1
                last = time.monotonic()
                self.manager.interrupt_kernel()
            try:
                message = self.client.get_iopub_msg(timeout=0.1)
            except queue.Empty:
                continue
            if message["parent_header"].get("msg_id") != request:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "status" and content["execution_state"] == "idle":
                break
            if kind == "stream":
                text[content["name"]] += content["text"]
            outputs.append(dict(content, type=kind))
        reply = self.client.get_shell_msg(timeout=timeout)
        while reply["parent_header"].get("msg_id") != request:
            reply = self.client.get_shell_msg(timeout=timeout)
        end = time.monotonic()
        return {"reply": reply["content"], "outputs": outputs, "stdout": text["stdout"], "stderr": text["stderr"],
                "seconds": end - begin, "seconds_after_interrupt": None if last is None else end - last}

    def submit(self, code):
        """Sends a cell and doesn't wait for it."""
        self.client.execute(code)
        return {}

    def execute_all(self, cells, timeout=60):
        """Sends all cells at once, as a notebook's Run All does; the status of each."""
        requests = [self.client.execute(code) for code in cells]
        status = {}
        while len(status) < len(requests):
            reply = self.client.get_shell_msg(timeout=timeout)
            status[reply["parent_header"]["msg_id"]] = reply["content"]["status"]
        return {"status": [status[request] for request in requests]}

    def ask(self, what, arguments, timeout=30):
        """Sends a request that is answered on the shell channel, such as "complete"; its reply."""
        request = getattr(self.client, what)(**arguments)
        while True:
            reply = self.client.get_shell_msg(timeout=timeout)
            if reply["parent_header"].get("msg_id") == request:
                return reply["content"]

    def send_garbage(self):
        """Sends messages that no kernel can read on the shell channel: unsigned, and of an unknown type."""
        socket = self.client.shell_channel.socket
        socket.send_multipart([b"<IDS|MSG>", b"no signature", b"{}", b"{}", b"{}", b"{}"])
        self.client.shell_channel.send(self.client.session.msg("unheard_of_request", {}))
        return {}

    def heartbeat(self, seconds):
        """Whether the kernel answers heartbeats all the time while a cell runs."""
        self.client.hb_channel.unpause()
        self.client.execute(f"Thread.sleep({int(1000 * seconds)});")
        end = time.monotonic() + seconds
        alive = True
        while time.monotonic() < end:
            time.sleep(0.25)
            alive = alive and self.client.hb_channel.is_beating()
        return {"beating": alive}

    def shutdown(self, timeout=10):
        """Asks the kernel to end and waits until its process has; kills it when it hasn't."""
        begin = time.monotonic()
        process = self.manager.provisioner.process
        self.client.shutdown()
        reply = self.client.get_control_msg(timeout=timeout)
        while process.poll() is None and time.monotonic() - begin < timeout:
            time.sleep(0.01)
        code = process.poll()
        seconds = time.monotonic() - begin
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
        return {"status": reply["content"], "exit": code, "seconds": seconds}

    def serve(self):
        answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
        for line in sys.stdin:
            command = json.loads(line)
            try:
                answer = getattr(self, command.pop("do"))(**command)
            except Exception:
                answer = {"failure": traceback.format_exc()}
            answers.write(json.dumps(answer) + "\n")
            answers.flush()
        if self.manager is not None and self.manager.has_kernel:
            self.manager.shutdown_kernel(now=True)


if __name__ == "__main__":
    Bridge().serve()

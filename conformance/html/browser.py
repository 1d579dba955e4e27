"""Headless Chromium, driven over a pipe (--remote-debugging-pipe): a page at a width, and what it said."""
import itertools
import json
import os
import shutil
import subprocess
import tempfile


class Page:
    def __init__(self, program):
        self.folder = tempfile.mkdtemp(prefix="clus-cts-browser-")
        ours, its = os.pipe(), os.pipe()
        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
             "--disable-dev-shm-usage", "--user-data-dir=" + self.folder, "--remote-debugging-pipe", "about:blank"],
            preexec_fn=lambda: (os.dup2(ours[0], 3), os.dup2(its[1], 4)),
            pass_fds=(3, 4), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(ours[0])
        os.close(its[1])
        self.out, self.back, self.rest = ours[1], its[0], b""
        self.numbers = itertools.count(1)
        self.session = None
        self.events = []
        self.version = self.ask("Browser.getVersion")["product"]
        target = next(t for t in self.ask("Target.getTargets")["targetInfos"] if t["type"] == "page")
        self.session = self.ask("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(domain + ".enable")

    def ask(self, method, **parameters):
        number = next(self.numbers)
        message = {"id": number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def read(self):
        while b"\0" not in self.rest:
            more = os.read(self.back, 1 << 20)
            if not more:
                raise RuntimeError("the browser ended")
            self.rest += more
        line, self.rest = self.rest.split(b"\0", 1)
        return json.loads(line)

    def wait(self, event):
        while not any(e["method"] == event for e in self.events):
            self.events.append(self.read())

    def look(self, width, dark=False, height=844):
        """The width of the window in CSS pixels, and light or dark."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])

    def script(self, on):
        self.ask("Emulation.setScriptExecutionDisabled", value=not on)

    def open(self, address):
        """Load it anew; what was noted of the page before is forgotten."""
        for where in ("about:blank", address):
            self.events = []
            self.ask("Page.navigate", url=where)
            self.wait("Page.loadEventFired")

    def value(self, expression):
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["exception"]["description"])
        return answer["result"].get("value")

    def troubles(self):
        """What the console shows as an error, uncaught exceptions, what it warns of."""
        self.value("0")
        return [e["params"] for e in self.events
                if e["method"] == "Runtime.exceptionThrown"
                or (e["method"] == "Log.entryAdded" and e["params"]["entry"]["level"] in ("error", "warning"))
                or (e["method"] == "Runtime.consoleAPICalled" and e["params"]["type"] in ("error", "warning"))]

    def requests(self):
        """Addresses that were asked for."""
        return [e["params"]["request"]["url"] for e in self.events if e["method"] == "Network.requestWillBeSent"]

    def picture(self, path, whole=False):
        import base64
        shot = self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        with open(path, "wb") as file:
            file.write(base64.b64decode(shot["data"]))

    def close(self):
        try:
            self.ask("Browser.close")
        except (RuntimeError, OSError):
            pass
        self.process.wait(timeout=20)
        os.close(self.out)
        os.close(self.back)
        shutil.rmtree(self.folder, ignore_errors=True)

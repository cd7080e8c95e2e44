"""Whether each metric and label that the dashboard and the alerts name is there: metrics.py PROMETHEUS [BINARY]

Every name has to be in the source, and every metric of the source in docs/operations.md. With a binary, its demo runs for a while before a Prometheus that is set up as
deploy/prometheus has it, which is then asked all queries of the dashboard.
"""

import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import yaml

PROMETHEUS, *BINARY = sys.argv[1:]
WATCHED = 20  # seconds in which the demo is looked at
failures = []


def queries():
    """All expressions, by where they stand."""
    for panel in json.loads(Path("deploy/grafana/tombstone.json").read_text())["panels"]:
        for target in panel.get("targets", []):
            yield f"panel “{panel['title']}”", target["expr"]
    for group in yaml.safe_load(Path("deploy/prometheus/alerts.yaml").read_text())["groups"]:
        for rule in group["rules"]:
            yield f"alert {rule['alert']}", rule["expr"]


def names(expression):
    return set(re.findall(r"\b(?:tombstone|process)_[a-z_]+", expression))


def labels(expression):
    """Labels by the metric that they select, and those by which something is summed up."""
    for name, matchers in re.findall(r"\b((?:tombstone|process)_[a-z_]+)\{([^}]*)\}", expression):
        for label in re.findall(r"(\w+)\s*(?:=~|!~|!=|=)", matchers):
            yield name, label
    for grouped in re.findall(r"\bby \(([^)]*)\)", expression):
        for label in grouped.split(","):
            for name in names(expression):
                yield name, label.strip()


def source():
    """The names of all metrics in the code; a histogram has three."""
    found = set()
    for file in Path("crates").rglob("*.rs"):
        found |= names(file.read_text())
    return found | {name + end for name in found for end in ("_bucket", "_sum", "_count")}


def unnamed():
    """Metrics of the source that docs/operations.md does not have."""
    documented = names(Path("docs/operations.md").read_text())
    for file in sorted(Path("crates").rglob("*.rs")):
        counted = re.findall(r'\b(?:counter|gauge|histogram)!\(\s*"(tombstone_[a-z_]+)"', file.read_text())
        counted += re.findall(r'\bset\(\s*"(tombstone_[a-z_]+)"', file.read_text())
        yield from ((file, name) for name in counted if name not in documented)


def first(process, pattern):
    for line in process.stdout:
        if match := re.search(pattern, line):
            return match[1]
    raise SystemExit(f"{process.args[0]} ended before it printed {pattern}")


def asked(address, path, **parameters):
    with urlopen(f"http://{address}/api/v1/{path}?{urlencode(parameters)}", timeout=10) as answer:
        return json.load(answer)["data"]


def live(all_queries):
    """Asks a Prometheus that watches the demo."""
    with tempfile.TemporaryDirectory() as folder:
        serve = [BINARY[0], "serve", "--demo", "--listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:0"]
        demo = subprocess.Popen(serve, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        watch = None
        try:
            target = first(demo, "metrics and health on http://(.*)")
            config = Path("deploy/prometheus/prometheus.yaml").read_text()
            config = config.replace("tombstone:9180", target).replace("15s", "1s")
            Path(folder, "alerts.yaml").write_text(Path("deploy/prometheus/alerts.yaml").read_text())
            Path(folder, "prometheus.yaml").write_text(config)
            watch = subprocess.Popen(
                [PROMETHEUS, "--web.listen-address=127.0.0.1:0", f"--config.file={folder}/prometheus.yaml",
                 f"--storage.tsdb.path={folder}/data"],
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            )
            address = first(watch, r'msg="Listening on" address=(\S+)')
            time.sleep(WATCHED)
            ask_all(address, all_queries)
        finally:
            for process in filter(None, (watch, demo)):
                process.terminate()
                process.communicate()


def ask_all(address, all_queries):
    printed = {}
    for series in asked(address, "series", **{"match[]": '{job="tombstone"}'}):
        printed.setdefault(series["__name__"], set()).update(series)
    empty = []
    for where, expression in all_queries:
        for name, label in labels(expression):
            if name in printed and label not in printed[name] and label != "le":
                failures.append(f"{where}: {name} has no label {label}")
        if where.startswith("panel"):
            query = expression.replace("$__rate_interval", "10s").replace("$instance", ".*")
            if not asked(address, "query", query=query)["result"]:
                empty.append(expression)
                if names(expression) <= set(printed) and not re.search(r" > 0|!=|status=~", expression):
                    failures.append(f"{where}: {expression} finds nothing")
    for group in asked(address, "rules")["groups"]:
        failures.extend(f"alert {rule['name']}: {rule['lastError']}" for rule in group["rules"] if rule["health"] != "ok")
    wanted = set().union(*(names(expression) for _, expression in all_queries))
    print(f"{len(wanted & set(printed))} of {len(wanted)} names are printed by the demo; the others when it happens:")
    print("  " + ", ".join(sorted(wanted - set(printed))))
    print(f"{len(empty)} of the dashboard's queries find nothing in it; the alerts' rules are all evaluated")


everything = list(queries())
known = source()
for where, expression in everything:
    failures.extend(f"{where}: no code prints {name}" for name in names(expression) - known)
failures.extend(f"{file}: docs/operations.md does not list {name}" for file, name in unnamed())
if BINARY:
    live(everything)
print("\n".join(failures) or f"all {len(everything)} expressions name what there is")
sys.exit(1 if failures else 0)

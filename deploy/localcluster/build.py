"""The jars, and the class path of the S3 server that the storage module's tests have."""
import os
import pathlib
import shutil
import subprocess

from .problem import Problem
from .settings import ROOT

GATEWAY = ROOT / "api-gateway/target/api-gateway.jar"
WORKER = ROOT / "export-worker/target/export-worker.jar"
S3PROXY_CLASSES = ROOT / "storage/target/test-classes"
S3PROXY_LIBRARIES = ROOT / "storage/target/test.classpath"


def java():
    home = os.environ.get("JAVA_HOME")
    found = home and shutil.which(pathlib.Path(home, "bin", "java")) or shutil.which("java")
    if not found:
        raise Problem("no Java was found. Install a JDK, 17 or later (Debian: apt-get install openjdk-17-jdk-headless)")
    return found


def require():
    """Builds what is missing; what is there is taken as it is, so after a change of the code: mvn package."""
    if all(file.exists() for file in (GATEWAY, WORKER, S3PROXY_CLASSES, S3PROXY_LIBRARIES)):
        return
    if not shutil.which("mvn"):
        raise Problem("the jars are not built, and Maven was not found (Debian: apt-get install maven)")
    print("building the jars ...", flush=True)
    modules = "api-gateway,export-worker,storage"
    class_path = ["dependency:build-classpath", "-Dmdep.outputFile=target/test.classpath", "-Dmdep.includeScope=test"]
    command = ["mvn", "-q", "-B", "-ntp", "-f", ROOT / "pom.xml", "-pl", modules, "-am", "-DskipTests", "package", *class_path]
    if subprocess.run(command).returncode != 0:
        raise Problem("the build failed")


def s3proxy_class_path():
    return f"{S3PROXY_CLASSES}:{S3PROXY_LIBRARIES.read_text().strip()}"

# Sourced by ./build and ./lepton. lepton_find_jdk sets JAVA_HOME to a JDK >= 21, or says what to install.
# $JAVA_HOME wins when it is new enough, then `java` on the PATH, then the newest JDK in the usual places.

# Major version of the JDK in $1 from its `release` file: no JVM is started for it. 0 when it is none.
lepton_jdk_major() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || { echo 0; return; }
    v=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
    echo "${v:-0}"
}

lepton_find_jdk() {
    best=0
    if [ -n "${JAVA_HOME:-}" ]; then
        best=$(lepton_jdk_major "$JAVA_HOME")
        [ "$best" -ge 21 ] && { LEPTON_JDK_MAJOR=$best; export JAVA_HOME; return; }
    fi
    best=0
    onpath=$(command -v java 2>/dev/null || true)
    [ -z "$onpath" ] || onpath=$(dirname "$(dirname "$(readlink -f "$onpath" 2>/dev/null || echo "$onpath")")")
    if [ -n "$onpath" ] && [ "$(lepton_jdk_major "$onpath")" -ge 21 ]; then
        JAVA_HOME=$onpath
        LEPTON_JDK_MAJOR=$(lepton_jdk_major "$onpath")
        export JAVA_HOME
        return
    fi
    found=
    for home in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /usr/local/openjdk* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-/nonexistent}"/.sdkman/candidates/java/* \
        "${HOME:-/nonexistent}"/.jdks/*; do
        major=$(lepton_jdk_major "$home")
        [ "$major" -gt "$best" ] && { best=$major; found=$home; }
    done
    if [ "$best" -lt 21 ]; then
        echo "lepton: no JDK 21 or newer was found (looked at JAVA_HOME, the PATH, /usr/lib/jvm and the other usual places)." >&2
        echo "Maybe install one (Debian 13: apt-get install openjdk-21-jdk-headless; macOS: brew install openjdk; any system: Eclipse Temurin), or set JAVA_HOME to it." >&2
        exit 3
    fi
    JAVA_HOME=$found
    LEPTON_JDK_MAJOR=$best
    export JAVA_HOME
}

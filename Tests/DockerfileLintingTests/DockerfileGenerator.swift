import TestSupport

/// Makes Dockerfiles as people write them, and as they shouldn't.
struct DockerfileGenerator {
    var random: SeededGenerator
    private var stages: [String] = []

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    private mutating func rarely(_ one: Int) -> Bool { random.below(one) == 0 }

    mutating func dockerfile() -> String {
        stages = []
        var lines: [String] = []
        if rarely(8) { lines.append("# syntax=docker/dockerfile:1") }
        if rarely(4) { lines.append("ARG BASE_TAG=\(random.pick(["3.12", "latest", "12.5"]))") }
        for index in 0...random.below(3) {
            lines.append(from(index, hasTag: lines.contains { $0.hasPrefix("ARG BASE_TAG") }))
            for _ in 0..<(1 + random.below(8)) {
                if rarely(8) { lines.append("") }
                if rarely(10) { lines.append("# \(random.pick(["what follows", "sudo is not used", "build step"]))") }
                if rarely(14) {
                    lines.append("# hadolint ignore=\(random.pick(["DL3008", "DL3013,DL3042", "DL3059"]))")
                }
                lines += instruction()
            }
        }
        if rarely(2) {
            lines.append(random.pick(["CMD [\"python3\", \"app.py\"]", "CMD python3 app.py", "ENTRYPOINT ./run"]))
        }
        return lines.joined(separator: "\n") + (rarely(10) ? "" : "\n")
    }

    private mutating func from(_ index: Int, hasTag: Bool) -> String {
        var base = random.pick([
            "python:3.12", "debian", "debian:latest", "alpine:3.20", "scratch", "example.org:5000/base:1.2",
            "example.org:5000/base", "ubuntu@sha256:0123456789012345678901234567890123456789012345678901234567890123",
            "fedora:40", "local-only/base:latest", "node:20-slim",
        ])
        if hasTag, rarely(2) { base = "python:${BASE_TAG}" }
        if let stage = stages.last, rarely(3) { base = stage }
        let platform =
            rarely(12) ? "--platform=\(random.pick(["linux/amd64", "$BUILDPLATFORM", "$TARGETPLATFORM"])) " : ""
        guard rarely(2) else { return "FROM \(platform)\(base)" }
        let name = rarely(15) ? random.pick(["build", "scratch"]) : "stage\(index)"
        stages.append(name)
        return "FROM \(platform)\(base) AS \(name)"
    }

    private mutating func instruction() -> [String] {
        switch random.below(14) {
        case 0, 1, 2, 3, 4: return run()
        case 5:
            return [
                random.pick([
                    "LABEL IMAGE=\"name\"", "LABEL VERSION=\"1.0\" com.docker.x=y", "LABEL org.example.name=a",
                    "LABEL a--b=c", "LABEL key value", "LABEL com.example.a=1 \\\n      com.example.B=2",
                ])
            ]
        case 6, 7: return [copy()]
        case 8:
            return [
                random.pick([
                    "WORKDIR /app", "WORKDIR app", "WORKDIR $HOME/x", "WORKDIR ${APP_DIR}", "WORKDIR \"/a b\"",
                    "WORKDIR C:\\app",
                ])
            ]
        case 9:
            return [
                random.pick([
                    "USER root", "USER 1000", "USER app", "USER 0:0", "USER root:root", "USER 1000:app",
                    "USER appuser:1000",
                ])
            ]
        case 10:
            return [
                random.pick([
                    "ENV A=1 B=$A", "ENV PATH=/opt/bin:$PATH", "ENV PIP_NO_CACHE_DIR=1", "ENV DB_PASSWORD=x",
                    "ENV NAME value",
                    "ENV APP_DIR=/srv", "ENV A=1 B=2 \\\n    C=3", "ARG GITHUB_TOKEN", "ARG VERSION=1.0",
                    "ENV X=\"a b\" Y=${X}",
                    "ENV PIP_NO_CACHE_DIR=0",
                ])
            ]
        case 11:
            return [
                random.pick([
                    "EXPOSE 8080", "EXPOSE 80/tcp 443", "EXPOSE 70000", "EXPOSE 8000-9000", "VOLUME /data",
                    "STOPSIGNAL SIGTERM",
                    "MAINTAINER Ada", "ONBUILD RUN sudo make", "ONBUILD COPY a /a", "HEALTHCHECK NONE",
                    "HEALTHCHECK --interval=5s CMD [\"curl\", \"-f\", \"http://localhost\"]",
                ])
            ]
        case 12:
            return [
                random.pick([
                    "CMD [\"a\"]", "CMD a b", "ENTRYPOINT [\"/entry\"]", "ENTRYPOINT /entry --x",
                    "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]",
                    "SHELL [\"/bin/sh\", \"-c\"]", "SHELL [\"pwsh\", \"-c\"]",
                ])
            ]
        default:
            return [
                random.pick([
                    "ADD app.py /app/", "ADD https://example.org/a.txt /a", "ADD a.tar.gz /a/", "ADD dir /dir",
                    "ADD a.zip /z/",
                    "ADD [\"a.py\", \"/b/\"]",
                ])
            ]
        }
    }

    private mutating func copy() -> String {
        let from =
            stages.isEmpty || !rarely(3)
            ? "" : "--from=\(rarely(5) ? random.pick(["0", "9", "nginx", "nginx:1.25", "typo"]) : random.pick(stages)) "
        let flags = rarely(6) ? "--chown=1000:1000 " : ""
        return "COPY \(flags)\(from)"
            + random.pick([
                "app.py /app/", "app.py /app", "a b /c/", "a b /c", "a ./x", "*.py .",
                "requirements.txt /tmp/requirements.txt",
                "[\"a b\", \"/c/\"]", "data.tar.gz /data/", "a $APP_DIR/", "/ /", "files/ /app", "a \\\n  b \\\n  /c/",
            ])
    }

    private mutating func run() -> [String] {
        let mount =
            rarely(10)
            ? random.pick([
                "--mount=type=cache,target=/root/.cache/pip ", "--mount=type=cache,target=/var/cache/apk ",
                "--network=none ", "--mount=type=cache,target=/var/lib/apt/lists ",
            ]) : ""
        let count = 1 + random.below(4)
        let commands = (0..<count).map { _ in command() }
        let joint = random.pick([" && ", " && \\\n    ", "; ", " \\\n    && ", " || "])
        if rarely(12) { return ["RUN \(mount)<<EOF"] + commands + ["EOF"] }
        if rarely(15) { return ["RUN \(mount)if [ -f /x ]; then \(commands[0]); fi"] }
        if rarely(15) { return ["RUN \(mount)for x in a b; do \(commands[0]); done"] }
        if rarely(20) { return ["RUN [\"\(random.pick(["make", "apt-get", "pip"]))\", \"install\", \"x\"]"] }
        return ["RUN \(mount)" + commands.joined(separator: joint)]
    }

    private mutating func command() -> String { random.pick(Self.commands) }

    static let commands = [
        "apt-get update", "apt-get install -y curl", "apt-get install curl git=1:2.39 wget",
        "apt-get -yqq install --no-install-recommends vim",
        "apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*",
        "apt-get install -y --no-install-recommends ./x.deb", "apt-get install -y -t bookworm curl",
        "apt-get -q -q install curl", "apt install -y curl",
        "apt update", "rm -rf /var/lib/apt/lists/*", "apt-get clean",
        "DEBIAN_FRONTEND=noninteractive apt-get install -y tzdata",
        "pip install numpy", "pip3 install --no-cache-dir numpy==1.26 'scipy>=1.0'", "pip install -r requirements.txt",
        "python3 -m pip install --upgrade pip",
        "pip install --no-cache-dir -e .", "pip install git+https://example.org/a.git",
        "pip install git+https://example.org/a.git@v1",
        "pip install torch --index-url https://example.org/whl", "pip install --no-cache-dir ./x.whl",
        "pip install --no-cache-dir a==1 -c constraints.txt",
        "pip install --no-cache-dir \"a[b]==1.0\" c~=2", "python -m pip install --no-cache-dir x", "pip download x",
        "pipx install x", "pip install --no-cache-dir -t /x a",
        "apk add curl", "apk add --no-cache curl=8.9 git~2", "apk add --no-cache --virtual .build gcc", "apk update",
        "apk --no-cache add a",
        "apk add --no-cache -t .deps a", "apk add --no-cache ./a.apk",
        "curl -fsSL https://example.org/a | sh", "curl -O https://example.org/a", "wget https://example.org/a",
        "wget -q https://example.org/a",
        "wget -nv -O /a https://example.org/a", "wget --progress=dot:giga https://example.org/a",
        "wget -O - https://example.org/a | tar xz",
        "cd /app && make", "sudo make install", "ln -sf /bin/bash /bin/sh", "useradd -m app", "useradd -u 1234567 app",
        "useradd -l -u 1234567 app",
        "useradd --uid 99999 a", "service nginx start", "kill 1", "mount /x", "npm install", "npm install -g serve",
        "npm install serve@14", "npm ci",
        "npm install @scope/a@1.0", "npm install --registry https://example.org a",
        "npm install git+https://example.org/a.git#v1", "npm install ./a",
        "yarn install", "yarn install && yarn cache clean", "yarn add a", "gem install rake", "gem install rake:13.0",
        "gem install rake -v 13.0",
        "gem install a b:1 -- --x", "go install example.org/a@latest", "go install example.org/a@v1",
        "go get example.org/a", "go build ./...", "go run ./cmd x",
        "yum install -y curl-8.0 && yum clean all", "yum install curl",
        "yum -y install a-1.0-2 b && rm -rf /var/cache/yum/*", "dnf install -y git",
        "dnf -y install a-1.0 && dnf clean all",
        "microdnf install -y a", "microdnf install a-1.2.3 && microdnf clean all", "yum update -y",
        "zypper install -y curl=8.0 && zypper clean", "zypper in a", "zypper -n in a", "zypper dup",
        "zypper --non-interactive install a.rpm", "zypper remove a", "echo hello", "mkdir -p /a", "chmod +x /a", "make",
        "tar -xzf /data/data.tar.gz", "unzip /z/a.zip", "true", "grep a b | sort",
        "echo 'apt-get install x'", "echo \"$(cat /etc/os-release | head -1)\"", "bash -c 'sudo x'",
        "test -f /a || exit 1", "find . -name '*.pyc' -delete", "export PATH=/x:$PATH",
        "git clone https://example.org/a.git && cd a", "(cd /tmp && ls)", "set -eux", "cat <<< text",
        "x=$(curl -s https://example.org)",
    ]
}

import OS

/// The distribution that this machine runs, as far as its way to install something goes.
enum Distribution: Hashable, Sendable {
    case apt, dnf, apk, zypper, pacman, unknown

    /// What a check may find missing.
    enum Ware: Hashable, Sendable {
        case gpg, git, curl, certificates
        /// A helper of Docker for credentials.
        case credentialHelper(String)
    }

    /// Reads os-release: `ID` says which distribution it is, `ID_LIKE` which ones it descends from.
    init(osRelease: String) {
        var names: [String] = []
        for line in osRelease.split(whereSeparator: \.isNewline) {
            for key in ["ID=", "ID_LIKE="] where line.hasPrefix(key) {
                let words = line.dropFirst(key.count).filter { $0 != "\"" && $0 != "'" }.split(separator: " ")
                // What it is stands before what it is like, whatever the order of the lines.
                names.insert(contentsOf: words.map(String.init), at: key == "ID=" ? 0 : names.count)
            }
        }
        self = names.lazy.compactMap { Distribution.families[$0] }.first ?? .unknown
    }

    /// This machine's.
    static var current: Distribution {
        for path in ["/etc/os-release", "/usr/lib/os-release"] {
            guard let content = try? Files.read(Path(path), limit: 1 << 16) else { continue }
            return Distribution(osRelease: String(decoding: content, as: UTF8.self))
        }
        return .unknown
    }

    private static let families: [String: Distribution] = [
        "debian": .apt, "ubuntu": .apt, "linuxmint": .apt, "raspbian": .apt, "fedora": .dnf, "rhel": .dnf,
        "centos": .dnf, "rocky": .dnf, "almalinux": .dnf, "amzn": .dnf, "alpine": .apk, "suse": .zypper,
        "opensuse": .zypper, "opensuse-leap": .zypper, "opensuse-tumbleweed": .zypper, "sles": .zypper,
        "arch": .pacman, "manjaro": .pacman,
    ]

    /// The command that installs something.
    func command(installing ware: Ware) -> String {
        if case .credentialHelper(let name) = ware, package(of: ware) == nil {
            return "install docker-credential-\(name), or take it out of the file"
        }
        let package = package(of: ware) ?? ""
        return switch self {
        case .apt: "apt-get install \(package)"
        case .dnf: "dnf install \(package)"
        case .apk: "apk add \(package)"
        case .zypper: "zypper install \(package)"
        case .pacman: "pacman -S \(package)"
        case .unknown: "install the package \(package) with this system's package manager"
        }
    }

    /// The package that has it; nil where the distribution has none.
    private func package(of ware: Ware) -> String? {
        switch ware {
        case .gpg: self == .dnf ? "gnupg2" : self == .zypper ? "gpg2" : "gnupg"
        case .git: "git"
        case .curl: self == .apt || self == .zypper ? "libcurl4" : self == .pacman ? "curl" : "libcurl"
        case .certificates: self == .zypper ? "ca-certificates-mozilla" : "ca-certificates"
        case .credentialHelper(let name):
            switch (name, self) {
            case ("pass", .apt), ("secretservice", .apt): "golang-docker-credential-helpers"
            case ("ecr-login", .apt), ("ecr-login", .dnf): "amazon-ecr-credential-helper"
            case ("ecr-login", .apk): "docker-credential-ecr-login"
            default: nil
            }
        }
    }
}

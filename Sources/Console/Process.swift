import Glibc

/// What the process itself needs before anything is printed.
enum Process {
    static func prepare() {
        // A reader that has gone shows as an error of write, which ends the program in order.
        _ = signal(SIGPIPE, SIG_IGN)
        // So does a file that grows beyond what the user's limits allow.
        _ = signal(SIGXFSZ, SIG_IGN)
        // A standard stream that was closed must not become the number of a file that the program opens: opened for
        // reading only, every write to it still fails.
        for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) == -1 {
            _ = open("/dev/null", O_RDONLY)
        }
    }
}

@main
struct Davit {
    static func main() { print("davit") }
}

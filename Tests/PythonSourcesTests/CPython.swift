import OS

/// The machine's python3, asked what its own parser makes of a text.
enum CPython {
    /// One answer: the tree as `TreeDump` writes it, or the error.
    enum Answer {
        case tree([UInt8])
        case error(line: Int, message: String)
        /// Python gave up for another reason than the file's syntax, such as its own limits.
        case gaveUp
    }

    struct Failure: Error { let text: String }

    /// The answers for files, and Python's version (312 for 3.12).
    static func trees(_ paths: [Path], python: String = "python3") throws -> (version: Int, answers: [Answer]) {
        let input = paths.map(\.string).joined(separator: "\n")
        let result = try Child(python, ["-I", "-S", "-c", script], input: Array(input.utf8)).run()
        guard result.succeeded else { throw Failure(text: String(decoding: result.errors, as: UTF8.self)) }
        var rest = result.output[...]
        func line() -> String {
            let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
            defer { rest = rest[min(end + 1, rest.endIndex)...] }
            return String(decoding: rest[..<end], as: UTF8.self)
        }
        let version = Int(line()) ?? 0
        var answers: [Answer] = []
        while !rest.isEmpty {
            let words = line().split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
            let number = Int(words[1]) ?? 0
            switch words[0] {
            case "tree":
                answers.append(.tree(Array(rest.prefix(number))))
                rest = rest.dropFirst(number)
            case "error": answers.append(.error(line: number, message: words.count > 2 ? String(words[2]) : ""))
            default: answers.append(.gaveUp)
            }
        }
        return (version, answers)
    }

    static let script = #"""
        import ast, struct, sys, warnings
        warnings.simplefilter("ignore")
        sys.setrecursionlimit(100000)
        modern = sys.version_info >= (3, 12)
        names = {
            "Add": "add", "Sub": "subtract", "Mult": "multiply", "MatMult": "matrixMultiply", "Div": "divide",
            "FloorDiv": "floorDivide", "Mod": "modulo", "Pow": "power", "LShift": "shiftLeft", "RShift": "shiftRight",
            "BitAnd": "and", "BitOr": "or", "BitXor": "xor", "And": "and", "Or": "or", "Not": "not", "UAdd": "plus",
            "USub": "minus", "Invert": "invert", "Eq": "equal", "NotEq": "notEqual", "Lt": "less", "LtE": "lessOrEqual",
            "Gt": "greater", "GtE": "greaterOrEqual", "In": "in", "NotIn": "notIn", "Is": "is", "IsNot": "isNot"}
        fields = {
            "FunctionDef": ["name", "args", "body", "decorator_list", "returns", "type_params"],
            "AsyncFunctionDef": ["name", "args", "body", "decorator_list", "returns", "type_params"],
            "ClassDef": ["name", "bases", "keywords", "body", "decorator_list", "type_params"],
            "TypeVar": ["name", "bound", "default_value"], "TypeVarTuple": ["name", "bound", "default_value"],
            "ParamSpec": ["name", "bound", "default_value"]}
        skipped = {"ctx", "type_comment", "kind", "type_ignores"}
        def escape(text):
            return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
        def constant(value):
            if value is None or value is True or value is False: return f" {value}"
            if value is Ellipsis: return " Ellipsis"
            if isinstance(value, int): return f" int {value}" if value < 1 << 63 else " big"
            if isinstance(value, float): return " float %x" % struct.unpack("<Q", struct.pack("<d", value))
            if isinstance(value, complex): return " imaginary %x" % struct.unpack("<Q", struct.pack("<d", value.imag))
            if isinstance(value, bytes): return " bytes " + value.hex()
            return " str " + escape(value)
        def dump(node, out, quiet, inner=False):
            name = type(node).__name__
            out.append("\n" + name)
            if name == "Constant":
                if not inner and not (quiet and not modern): place(node, out)
                out.append(constant(node.value))
                return
            if not (quiet and not modern) and not (name == "JoinedStr" and inner): place(node, out)
            if name == "MatchSingleton":
                out.append(constant(node.value))
                return
            if name == "JoinedStr":
                # CPython 3.12 leaves empty texts in some specifications.
                values = [v for v in node.values if not (type(v).__name__ == "Constant" and v.value == "")]
                out.append(f" values=[{len(values)}]")
                for value in values: dump(value, out, True, True)
                return
            for field in fields.get(name, node._fields):
                if field in skipped: continue
                value = getattr(node, field, [] if field == "type_params" else None)
                out.append(f" {field}=")
                if isinstance(value, list):
                    out.append(f"[{len(value)}]")
                    for item in value:
                        if item is None: out.append("-")
                        elif isinstance(item, str): out.append(" " + item)
                        elif type(item).__name__ in names: out.append(" " + names[type(item).__name__])
                        else: dump(item, out, quiet)
                elif value is None: out.append("-")
                elif isinstance(value, ast.AST):
                    if type(value).__name__ in names: out.append(names[type(value).__name__])
                    else: dump(value, out, quiet, name == "FormattedValue" and field == "format_spec")
                else: out.append(escape(str(value)))
        def place(node, out):
            if hasattr(node, "lineno"):
                out.append(f" {node.lineno}:{node.col_offset}-{node.end_lineno}:{node.end_col_offset}")
        write = sys.stdout.buffer.write
        write(b"%d\n" % (sys.version_info[0] * 100 + sys.version_info[1]))
        for path in sys.stdin.read().split("\n"):
            with open(path, "rb") as file: source = file.read()
            try:
                tree = ast.parse(source)
            except SyntaxError as error:
                message = (error.msg or "").replace("\n", " ")
                write(f"error {error.lineno or 0} {message}\n".encode("utf-8", "replace"))
                continue
            except Exception:
                write(b"gave 0\n")
                continue
            out = [f" body=[{len(tree.body)}]"]
            for statement in tree.body: dump(statement, out, False)
            text = "".join(out).encode("utf-8", "surrogatepass")
            write(b"tree %d\n" % len(text))
            write(text)
        """#
}

import Findings

/// Functions and classes.
extension Parser {
    mutating func function(_ decorators: [Expression], start: Int, isAsync: Bool) throws(SyntaxProblem) -> Statement {
        let header = index
        advance()
        let name = try identifier()
        let typeParameters = try typeParameters()
        brackets += 1
        try demand(.leftParenthesis, "(")
        let parameters = try parameters(isLambda: false)
        try closeBracket(.rightParenthesis)
        if kind == .arrow, nextKind == .colon { throw problem(at: index, "expected ':'") }
        let returns = accept(.arrow) ? try expression() : nil
        try demand(.colon, ":")
        let body = try block("function definition", header)
        let node = FunctionDefinition(
            isAsync: isAsync, name: name, decorators: decorators, typeParameters: typeParameters,
            parameters: parameters, returns: returns, body: body)
        return compoundStatement(.function(node), start)
    }

    mutating func classDefinition(_ decorators: [Expression]) throws(SyntaxProblem) -> Statement {
        let start = index
        advance()
        let name = try identifier()
        let typeParameters = try typeParameters()
        let arguments = kind == .leftParenthesis ? try arguments() : []
        try colon()
        let body = try block("class definition", start)
        let node = ClassDefinition(
            name: name, decorators: decorators, typeParameters: typeParameters, arguments: arguments, body: body)
        return compoundStatement(.classDefinition(node), start)
    }

    /// `[T: int = str, *Ts, **P]`, if there is a bracket.
    mutating func typeParameters() throws(SyntaxProblem) -> [TypeParameter] {
        guard kind == .leftBracket else { return [] }
        brackets += 1
        advance()
        if kind == .rightBracket { throw problem(at: index, "Type parameter list cannot be empty") }
        var parameters: [TypeParameter] = []
        repeat {
            if kind == .rightBracket { break }
            parameters.append(try typeParameter())
        } while accept(.comma)
        try closeBracket(.rightBracket)
        return parameters
    }

    private mutating func typeParameter() throws(SyntaxProblem) -> TypeParameter {
        let start = index
        let parameterKind: TypeParameter.Kind =
            accept(.star) ? .tuple : accept(.doubleStar) ? .parameters : .plain
        let name = try identifier()
        var bound: Expression?
        if kind == .colon {
            let what = parameterKind == .tuple ? "TypeVarTuple" : "ParamSpec"
            if parameterKind != .plain { throw problem(at: index, "cannot use bound with \(what)") }
            advance()
            bound = try expression()
        }
        var value: Expression?
        if accept(.assign) { value = parameterKind == .tuple && kind == .star ? try starred() : try expression() }
        return TypeParameter(
            kind: parameterKind, name: name, bound: bound, defaultValue: value, position: tokens[start].position,
            range: range(from: start))
    }
}

/// The text of a Python file, as a tree with places; it is read, never executed.
package struct PythonSource: Sendable {}

/// The text of a Dockerfile, as instructions with places.
package struct Dockerfile: Sendable {}

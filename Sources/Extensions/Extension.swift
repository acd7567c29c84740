/// A source folder with everything that makes one extension: charts, images, operators, containers.
package struct Extension: Sendable {}

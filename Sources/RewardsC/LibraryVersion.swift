/// The version of swift-rewards; the command prints the same (`FacesTests`).
enum LibraryVersion {
  static let text: StaticString = "0.1.0"
}

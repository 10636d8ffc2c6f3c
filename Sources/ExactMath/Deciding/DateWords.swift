/// Days of the calendar in words: `March 15`, `15th of March, 2024`, `Jan. 1st`.
enum DateWords {
  struct Day: Equatable {
    var month: Int
    var day: Int
    var year: Int?
  }

  /// The day that words name, or `nil`.
  static func day(_ text: String) -> Day? {
    // The longest is "the 22nd of September, 2024".
    guard text.utf8.count <= 40 else { return nil }
    if let day = iso(text) { return day }
    var month: Int?
    var day: Int?
    var year: Int?
    for word in text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
      if word == "the" || word == "of" { continue }
      if let found = months.firstIndex(where: { word == $0 || word == $0.prefix(3) || word == "sept" && $0 == "september" }), month == nil {
        month = found + 1
        continue
      }
      let digits = word.prefix { $0.isASCII && $0.isNumber }
      guard let value = Int(digits), digits.count == word.count || ["st", "nd", "rd", "th"].contains(word.dropFirst(digits.count)) else {
        return nil
      }
      if 1...31 ~= value, day == nil {
        day = value
      } else if 1000...9999 ~= value, digits.count == word.count, year == nil {
        year = value
      } else {
        return nil
      }
    }
    guard let month, let day else { return nil }
    return Day(month: month, day: day, year: year)
  }

  /// `2024-03-05`.
  private static func iso(_ text: String) -> Day? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      1...12 ~= month, 1...31 ~= day
    else { return nil }
    return Day(month: month, day: day, year: year)
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
  ]
}

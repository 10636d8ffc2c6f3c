import Foundation
import RewardCore
import RewardPipeline
import RewardPlot
import Rewards
import TestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("Pictures")
struct CurvePictureTests {
  /// What is in a picture, as an XML reader sees it.
  private final class Reader: NSObject, XMLParserDelegate {
    var texts: [(style: String, text: String)] = []
    var paths: [(style: String, path: String)] = []
    var names: [String] = []
    var title = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      names.append(name)
      if name == "text" { texts.append((attributes["class"] ?? "", "")) }
      if name == "path" { paths.append((attributes["class"] ?? "", attributes["d"] ?? "")) }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
      names.append("/" + name)
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      if names.last == "text" { texts[texts.count - 1].text += string }
      if names.last == "title" { title += string }
    }
  }

  private func read(_ svg: String) throws -> Reader {
    let reader = Reader()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = reader
    #expect(parser.parse(), "\(parser.parserError.map { "\($0)" } ?? "")")
    return reader
  }

  private func picture(_ recipes: [(String, JSONValue)], end: Int = 10_000) throws -> String {
    let curves = try recipes.map { try RecipeCurves(of: try RecipeCurvesTests.recipe($0.1), name: $0.0, end: end) }
    return CurvePicture(of: curves, upTo: end).svg
  }

  @Test("XML with axes, legend, names and the recipe's steps")
  func parts() throws {
    let picture = try read(try picture([("mine", [["name": "laser", "target": 4000]])]))
    let texts = picture.texts.map(\.text)
    for text in ["mine", "laser target 4000", "reward", "length in tokens", "correct", "incorrect", "0", "2,000", "10,000", "0.5", "4,000"]
    {
      #expect(texts.contains(text), "\(text) is missing among \(texts)")
    }
    #expect(texts.count { $0 == "correct" } == 2, "in the legend and at the line")
    #expect(!texts.contains { $0.contains("group") })
    #expect(picture.title == "Reward by length: mine")
  }

  @Test("the same curves, the same bytes")
  func deterministic() throws {
    let recipes: [(String, JSONValue)] = [("a", ["dast"]), ("b", ["hapo", ["name": "alp", "beta": 0.0001]])]
    #expect(try picture(recipes) == picture(recipes))
  }

  @Test("names are escaped, whatever they hold")
  func escapes() throws {
    let name = "a<b>&\"c'\u{1}]]>é"
    let picture = try read(try picture([(name, ["laser"]), ("<script>", ["kimi_length"])]))
    #expect(picture.texts.contains { $0.text == "a<b>&\"c'\u{FFFD}]]>é" })
    #expect(!picture.names.contains("script"))
  }

  @Test("steps are upright, and no line slopes over one")
  func steps() throws {
    let picture = try read(try picture([("mine", [["name": "laser", "target": 4000]])]))
    let curve = try #require(picture.paths.first { $0.style == "l c w2" && $0.path.contains("L") }).path
    let pieces = curve.split(separator: "M")
    #expect(pieces.count == 2)
    for piece in pieces {
      let heights = piece.split(separator: "L").map { $0.split(separator: " ").last }
      #expect(Set(heights).count == 1, "\(piece) is not level")
    }
    let riser = try #require(picture.paths.first { $0.style == "r c" }).path
    let places = riser.dropFirst().split(separator: "L").map { $0.split(separator: " ").compactMap { Double($0) } }
    #expect(places[0][0] == places[1][0] && places[0][1] != places[1][1])
  }

  @Test("light and dark, without a background, and not by colour alone")
  func style() throws {
    let svg = try picture([("dast", ["dast"]), ("kimi", ["kimi_length"])])
    #expect(svg.contains("@media (prefers-color-scheme:dark)"))
    #expect(!svg.contains("<rect") && !svg.contains("background"))
    #expect(svg.contains(".l.i{stroke-dasharray"))
    let picture = try read(svg)
    for label in ["correct 1/8", "correct 4/8", "incorrect 7/8"] { #expect(picture.texts.contains { $0.text == label }, "\(label)") }
    for weight in ["w1", "w2", "w3"] { #expect(picture.paths.contains { $0.style == "l c \(weight)" }) }
    #expect(picture.texts.contains { $0.text.contains("spread evenly from 2,000 to 8,000") })
  }

  @Test("labels do not lie on each other")
  func labels() throws {
    let svg = try picture([("dast", ["dast"]), ("outcome", ["outcome"]), ("alp", [["name": "alp", "beta": 0.00005]])])
    for panel in svg.components(separatedBy: "class=\"t\"").dropFirst() {
      let heights = panel.matches(of: /class="n [ci]" x="[^"]+" y="([^"]+)"/).compactMap { Double($0.1) }.sorted()
      #expect(heights.count >= 2)
      for (a, b) in zip(heights, heights.dropFirst()) { #expect(b - a >= 13.9) }
    }
  }

  @Test("all text is within the picture", arguments: [["dast"], ["dast", "hapo"], ["lcpo_max", "kimi_length", "hapo"]])
  func fits(_ names: [String]) throws {
    let svg = try picture([("all", .array(names.map { .string($0) }))])
    let width = try #require(svg.firstMatch(of: /width="([^"]+)"/).flatMap { Double($0.1) })
    for match in svg.matches(of: /<text class="([^"]*)" x="([^"]+)" y="[^"]+">([^<]*)</) where !match.1.contains("e") {
      let x = try #require(Double(match.2))
      let room = match.1.contains("m") ? 2 * (width - x) : width - x
      #expect(Double(match.3.count) * 6 <= room, "\(match.3)")
    }
  }

  @Test("long names are cut, scales that differ are said to")
  func manners() throws {
    let svg = try picture([(String(repeating: "long ", count: 60), ["cosine_scaled"]), ("b", ["outcome"])])
    #expect(try read(svg).texts.allSatisfy { $0.text.count < 190 })
    #expect(svg.contains("own scale"))
  }

  @Test("docs/images/length-rewards.svg is current")
  func example() throws {
    let folder = Folders.root.appending(path: "docs/images")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "recipes").path).sorted()
    let recipes = try files.map { file in
      let text = try String(contentsOf: folder.appending(path: "recipes/\(file)"), encoding: .utf8)
      return try Recipe(json: try JSONValue(parsing: text), registry: .builtIn)
    }
    let end = LengthAxis.end(for: recipes)
    let curves = try zip(files, recipes).map { file, recipe in
      try RecipeCurves(of: recipe, name: String(file.dropLast(".json".count)), end: end)
    }
    let stored = try String(contentsOf: folder.appending(path: "length-rewards.svg"), encoding: .utf8)
    #expect(CurvePicture(of: curves, upTo: end).svg == stored, "docs/images/length-rewards.svg is not current: run Scripts/generate-docs")
  }
}

import RewardCore

/// A plugin that is a process of its own, by the protocol of `docs/writing-a-plugin.md`.
final class PluginService: Sendable {
  /// The version of the protocol.
  private static let protocolVersion = 1
  /// The code with which a plugin says that it does not know a request; what may be left out then is.
  private static let unknownRequest = "unknown_request"

  let identity: PluginIdentity
  let pool: ProcessPool
  let verifiers: [VerifierDescription]
  let shapers: [ShaperDescription]

  /// Starts a process and asks what it has.
  ///
  /// - Throws: `unreadable_plugin`, `incompatible_plugin`, `malformed_plugin`; the source is the command.
  init(_ command: PluginCommand) throws(RewardError) {
    do throws(RewardError) {
      pool = ProcessPool(command)
      let reply: JSONObject
      do throws(PluginProcess.Failure) {
        reply = try pool.reply(to: ["do": "describe", "protocol": .number(JSONNumber(Self.protocolVersion))])
      } catch {
        throw RewardError(.unreadablePlugin, found: error.words, expected: error.isMissing ? "a program" : "an answer to `describe`")
      }
      if let error = Self.error(of: reply) { throw RewardError(.unreadablePlugin, found: error.found) }
      guard let version = reply["protocol"]?.integerValue, version == Self.protocolVersion else {
        throw RewardError(
          .incompatiblePlugin, field: "protocol", found: reply["protocol"]?.description ?? "nothing", expected: "\(Self.protocolVersion)")
      }
      func name(_ member: String) throws(RewardError) -> String {
        guard let text = reply[member]?.stringValue, !text.isEmpty, text.utf8.count <= PluginLimits.nameBytes else {
          throw RewardError(.malformedPlugin, field: member, found: reply[member]?.description ?? "nothing", expected: "a text")
        }
        return text
      }
      identity = PluginIdentity(name: try name("name"), version: try name("version"))
      func list(_ member: String) throws(RewardError) -> [JSONValue] {
        guard let value = reply[member], value != .null else { return [] }
        guard let entries = value.arrayValue, entries.count <= PluginLimits.entries else {
          throw RewardError(.malformedPlugin, field: member, found: value.kindName, expected: "a list of at most \(PluginLimits.entries)")
        }
        return entries
      }
      var verifiers: [VerifierDescription] = []
      for (index, json) in try list("verifiers").enumerated() {
        do throws(RewardError) { verifiers.append(try VerifierDescription(json: json, plugin: identity.name)) } catch {
          throw error.under("verifiers[\(index)]")
        }
      }
      var shapers: [ShaperDescription] = []
      for (index, json) in try list("shapers").enumerated() {
        do throws(RewardError) { shapers.append(try ShaperDescription(json: json, plugin: identity.name)) } catch {
          throw error.under("shapers[\(index)]")
        }
      }
      guard !verifiers.isEmpty || !shapers.isEmpty else {
        throw RewardError(.malformedPlugin, field: "verifiers", found: "none", expected: "a verifier or a shaper")
      }
      (self.verifiers, self.shapers) = (verifiers, shapers)
    } catch {
      var error = error
      error.source = command.text
      throw error
    }
  }

  /// How its verifiers are made.
  var verifierMakers: [VerifierMaker] {
    verifiers.map { description in
      VerifierMaker(description) { (options, _) throws(RewardError) in
        let configuration = PluginConfiguration.json(options, of: description.options)
        try self.make("verifier", description.name, configuration)
        return ServiceVerifier(configuredDescription: description, service: self, configuration: configuration)
      }
    }
  }

  /// How its shapers are made.
  var shaperMakers: [ShaperMaker] {
    shapers.map { description in
      @Sendable func make(_ options: Options, _ context: ShaperContext) throws(RewardError) -> ServiceShaper {
        let configuration = PluginConfiguration.json(options, of: description.options, context: context)
        try self.make("shaper", description.name, configuration)
        return ServiceShaper(name: description.name, service: self, configuration: configuration)
      }
      guard description.level == .stateful else {
        return ShaperMaker(description) { (options, context) throws(RewardError) in
          StatelessPluginShaper(try make(options, context), description: description)
        }
      }
      return ShaperMaker(description) { (options, context) throws(RewardError) in
        let shaper = try make(options, context)
        return StatefulPluginShaper(shaper, description: description, initialState: try shaper.initialState())
      }
    }
  }

  /// Lets the plugin refuse options that contradict each other.
  private func make(_ kind: String, _ name: String, _ configuration: JSONValue) throws(RewardError) {
    do throws(RewardError) {
      _ = try ask(["do": "make", "kind": .string(kind), "name": .string(name), "configuration": configuration])
    } catch { guard error.code.rawValue == Self.unknownRequest else { throw error } }
  }

  /// Asks, and takes a failure of the plugin for an error.
  func ask(_ request: JSONObject) throws(RewardError) -> JSONObject {
    let reply: JSONObject
    do throws(PluginProcess.Failure) { reply = try pool.reply(to: request) } catch { throw identity.failure(error.words) }
    if var error = Self.error(of: reply) {
      error.source = identity.words
      throw error
    }
    return reply
  }

  /// Whether an error says that the plugin does not know the request.
  static func isUnknownRequest(_ error: RewardError) -> Bool { error.code.rawValue == unknownRequest }

  /// `{"error": {"message", "code", "field"}}`.
  private static func error(of reply: JSONObject) -> RewardError? {
    guard let value = reply["error"], value != .null else { return nil }
    let error = value.objectValue ?? ["message": .string(value.stringValue ?? value.description)]
    let code = error["code"]?.stringValue.flatMap { Identifier.isValid($0) ? RewardError.Code(rawValue: $0) : nil }
    return RewardError(
      code ?? .pluginFailed, field: error["field"]?.stringValue.map(quoted),
      found: error["message"]?.stringValue.map(quoted) ?? "it failed without a word")
  }
}

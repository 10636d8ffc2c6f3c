/// A verifier's finding, with its evidence.
///
/// A verdict is a record and not a Bool: `correct` and `incorrect` are decisions, and what could not be decided is
/// `unverifiable` with a reason and with whom it is charged to. Its words are those of the contract, as raw values.
public struct Verdict: Sendable, Hashable {
  /// What was found.
  public enum Outcome: String, Sendable, Hashable, CaseIterable {
    /// Decided: the answer is right.
    case correct
    /// Decided: the answer is not right, or not wholly (`score`).
    case incorrect
    /// The completion holds no candidate answer.
    case noAnswer = "no_answer"
    /// It could not be decided; see `reason`.
    case unverifiable
  }

  /// Why it could not be decided.
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    /// The ground truth itself cannot be right: empty, unbalanced, contradictory.
    case malformedGroundTruth = "malformed_ground_truth"
    /// An answer was found and cannot be read.
    case unreadableAnswer = "unreadable_answer"
    /// Both were read, and neither equality nor difference was proved.
    case undecided
    /// A work budget or a size limit was reached.
    case limitExceeded = "limit_exceeded"
    /// Foreign code ran out of its time.
    case timeout
    /// This version does not handle the form.
    case unsupported
    /// The row lacks a field that the verifier needs.
    case missingField = "missing_field"
    /// The verifier itself failed.
    case verifierError = "verifier_error"
  }

  /// Whose doing it is that it could not be decided.
  public enum Party: String, Sendable, Hashable, CaseIterable {
    /// The model's text.
    case completion
    /// The data.
    case groundTruth = "ground_truth"
    /// Us.
    case verifier
  }

  /// What was found.
  public var outcome: Outcome
  /// How much is right: 1 for `correct`, 0 for `no_answer` and `unverifiable`, below 1 for `incorrect`.
  public var score: Score
  /// The candidate answer as it stands in the completion.
  public var extracted: String?
  /// How the decision was reached: `text`, `rational`, `algebraic` and others.
  public var proof: String?
  /// More about the proof or the reason, for people.
  public var detail: String?
  /// The named leniencies that the decision used, in the order in which they were used.
  public var leniencies: [String]
  /// Why it could not be decided; only for `unverifiable`.
  public var reason: Reason?
  /// Whose doing that is; only for `unverifiable`.
  public var chargedTo: Party?
  /// The verifier's name; empty when no verifier was found for the row.
  ///
  /// Set by `ConfiguredVerifier`.
  public var verifier: String
  /// The verifier's version.
  ///
  /// Set by `ConfiguredVerifier`.
  public var version: Int

  private init(
    _ outcome: Outcome, score: Score, extracted: String?, proof: String?, detail: String?, leniencies: [String],
    reason: Reason? = nil, chargedTo: Party? = nil
  ) {
    self.outcome = outcome
    self.score = score
    self.extracted = extracted
    self.proof = proof
    self.detail = detail
    self.leniencies = leniencies
    self.reason = reason
    self.chargedTo = chargedTo
    verifier = ""
    version = 0
  }

  /// The answer is right.
  public static func correct(
    extracted: String? = nil, proof: String, detail: String? = nil, leniencies: [String] = []
  ) -> Verdict {
    Verdict(.correct, score: .full, extracted: extracted, proof: proof, detail: detail, leniencies: leniencies)
  }

  /// The answer is not right; `score` says how much of it is, below 1.
  public static func incorrect(
    extracted: String? = nil, proof: String, score: Score = .none, detail: String? = nil, leniencies: [String] = []
  ) -> Verdict {
    precondition(score < .full, "an incorrect verdict has a score below 1")
    return Verdict(.incorrect, score: score, extracted: extracted, proof: proof, detail: detail, leniencies: leniencies)
  }

  /// The completion holds no candidate answer.
  public static func noAnswer(detail: String? = nil) -> Verdict {
    Verdict(.noAnswer, score: .none, extracted: nil, proof: nil, detail: detail, leniencies: [])
  }

  /// It could not be decided.
  public static func unverifiable(
    _ reason: Reason, chargedTo party: Party, extracted: String? = nil, detail: String? = nil
  ) -> Verdict {
    Verdict(
      .unverifiable, score: .none, extracted: extracted, proof: nil, detail: detail, leniencies: [], reason: reason,
      chargedTo: party)
  }
}

extension Verdict {
  /// Appends the verdict as the JSON object of a row out; members that do not apply are absent.
  package func write(to writer: inout JSONWriter) {
    writer.append(raw: "{\"outcome\":")
    writer.append(outcome.rawValue)
    writer.append(raw: ",\"score\":")
    writer.append(score.doubleValue)
    if !verifier.isEmpty {
      writer.append(raw: ",\"verifier\":")
      writer.append(verifier)
      writer.append(raw: ",\"version\":")
      writer.append(version)
    }
    if let extracted {
      writer.append(raw: ",\"extracted\":")
      writer.append(extracted)
    }
    if let proof {
      writer.append(raw: ",\"proof\":")
      writer.append(proof)
    }
    if !leniencies.isEmpty {
      writer.append(raw: ",\"leniencies\":")
      writer.append(.array(leniencies.map { .string($0) }))
    }
    if let reason {
      writer.append(raw: ",\"reason\":")
      writer.append(reason.rawValue)
    }
    if let chargedTo {
      writer.append(raw: ",\"charged_to\":")
      writer.append(chargedTo.rawValue)
    }
    if let detail {
      writer.append(raw: ",\"detail\":")
      writer.append(detail)
    }
    writer.append(raw: "}")
  }

  /// The verdict as the JSON object of a row out.
  public var json: String {
    var writer = JSONWriter()
    write(to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

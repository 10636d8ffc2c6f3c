// The documentation of these functions is the header.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

public import CRewards
import RewardCore
import RewardPipeline
import Rewards

// The functions of `rewards.h`, in its order; what they promise stands there. The compiler checks each against its declaration.
// What a function does is elsewhere: here pointers become values, and errors become records.

@c @implementation
public func rewards_error_free(_ error: UnsafeMutablePointer<rewards_error>?) { error.map(ErrorRecord.free) }

@c @implementation
public func rewards_bytes_free(_ bytes: UnsafeMutablePointer<rewards_bytes>?) {
  bytes?.pointee.data?.deallocate()
  bytes?.pointee = rewards_bytes()
}

// MARK: Version

@c @implementation
public func rewards_abi_version() -> UInt32 { UInt32(REWARDS_ABI_VERSION) }

@c @implementation
public func rewards_abi_check(
  _ abi_version: UInt32, _ error: UnsafeMutablePointer<UnsafeMutablePointer<rewards_error>?>?
) -> rewards_status {
  status(error) { () throws(RewardError) in
    guard abi_version == UInt32(REWARDS_ABI_VERSION) else {
      throw RewardError(
        .incompatibleVersion, field: "abi_version", found: "\(abi_version)", expected: "\(REWARDS_ABI_VERSION)")
    }
  }
}

@c @implementation
public func rewards_version() -> UnsafePointer<CChar>? {
  // A literal lives as long as the library.
  UnsafeRawPointer(LibraryVersion.text.utf8Start).assumingMemoryBound(to: CChar.self)
}

// MARK: Registry

@c @implementation
public func rewards_registry_make(
  _ registry: UnsafeMutablePointer<OpaquePointer?>?, _ error: UnsafeMutablePointer<UnsafeMutablePointer<rewards_error>?>?
) -> rewards_status {
  status(error) { () throws(RewardError) in
    let place = try present(registry, "registry")
    _ = FirstUse.isOver
    handOut(RegistryHandle(.builtIn), to: place)
  }
}

@c @implementation
public func rewards_registry_make_with_plugins(
  _ plugins: UnsafePointer<CChar>?, _ count: Int, _ registry: UnsafeMutablePointer<OpaquePointer?>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<rewards_error>?>?
) -> rewards_status {
  status(error) { () throws(RewardError) in
    let place = try present(registry, "registry")
    let value = try Bytes.json(plugins, count, "plugins", .malformedRecipe)
    guard let entries = value.arrayValue else {
      throw RewardError(.invalidValue, field: "plugins", found: value.kindName, expected: "a list of plugins")
    }
    _ = FirstUse.isOver
    let made = try WorkThreads.forDecisions().call { () throws(RewardError) in
      var registry = Registry.builtIn
      for (index, entry) in entries.enumerated() {
        do throws(RewardError) { try registry.load(entry) } catch { throw error.under("plugins[\(index)]") }
      }
      return RegistryHandle(registry)
    }
    handOut(made, to: place)
  }
}

@c @implementation
public func rewards_registry_free(_ registry: OpaquePointer?) { takeBack(registry, as: RegistryHandle.self) }

@c @implementation
public func rewards_registry_list(
  _ registry: OpaquePointer?, _ kind: UnsafePointer<CChar>?, _ json: UnsafeMutablePointer<rewards_bytes>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<rewards_error>?>?
) -> rewards_status {
  status(error) { () throws(RewardError) in
    let (handle, place): (RegistryHandle, _) = (try object(behind: registry, "registry"), try present(json, "json"))
    let kind = try kind.map { (kind) throws(RewardError) in try Bytes.text(kind, "kind") }
    Bytes.handOut(try RegistryListing.json(of: handle.registry, kind: kind), to: place)
  }
}

@c @implementation
public func rewards_registry_describe(
  _ registry: OpaquePointer?, _ name: UnsafePointer<CChar>?, _ json: UnsafeMutablePointer<rewards_bytes>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<rewards_error>?>?
) -> rewards_status {
  status(error) { () throws(RewardError) in
    let (handle, place): (RegistryHandle, _) = (try object(behind: registry, "registry"), try present(json, "json"))
    Bytes.handOut(try RegistryListing.page(about: try Bytes.text(name, "name"), in: handle.registry), to: place)
  }
}

// MARK: Recipe

@c @implementation
public func rewards_recipe_make(
  _ registry: OpaquePointer?, _ json: UnsafePointer<CChar>?, _ count: Int, _ recipe: UnsafeMutablePointer<OpaquePointer?>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<rewards_error>?>?
) -> rewards_status {
  status(error) { () throws(RewardError) in
    let (handle, place): (RegistryHandle, _) = (try object(behind: registry, "registry"), try present(recipe, "recipe"))
    let value = try Bytes.json(json, count, "json", .malformedRecipe)
    let threads = WorkThreads.forDecisions()
    let made = try threads.call { () throws(RewardError) in
      RecipeHandle(try Recipe(json: value, registry: handle.registry), threads: threads)
    }
    handOut(made, to: place)
  }
}

@c @implementation
public func rewards_recipe_free(_ recipe: OpaquePointer?) { takeBack(recipe, as: RecipeHandle.self) }

@c @implementation
public func rewards_recipe_describe(
  _ recipe: OpaquePointer?, _ json: UnsafeMutablePointer<rewards_bytes>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<rewards_error>?>?
) -> rewards_status {
  status(error) { () throws(RewardError) in
    let (handle, place): (RecipeHandle, _) = (try object(behind: recipe, "recipe"), try present(json, "json"))
    Bytes.handOut(handle.scorer.page, to: place)
  }
}

@c @implementation
public func rewards_verify(
  _ recipe: OpaquePointer?, _ row: UnsafePointer<CChar>?, _ count: Int, _ explain: Int32,
  _ verdict: UnsafeMutablePointer<rewards_bytes>?, _ error: UnsafeMutablePointer<UnsafeMutablePointer<rewards_error>?>?
) -> rewards_status {
  status(error) { () throws(RewardError) in
    let (handle, place): (RecipeHandle, _) = (try object(behind: recipe, "recipe"), try present(verdict, "verdict"))
    let bytes = try Bytes.view(row, count, "row")
    let (verdict, steps) = try handle.threads.call { () throws(RewardError) in
      try handle.scorer.verify(bytes, explaining: explain != 0)
    }
    Bytes.handOut(VerdictJSON.bytes(of: verdict, steps: steps), to: place)
  }
}

// MARK: Scorer

@c @implementation
public func rewards_scorer_make(
  _ recipe: OpaquePointer?, _ scorer: UnsafeMutablePointer<OpaquePointer?>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<rewards_error>?>?
) -> rewards_status {
  status(error) { () throws(RewardError) in
    let (handle, place): (RecipeHandle, _) = (try object(behind: recipe, "recipe"), try present(scorer, "scorer"))
    handOut(ScorerHandle(handle), to: place)
  }
}

@c @implementation
public func rewards_scorer_free(_ scorer: OpaquePointer?) { takeBack(scorer, as: ScorerHandle.self) }

@c @implementation
public func rewards_scorer_state(
  _ scorer: OpaquePointer?, _ json: UnsafeMutablePointer<rewards_bytes>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<rewards_error>?>?
) -> rewards_status {
  status(error) { () throws(RewardError) in
    let (handle, place): (ScorerHandle, _) = (try object(behind: scorer, "scorer"), try present(json, "json"))
    let state = try handle.threads.call { () throws(RewardError) in try handle.savedState() }
    Bytes.handOut(state, to: place)
  }
}

@c @implementation
public func rewards_scorer_resume(
  _ scorer: OpaquePointer?, _ json: UnsafePointer<CChar>?, _ count: Int,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<rewards_error>?>?
) -> rewards_status {
  status(error) { () throws(RewardError) in
    let handle: ScorerHandle = try object(behind: scorer, "scorer")
    let saved = try Bytes.json(json, count, "json", .invalidState)
    try handle.threads.call { () throws(RewardError) in try handle.resume(from: try handle.scorer.state(from: saved)) }
  }
}

@c @implementation
public func rewards_scorer_resume_merged(
  _ scorer: OpaquePointer?, _ states: UnsafePointer<CChar>?, _ count: Int, _ base: UnsafePointer<CChar>?, _ base_count: Int,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<rewards_error>?>?
) -> rewards_status {
  status(error) { () throws(RewardError) in
    let handle: ScorerHandle = try object(behind: scorer, "scorer")
    let saved = try Bytes.json(states, count, "states", .invalidState)
    guard let states = saved.arrayValue else {
      throw RewardError(.invalidState, field: "states", found: saved.kindName, expected: "a list of states")
    }
    // Not `?:` with `nil`, which would be the JSON null: a JSONValue is expressible by it.
    var begin: JSONValue?
    if base != nil || base_count != 0 { begin = .some(try Bytes.json(base, base_count, "base", .invalidState)) }
    try handle.threads.call { () throws(RewardError) in
      try handle.resume(from: try handle.scorer.state(merging: states, since: begin))
    }
  }
}

// MARK: Scoring

@c @implementation
public func rewards_score_rows(
  _ scorer: OpaquePointer?, _ rows: UnsafePointer<CChar>?, _ count: Int, _ threads: UInt32,
  _ rows_out: UnsafeMutablePointer<rewards_bytes>?, _ findings: UnsafeMutablePointer<rewards_bytes>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<rewards_error>?>?
) -> rewards_status {
  status(error) { () throws(RewardError) in
    let handle: ScorerHandle = try object(behind: scorer, "scorer")
    let text = try Bytes.view(rows, count, "rows")
    let result = try Scoring.rows(text, handle, threads: Int(threads))
    if let rows_out { Bytes.handOut(result.output, to: rows_out) }
    if let findings { Bytes.handOut(.array(result.findings.map { $0.json(countsRows: false) }), to: findings) }
  }
}

@c @implementation
public func rewards_scores_free(_ scores: UnsafeMutablePointer<rewards_scores>?) {
  guard let scores else { return }
  Scores.behind(scores).release()
  UnsafeMutableRawPointer(scores).deallocate()
}

@c @implementation
public func rewards_scores_verdict(
  _ scores: UnsafePointer<rewards_scores>?, _ row: UInt64, _ json: UnsafeMutablePointer<rewards_bytes>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<rewards_error>?>?
) -> rewards_status {
  status(error) { () throws(RewardError) in
    let verdicts = Scores.behind(try present(scores, "scores")).takeUnretainedValue().verdicts
    let place = try present(json, "json")
    guard row < UInt64(verdicts.count) else {
      throw RewardError(.invalidArgument, field: "row", found: "\(row)", expected: "below \(verdicts.count)")
    }
    Bytes.handOut(VerdictJSON.bytes(of: verdicts[Int(row)], steps: nil), to: place)
  }
}

@c @implementation
public func rewards_scores_selection(
  _ scores: UnsafePointer<rewards_scores>?, _ row: UInt64, _ json: UnsafeMutablePointer<rewards_bytes>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<rewards_error>?>?
) -> rewards_status {
  status(error) { () throws(RewardError) in
    let selections = Scores.behind(try present(scores, "scores")).takeUnretainedValue().selections
    let place = try present(json, "json")
    guard row < UInt64(selections.count) else {
      throw RewardError(.invalidArgument, field: "row", found: "\(row)", expected: "below \(selections.count)")
    }
    Bytes.handOut(selections[Int(row)].map { .object($0) } ?? .null, to: place)
  }
}

@c @implementation
public func rewards_scores_findings(
  _ scores: UnsafePointer<rewards_scores>?, _ json: UnsafeMutablePointer<rewards_bytes>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<rewards_error>?>?
) -> rewards_status {
  status(error) { () throws(RewardError) in
    let findings = Scores.behind(try present(scores, "scores")).takeUnretainedValue().findings
    Bytes.handOut(.array(findings.map { $0.json(countsRows: true) }), to: try present(json, "json"))
  }
}

@c @implementation
public func rewards_score_columns(
  _ scorer: OpaquePointer?, _ columns: UnsafePointer<rewards_columns>?, _ threads: UInt32,
  _ scores: UnsafeMutablePointer<UnsafeMutablePointer<rewards_scores>?>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<rewards_error>?>?
) -> rewards_status {
  status(error) { () throws(RewardError) in
    let (handle, place): (ScorerHandle, _) = (try object(behind: scorer, "scorer"), try present(scores, "scores"))
    let columns = try Columns(try present(columns, "columns"), for: handle.scorer.recipe)
    place.pointee = try Scoring.columns(columns, handle, threads: Int(threads)).handOut()
  }
}

@c @implementation
public func rewards_score_arrow(
  _ scorer: OpaquePointer?, _ schema: UnsafePointer<ArrowSchema>?, _ array: UnsafePointer<ArrowArray>?, _ threads: UInt32,
  _ scores: UnsafeMutablePointer<UnsafeMutablePointer<rewards_scores>?>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<rewards_error>?>?
) -> rewards_status {
  status(error) { () throws(RewardError) in
    let (handle, place): (ScorerHandle, _) = (try object(behind: scorer, "scorer"), try present(scores, "scores"))
    let columns = try Columns(
      schema: try present(schema, "schema"), array: try present(array, "array"), for: handle.scorer.recipe)
    place.pointee = try Scoring.columns(columns, handle, threads: Int(threads)).handOut()
  }
}

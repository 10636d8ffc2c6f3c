extension Registry {
  /// The fields that a recipe's `inputs` may map, so that a recipe need not change its `inputs` with its shapers: every known one, and what the
  /// shapers, metrics, normalisers and selectors here ask for beyond these.
  package var shapingFields: Set<String> {
    let descriptions = shapers + metrics + normalisers + selectors
    return Set(ShapingField.names + descriptions.flatMap { $0.rolloutFields + $0.groupFields + $0.batchFields })
  }
}

extension LineSource.Chunk {
  /// Lines of a piece at most: where a row takes long, as one that a plugin's process judges, a chunk would keep one thread busy and the others idle.
  private static let mostLines = 256
  /// Pieces for each thread, so that none waits long for the last.
  private static let piecesForEach = 4

  /// The chunk in pieces that several threads can share, in order; they share its bytes too.
  package func pieces(for threads: Int) -> [LineSource.Chunk] {
    let size = max(1, min(Self.mostLines, lines.count / max(1, threads * Self.piecesForEach)))
    guard threads > 1, lines.count > size else { return [self] }
    return stride(from: 0, to: lines.count, by: size).map { start in
      var piece = self
      piece.lines = Array(lines[start..<min(start + size, lines.count)])
      return piece
    }
  }
}

import Dispatch
import RewardCore
import Synchronization

/// The processes of one plugin: started when they are needed, and again when one has ended.
///
/// Each has one request at a time. So where a process ends, it is the request's doing and no other row's: which rows of a run are `verifier_error` does
/// not depend on how many threads judge. A process is asked nothing that it has to remember, so another one can go on.
final class ProcessPool: Sendable {
  /// What a process of ours holds; a child that is forked from it begins with one of its own, as locks may have been taken at that moment.
  private final class Room: Sendable {
    struct Content {
      var idle: [SendableBox] = []
      var started = 0
    }
    let owner: Int32
    let content = Mutex(Content())
    let free: DispatchSemaphore

    init(_ count: Int) {
      owner = SystemError.process()
      free = DispatchSemaphore(value: count)
    }
  }

  /// A process on its way from one thread to another; never used by two.
  private struct SendableBox: @unchecked Sendable { let process: PluginProcess }

  let command: PluginCommand
  /// The room of this process: a retained pointer in one word, so that a child can see at once that it is another's.
  private let room: Atomic<UInt>

  init(_ command: PluginCommand) {
    self.command = command
    room = Atomic(Self.retained(Room(command.processes)))
  }

  deinit {
    let room = Self.room(self.room.load(ordering: .acquiring))
    // A room of the process that we were forked from is left alone.
    if room.takeUnretainedValue().owner == SystemError.process() { room.release() }
  }

  private static func retained(_ room: Room) -> UInt { UInt(bitPattern: Unmanaged.passRetained(room).toOpaque()) }

  private static func room(_ word: UInt) -> Unmanaged<Room> {
    guard let pointer = UnsafeRawPointer(bitPattern: word) else { preconditionFailure("there always is a room") }
    return Unmanaged<Room>.fromOpaque(pointer)
  }

  private func ownRoom() -> Room {
    while true {
      let word = room.load(ordering: .acquiring)
      let found = Self.room(word).takeUnretainedValue()
      if found.owner == SystemError.process() { return found }
      let mine = Self.retained(Room(command.processes))
      if room.compareExchange(expected: word, desired: mine, ordering: .acquiringAndReleasing).exchanged {
        return Self.room(mine).takeUnretainedValue()
      }
      Self.room(mine).release()
    }
  }

  /// Asks a process, and waits for its reply.
  ///
  /// - Throws: when there is none: the process could not be started, ended, was too slow, or wrote something else.
  func reply(to request: JSONObject) throws(PluginProcess.Failure) -> JSONObject {
    defer { PluginActivity.callHasReturned() }
    let room = ownRoom()
    room.free.wait()
    defer { room.free.signal() }
    var process = try takeProcess(room)
    let reply: JSONObject
    do throws(PluginProcess.Failure) { reply = try process.reply(to: request) } catch {
      // One that has answered others may have ended for a reason of its own, or may have a line too many left of an answer before; what a fresh
      // one does is this request's doing.
      guard !error.isLate, process.requests > 1 else { throw error }
      process = try takeProcess(room, fresh: true)
      reply = try process.reply(to: request)
    }
    // What it has written behind its answer would be taken for the next one's; it is ended, and the answer stands.
    guard !process.hasMore else { return reply }
    let box = SendableBox(process: process)
    room.content.withLock { $0.idle.append(box) }
    return reply
  }

  private func takeProcess(_ room: Room, fresh: Bool = false) throws(PluginProcess.Failure) -> PluginProcess {
    let most = command.processes + command.restarts
    let (box, mayStart) = room.content.withLock { content -> (SendableBox?, Bool) in
      if !fresh, let box = content.idle.popLast() { return (box, false) }
      guard content.started < most else { return (nil, false) }
      content.started += 1
      return (nil, true)
    }
    if let box { return box.process }
    guard mayStart else {
      throw PluginProcess.Failure(words: "its processes ended \(command.restarts + 1) times, and none is started again")
    }
    let owner = room.owner
    return try PluginProcess(command) { SystemError.process() == owner }
  }
}

import Dispatch
package import RewardCore
import RewardLaws
import RewardPlugins
import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The process in which a check is done, seen from within: it tells `PluginCheckProcess` what it tries and finds, and gives up a call that does not
/// come back.
///
/// How long a call takes is counted in processor time, which a busy machine does not lengthen.
package final class PluginCheckChild: Sendable {
  /// A law may take so many times as long as a call: it is made of many.
  private static let callsOfLaw = 30.0
  /// A call that uses no processor may wait for so many times as long on the wall; a plugin's process has its own limit before.
  private static let idleLimits = 3.0
  /// Less of a processor than this is none.
  private static let idleShare = 0.05
  /// Seconds that a plugin's process has for an answer where its entry does not say.
  private static let defaultTimeout = 60.0
  private static let lookMilliseconds: Int32 = 50

  private let channel: Int32
  private let limit: Double
  private let idleLimit: Double
  private let underWay = Mutex((law: PluginCheck.loading, subject: PluginCheck.whole, number: 0))

  /// Tries a plugin, says so on standard output, and ends the process.
  ///
  /// - Parameters:
  ///   - plugin: a path, or an object with `command`.
  ///   - registry: what there is beside it.
  ///   - limit: seconds of processor time that a call may take.
  package static func run(_ plugin: JSONValue, in registry: Registry, limit: Double) throws(RewardError) -> Never {
    // What a plugin prints is not ours; and what is ours it must not reach by the number that everybody knows.
    let channel = fcntl(1, F_DUPFD_CLOEXEC, 64)
    let nothing = open("/dev/null", O_RDONLY)
    dup2(2, 1)
    dup2(nothing, 0)
    let timeout = plugin.objectValue.map { $0["timeout_seconds"]?.doubleValue ?? defaultTimeout } ?? 0
    let child = PluginCheckChild(channel: channel, limit: limit, idleLimit: limit * idleLimits + timeout)
    DispatchQueue(label: "rewards.check.watch").async { child.watch() }
    _ = try PluginCheck(plugin, in: registry) { child.send($0) }
    // Not `exit`: what a plugin does when a process ends is not of interest.
    _exit(0)
  }

  private init(channel: Int32, limit: Double, idleLimit: Double) {
    (self.channel, self.limit, self.idleLimit) = (channel, limit, idleLimit)
  }

  private func send(_ event: PluginCheck.Event) {
    underWay.withLock { underWay in
      if case .law(let law, let subject) = event { underWay = (law, subject, underWay.number + 1) }
      write(event)
    }
  }

  private func write(_ event: PluginCheck.Event) {
    var line = event.line[...]
    while !line.isEmpty {
      let count = line.withUnsafeBytes { send_(channel, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { _exit(2) }
      line = line.dropFirst(max(0, count))
    }
  }

  /// Gives up what does not come back, and ends with whoever listens.
  private func watch() {
    var call = Moment(returned: PluginActivity.returned.load(ordering: .relaxed))
    var law = (number: 0, seconds: 0.0)
    while true {
      var look = pollfd(fd: channel, events: Int16(POLLIN), revents: 0)
      // Nothing is ever sent to us: what there is to be read is the end.
      if poll(&look, 1, Self.lookMilliseconds) > 0 { _exit(2) }
      let now = Moment(returned: PluginActivity.returned.load(ordering: .relaxed))
      let number = underWay.withLock(\.number)
      let isNew = number != law.number
      if isNew { law = (number, now.processorSeconds) }
      if now.returned != call.returned || isNew { call = now }
      let (used, waited) = (now.processorSeconds - call.processorSeconds, now.wallSeconds - call.wallSeconds)
      if used > limit { giveUp("a call had not come back after \(Self.words(limit)) of processor time") }
      if waited > idleLimit, used < waited * Self.idleShare { giveUp("a call waited for \(Self.words(idleLimit)) and had not come back") }
      if now.processorSeconds - law.seconds > limit * Self.callsOfLaw {
        giveUp("it took more than \(Self.words(limit * Self.callsOfLaw)) of processor time")
      }
    }
  }

  private func giveUp(_ why: String) -> Never {
    underWay.withLock { underWay in
      let evidence = "while the law \"\(underWay.law)\" was tried \(why)"
      write(.finding(LawFinding(law: "every call comes back", subject: underWay.subject, evidence: evidence)))
      write(.end(names: []))
    }
    _exit(1)
  }

  private static func words(_ seconds: Double) -> String { "\(JSONNumber(seconds).text) s" }

  /// What the clocks say.
  private struct Moment {
    var returned: Int
    var processorSeconds = seconds(CLOCK_PROCESS_CPUTIME_ID)
    var wallSeconds = seconds(CLOCK_MONOTONIC)

    private static func seconds(_ clock: clockid_t) -> Double {
      var time = timespec()
      clock_gettime(clock, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
  }
}

/// The system's `write`, whose name a method has.
private func send_(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int { write(descriptor, bytes, count) }

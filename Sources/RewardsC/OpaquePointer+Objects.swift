import RewardCore

// MARK: Pointers

/// Gives an object to the caller.
func handOut(_ object: AnyObject, to place: UnsafeMutablePointer<OpaquePointer?>) {
  place.pointee = OpaquePointer(Unmanaged.passRetained(object).toOpaque())
}

/// The object behind a handle.
func object<Handle: AnyObject>(
  behind handle: OpaquePointer?, _ name: StaticString, as type: Handle.Type = Handle.self
) throws(RewardError) -> Handle {
  Unmanaged<Handle>.fromOpaque(UnsafeRawPointer(try present(handle, name))).takeUnretainedValue()
}

/// Takes an object back from the caller.
func takeBack<Handle: AnyObject>(_ handle: OpaquePointer?, as type: Handle.Type) {
  guard let handle else { return }
  Unmanaged<Handle>.fromOpaque(UnsafeRawPointer(handle)).release()
}

/// A pointer that must not be NULL.
func present<Pointer>(_ pointer: Pointer?, _ name: StaticString) throws(RewardError) -> Pointer {
  guard let pointer else { throw RewardError(.invalidArgument, field: "\(name)", found: "NULL", expected: "a pointer") }
  return pointer
}

// What verifiers of one's own begin with; the verifiers themselves are made by name, from a registry.
@_exported public import struct Verifiers.AnswerSearch
@_exported public import enum Verifiers.Strictness

/* rewards_plugin.h: what a plugin of swift-rewards implements, in C or in any language that can export a C function.
 *
 * A plugin is a shared library with verifiers (completion + ground truth -> verdict) and shapers (rewards of a batch -> rewards). It exports one
 * function, which gives a table:
 *
 *     static int32_t verify(
 *         void *verifier, const rewards_plugin_call *call, const rewards_plugin_rollout *rollout, rewards_plugin_verdict *verdict) {
 *       int even = rollout->ground_truth_text.count % 2 == 0;
 *       verdict->outcome = even ? REWARDS_PLUGIN_CORRECT : REWARDS_PLUGIN_INCORRECT;
 *       rewards_plugin_put(call, REWARDS_PLUGIN_PROOF, "parity");
 *       return REWARDS_PLUGIN_OK;
 *     }
 *     static const rewards_plugin_verifier even = {
 *       .struct_size = sizeof even, .description = "{\"name\": \"even\", …}", .verify = verify};
 *     static const rewards_plugin_verifier *const verifiers[] = {&even};
 *     static const rewards_plugin plugin = {
 *       .struct_size = sizeof plugin, .abi_version = REWARDS_PLUGIN_ABI_VERSION, .name = "even", .version = "1.0.0",
 *       .verifiers = verifiers, .verifier_count = 1};
 *     const rewards_plugin *rewards_plugin_entry(uint32_t host_abi_version) { return &plugin; }
 *
 * `rewards --plugin ./libeven.so`, `"plugins": ["libeven.so"]` in a recipe, and through it every other face load it; `rewards check --plugin
 * ./libeven.so` says whether it keeps the laws. docs/writing-a-plugin.md tells the whole way. Swift authors write a `Verifier` or `Shaper` and one
 * line of export; the product RewardPluginExport makes this table.
 *
 * OWNERSHIP. Nothing that one side allocates is ever freed by the other. What the host hands in (rollouts, batches, texts, the call) is read
 * during the call only, never kept, never written but where a member says so. What a plugin gives is put (`rewards_plugin_put`, `call->put`) and
 * copied before that returns; so it may stand on the stack, in the completion, or in a buffer that is freed right after. The table, and all that
 * it points to, lives as long as the process: the library is never unloaded.
 *
 * THREADS. The host calls `verify` and `check` of one verifier from any number of threads at once, and promises nothing about which. `shape`,
 * `update` and `initial_state` of one shaper may come from any thread too, and two runs may use one at once. So what `make` gives must not
 * change afterwards, and there must be no other state: the same arguments give the same result, always, whatever was called before.
 * Threads have a stack of at least 512 KiB. The host may fork; the child uses the plugin on.
 *
 * WORK. Verdicts must not depend on time. A verifier takes from the budget of the call what it does, about one unit for each elementary step (a
 * byte that it reads, say), and gives REWARDS_PLUGIN_UNVERIFIABLE with REWARDS_PLUGIN_LIMIT_EXCEEDED when that is empty. The host cannot interrupt a
 * function of a library; `rewards check` measures how its work grows with the text. Where that is not enough, run it as a process of its own
 * (docs/writing-a-plugin.md).
 *
 * ERRORS. What a model wrote is never an error: it gets a verdict. A function that fails returns REWARDS_PLUGIN_FAILED and puts
 * REWARDS_PLUGIN_ERROR_MESSAGE, and where it can REWARDS_PLUGIN_ERROR_CODE and REWARDS_PLUGIN_ERROR_FIELD. The host checks what comes back: an
 * unknown outcome, a score that is NaN or outside [0, 1], text that is not UTF-8, NULL for bytes that should be there, a missing reward. The row is
 * then `unverifiable(verifier_error)`, the batch refused with `plugin_failed`; both name the plugin, and the run goes on. A function must not throw
 * (C++), longjmp, exit or abort.
 *
 * TEXTS are UTF-8 with their length in bytes. Behind those that the host hands in stands a zero, which does not count; behind those that are put none is
 * needed.
 *
 * VERSIONS. REWARDS_PLUGIN_ABI_VERSION is raised when something here changes in a way that breaks a plugin; the host refuses a plugin of another
 * version by name. Additions do not raise it: structs grow at their ends. Every struct begins with its size, which whoever fills it sets
 * (`sizeof`); what a smaller struct lacks counts as zero. The first two members of `rewards_plugin` never move. Members named `reserved` are zero.
 */
#ifndef REWARDS_PLUGIN_H
#define REWARDS_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define REWARDS_PLUGIN_ABI_VERSION 1

/* What functions return. */
#define REWARDS_PLUGIN_OK 0
#define REWARDS_PLUGIN_FAILED 1

/* A text, or bytes of JSON. `data` is NULL where there is none. */
typedef struct rewards_plugin_text {
  const char *data;
  size_t count;
} rewards_plugin_text;

/* --- What the host offers during a call ------------------------------------------------------------------------------------------- */

/* What may be put, and where. */
/* The candidate answer as it stands in the completion. (verify) */
#define REWARDS_PLUGIN_EXTRACTED 1
/* How the decision was reached, in a word: `text`, `rational`, … (verify) */
#define REWARDS_PLUGIN_PROOF 2
/* More about it, for people. (verify; check: what is wrong) */
#define REWARDS_PLUGIN_DETAIL 3
/* The name of a leniency that was used; may be put again for the next. (verify) */
#define REWARDS_PLUGIN_LENIENCY 4
/* A state, as JSON. Its numbers are doubles or 64-bit integers; what has more digits is to be a string. The host hands it back with its members
 * sorted and without blanks. (initial_state, update) */
#define REWARDS_PLUGIN_STATE 5
/* Side outputs, as JSON: [{"name": "terms", "per": "rollout" | "group" | "batch", "values": …}]. (shape) */
#define REWARDS_PLUGIN_OUTPUTS 6
/* A sentence about what went wrong. (any) */
#define REWARDS_PLUGIN_ERROR_MESSAGE 7
/* What kind of error, in snake_case: `invalid_parameter`, `missing_field`, … (any) */
#define REWARDS_PLUGIN_ERROR_CODE 8
/* The field or option that it is about. (any) */
#define REWARDS_PLUGIN_ERROR_FIELD 9

typedef struct rewards_plugin_call rewards_plugin_call;

struct rewards_plugin_call {
  uint32_t struct_size;
  /* Other than 0 where someone wants to be told the way to the verdict (`note`). */
  uint32_t explains;
  /* The host's. */
  void *host;
  /* Units in the budget when the function was called. */
  uint64_t budget;
  /* Gives `count` bytes, which are copied. */
  void (*put)(const rewards_plugin_call *call, uint32_t what, const char *bytes, size_t count);
  /* Takes units from the budget. 1: there were enough; 0: there were not, and the budget is empty. */
  int32_t (*spend)(const rewards_plugin_call *call, uint64_t units);
  /* Records a step on the way to a verdict, for `rewards verify --explain`: what was done (a word), and what came of it. */
  void (*note)(const rewards_plugin_call *call, const char *step, const char *finding, size_t count);
  /* Read a value out of JSON that the host handed in, by a dotted path such as "options.max_words". 1: there is such a value, and it is of this type;
   * 0: not. A text lives until the function that was called returns. So that a plugin needs no JSON reader. */
  int32_t (*number)(const rewards_plugin_call *call, rewards_plugin_text json, const char *path, double *value);
  int32_t (*boolean)(const rewards_plugin_call *call, rewards_plugin_text json, const char *path, int32_t *value);
  int32_t (*text)(const rewards_plugin_call *call, rewards_plugin_text json, const char *path, rewards_plugin_text *value);
};

/* --- Verifiers ----------------------------------------------------------------------------------------------------------------------- */

#define REWARDS_PLUGIN_CORRECT 1
#define REWARDS_PLUGIN_INCORRECT 2
/* The completion holds no candidate answer. */
#define REWARDS_PLUGIN_NO_ANSWER 3
/* It could not be decided. */
#define REWARDS_PLUGIN_UNVERIFIABLE 4

/* Why it could not be decided. */
#define REWARDS_PLUGIN_MALFORMED_GROUND_TRUTH 1
#define REWARDS_PLUGIN_UNREADABLE_ANSWER 2
#define REWARDS_PLUGIN_UNDECIDED 3
#define REWARDS_PLUGIN_LIMIT_EXCEEDED 4
#define REWARDS_PLUGIN_TIMEOUT 5
#define REWARDS_PLUGIN_UNSUPPORTED 6
#define REWARDS_PLUGIN_MISSING_FIELD 7
#define REWARDS_PLUGIN_VERIFIER_ERROR 8

/* Whose doing that is. */
#define REWARDS_PLUGIN_BY_COMPLETION 1
#define REWARDS_PLUGIN_BY_GROUND_TRUTH 2
#define REWARDS_PLUGIN_BY_VERIFIER 3

/* An integer that a rollout or batch does not have. */
#define REWARDS_PLUGIN_NO_INTEGER INT64_MIN

/* What a verifier may look at: the fields of a row in (docs/row-format.md). */
typedef struct rewards_plugin_rollout {
  uint32_t struct_size;
  /* Other than 0 where the completion hit the generation limit. */
  uint32_t truncated;
  rewards_plugin_text id;
  rewards_plugin_text prompt;
  rewards_plugin_text completion;
  /* As JSON; data is NULL where the row has none. */
  rewards_plugin_text ground_truth;
  /* The text of a string, the digits of a number, `true` or `false`; data is NULL for an array, an object, null and none. */
  rewards_plugin_text ground_truth_text;
  rewards_plugin_text group_id;
  /* An object as JSON. */
  rewards_plugin_text metadata;
  int64_t step;
  int64_t token_count;
} rewards_plugin_rollout;

/* What a verifier finds; all zeros before the call. Texts are put. */
typedef struct rewards_plugin_verdict {
  uint32_t struct_size;
  uint32_t reserved;
  /* REWARDS_PLUGIN_CORRECT, … */
  uint32_t outcome;
  /* Only for REWARDS_PLUGIN_UNVERIFIABLE: REWARDS_PLUGIN_UNDECIDED, …, and REWARDS_PLUGIN_BY_… */
  uint32_t reason;
  uint32_t charged_to;
  uint32_t reserved2;
  /* Only for REWARDS_PLUGIN_INCORRECT: how much is right, at least 0 and below 1; as parts of a whole where that is exact, otherwise as a number. */
  double score;
  int64_t score_parts;
  /* 0: `score` counts. */
  int64_t score_whole;
} rewards_plugin_verdict;

/* What `check` finds about a ground truth by itself. */
#define REWARDS_PLUGIN_READABLE 1
/* It cannot be right; REWARDS_PLUGIN_DETAIL says why. */
#define REWARDS_PLUGIN_MALFORMED 2
/* This version does not handle the form. */
#define REWARDS_PLUGIN_NOT_HANDLED 3

typedef struct rewards_plugin_verifier rewards_plugin_verifier;

struct rewards_plugin_verifier {
  uint32_t struct_size;
  uint32_t reserved;
  /* The plugin's own. */
  const void *context;
  /* JSON with a zero behind it: name, version, summary, rationale, options with types and ranges, examples; docs/writing-a-plugin.md lists them. What
   * `rewards describe` shows, what options are checked against, and (its examples) what `rewards check` runs. */
  const char *description;
  /* Makes a verifier of a configuration, as JSON: {"options": {every option, given or by its default}, "given": [names that were given]}. The
   * options have been checked against the description. `*verifier` is handed to the other functions, and may stay NULL. NULL: there is nothing to
   * make. Fails where options contradict each other. */
  int32_t (*make)(
      const rewards_plugin_verifier *entry, const rewards_plugin_call *call, rewards_plugin_text configuration, void **verifier);
  /* Frees what `make` gave. NULL: there is nothing to free. */
  void (*free)(void *verifier);
  /* Judges a rollout. */
  int32_t (*verify)(
      void *verifier, const rewards_plugin_call *call, const rewards_plugin_rollout *rollout, rewards_plugin_verdict *verdict);
  /* Whether the ground truth can be read; the completion is not looked at. NULL: every one can. */
  int32_t (*check)(void *verifier, const rewards_plugin_call *call, const rewards_plugin_rollout *rollout, uint32_t *finding);
};

/* --- Shapers ------------------------------------------------------------------------------------------------------------------------- */

/* The groups that are shaped together. Rollouts are numbered through all groups. */
typedef struct rewards_plugin_batch {
  uint32_t struct_size;
  uint32_t reserved;
  uint64_t rollout_count;
  uint64_t group_count;
  /* Group g is the rollouts from group_offsets[g] up to group_offsets[g + 1]; one more than there are groups. */
  const uint64_t *group_offsets;
  /* For each rollout: 1 right, 0 wrong, -1 unknown; an unknown one gets no reward and changes no other. */
  const int8_t *correct;
  /* Lengths in the recipe's unit; NaN: not known. */
  const double *lengths;
  const uint8_t *truncated;
  const uint8_t *format_ok;
  /* The reward so far, for a shaper that transforms it; NaN: skipped. */
  const double *rewards;
  /* For each group; data is NULL where it has no name. */
  const rewards_plugin_text *group_ids;
  /* Objects as JSON, with the fields that the description names: for each rollout, for each group, and of the batch. */
  const rewards_plugin_text *rollout_fields;
  const rewards_plugin_text *group_fields;
  rewards_plugin_text fields;
  /* The training step, or REWARDS_PLUGIN_NO_INTEGER. */
  int64_t step;
} rewards_plugin_batch;

/* Where `shape` writes: for each rollout a finite number, or skipped. Values are NaN before the call, so that one which is not written is found
 * out. */
typedef struct rewards_plugin_rewards {
  uint32_t struct_size;
  uint32_t reserved;
  uint64_t count;
  double *values;
  /* Other than 0: no reward. */
  uint8_t *skipped;
} rewards_plugin_rewards;

typedef struct rewards_plugin_shaper rewards_plugin_shaper;

struct rewards_plugin_shaper {
  uint32_t struct_size;
  uint32_t reserved;
  /* The plugin's own. */
  const void *context;
  /* As for a verifier; with the equation, what it depends on, and how its result goes into a chain. */
  const char *description;
  /* As for a verifier; the configuration also has "context": {"group_size", "follows_run", "length": "tokens" | "characters"}. */
  int32_t (*make)(const rewards_plugin_shaper *entry, const rewards_plugin_call *call, rewards_plugin_text configuration, void **shaper);
  void (*free)(void *shaper);
  /* Puts the state before the first batch. NULL, and then `update` too: there is no state. */
  int32_t (*initial_state)(void *shaper, const rewards_plugin_call *call);
  /* The rewards of a batch, by the state that earlier batches have left. */
  int32_t (*shape)(
      void *shaper, const rewards_plugin_call *call, const rewards_plugin_batch *batch, rewards_plugin_text state,
      rewards_plugin_rewards *rewards);
  /* Puts the state after a batch, which `shape` has accepted. Must not look at `rewards`. Called more often than batches are shaped: before
   * rewards are given out the host makes sure that it works. */
  int32_t (*update)(void *shaper, const rewards_plugin_call *call, const rewards_plugin_batch *batch, rewards_plugin_text state);
};

/* --- The plugin ------------------------------------------------------------------------------------------------------------------------ */

typedef struct rewards_plugin {
  uint32_t struct_size;
  /* REWARDS_PLUGIN_ABI_VERSION */
  uint32_t abi_version;
  /* The plugin's own name and version, for messages; with a zero behind them. */
  const char *name;
  const char *version;
  const rewards_plugin_verifier *const *verifiers;
  const rewards_plugin_shaper *const *shapers;
  uint32_t verifier_count;
  uint32_t shaper_count;
} rewards_plugin;

#if defined(_WIN32)
#define REWARDS_PLUGIN_EXPORT __declspec(dllexport)
#else
#define REWARDS_PLUGIN_EXPORT __attribute__((visibility("default")))
#endif

/* The plugin's one function: its table, for a host of this version. NULL where it does not serve that. */
REWARDS_PLUGIN_EXPORT const rewards_plugin *rewards_plugin_entry(uint32_t host_abi_version);

/* --- For authors in C -------------------------------------------------------------------------------------------------------------------- */

/* Puts a text with a zero behind it. */
static inline void rewards_plugin_put(const rewards_plugin_call *call, uint32_t what, const char *text) {
  size_t count = 0;
  while (text[count] != 0) count += 1;
  call->put(call, what, text, count);
}

/* Fails with a sentence. */
static inline int32_t rewards_plugin_fail(const rewards_plugin_call *call, const char *message) {
  rewards_plugin_put(call, REWARDS_PLUGIN_ERROR_MESSAGE, message);
  return REWARDS_PLUGIN_FAILED;
}

/* The verdict for an empty budget: `if (!call->spend(call, n)) return rewards_plugin_exhausted(verdict);` */
static inline int32_t rewards_plugin_exhausted(rewards_plugin_verdict *verdict) {
  verdict->outcome = REWARDS_PLUGIN_UNVERIFIABLE;
  verdict->reason = REWARDS_PLUGIN_LIMIT_EXCEEDED;
  verdict->charged_to = REWARDS_PLUGIN_BY_COMPLETION;
  return REWARDS_PLUGIN_OK;
}

#ifdef __cplusplus
}
#endif

#endif

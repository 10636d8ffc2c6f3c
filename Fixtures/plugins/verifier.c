/* The verifier `sample`: the completion is the ground truth, byte for byte. Each macro breaks one thing; Tests/PluginTests compiles it with one of them. */
#include "rewards_plugin.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef NAME
#define NAME "sample"
#endif
#ifndef VERSION
#define VERSION REWARDS_PLUGIN_ABI_VERSION
#endif
#ifndef DESCRIPTION
#ifdef WRONG_EXAMPLE
#define STATED "incorrect"
#else
#define STATED "correct"
#endif
#define DESCRIPTION \
  "{\"name\": \"" NAME "\", \"version\": 3, \"summary\": \"The completion is the ground truth.\", \"rationale\": \"Byte for byte.\"," \
  " \"options\": [{\"name\": \"mode\", \"type\": \"choice\", \"choices\": [\"same\", \"length\"], \"default\": \"same\", \"summary\": \"What is compared.\"}]," \
  " \"examples\": [" \
  "  {\"completion\": \"four\", \"ground_truth\": \"four\", \"outcome\": \"" STATED "\", \"has_variants\": false}," \
  "  {\"completion\": \"five\", \"ground_truth\": \"four\", \"outcome\": \"incorrect\", \"has_variants\": false}," \
  "  {\"completion\": \"five\", \"ground_truth\": \"four\", \"options\": {\"mode\": \"length\"}, \"outcome\": \"correct\", \"has_variants\": false}]}"
#endif

typedef struct settings {
  int by_length;
} settings;

static int32_t make(
    const rewards_plugin_verifier *entry, const rewards_plugin_call *call, rewards_plugin_text configuration, void **verifier) {
  (void)entry;
  rewards_plugin_text mode = {0};
  settings *made = calloc(1, sizeof *made);
  if (made == NULL || !call->text(call, configuration, "options.mode", &mode)) return rewards_plugin_fail(call, "no mode");
  made->by_length = mode.count == 6 && memcmp(mode.data, "length", 6) == 0;
  *verifier = made;
  return REWARDS_PLUGIN_OK;
}

static int is_blank(rewards_plugin_text text) {
  for (size_t at = 0; at < text.count; at += 1) {
    if (text.data[at] != ' ' && text.data[at] != '\n') return 0;
  }
  return 1;
}

/* What the answer of a completion is: in a box, or all of it. */
static rewards_plugin_text answer(rewards_plugin_text text) {
  const char *start = "Therefore \\boxed{";
  size_t count = strlen(start);
  if (text.count > count + 2 && memcmp(text.data, start, count) == 0) {
    text.data += count;
    text.count -= count + 2;
  }
  return text;
}

static int32_t verify(
    void *verifier, const rewards_plugin_call *call, const rewards_plugin_rollout *rollout, rewards_plugin_verdict *verdict) {
  const settings *options = verifier;
  rewards_plugin_text truth = rollout->ground_truth_text, given = answer(rollout->completion);
  if (!call->spend(call, given.count)) return rewards_plugin_exhausted(verdict);
  if (truth.data == NULL || is_blank(truth)) {
    verdict->outcome = REWARDS_PLUGIN_UNVERIFIABLE;
    verdict->reason = REWARDS_PLUGIN_MALFORMED_GROUND_TRUTH;
    verdict->charged_to = REWARDS_PLUGIN_BY_GROUND_TRUTH;
    return REWARDS_PLUGIN_OK;
  }
  int same = truth.count == given.count && (options->by_length || memcmp(truth.data, given.data, given.count) == 0);
  verdict->outcome = same ? REWARDS_PLUGIN_CORRECT : REWARDS_PLUGIN_INCORRECT;
  call->put(call, REWARDS_PLUGIN_EXTRACTED, given.data, given.count < 100 ? given.count : 0);
  rewards_plugin_put(call, REWARDS_PLUGIN_PROOF, "text");
  if (call->explains) call->note(call, "compare", "by bytes", 8);
#ifdef SCORE
  verdict->outcome = REWARDS_PLUGIN_INCORRECT;
  verdict->score = SCORE;
#endif
#ifdef PARTS
  verdict->outcome = REWARDS_PLUGIN_INCORRECT;
  verdict->score_parts = PARTS;
  verdict->score_whole = 3;
#endif
#ifdef OUTCOME
  verdict->outcome = OUTCOME;
#endif
#ifdef REASON
  verdict->outcome = REWARDS_PLUGIN_UNVERIFIABLE;
  verdict->reason = REASON;
#endif
#ifdef BAD_UTF8
  call->put(call, REWARDS_PLUGIN_DETAIL, "\xC3(", 2);
#endif
#ifdef NULL_TEXT
  call->put(call, REWARDS_PLUGIN_DETAIL, NULL, 12);
#endif
#ifdef UNKNOWN_PLACE
  call->put(call, 99, "x", 1);
#endif
#ifdef FAILS
  return rewards_plugin_fail(call, "the disk is full");
#endif
#ifdef STATUS
  return STATUS;
#endif
#ifdef ENDS
  if (given.count > 40) exit(0);
#endif
#ifdef ABORTS
  if (given.count > 40) abort();
#endif
#ifdef LOOPS
  volatile uint64_t turns = 0;
  while (given.count > 40) turns += 1;
#endif
#ifdef PAUSES
  while (given.count > 40) pause();
#endif
#ifdef RANDOM
  static unsigned calls;
  if (same && __atomic_add_fetch(&calls, 1, __ATOMIC_RELAXED) % 3 == 0) verdict->outcome = REWARDS_PLUGIN_INCORRECT;
#endif
#ifdef ORDER
  /* A right answer after a wrong one is not believed, the first time. */
  static int last_was_wrong;
  if (same && last_was_wrong) verdict->outcome = REWARDS_PLUGIN_INCORRECT;
  last_was_wrong = !same;
#endif
#ifdef THREAD
  static const void *first;
  static _Thread_local char here;
  if (first == NULL) first = &here;
  if (first != &here) verdict->outcome = REWARDS_PLUGIN_NO_ANSWER;
#endif
#ifdef QUADRATIC
  volatile uint64_t seen = 0;
  for (size_t i = 0; i < given.count; i += 1) {
    for (size_t j = 0; j < given.count; j += 64) seen += (uint64_t)given.data[j];
  }
#endif
  return REWARDS_PLUGIN_OK;
}

static const rewards_plugin_verifier sample = {
#ifdef SMALL
  .struct_size = 8,
#else
  .struct_size = sizeof sample,
#endif
#ifndef NO_DESCRIPTION
  .description = DESCRIPTION,
#endif
  .make = make, .free = free,
#ifndef NO_VERIFY
  .verify = verify
#endif
};

#ifdef NULL_ENTRY
static const rewards_plugin_verifier *const verifiers[] = {NULL};
#else
static const rewards_plugin_verifier *const verifiers[] = {&sample};
#endif

static const rewards_plugin plugin = {
  .struct_size = sizeof plugin, .abi_version = VERSION, .name = "sampler", .version = "1.2.3",
#ifndef EMPTY
  .verifiers = verifiers, .verifier_count = 1
#endif
};

#ifndef ENTRY
#define ENTRY rewards_plugin_entry
#endif
REWARDS_PLUGIN_EXPORT const rewards_plugin *ENTRY(uint32_t host_abi_version) {
  (void)host_abi_version;
  (void)verify;
#ifdef NULL_TABLE
  return NULL;
#else
  return &plugin;
#endif
}

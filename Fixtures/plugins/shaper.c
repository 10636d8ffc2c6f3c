/* The shaper `sample_shaper`: a right answer is worth 1, less a tenth for each batch with a right answer that came before, and at least 0; a wrong one 0. Each macro
 * breaks one thing; Tests/PluginTests compiles it with one of them. */
#include "rewards_plugin.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#ifndef NAME
#define NAME "sample_shaper"
#endif
#ifdef WRONG_EXAMPLE
#define STATED "0.7"
#else
#define STATED "0.8"
#endif
#ifndef LEVEL
#define LEVEL "stateful"
#endif

static const char description[] =
  "{\"name\": \"" NAME "\", \"version\": 2, \"summary\": \"Right answers lose their worth.\", \"equation\": \"R = max(0, 1 - n/10)\","
  " \"level\": \"" LEVEL "\", \"uses_length\": false,"
  " \"options\": [{\"name\": \"loss\", \"type\": \"number\", \"minimum\": 0, \"maximum\": 1, \"default\": 0.1, \"summary\": \"What a batch takes.\"}],"
  " \"edges\": [\"Unknown: no reward.\"], \"sources\": [{\"title\": \"None\", \"confidence\": \"inferred\"}],"
  " \"examples\": [{\"params\": {}, \"inputs\": {\"groups\": [{\"id\": \"g\", \"samples\": [{\"correct\": true}, {\"correct\": false}, {\"correct\": null}]}]},"
  "   \"state_in\": {\"n\": 2}, \"result\": {\"rewards\": [" STATED ", 0, null], \"n\": 2}, \"state_out\": {\"n\": 3}}]}";

typedef struct settings {
  double loss;
  double hidden;
} settings;

static int32_t make(
    const rewards_plugin_shaper *entry, const rewards_plugin_call *call, rewards_plugin_text configuration, void **shaper) {
  (void)entry;
  settings *made = calloc(1, sizeof *made);
  if (made == NULL || !call->number(call, configuration, "options.loss", &made->loss)) return rewards_plugin_fail(call, "no loss");
  *shaper = made;
  return REWARDS_PLUGIN_OK;
}

static int32_t put_state(const rewards_plugin_call *call, double n) {
  char text[256];
#if defined STATE_TEXT
  (void)n;
  snprintf(text, sizeof text, "%s", STATE_TEXT);
#elif defined HIDDEN
  (void)n;
  snprintf(text, sizeof text, "{}");
#else
  snprintf(text, sizeof text, "{ \"n\": %.17g }", n);
#endif
#ifndef NO_STATE_PUT
  rewards_plugin_put(call, REWARDS_PLUGIN_STATE, text);
#endif
  return REWARDS_PLUGIN_OK;
}

static int32_t initial_state(void *shaper, const rewards_plugin_call *call) {
  (void)shaper;
  return put_state(call, 0);
}

static double seen(settings *options, const rewards_plugin_call *call, rewards_plugin_text state) {
#ifdef HIDDEN
  (void)call;
  (void)state;
  return options->hidden;
#else
  double n = 0;
  (void)options;
  call->number(call, state, "n", &n);
  return n;
#endif
}

static int32_t shape(
    void *shaper, const rewards_plugin_call *call, const rewards_plugin_batch *batch, rewards_plugin_text state, rewards_plugin_rewards *rewards) {
  settings *options = shaper;
  double worth = 1 - options->loss * seen(options, call, state);
  for (uint64_t at = 0; at < batch->rollout_count; at += 1) {
    if (batch->correct[at] < 0) {
      rewards->skipped[at] = 1;
      continue;
    }
    rewards->values[at] = batch->correct[at] && worth > 0 ? worth : 0;
#ifdef REWARD
    rewards->values[at] = REWARD;
#endif
  }
  char text[96];
#ifndef OUTPUTS
#define OUTPUTS "[{\"name\": \"n\", \"per\": \"batch\", \"values\": %g}]"
#endif
  snprintf(text, sizeof text, OUTPUTS, seen(options, call, state));
  rewards_plugin_put(call, REWARDS_PLUGIN_OUTPUTS, text);
#ifdef RANDOM
  static unsigned calls;
  if (batch->rollout_count > 0 && __atomic_add_fetch(&calls, 1, __ATOMIC_RELAXED) % 2 == 0) rewards->values[0] += 0.5;
#endif
#ifdef SHAPE_FAILS
  rewards_plugin_put(call, REWARDS_PLUGIN_ERROR_CODE, "missing_field");
  rewards_plugin_put(call, REWARDS_PLUGIN_ERROR_FIELD, "budget");
  return rewards_plugin_fail(call, "nothing");
#endif
  return REWARDS_PLUGIN_OK;
}

static int32_t update(void *shaper, const rewards_plugin_call *call, const rewards_plugin_batch *batch, rewards_plugin_text state) {
  settings *options = shaper;
  int right = 0;
  for (uint64_t at = 0; at < batch->rollout_count; at += 1) right = right || batch->correct[at] == 1;
#ifdef UPDATE_FAILS
  return rewards_plugin_fail(call, "no more room");
#endif
  double n = seen(options, call, state) + right;
#ifdef COUNTS_UNKNOWN
  n += (double)batch->rollout_count - 1;
#endif
#ifdef REMEMBERS_FIRST
  if (batch->rollout_count > 0 && !isnan(batch->lengths[0])) n += batch->lengths[0];
#endif
#ifdef READS_REWARDS
  for (uint64_t at = 0; at < batch->rollout_count; at += 1) n += isnan(batch->rewards[at]) ? 0 : batch->rewards[at];
#endif
  options->hidden = n;
  return put_state(call, n);
}

static const rewards_plugin_shaper sample = {
  .struct_size = sizeof sample, .description = description, .make = make, .free = free, .initial_state = initial_state, .shape = shape,
#ifndef NO_UPDATE
  .update = update
#endif
};
static const rewards_plugin_shaper *const shapers[] = {&sample};
static const rewards_plugin plugin = {
  .struct_size = sizeof plugin, .abi_version = REWARDS_PLUGIN_ABI_VERSION, .name = "shapely", .version = "0.0.1", .shapers = shapers,
  .shaper_count = 1};

REWARDS_PLUGIN_EXPORT const rewards_plugin *rewards_plugin_entry(uint32_t host_abi_version) {
  (void)host_abi_version;
  (void)update;
  return &plugin;
}

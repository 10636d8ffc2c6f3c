/* The shaper `plain_shaper`, which keeps nothing: a right answer is worth 1, a wrong one 0. Each macro breaks one thing; Tests/PluginTests compiles it with
 * some of them. */
#include "rewards_plugin.h"

#include <math.h>

#ifndef LEVEL
#define LEVEL "response"
#endif
#ifndef GROUP_FIELDS
#define GROUP_FIELDS ""
#endif
#ifndef BATCH_FIELDS
#define BATCH_FIELDS ""
#endif
#ifdef BATCH_MEAN
#define STATED "1, 1, 0, 0.5, -0.5, 0"
#else
#define STATED "1, 1, 0, 1, 0, 0"
#endif

static const char description[] =
  "{\"name\": \"plain_shaper\", \"version\": 1, \"summary\": \"Right is 1.\", \"equation\": \"R = [correct]\", \"level\": \"" LEVEL "\","
  " \"combination\": \"replaces\", \"uses_length\": true, \"options\": [], \"edges\": [\"Unknown: no reward.\"],"
  " \"group_fields\": [" GROUP_FIELDS "], \"batch_fields\": [" BATCH_FIELDS "],"
  " \"sources\": [{\"title\": \"None\", \"confidence\": \"inferred\"}], \"examples\": [{\"result\": {\"rewards\": [" STATED "]}}]}";

static int32_t shape(
    void *shaper, const rewards_plugin_call *call, const rewards_plugin_batch *batch, rewards_plugin_text state, rewards_plugin_rewards *rewards) {
  (void)shaper;
  (void)state;
  double sum = 0, count = 0;
  for (uint64_t at = 0; at < batch->rollout_count; at += 1) {
    if (batch->correct[at] < 0 || isnan(batch->lengths[at])) continue;
    sum += batch->lengths[at];
    count += 1;
  }
  uint64_t group = 0;
  for (uint64_t at = 0; at < batch->rollout_count; at += 1) {
    while (batch->group_offsets[group + 1] <= at) group += 1;
    if (batch->correct[at] < 0 || isnan(batch->lengths[at])) {
      rewards->skipped[at] = 1;
      continue;
    }
    if (batch->lengths[at] < 0 || isinf(batch->lengths[at])) {
      rewards_plugin_put(call, REWARDS_PLUGIN_ERROR_CODE, "invalid_length");
      return rewards_plugin_fail(call, "an impossible length");
    }
    double reward = batch->correct[at];
#ifdef BATCH_MEAN
    if (batch->lengths[at] * count > sum) reward -= 0.5;
#endif
#ifdef MANY_GROUPS
    if (batch->group_count > 3) reward += 1;
#endif
#ifdef READS_NAME
    if (batch->group_ids[group].count > 0 && batch->group_ids[group].data[0] == 'p') reward += 1;
#endif
#ifdef READS_STEP
    if (batch->step > 5) reward += 1;
#endif
#ifdef SLOW
    volatile uint64_t seen = 0;
    for (uint64_t i = 0; i < batch->group_count; i += 1) {
      for (uint64_t j = 0; j < 100; j += 1) seen += j;
    }
#endif
    rewards->values[at] = reward;
  }
  return REWARDS_PLUGIN_OK;
}

static const rewards_plugin_shaper plain = {.struct_size = sizeof plain, .description = description, .shape = shape};
static const rewards_plugin_shaper *const shapers[] = {&plain};
static const rewards_plugin plugin = {
  .struct_size = sizeof plugin, .abi_version = REWARDS_PLUGIN_ABI_VERSION, .name = "plain", .version = "0.0.1", .shapers = shapers,
  .shaper_count = 1};

REWARDS_PLUGIN_EXPORT const rewards_plugin *rewards_plugin_entry(uint32_t host_abi_version) {
  (void)host_abi_version;
  return &plugin;
}

/* A plugin in C: the verifier `word_count`, which judges a completion by its length in words.
 *
 *     make && rewards check --plugin ./libword_count.so
 *     rewards verify "" "One two three." --verifier word_count --option max_words=3 --plugin ./libword_count.so
 */
#include "rewards_plugin.h"

#include <stdlib.h>
#include <string.h>

/* What `make` gives: the options, read once. Never changed afterwards, as any number of threads use it. */
typedef struct settings {
  double least;
  double most;
  size_t marker_count;
  char marker[];
} settings;

static int32_t make(
    const rewards_plugin_verifier *entry, const rewards_plugin_call *call, rewards_plugin_text configuration, void **verifier) {
  (void)entry;
  rewards_plugin_text marker = {0};
  double least = 0, most = 0;
  call->number(call, configuration, "options.min_words", &least);
  call->number(call, configuration, "options.max_words", &most);
  call->text(call, configuration, "options.after", &marker);
  if (least > most) {
    rewards_plugin_put(call, REWARDS_PLUGIN_ERROR_CODE, "invalid_parameter");
    rewards_plugin_put(call, REWARDS_PLUGIN_ERROR_FIELD, "min_words");
    return rewards_plugin_fail(call, "more than max_words");
  }
  settings *made = malloc(sizeof *made + marker.count);
  if (made == NULL) return rewards_plugin_fail(call, "no memory");
  made->least = least;
  made->most = most;
  made->marker_count = marker.count;
  if (marker.count > 0) memcpy(made->marker, marker.data, marker.count);
  *verifier = made;
  return REWARDS_PLUGIN_OK;
}

static void release(void *verifier) { free(verifier); }

/* Where the last marker ends; the beginning where there is none. One pass: the marker is compared at every place where its first byte stands. */
static size_t behind_marker(const settings *options, rewards_plugin_text text) {
  size_t count = options->marker_count;
  if (count == 0 || count > text.count) return 0;
  for (size_t at = text.count - count + 1; at-- > 0;) {
    if (text.data[at] == options->marker[0] && memcmp(text.data + at, options->marker, count) == 0) return at + count;
  }
  return 0;
}

/* Words are what stands between blanks of ASCII. */
static uint64_t count_words(const char *text, size_t count) {
  uint64_t words = 0;
  int inside = 0;
  for (size_t at = 0; at < count; at += 1) {
    int blank = text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\r');
    if (!blank && !inside) words += 1;
    inside = !blank;
  }
  return words;
}

static int32_t verify(
    void *verifier, const rewards_plugin_call *call, const rewards_plugin_rollout *rollout, rewards_plugin_verdict *verdict) {
  const settings *options = verifier;
  /* The marker may be compared at every byte. */
  if (!call->spend(call, rollout->completion.count * (1 + options->marker_count))) return rewards_plugin_exhausted(verdict);
  double least = options->least, most = options->most;
  call->number(call, rollout->metadata, "min_words", &least);
  call->number(call, rollout->metadata, "max_words", &most);
  size_t start = behind_marker(options, rollout->completion);
  uint64_t words = count_words(rollout->completion.data + start, rollout->completion.count - start);
  if (words == 0) {
    verdict->outcome = REWARDS_PLUGIN_NO_ANSWER;
    return REWARDS_PLUGIN_OK;
  }
  rewards_plugin_put(call, REWARDS_PLUGIN_PROOF, "words");
  if ((double)words >= least && (double)words <= most) {
    verdict->outcome = REWARDS_PLUGIN_CORRECT;
    return REWARDS_PLUGIN_OK;
  }
  verdict->outcome = REWARDS_PLUGIN_INCORRECT;
  /* Partial credit: the share of what is missing, or of what is too much; exactly, as parts of a whole. */
  int64_t bound = (int64_t)((double)words < least ? least : most);
  verdict->score_parts = (int64_t)words < bound ? (int64_t)words : bound;
  verdict->score_whole = (int64_t)words < bound ? bound : (int64_t)words;
  return REWARDS_PLUGIN_OK;
}

/* clang-format off */
static const char description[] =
  "{"
    "\"name\": \"word_count\","
    "\"version\": 1,"
    "\"summary\": \"The completion has between so many and so many words.\","
    "\"rationale\": \"For instructions such as `in at most 100 words`. A row may have bounds of its own in `metadata.min_words` and"
      " `metadata.max_words`. Too short or too long gets the share that it is off by as score.\","
    "\"limits\": [\"Words are what stands between ASCII blanks, so a text without blanks is one word.\"],"
    "\"needs_ground_truth\": false,"
    "\"options\": ["
      "{\"name\": \"min_words\", \"type\": \"integer\", \"minimum\": 0, \"default\": 1, \"summary\": \"Words at least.\"},"
      "{\"name\": \"max_words\", \"type\": \"integer\", \"minimum\": 1, \"summary\": \"Words at most.\"},"
      "{\"name\": \"after\", \"type\": \"string\", \"default\": \"</think>\","
        " \"summary\": \"Words count behind the last place where this stands; empty: all count.\"}"
    "],"
    "\"examples\": ["
      "{\"completion\": \"One two three.\", \"options\": {\"max_words\": 3}, \"outcome\": \"correct\", \"has_variants\": false},"
      "{\"completion\": \"<think>much ado</think> Yes.\", \"options\": {\"max_words\": 1}, \"outcome\": \"correct\"},"
      "{\"completion\": \"One two three four.\", \"options\": {\"max_words\": 3}, \"outcome\": \"incorrect\", \"score_parts\": [3, 4],"
        " \"has_variants\": false},"
      "{\"completion\": \"One\", \"options\": {\"min_words\": 3, \"max_words\": 9}, \"outcome\": \"incorrect\", \"score_parts\": [1, 3],"
        " \"has_variants\": false},"
      "{\"completion\": \"One two\", \"options\": {\"max_words\": 1}, \"metadata\": {\"max_words\": 2}, \"outcome\": \"correct\","
        " \"has_variants\": false, \"note\": \"the row's own bound\"},"
      "{\"completion\": \" \", \"options\": {\"max_words\": 3}, \"outcome\": \"no_answer\", \"has_variants\": false}"
    "]"
  "}";
/* clang-format on */

static const rewards_plugin_verifier verifier = {
  .struct_size = sizeof verifier, .description = description, .make = make, .free = release, .verify = verify};

static const rewards_plugin_verifier *const verifiers[] = {&verifier};

static const rewards_plugin plugin = {
  .struct_size = sizeof plugin, .abi_version = REWARDS_PLUGIN_ABI_VERSION, .name = "word_count", .version = "0.1.0", .verifiers = verifiers,
  .verifier_count = sizeof verifiers / sizeof verifiers[0]};

const rewards_plugin *rewards_plugin_entry(uint32_t host_abi_version) {
  return host_abi_version == REWARDS_PLUGIN_ABI_VERSION ? &plugin : NULL;
}

/* rewards.h: the C interface of swift-rewards, and the boundary for every other language.
 *
 * It turns what a language model wrote into rewards: verdicts by exact verifiers, and rewards of whole batches by shapers.
 *
 *     rewards_registry *registry;
 *     rewards_recipe *recipe;
 *     rewards_scorer *scorer;
 *     rewards_bytes out = {0}, findings = {0};
 *     const char *json = "{\"version\": 1, \"verifier\": \"math\"}";
 *     const char *row = "{\"completion\": \"so \\\\boxed{0.5}\", \"ground_truth\": \"1/2\"}\n";
 *     rewards_registry_make(&registry, NULL);
 *     rewards_recipe_make(registry, json, strlen(json), &recipe, NULL);
 *     rewards_scorer_make(recipe, &scorer, NULL);
 *     rewards_score_rows(scorer, row, strlen(row), 0, &out, &findings, NULL);
 *     fwrite(out.data, 1, out.count, stdout);
 *
 * Recipes, rows, verdicts, states and descriptions are those of the command and of every other face (docs/row-format.md); the same rows
 * give the same bits in each.
 *
 * OWNERSHIP. What a function hands out through a pointer to a pointer, or in a rewards_bytes, belongs to the caller, who frees it with the
 * function of that type; freeing NULL, and a rewards_bytes of zeros, does nothing. What a caller hands in is read during the call only,
 * never kept, never written and never freed. A recipe keeps what it needs of its registry, and a scorer of its recipe: they may be freed in
 * any order. Out parameters are set only when REWARDS_OK is returned, and `error` only when it is not; every `error` may be NULL.
 *
 * THREADS. Everything is synchronous. Any function may be called from any thread, however small its stack. Judging runs on threads that
 * are made and joined within the call, with a stack of their own and with signals blocked, so that the host's handlers run on the host's
 * threads; there is none between calls. Registries, recipes and results do not change, and any number of threads may use one at once. So may
 * a scorer be whose recipe keeps no state; one that keeps state serves one call at a time, and a second is refused with REWARDS_BUSY and
 * changes nothing: with the order of calls left to chance so would the rewards be. A handle must not be freed while it is in use.
 *
 * FORK. A process may fork at any moment, also while other threads are in calls; parent and child may then both use every handle. There is
 * one exception, which is reported and neither hangs nor crashes: where a scorer that keeps state is shaping a batch in another thread at that
 * very moment (judging, which takes nearly all of a call, is harmless), the child's copy of the state is torn, and the child's calls on that
 * scorer return REWARDS_LOST. It makes another from the recipe and a saved state. The first call that makes a registry in a process makes,
 * under locks, what everything after it uses: a process should not fork while another thread is in that call, for the child would wait for
 * ever where it makes a registry itself.
 *
 * ERRORS. Functions that can fail return a rewards_status. What a model wrote is never an error but a verdict, and what is wrong with a row
 * of data is a finding, which comes with the results. An error leaves everything as it was. NULL for something needed, a length that cannot be,
 * bytes that are not UTF-8 and offsets that go backwards are errors too; only a pointer to memory that is not there cannot be noticed.
 *
 * PROCESS. Nothing is printed, no signal handler is installed, no file is opened, no environment variable is read, and there is no state
 * outside the handles. No verdict depends on time, on the machine, on the locale or on the number of threads.
 *
 * VERSIONS. REWARDS_ABI_VERSION is raised when something here changes in a way that breaks a caller. Additions do not raise it: functions are
 * added, and structs grow at their ends. A struct begins with its size: the caller sets it in those that go in, the library in those that come
 * out. What a smaller struct lacks counts as zero. Members named `reserved` are zero.
 */
#ifndef REWARDS_H
#define REWARDS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define REWARDS_ABI_VERSION 1

/* --- Status ------------------------------------------------------------------------------------------------------------------------ */

typedef int32_t rewards_status;

#define REWARDS_OK 0
/* What was handed in as text or data is not as it should be: a recipe, a name, a state, a column. The error says what and where. */
#define REWARDS_REFUSED 1
/* The call itself is wrong: NULL, an impossible length, offsets that go backwards. */
#define REWARDS_MISUSED 2
/* The scorer keeps state and is in use by another thread. */
#define REWARDS_BUSY 3
/* The scorer's state was torn by a fork; see above. */
#define REWARDS_LOST 4
/* The library does not have the version that the caller was compiled for. */
#define REWARDS_INCOMPATIBLE 5

/* What went wrong. All texts are UTF-8 with a terminating zero, and NULL where they do not apply. */
typedef struct rewards_error {
  uint32_t struct_size;
  /* One of the values above. */
  rewards_status status;
  /* The line of a row, from 1; 0 where there is none. */
  uint64_t line;
  /* What kind of error, for programs: `unknown_verifier`, `invalid_value`, … (`rewards` names them in its error reference). */
  const char *code;
  /* The whole as a sentence, for people. */
  const char *message;
  /* The field or key, as a path: `shapers[1].alpha`, `completion[17]`. */
  const char *field;
  const char *found;
  const char *expected;
  /* The nearest valid name. */
  const char *nearest;
  /* Who says so: the name of a verifier or a shaper. */
  const char *source;
} rewards_error;

void rewards_error_free(rewards_error *error);

/* Text or data that belongs to the caller: `count` bytes, and a zero behind them. */
typedef struct rewards_bytes {
  char *data;
  size_t count;
} rewards_bytes;

/* Frees the data and sets both members to zero; takes NULL. */
void rewards_bytes_free(rewards_bytes *bytes);

/* --- Version ----------------------------------------------------------------------------------------------------------------------- */

/* The REWARDS_ABI_VERSION with which the library was built. */
uint32_t rewards_abi_version(void);

/* Whether the library serves a caller that was compiled with `abi_version`: `rewards_abi_check(REWARDS_ABI_VERSION, &error)`.
 * REWARDS_INCOMPATIBLE when it does not. */
rewards_status rewards_abi_check(uint32_t abi_version, rewards_error **error);

/* The version of swift-rewards, such as "0.1.0"; static, not to be freed. */
const char *rewards_version(void);

/* --- Registry: name → verifier, shaper, normaliser, selector, extractor ------------------------------------------------------------------------------------ */

typedef struct rewards_registry rewards_registry;

/* A registry with all that comes with the library. The first one in a process takes some 15 milliseconds. */
rewards_status rewards_registry_make(rewards_registry **registry, rewards_error **error);

/* A registry with all that comes with the library, and with plugins: `plugins` is `count` bytes of JSON, a list as a recipe's `plugins` is:
 * ["path/to/libparity.so", {"command": ["python3", "my_verifier.py"]}]. Relative paths, there and in recipes, begin at the working directory.
 * REWARDS_REFUSED with the first plugin that cannot be loaded (`plugins[0]`), and why. A recipe's own `plugins` are loaded when it is made.
 *
 * A plugin is code: a library runs in this process and stays in it, and may print, open files and whatever else this header promises not to do; a
 * command is started as a process, which is ended with the last recipe that uses it. docs/writing-a-plugin.md says what they promise. */
rewards_status rewards_registry_make_with_plugins(
    const char *plugins, size_t count, rewards_registry **registry, rewards_error **error);

void rewards_registry_free(rewards_registry *registry);

/* What there is, as `rewards list --json` prints it: {"verifiers": [{"name": …, "summary": …}], "shapers": …}.
 * `kind` is one of those keys, or NULL for all. REWARDS_REFUSED for any other. */
rewards_status rewards_registry_list(
    const rewards_registry *registry, const char *kind, rewards_bytes *json, rewards_error **error);

/* All about one name, as `rewards describe NAME --json` prints it. REWARDS_REFUSED with the nearest name when there is none. */
rewards_status rewards_registry_describe(
    const rewards_registry *registry, const char *name, rewards_bytes *json, rewards_error **error);

/* --- Recipe: what is done with a row ------------------------------------------------------------------------------------------------- */

typedef struct rewards_recipe rewards_recipe;

/* Reads and checks a recipe: `count` bytes of JSON. REWARDS_REFUSED with the first thing that is wrong, its path and the nearest valid name. */
rewards_status rewards_recipe_make(
    const rewards_registry *registry, const char *json, size_t count, rewards_recipe **recipe, rewards_error **error);

void rewards_recipe_free(rewards_recipe *recipe);

/* What a caller has to know of a recipe, as JSON:
 * {"recipe": the recipe as it was given, "parts": ["correctness", "laser"], "stateful": false, "uses_length": true, "needs_group_ids": false,
 * "level": "response", "advantages": false, "selected": false, "weights": false, "selection": false}. `parts` are the parts of every reward, in
 * order. `level` says what a reward depends on: "response" (its own row alone), "group", "batch" or "stateful" (earlier batches too). The last four
 * say what else there is for every row. */
rewards_status rewards_recipe_describe(const rewards_recipe *recipe, rewards_bytes *json, rewards_error **error);

/* Judges one row by itself, without reward or state: `row` is `count` bytes of JSON, {"completion": …, "ground_truth": …, …}.
 * Gives the verdict as JSON, as a row out has it; with `explain` other than 0 it also has "steps", what was done on the way to it.
 * REWARDS_REFUSED when the row is not one, or a field has the wrong type. */
rewards_status rewards_verify(
    const rewards_recipe *recipe, const char *row, size_t count, int32_t explain, rewards_bytes *verdict, rewards_error **error);

/* --- Scorer: a recipe with the state of its shapers and selectors ----------------------------------------------------------------------------------- */

typedef struct rewards_scorer rewards_scorer;

/* A scorer with the state before the first batch. */
rewards_status rewards_scorer_make(const rewards_recipe *recipe, rewards_scorer **scorer, rewards_error **error);

void rewards_scorer_free(rewards_scorer *scorer);

/* The state as JSON, as `rewards score --state-out` writes it. */
rewards_status rewards_scorer_state(rewards_scorer *scorer, rewards_bytes *json, rewards_error **error);

/* Goes on from a saved state. REWARDS_REFUSED when it is not one of this recipe. */
rewards_status rewards_scorer_resume(rewards_scorer *scorer, const char *json, size_t count, rewards_error **error);

/* Goes on from what several processes have saved, which all began with `base` and each scored other batches of the run. `states` is a JSON array
 * of states; `base` is one state, or NULL: the state before the first batch. REWARDS_REFUSED, naming the shaper or selector, where states cannot
 * be joined (`rewards describe NAME`, "several processes"). */
rewards_status rewards_scorer_resume_merged(
    rewards_scorer *scorer, const char *states, size_t count, const char *base, size_t base_count, rewards_error **error);

/* --- Scoring: rows as JSON ------------------------------------------------------------------------------------------------------------ */

/* Scores rows: JSON Lines in, JSON Lines out, as `rewards score` reads and writes a file, to the byte.
 *
 * `threads` is how many judge at once at most; 0: as many as this process may use cores. The rows out do not depend on it.
 * `findings` gets what is wrong with lines, groups and batches: a JSON array of {"code", "message", "line", "field", "found", "expected",
 * "nearest", "source"}, absent members where they do not apply. A line that is no row is a finding and has no row out. Either of the two may be NULL. */
rewards_status rewards_score_rows(
    rewards_scorer *scorer, const char *rows, size_t count, uint32_t threads, rewards_bytes *rows_out, rewards_bytes *findings,
    rewards_error **error);

/* --- Scoring: columns ----------------------------------------------------------------------------------------------------------------- */

/* Outcomes, reasons and parties of verdicts; the names are those in rows out. */
#define REWARDS_OUTCOME_CORRECT 0
#define REWARDS_OUTCOME_INCORRECT 1
#define REWARDS_OUTCOME_NO_ANSWER 2
#define REWARDS_OUTCOME_UNVERIFIABLE 3

#define REWARDS_REASON_NONE 0
#define REWARDS_REASON_MALFORMED_GROUND_TRUTH 1
#define REWARDS_REASON_UNREADABLE_ANSWER 2
#define REWARDS_REASON_UNDECIDED 3
#define REWARDS_REASON_LIMIT_EXCEEDED 4
#define REWARDS_REASON_TIMEOUT 5
#define REWARDS_REASON_UNSUPPORTED 6
#define REWARDS_REASON_MISSING_FIELD 7
#define REWARDS_REASON_VERIFIER_ERROR 8

#define REWARDS_CHARGED_TO_NONE 0
#define REWARDS_CHARGED_TO_COMPLETION 1
#define REWARDS_CHARGED_TO_GROUND_TRUTH 2
#define REWARDS_CHARGED_TO_VERIFIER 3

/* Texts, one for each row: row i is the bytes from offsets[i] up to offsets[i + 1] of a blob, UTF-8. All zeros: there is no such column. */
typedef struct rewards_texts {
  const char *bytes;
  uint64_t byte_count;
  /* One more than there are rows; none goes backwards, and none is above byte_count. */
  const uint64_t *offsets;
  /* One byte for each row, other than 0 where the row has none; NULL: every row has one. */
  const uint8_t *absent;
} rewards_texts;

/* An integer that a row does not have. */
#define REWARDS_NO_INTEGER INT64_MIN

/* Flags of rewards_columns. */
/* Ground truths are JSON values ("\"1/2\"", "3", "[\"a\", \"b\"]") and not plain texts. */
#define REWARDS_GROUND_TRUTHS_ARE_JSON 1u

/* The rows of a batch by columns: the fields of a row in (docs/row-format.md). Only `completions` is needed. */
typedef struct rewards_columns {
  uint32_t struct_size;
  uint32_t flags;
  /* Rows. */
  uint64_t count;
  rewards_texts completions;
  rewards_texts ground_truths;
  rewards_texts prompts;
  /* Rows with the same one form a group, in any order. */
  rewards_texts group_ids;
  /* Objects as JSON. */
  rewards_texts metadata;
  /* For each row, the value of the field by which the recipe's `verifier.route` routes; without it `metadata` is asked. */
  rewards_texts routes;
  /* Lengths in tokens, at least 0, or REWARDS_NO_INTEGER. */
  const int64_t *token_counts;
  /* Training steps, or REWARDS_NO_INTEGER. */
  const int64_t *steps;
  /* Other than 0 where the completion hit the generation limit. */
  const uint8_t *truncated;
  /* Instead of `group_ids`: group g is the rows from group_offsets[g] up to group_offsets[g + 1]. The first offset is 0, the last is `count`.
   * Such groups have no names, so a recipe with a shaper that remembers prompts refuses them. */
  const uint64_t *group_offsets;
  uint64_t group_count;
} rewards_columns;

#define REWARDS_NOT_SELECTED 0
#define REWARDS_SELECTED 1
/* It could not be said; the findings tell why. */
#define REWARDS_SELECTION_UNKNOWN 2

/* What became of a batch. The arrays belong to it, and live until it is freed. */
typedef struct rewards_scores {
  uint32_t struct_size;
  /* Parts of every reward. */
  uint32_t part_count;
  /* Rows. */
  uint64_t count;
  /* One for each row; NaN: no reward, skip the row. */
  const double *rewards;
  /* The verdict's score, one for each row. */
  const double *scores;
  /* REWARDS_OUTCOME_…, REWARDS_REASON_…, REWARDS_CHARGED_TO_…, one for each row. */
  const uint8_t *outcomes;
  const uint8_t *reasons;
  const uint8_t *charged_to;
  /* Part p of row i is parts[p * count + i]; NaN where there is no reward. They add up from the first to the last. */
  const double *parts;
  /* The names of the parts; the first is `correctness`. */
  const char *const *part_names;
  /* How many findings rewards_scores_findings gives. */
  uint64_t finding_count;
  /* Advantages, one for each row, where the recipe has a normaliser; NaN where there is none. NULL without a normaliser. */
  const double *advantages;
  /* Weights, one for each row, where the recipe has selectors that give one; NaN where there is none. NULL without such selectors. */
  const double *weights;
  /* REWARDS_SELECTED and so on, one for each row, where the recipe has selectors that decide. NULL without such selectors. */
  const uint8_t *selected;
} rewards_scores;

void rewards_scores_free(rewards_scores *scores);

/* The verdict of a row (from 0) as JSON, as a row out has it: extracted answer, proof, leniencies and all. */
rewards_status rewards_scores_verdict(const rewards_scores *scores, uint64_t row, rewards_bytes *json, rewards_error **error);

/* The named values that the recipe's selectors give for a row (from 0), as JSON: an object by selector, or null. */
rewards_status rewards_scores_selection(const rewards_scores *scores, uint64_t row, rewards_bytes *json, rewards_error **error);

/* What is wrong with the data: as in rewards_score_rows, with "row" (from 0) instead of "line". */
rewards_status rewards_scores_findings(const rewards_scores *scores, rewards_bytes *json, rewards_error **error);

/* Scores a batch. One call has whole groups: rows with the same group id (and step) form a group, and groups form batches as the recipe says. */
rewards_status rewards_score_columns(
    rewards_scorer *scorer, const rewards_columns *columns, uint32_t threads, rewards_scores **scores, rewards_error **error);

/* --- Scoring: Arrow ------------------------------------------------------------------------------------------------------------------- */

/* The Arrow C data interface, as https://arrow.apache.org/docs/format/CDataInterface.html has it. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
  const char *format;
  const char *name;
  const char *metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema **children;
  struct ArrowSchema *dictionary;
  void (*release)(struct ArrowSchema *);
  void *private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void **buffers;
  struct ArrowArray **children;
  struct ArrowArray *dictionary;
  void (*release)(struct ArrowArray *);
  void *private_data;
};

#endif

/* Scores a batch of Arrow columns without copying them: a struct array (a record batch) whose children are the fields of a row in, by name.
 *
 * Names are those that the recipe's `fields` gives them, or else our own: `completion` (needed), `ground_truth`, `prompt`, `group_id`, `step`,
 * `token_count`, `truncated`, `metadata` (objects as JSON). A child named as the recipe's route, or as a path in its `inputs`, or `metadata.NAME`,
 * gives single values. Other children are not looked at. Types: utf8, large_utf8, int64, int32, float64, float32, bool and null; nulls are
 * rows without the field. A ground truth that is a number or a boolean is one, and one that is text is text: a child whose Arrow metadata does not
 * matter and whose name is `ground_truth_json` holds JSON values instead.
 *
 * Both structs stay the caller's: they are read during the call and not released. */
rewards_status rewards_score_arrow(
    rewards_scorer *scorer, const struct ArrowSchema *schema, const struct ArrowArray *array, uint32_t threads, rewards_scores **scores,
    rewards_error **error);

#ifdef __cplusplus
}
#endif

#endif

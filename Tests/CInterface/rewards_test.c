/* Calls every function of rewards.h as a C program does: results, ownership, and every kind of wrong call.
 * Scripts/test-c-interface compiles and runs it. Prints the failures, and `N passed, N failed`. */
#include "rewards.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int passed, failed;

#define CHECK(condition)                                                   \
  do {                                                                     \
    if (condition) {                                                       \
      passed++;                                                            \
    } else {                                                               \
      failed++;                                                            \
      printf("%s:%d: %s\n", __FILE__, __LINE__, #condition);               \
    }                                                                      \
  } while (0)

static rewards_registry *registry;

static rewards_recipe *recipe(const char *json) {
  rewards_recipe *made = NULL;
  CHECK(rewards_recipe_make(registry, json, strlen(json), &made, NULL) == REWARDS_OK);
  return made;
}

static rewards_scorer *scorer(const char *json) {
  rewards_recipe *r = recipe(json);
  rewards_scorer *made = NULL;
  CHECK(rewards_scorer_make(r, &made, NULL) == REWARDS_OK);
  rewards_recipe_free(r); /* the scorer keeps what it needs */
  return made;
}

/* Whether the bytes are there and hold a text; frees them. */
static int holds(rewards_bytes *bytes, const char *text) {
  int found = bytes->data != NULL && strlen(bytes->data) == bytes->count && strstr(bytes->data, text) != NULL;
  if (!found) printf("`%s` is not in: %s\n", text, bytes->data ? bytes->data : "NULL");
  rewards_bytes_free(bytes);
  return found && bytes->data == NULL && bytes->count == 0;
}

/* Whether a call was refused as it should be; frees the error. */
static int refused(rewards_status status, rewards_status expected, rewards_error **error, const char *code, const char *field) {
  int as_expected = status == expected && *error != NULL && (*error)->struct_size == sizeof(rewards_error) &&
                    (*error)->status == expected && strcmp((*error)->code, code) == 0 && (*error)->message != NULL &&
                    (field == NULL || ((*error)->field != NULL && strcmp((*error)->field, field) == 0));
  if (!as_expected) {
    printf("status %d, %s: %s (%s)\n", status, *error ? (*error)->code : "no error", *error ? (*error)->message : "",
           *error && (*error)->field ? (*error)->field : "");
  }
  rewards_error_free(*error);
  *error = NULL;
  return as_expected;
}

static void test_version(void) {
  rewards_error *error = NULL;
  CHECK(rewards_abi_version() == REWARDS_ABI_VERSION);
  CHECK(rewards_abi_check(REWARDS_ABI_VERSION, &error) == REWARDS_OK && error == NULL);
  CHECK(refused(rewards_abi_check(99, &error), REWARDS_INCOMPATIBLE, &error, "incompatible_version", "abi_version"));
  CHECK(rewards_abi_check(99, NULL) == REWARDS_INCOMPATIBLE);
  CHECK(strchr(rewards_version(), '.') != NULL);
  rewards_error_free(NULL);
  rewards_bytes_free(NULL);
  rewards_registry_free(NULL);
  rewards_recipe_free(NULL);
  rewards_scorer_free(NULL);
  rewards_scores_free(NULL);
}

static void test_registry(void) {
  rewards_error *error = NULL;
  rewards_bytes json = {0};
  CHECK(rewards_registry_list(registry, NULL, &json, &error) == REWARDS_OK && holds(&json, "\"shapers\""));
  CHECK(rewards_registry_list(registry, "verifiers", &json, &error) == REWARDS_OK && holds(&json, "\"math\""));
  CHECK(rewards_registry_describe(registry, "math", &json, &error) == REWARDS_OK && holds(&json, "\"strictness\""));
  CHECK(refused(rewards_registry_list(registry, "verifier", &json, &error), REWARDS_REFUSED, &error, "invalid_value", "kind"));
  CHECK(rewards_registry_describe(registry, "lazer", &json, &error) == REWARDS_REFUSED && error && strcmp(error->nearest, "laser") == 0);
  rewards_error_free(error);
  error = NULL;
  CHECK(refused(rewards_registry_list(NULL, NULL, &json, &error), REWARDS_MISUSED, &error, "invalid_argument", "registry"));
  CHECK(refused(rewards_registry_list(registry, NULL, NULL, &error), REWARDS_MISUSED, &error, "invalid_argument", "json"));
  CHECK(refused(rewards_registry_list(registry, "\xff", &json, &error), REWARDS_MISUSED, &error, "invalid_argument", "kind"));
  CHECK(refused(rewards_registry_describe(registry, NULL, &json, &error), REWARDS_MISUSED, &error, "invalid_argument", "name"));
  CHECK(refused(rewards_registry_describe(registry, "\xc3", &json, &error), REWARDS_MISUSED, &error, "invalid_argument", "name"));
  CHECK(refused(rewards_registry_make(NULL, &error), REWARDS_MISUSED, &error, "invalid_argument", "registry"));
}

static void test_recipe(void) {
  rewards_error *error = NULL;
  rewards_recipe *made = NULL;
  rewards_bytes json = {0};
  const char *wrong = "{\"version\": 1, \"verifier\": \"mth\"}";
  CHECK(rewards_recipe_make(registry, wrong, strlen(wrong), &made, &error) == REWARDS_REFUSED && made == NULL);
  CHECK(error && strcmp(error->code, "unknown_verifier") == 0 && strcmp(error->nearest, "math") == 0 && error->line == 0);
  rewards_error_free(error);
  error = NULL;
  const char *broken[] = {"", "{", "null", "{\"version\": 1, \"verifier\": \"\xff\"}", "[[[[", "\"\\ud800\""};
  for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
    CHECK(refused(rewards_recipe_make(registry, broken[i], strlen(broken[i]), &made, &error), REWARDS_REFUSED, &error, "malformed_recipe", NULL));
  }
  CHECK(refused(rewards_recipe_make(registry, "{}", SIZE_MAX, &made, &error), REWARDS_MISUSED, &error, "invalid_argument", "count"));
  CHECK(refused(rewards_recipe_make(registry, NULL, 5, &made, &error), REWARDS_MISUSED, &error, "invalid_argument", "json"));
  CHECK(refused(rewards_recipe_make(NULL, "{}", 2, &made, &error), REWARDS_MISUSED, &error, "invalid_argument", "registry"));
  CHECK(refused(rewards_recipe_make(registry, "{}", 2, NULL, &error), REWARDS_MISUSED, &error, "invalid_argument", "recipe"));
  made = recipe("{\"version\": 1, \"verifier\": \"math\", \"shapers\": [\"hapo\"]}");
  CHECK(rewards_recipe_describe(made, &json, &error) == REWARDS_OK && holds(&json, "\"parts\":[\"correctness\",\"hapo\"],\"stateful\":true,\"uses_length\":true,\"needs_group_ids\":true,\"level\":\"stateful\""));
  CHECK(refused(rewards_recipe_describe(NULL, &json, &error), REWARDS_MISUSED, &error, "invalid_argument", "recipe"));

  const char *row = "{\"completion\": \"so \\\\boxed{0.5}\", \"ground_truth\": \"1/2\"}";
  CHECK(rewards_verify(made, row, strlen(row), 0, &json, &error) == REWARDS_OK && holds(&json, "{\"outcome\":\"correct\",\"score\":1.0"));
  CHECK(rewards_verify(made, row, strlen(row), 1, &json, &error) == REWARDS_OK && holds(&json, "\"steps\":[{\"step\":\"extract\""));
  CHECK(refused(rewards_verify(made, "{}", 2, 0, &json, &error), REWARDS_REFUSED, &error, "missing_field", "completion"));
  CHECK(refused(rewards_verify(made, "x", 1, 0, &json, &error), REWARDS_REFUSED, &error, "malformed_row", NULL));
  CHECK(refused(rewards_verify(made, NULL, 1, 0, &json, &error), REWARDS_MISUSED, &error, "invalid_argument", "row"));
  CHECK(refused(rewards_verify(made, row, strlen(row), 0, NULL, &error), REWARDS_MISUSED, &error, "invalid_argument", "verdict"));
  rewards_recipe_free(made);
}

static void test_rows(void) {
  rewards_error *error = NULL;
  rewards_scorer *s = scorer("{\"version\": 1, \"verifier\": \"math\"}");
  rewards_bytes out = {0}, findings = {0};
  const char *rows = "{\"completion\":\"\\\\boxed{4}\",\"ground_truth\":4,\"mine\":[1, 2]}\r\n\nno row\n{\"completion\":\"?\",\"ground_truth\":\"\\\\frac{1}{\"}";
  CHECK(rewards_score_rows(s, rows, strlen(rows), 3, &out, &findings, &error) == REWARDS_OK);
  CHECK(strncmp(out.data, "{\"completion\":\"\\\\boxed{4}\",\"ground_truth\":4,\"mine\":[1, 2],\"verdict\":{\"outcome\":\"correct\"", 80) == 0);
  CHECK(holds(&out, "\"reward\":1.0}\n{"));
  CHECK(holds(&findings, "\"line\":3"));
  CHECK(rewards_score_rows(s, rows, strlen(rows), 0, NULL, NULL, &error) == REWARDS_OK);
  CHECK(rewards_score_rows(s, NULL, 0, 0, &out, &findings, &error) == REWARDS_OK && out.count == 0 && holds(&findings, "[]"));
  rewards_bytes_free(&out);
  CHECK(rewards_score_rows(s, "\xff\n", 2, 0, &out, &findings, &error) == REWARDS_OK && out.count == 0 && holds(&findings, "malformed_row"));
  rewards_bytes_free(&out);
  CHECK(refused(rewards_score_rows(NULL, rows, 1, 0, &out, &findings, &error), REWARDS_MISUSED, &error, "invalid_argument", "scorer"));
  CHECK(refused(rewards_score_rows(s, NULL, 1, 0, &out, &findings, &error), REWARDS_MISUSED, &error, "invalid_argument", "rows"));
  CHECK(refused(rewards_score_rows(s, rows, (size_t)-5, 0, &out, &findings, &error), REWARDS_MISUSED, &error, "invalid_argument", "count"));
  rewards_scorer_free(s);
}

static rewards_columns three_columns(void) {
  static const char completions[] = "\\boxed{7}\\boxed{7}no idea";
  static const uint64_t completion_offsets[] = {0, 9, 18, 25};
  static const char truths[] = "777";
  static const uint64_t truth_offsets[] = {0, 1, 2, 3};
  static const char names[] = "ppq";
  static const uint64_t name_offsets[] = {0, 1, 2, 3};
  static const int64_t tokens[] = {100, 300, 50};
  rewards_columns columns = {0};
  columns.struct_size = sizeof columns;
  columns.count = 3;
  columns.completions = (rewards_texts){completions, 25, completion_offsets, NULL};
  columns.ground_truths = (rewards_texts){truths, 3, truth_offsets, NULL};
  columns.group_ids = (rewards_texts){names, 3, name_offsets, NULL};
  columns.token_counts = tokens;
  return columns;
}

static void test_columns(void) {
  rewards_error *error = NULL;
  rewards_scores *scores = NULL;
  rewards_bytes json = {0};
  rewards_scorer *s = scorer("{\"version\": 1, \"verifier\": \"math\", \"shapers\": [\"hapo\"]}");
  rewards_columns columns = three_columns();
  for (int call = 0; call < 2; call++) {
    CHECK(rewards_score_columns(s, &columns, 2, &scores, &error) == REWARDS_OK && error == NULL);
    CHECK(scores->struct_size == sizeof(rewards_scores) && scores->count == 3 && scores->part_count == 2);
    CHECK(strcmp(scores->part_names[0], "correctness") == 0 && strcmp(scores->part_names[1], "hapo") == 0);
    CHECK(scores->rewards[0] == 1 && (call == 0 ? scores->rewards[1] == 1 : scores->rewards[1] < 1) && scores->rewards[2] == 0);
    CHECK(scores->parts[0] == 1 && scores->parts[3 + 1] == scores->rewards[1] - 1);
    CHECK(scores->outcomes[0] == REWARDS_OUTCOME_CORRECT && scores->outcomes[2] == REWARDS_OUTCOME_NO_ANSWER);
    CHECK(scores->scores[0] == 1 && scores->scores[2] == 0 && scores->reasons[0] == REWARDS_REASON_NONE);
    CHECK(scores->charged_to[0] == REWARDS_CHARGED_TO_NONE && scores->finding_count == 0);
    CHECK(rewards_scores_verdict(scores, 1, &json, &error) == REWARDS_OK && holds(&json, "\"extracted\":\"7\""));
    CHECK(rewards_scores_findings(scores, &json, &error) == REWARDS_OK && holds(&json, "[]"));
    CHECK(refused(rewards_scores_verdict(scores, 3, &json, &error), REWARDS_MISUSED, &error, "invalid_argument", "row"));
    CHECK(refused(rewards_scores_verdict(NULL, 0, &json, &error), REWARDS_MISUSED, &error, "invalid_argument", "scores"));
    CHECK(scores->advantages == NULL && scores->weights == NULL && scores->selected == NULL);
    CHECK(rewards_scores_selection(scores, 0, &json, &error) == REWARDS_OK && holds(&json, "null"));
    CHECK(refused(rewards_scores_selection(scores, 3, &json, &error), REWARDS_MISUSED, &error, "invalid_argument", "row"));
    CHECK(refused(rewards_scores_findings(scores, NULL, &error), REWARDS_MISUSED, &error, "invalid_argument", "json"));
    rewards_scores_free(scores);
  }

  rewards_bytes state = {0};
  CHECK(rewards_scorer_state(s, &state, &error) == REWARDS_OK && strstr(state.data, "\"hapo\"") != NULL);
  rewards_scorer *other = scorer("{\"version\": 1, \"verifier\": \"math\", \"shapers\": [\"hapo\"]}");
  CHECK(rewards_scorer_resume(other, state.data, state.count, &error) == REWARDS_OK);
  CHECK(rewards_scorer_state(other, &json, &error) == REWARDS_OK && holds(&json, state.data));
  char states[512];
  snprintf(states, sizeof states, "[%s]", state.data);
  CHECK(rewards_scorer_resume_merged(other, states, strlen(states), NULL, 0, &error) == REWARDS_OK);
  CHECK(rewards_scorer_state(other, &json, &error) == REWARDS_OK && holds(&json, "\"hapo\""));
  CHECK(rewards_scorer_resume_merged(other, states, strlen(states), state.data, state.count, &error) == REWARDS_OK);
  CHECK(refused(rewards_scorer_resume_merged(other, "[]", 2, NULL, 0, &error), REWARDS_REFUSED, &error, "invalid_state", NULL));
  CHECK(refused(rewards_scorer_resume_merged(other, "{}", 2, NULL, 0, &error), REWARDS_REFUSED, &error, "invalid_state", "states"));
  CHECK(refused(rewards_scorer_resume_merged(NULL, "[]", 2, NULL, 0, &error), REWARDS_MISUSED, &error, "invalid_argument", "scorer"));
  CHECK(rewards_scorer_resume(other, state.data, state.count, &error) == REWARDS_OK);
  CHECK(refused(rewards_scorer_resume(other, "{}", 2, &error), REWARDS_REFUSED, &error, "invalid_state", NULL));
  CHECK(refused(rewards_scorer_resume(other, "{", 1, &error), REWARDS_REFUSED, &error, "invalid_state", NULL));
  CHECK(refused(rewards_scorer_resume(NULL, "{}", 2, &error), REWARDS_MISUSED, &error, "invalid_argument", "scorer"));
  CHECK(refused(rewards_scorer_state(NULL, &json, &error), REWARDS_MISUSED, &error, "invalid_argument", "scorer"));
  CHECK(rewards_scorer_state(other, &json, &error) == REWARDS_OK && holds(&json, state.data));
  rewards_bytes_free(&state);
  rewards_scorer_free(other);

  /* Absent values, JSON, routes, groups without names, and a batch without rows. */
  rewards_scorer *plain = scorer(
      "{\"version\": 1, \"verifier\": {\"route\": \"source\", \"cases\": {\"m\": \"math\", \"e\": \"exact_match\"}}, \"shapers\": [\"kimi_length\"]}");
  const uint8_t absent[] = {0, 1, 0};
  const char truths[] = "[\"7\"]7 7";
  const uint64_t truth_offsets[] = {0, 5, 6, 8};
  const uint64_t groups[] = {0, 2, 3};
  const uint8_t truncated[] = {0, 0, 1};
  const int64_t steps[] = {1, REWARDS_NO_INTEGER, 2};
  const char routes[] = "mme";
  const uint64_t route_offsets[] = {0, 1, 2, 3};
  columns.flags = REWARDS_GROUND_TRUTHS_ARE_JSON;
  columns.completions.absent = absent;
  columns.ground_truths = (rewards_texts){truths, 8, truth_offsets, NULL};
  columns.group_ids = (rewards_texts){0};
  columns.group_offsets = groups;
  columns.group_count = 2;
  columns.truncated = truncated;
  columns.steps = steps;
  columns.routes = (rewards_texts){routes, 3, route_offsets, NULL};
  CHECK(rewards_score_columns(plain, &columns, 0, &scores, &error) == REWARDS_OK);
  CHECK(scores->outcomes[0] == REWARDS_OUTCOME_CORRECT && scores->outcomes[1] == REWARDS_OUTCOME_UNVERIFIABLE);
  CHECK(isnan(scores->rewards[1]) && scores->reasons[1] == REWARDS_REASON_MISSING_FIELD && scores->charged_to[1] == REWARDS_CHARGED_TO_VERIFIER);
  CHECK(scores->finding_count > 0 && rewards_scores_findings(scores, &json, &error) == REWARDS_OK && holds(&json, "\"row\":1"));
  rewards_scores_free(scores);
  CHECK(refused(rewards_score_columns(s, &columns, 0, &scores, &error), REWARDS_REFUSED, &error, "missing_field", "group_ids"));
  rewards_columns nothing = {0};
  nothing.struct_size = sizeof nothing;
  const uint64_t zero[] = {0};
  nothing.completions.offsets = zero;
  CHECK(rewards_score_columns(plain, &nothing, 0, &scores, &error) == REWARDS_OK && scores->count == 0);
  rewards_scores_free(scores);
  rewards_scorer_free(plain);
  rewards_scorer_free(s);
}

static void test_signals(void) {
  rewards_error *error = NULL;
  rewards_scores *scores = NULL;
  rewards_scorer *s = scorer("{\"version\": 1, \"verifier\": \"math\", \"advantages\": \"grpo\", \"select\": [\"dynamic_sampling\"]}");
  rewards_columns columns = three_columns();
  columns.group_ids = (rewards_texts){0};
  const uint64_t groups[] = {0, 3};
  columns.group_offsets = groups;
  columns.group_count = 1;
  CHECK(rewards_score_columns(s, &columns, 2, &scores, &error) == REWARDS_OK);
  CHECK(scores->advantages != NULL && scores->advantages[0] > 0 && scores->advantages[2] < 0);
  CHECK(scores->selected != NULL && scores->selected[0] == REWARDS_SELECTED);
  rewards_scores_free(scores);
  rewards_scorer_free(s);
}

static void test_wrong_columns(void) {
  rewards_error *error = NULL;
  rewards_scores *scores = NULL;
  rewards_scorer *s = scorer("{\"version\": 1, \"verifier\": \"math\"}");
  const uint64_t backwards[] = {0, 9, 8, 25}, beyond[] = {0, 9, 18, 26}, huge[] = {0, 9, 18, UINT64_MAX}, split[] = {0, 1, 3, 4};
  const int64_t negative[] = {1, -2, 3};
  rewards_columns columns;
#define REFUSED(change, status, code, field)                                                                    \
  columns = three_columns();                                                                                    \
  change;                                                                                                       \
  CHECK(refused(rewards_score_columns(s, &columns, 2, &scores, &error), status, &error, code, field) && scores == NULL)
  REFUSED(columns.struct_size = 0, REWARDS_MISUSED, "invalid_argument", "columns.struct_size");
  REFUSED(columns.flags = 128, REWARDS_MISUSED, "invalid_argument", "columns.flags");
  REFUSED(columns.count = UINT64_MAX, REWARDS_MISUSED, "invalid_argument", "columns.count");
  REFUSED(columns.completions.offsets = NULL, REWARDS_MISUSED, "invalid_argument", "completions.offsets");
  REFUSED(columns.completions = (rewards_texts){0}, REWARDS_MISUSED, "invalid_argument", "columns.completions");
  REFUSED(columns.completions.bytes = NULL, REWARDS_MISUSED, "invalid_argument", "completions.bytes");
  REFUSED(columns.completions.byte_count = UINT64_MAX, REWARDS_MISUSED, "invalid_argument", "completions.byte_count");
  REFUSED(columns.completions.offsets = backwards, REWARDS_MISUSED, "invalid_argument", "completions.offsets[2]");
  REFUSED(columns.completions.offsets = beyond, REWARDS_MISUSED, "invalid_argument", "completions.offsets[3]");
  REFUSED(columns.completions.offsets = huge, REWARDS_MISUSED, "invalid_argument", "completions.offsets[3]");
  REFUSED(columns.token_counts = negative, REWARDS_REFUSED, "wrong_type", "token_counts[1]");
  REFUSED(columns.metadata = columns.ground_truths, REWARDS_REFUSED, "wrong_type", "metadata[0]");
  REFUSED(columns.group_count = 1, REWARDS_MISUSED, "invalid_argument", "columns.group_offsets");
  REFUSED(columns.group_offsets = backwards; columns.group_count = 2, REWARDS_MISUSED, "invalid_argument", "columns.group_offsets");
  const uint64_t whole[] = {0, 3}, part[] = {0, 2}, over[] = {0, 4};
  columns = three_columns();
#define GROUPS(list, number, field)                                                                             \
  REFUSED(columns.group_ids = (rewards_texts){0}; columns.group_offsets = list; columns.group_count = number, REWARDS_MISUSED, \
          "invalid_argument", field)
  GROUPS(part, 1, "columns.group_offsets");
  GROUPS(over, 1, "columns.group_offsets[1]");
  GROUPS(whole, 4, "columns.group_count");
  GROUPS(backwards, 3, "columns.group_offsets[1]");
  /* Half a character at the end of the second text. */
  REFUSED(columns.completions = ((rewards_texts){"ok\xc3\xa4", 4, split, NULL}), REWARDS_REFUSED, "wrong_type", "completions[1]");
  columns = three_columns();
  CHECK(refused(rewards_score_columns(NULL, &columns, 0, &scores, &error), REWARDS_MISUSED, &error, "invalid_argument", "scorer"));
  CHECK(refused(rewards_score_columns(s, NULL, 0, &scores, &error), REWARDS_MISUSED, &error, "invalid_argument", "columns"));
  CHECK(refused(rewards_score_columns(s, &columns, 0, NULL, &error), REWARDS_MISUSED, &error, "invalid_argument", "scores"));
  CHECK(rewards_score_columns(s, &columns, UINT32_MAX, &scores, NULL) == REWARDS_OK);
  rewards_scores_free(scores);
  rewards_scorer_free(s);
}

static void arrow_release_schema(struct ArrowSchema *schema) { schema->release = NULL; }
static void arrow_release_array(struct ArrowArray *array) { array->release = NULL; }

static void test_arrow(void) {
  rewards_error *error = NULL;
  rewards_scores *scores = NULL;
  rewards_scorer *s = scorer("{\"version\": 1, \"verifier\": \"math\", \"shapers\": [\"kimi_length\"]}");
  const int32_t narrow[] = {0, 4, 13, 22, 29};
  const void *completion_buffers[] = {NULL, narrow, "skip\\boxed{7}\\boxed{7}no idea"};
  const uint8_t valid[] = {0x0e}; /* bits 1, 2 and 3: all after the offset */
  const double truths[] = {0, 7, 7, 7};
  const void *truth_buffers[] = {valid, truths};
  const int64_t tokens[] = {0, 100, 300, 50};
  const void *token_buffers[] = {NULL, tokens};
  struct ArrowSchema schemas[] = {
      {.format = "u", .name = "completion", .release = arrow_release_schema},
      {.format = "g", .name = "ground_truth", .flags = ARROW_FLAG_NULLABLE, .release = arrow_release_schema},
      {.format = "l", .name = "token_count", .release = arrow_release_schema},
      {.format = "+l", .name = "of no interest", .release = arrow_release_schema},
  };
  struct ArrowArray arrays[] = {
      {.length = 4, .n_buffers = 3, .buffers = completion_buffers, .release = arrow_release_array},
      {.length = 4, .null_count = -1, .n_buffers = 2, .buffers = truth_buffers, .release = arrow_release_array},
      {.length = 3, .offset = 1, .n_buffers = 2, .buffers = token_buffers, .release = arrow_release_array},
      {.length = 4, .n_buffers = 0, .release = arrow_release_array},
  };
  struct ArrowSchema *children[] = {&schemas[0], &schemas[1], &schemas[2], &schemas[3]};
  struct ArrowArray *data[] = {&arrays[0], &arrays[1], &arrays[2], &arrays[3]};
  arrays[0].offset = arrays[1].offset = 1;
  arrays[0].length = arrays[1].length = 3;
  struct ArrowSchema schema = {.format = "+s", .name = "", .n_children = 4, .children = children, .release = arrow_release_schema};
  struct ArrowArray array = {.length = 3, .n_children = 4, .children = data, .release = arrow_release_array};
  CHECK(rewards_score_arrow(s, &schema, &array, 0, &scores, &error) == REWARDS_OK);
  CHECK(scores->count == 3 && scores->outcomes[0] == REWARDS_OUTCOME_CORRECT && scores->outcomes[2] == REWARDS_OUTCOME_NO_ANSWER);
  rewards_scores_free(scores);
  CHECK(schema.release != NULL && array.release != NULL); /* not ours to release */
#define ARROW(change, undo, status, code, field)                                                               \
  change;                                                                                                      \
  scores = NULL;                                                                                               \
  CHECK(refused(rewards_score_arrow(s, &schema, &array, 0, &scores, &error), status, &error, code, field));    \
  undo
  ARROW(schemas[0].name = "text", schemas[0].name = "completion", REWARDS_REFUSED, "missing_field", "completion");
  ARROW(schemas[0].format = "z", schemas[0].format = "u", REWARDS_REFUSED, "wrong_type", "completion");
  ARROW(schemas[0].format = NULL, schemas[0].format = "u", REWARDS_MISUSED, "invalid_argument", "schema.format");
  ARROW(schemas[1].name = "completion", schemas[1].name = "ground_truth", REWARDS_REFUSED, "duplicate_field", "completion");
  ARROW(schemas[2].format = "u", schemas[2].format = "l", REWARDS_MISUSED, "invalid_argument", "token_count.n_buffers");
  ARROW(arrays[0].length = 2, arrays[0].length = 3, REWARDS_MISUSED, "invalid_argument", "completion.length");
  ARROW(arrays[0].offset = -1, arrays[0].offset = 1, REWARDS_MISUSED, "invalid_argument", "completion.length");
  ARROW(arrays[1].buffers = NULL, arrays[1].buffers = truth_buffers, REWARDS_MISUSED, "invalid_argument", "ground_truth.n_buffers");
  ARROW(truth_buffers[1] = NULL, truth_buffers[1] = truths, REWARDS_MISUSED, "invalid_argument", "ground_truth.buffers[1]");
  ARROW(schemas[0].dictionary = &schemas[1], schemas[0].dictionary = NULL, REWARDS_REFUSED, "wrong_type", "completion");
  ARROW(schema.format = "u", schema.format = "+s", REWARDS_REFUSED, "wrong_type", "array");
  ARROW(schema.release = NULL, schema.release = arrow_release_schema, REWARDS_MISUSED, "invalid_argument", "array");
  ARROW(array.n_children = 3, array.n_children = 4, REWARDS_MISUSED, "invalid_argument", "array.n_children");
  ARROW(array.length = -1, array.length = 3, REWARDS_MISUSED, "invalid_argument", "array.length");
  ARROW(array.children = NULL, array.children = data, REWARDS_MISUSED, "invalid_argument", "array.children");
  ARROW(children[1] = NULL, children[1] = &schemas[1], REWARDS_MISUSED, "invalid_argument", "schema.children");
  CHECK(refused(rewards_score_arrow(s, NULL, &array, 0, &scores, &error), REWARDS_MISUSED, &error, "invalid_argument", "schema"));
  CHECK(refused(rewards_score_arrow(s, &schema, NULL, 0, &scores, &error), REWARDS_MISUSED, &error, "invalid_argument", "array"));
  CHECK(rewards_score_arrow(s, &schema, &array, 1, &scores, &error) == REWARDS_OK);
  rewards_scores_free(scores);
  rewards_scorer_free(s);
}

/* Threads, each on a stack as small as there is, on one scorer that keeps no state. */
static void *verify_often(void *context) {
  rewards_columns columns = three_columns();
  for (int i = 0; i < 20; i++) {
    rewards_scores *scores = NULL;
    if (rewards_score_columns(context, &columns, 2, &scores, NULL) != REWARDS_OK || scores->rewards[0] != 1) return (void *)1;
    rewards_scores_free(scores);
  }
  return NULL;
}

static void test_threads_and_fork(void) {
  rewards_scorer *s = scorer("{\"version\": 1, \"verifier\": \"math\"}");
  pthread_attr_t small;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, 64 << 10);
  pthread_t threads[8];
  for (int i = 0; i < 8; i++) CHECK(pthread_create(&threads[i], &small, verify_often, s) == 0);
  pid_t child = fork();
  if (child == 0) _exit(verify_often(s) == NULL ? 0 : 1);
  int status = -1;
  CHECK(waitpid(child, &status, 0) == child && status == 0);
  for (int i = 0; i < 8; i++) {
    void *result = (void *)1;
    pthread_join(threads[i], &result);
    CHECK(result == NULL);
  }
  pthread_attr_destroy(&small);
  rewards_scorer_free(s);
}

/* A plugin that is a process: judges everything as correct. */
static const char *const plugins =
    "[{\"command\": [\"python3\", \"-c\", \"import sys, json\\nfor line in sys.stdin:\\n  r = json.loads(line)\\n"
    "  a = {'describe': {'protocol': 1, 'name': 'p', 'version': '1', 'verifiers': [{'name': 'agrees', 'version': 1, 'summary': 'Yes.'}]},"
    " 'verify': {'verdict': {'outcome': 'correct'}}}.get(r['do'], {'error': {'code': 'unknown_request'}})\\n"
    "  a['id'] = r['id']; print(json.dumps(a), flush=True)\\n\"], \"processes\": 2}]";

static int agrees(rewards_recipe *made) {
  const char *row = "{\"completion\": \"yes\", \"ground_truth\": \"no\"}";
  for (int i = 0; i < 20; i++) {
    rewards_bytes json = {0};
    if (rewards_verify(made, row, strlen(row), 0, &json, NULL) != REWARDS_OK || !holds(&json, "\"outcome\":\"correct\"")) return 0;
  }
  return 1;
}

static void *agree_often(void *context) { return agrees(context) ? NULL : (void *)1; }

static void test_plugins(void) {
  rewards_error *error = NULL;
  rewards_registry *with = NULL;
  rewards_bytes json = {0};
  CHECK(refused(rewards_registry_make_with_plugins(NULL, 2, &with, &error), REWARDS_MISUSED, &error, "invalid_argument", "plugins"));
  CHECK(refused(rewards_registry_make_with_plugins("[]", 2, NULL, &error), REWARDS_MISUSED, &error, "invalid_argument", "registry"));
  CHECK(refused(rewards_registry_make_with_plugins("[", 1, &with, &error), REWARDS_REFUSED, &error, "malformed_recipe", NULL));
  CHECK(refused(rewards_registry_make_with_plugins("{}", 2, &with, &error), REWARDS_REFUSED, &error, "invalid_value", "plugins"));
  CHECK(refused(rewards_registry_make_with_plugins("[\"a.so\"]", 8, &with, &error), REWARDS_REFUSED, &error, "unreadable_plugin", "plugins[0]"));
  CHECK(refused(rewards_registry_make_with_plugins("[7]", 3, &with, &error), REWARDS_REFUSED, &error, "invalid_value", "plugins[0]"));
  const char *missing = "{\"version\": 1, \"verifier\": \"math\", \"plugins\": [\"a.so\"]}";
  rewards_recipe *made = NULL;
  CHECK(refused(rewards_recipe_make(registry, missing, strlen(missing), &made, &error), REWARDS_REFUSED, &error, "unreadable_plugin", "plugins[0]"));

  CHECK(rewards_registry_make_with_plugins(plugins, strlen(plugins), &with, &error) == REWARDS_OK);
  if (with == NULL) {
    printf("%s\n", error ? error->message : "no error");
    return;
  }
  CHECK(rewards_registry_describe(with, "agrees", &json, NULL) == REWARDS_OK && holds(&json, "\"Yes.\""));
  const char *text = "{\"version\": 1, \"verifier\": \"agrees\"}";
  CHECK(rewards_recipe_make(with, text, strlen(text), &made, NULL) == REWARDS_OK);
  rewards_registry_free(with);
  /* From many threads, and in a child that is forked in the middle of it and needs processes of its own. */
  pthread_t threads[4];
  for (int i = 0; i < 4; i++) CHECK(pthread_create(&threads[i], NULL, agree_often, made) == 0);
  for (int i = 0; i < 5; i++) {
    pid_t child = fork();
    if (child == 0) _exit(agrees(made) ? 0 : 1);
    int status = -1;
    CHECK(waitpid(child, &status, 0) == child && status == 0);
  }
  for (int i = 0; i < 4; i++) {
    void *result = (void *)1;
    pthread_join(threads[i], &result);
    CHECK(result == NULL);
  }
  rewards_recipe_free(made);
}

int main(void) {
  CHECK(rewards_registry_make(&registry, NULL) == REWARDS_OK);
  test_version();
  test_registry();
  test_recipe();
  test_rows();
  test_columns();
  test_signals();
  test_wrong_columns();
  test_arrow();
  test_threads_and_fork();
  test_plugins();
  rewards_registry_free(registry);
  printf("%d passed, %d failed\n", passed, failed);
  return failed > 0;
}

/* Scores the JSON Lines on standard input, as `rewards score` does.
 *
 *     score RECIPE.json < rows.jsonl > scored.jsonl
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rewards.h"

/* Everything that can be read. */
static char *read_all(FILE *file, size_t *count) {
  size_t room = 1 << 16;
  char *bytes = malloc(room);
  *count = 0;
  while (bytes != NULL && !feof(file) && !ferror(file)) {
    *count += fread(bytes + *count, 1, room - *count, file);
    if (*count == room) bytes = realloc(bytes, room *= 2);
  }
  return bytes;
}

static int refused(rewards_error *error) {
  fprintf(stderr, "score: %s [%s]\n", error->message, error->code);
  rewards_error_free(error);
  return 2;
}

int main(int argc, char **argv) {
  rewards_error *error = NULL;
  rewards_registry *registry = NULL;
  rewards_recipe *recipe = NULL;
  rewards_scorer *scorer = NULL;
  rewards_bytes out = {0}, findings = {0};
  size_t recipe_count, row_count;
  FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
  if (file == NULL) {
    fprintf(stderr, "usage: score RECIPE.json < rows.jsonl\n");
    return 2;
  }
  char *recipe_json = read_all(file, &recipe_count);
  fclose(file);
  char *rows = read_all(stdin, &row_count);
  if (recipe_json == NULL || rows == NULL) return 2;

  if (rewards_abi_check(REWARDS_ABI_VERSION, &error) != REWARDS_OK) return refused(error);
  if (rewards_registry_make(&registry, &error) != REWARDS_OK) return refused(error);
  if (rewards_recipe_make(registry, recipe_json, recipe_count, &recipe, &error) != REWARDS_OK) return refused(error);
  if (rewards_scorer_make(recipe, &scorer, &error) != REWARDS_OK) return refused(error);
  if (rewards_score_rows(scorer, rows, row_count, 0, &out, &findings, &error) != REWARDS_OK) return refused(error);
  fwrite(out.data, 1, out.count, stdout);
  int has_findings = findings.count > 2; /* more than `[]` */
  if (has_findings) fprintf(stderr, "%.*s\n", (int)findings.count, (const char *)findings.data);

  rewards_bytes_free(&out);
  rewards_bytes_free(&findings);
  rewards_scorer_free(scorer);
  rewards_recipe_free(recipe);
  rewards_registry_free(registry);
  free(recipe_json);
  free(rows);
  return has_findings;
}

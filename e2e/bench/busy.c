/* A program to be sampled: threads that serve requests by deep recursion through many functions. A request's kind decides
 * its path, so stacks repeat as they do in a real server: 500 paths of 4 to 36 frames. */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

enum { KINDS = 500, SHORTEST = 4, LONGEST = 36 };

typedef uint64_t work(uint64_t state, int depth);
static work *const functions[];

static uint64_t step(uint64_t state) { return state * 6364136223846793005u + 1442695040888963407u; }

static uint64_t next(uint64_t state, int depth);

/* Its own arithmetic, so that no two are folded into one, before and after the call, so that none is a tail call. */
#define FUNCTION(n)                                                              \
  __attribute__((noinline)) uint64_t serve_##n(uint64_t state, int depth) {      \
    uint64_t sum = state ^ (n * 0x9e3779b97f4a7c15u);                            \
    for (int i = 0; i < 20 + n; i++) sum = (sum << 7 | sum >> 57) + n;           \
    if (depth > 0) sum += next(step(state + n), depth - 1);                      \
    for (int i = 0; i < 10 + n; i++) sum = (sum << 3 | sum >> 61) ^ n;           \
    return sum;                                                                  \
  }

#define TEN(m, t) m(t##0) m(t##1) m(t##2) m(t##3) m(t##4) m(t##5) m(t##6) m(t##7) m(t##8) m(t##9)
#define ALL(m) TEN(m, 1) TEN(m, 2) TEN(m, 3) TEN(m, 4) TEN(m, 5) TEN(m, 6) TEN(m, 7) TEN(m, 8)
ALL(FUNCTION)

#define NAME(n) serve_##n,
static work *const functions[] = {ALL(NAME)};
enum { FUNCTIONS = sizeof functions / sizeof functions[0] };

static uint64_t next(uint64_t state, int depth) { return functions[(state >> 33) % FUNCTIONS](state, depth); }

static volatile uint64_t result;

static void *serve(void *seed) {
  uint64_t state = (uintptr_t)seed;
  for (;;) {
    state = step(state);
    uint64_t kind = (state >> 33) % KINDS;
    uint64_t path = step(step(kind + 1));
    result += next(path, SHORTEST + (int)((path >> 40) % (LONGEST - SHORTEST)));
  }
  return NULL;
}

int main(int argc, char **argv) {
  int threads = argc > 1 ? atoi(argv[1]) : 4;
  for (intptr_t i = 1; i < threads; i++) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, serve, (void *)i) != 0) return 1;
  }
  serve((void *)0);
}

// A C++ program as profilers meet them: deep stacks through many instances of templates, with std::sort, std::map and
// std::function inlined into them. Calls mostly go one way, so that stacks share their outer frames: its size and its odds
// are chosen so that what is recorded is like what is recorded of a compiler. 160 MB at 6000 Hz, dumps of 8 KiB:
//
//                                                  this   g++ 12's cc1plus
//   samples                                      19,989   20,178
//   frames of a sample                             31.1     29.4
//   rows of the tree of stacks, for each sample     6.5      5.6
//   distinct addresses                           18,045   16,604
#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

constexpr int layers = 512;
constexpr int roots = 128;
constexpr int deepest = 34;

struct State {
  unsigned long seed = 1;
  std::vector<long> values;
  std::map<std::string, long> seen;
  unsigned random_below(unsigned n) {
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    return (seed >> 33) % n;
  }
  unsigned way() { return random_below(40) == 0 ? 1 + random_below(4) : 1; }
};

using Layer = long (*)(State &, int);
extern const std::array<Layer, layers> table;

template <int N>
struct Work {
  static inline long key(long value) { return (value * (N + 17)) % (4099 + N); }
  static inline long mixed(State &state) {
    state.values.clear();
    for (int i = 0; i < 24; i++) state.values.push_back(state.random_below(65537 + N));
    std::sort(state.values.begin(), state.values.end(), [](long a, long b) { return key(a) < key(b); });
    long sum = 0;
    for (long value : state.values) sum += key(value + sum);
    return sum;
  }
  static inline long counted(State &state) {
    long &count = state.seen["layer" + std::to_string((N * 31 + state.random_below(8)) % 512)];
    return ++count;
  }
};

template <int N>
__attribute__((noinline)) long layer(State &state, int depth) {
  long sum = state.random_below(4) == 0 ? Work<N>::mixed(state) : Work<N>::counted(state);
  std::function<long(long)> finish = [&state, depth](long value) { return value + Work<N>::key(value) + depth; };
  if (depth < deepest) sum += table[(N * 7 + state.way()) % layers](state, depth + 1);
  else
    for (int i = 0; i < 20; i++) sum += Work<(N + 1) % layers>::mixed(state);
  return finish(sum);
}

template <int... N>
constexpr std::array<Layer, layers> all(std::integer_sequence<int, N...>) {
  return {layer<N>...};
}

const std::array<Layer, layers> table = all(std::make_integer_sequence<int, layers>());

int main(int argc, char **argv) {
  long rounds = argc > 1 ? std::atol(argv[1]) : 1000;
  State state;
  long total = 0;
  for (long round = 0; round < rounds; round++) total += table[layers / roots * state.random_below(roots)](state, 0);
  return total == 42;
}

#include "tests/support/findings.h"

namespace aftercall::testing {

void Findings::Check(const char* guarantee, bool holds, const std::string& otherwise) {
  ++checks[guarantee];
  if (!holds) violations[guarantee].push_back(otherwise);
}

void Findings::Add(const Findings& others) {
  for (const auto& [guarantee, n] : others.checks) checks[guarantee] += n;
  for (const auto& [guarantee, found] : others.violations) {
    auto& all = violations[guarantee];
    all.insert(all.end(), found.begin(), found.end());
  }
}

}  // namespace aftercall::testing

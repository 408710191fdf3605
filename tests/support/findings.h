#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace aftercall::testing {

// What went against a guarantee, by its name, and how often it was looked at.
struct Findings {
  std::map<std::string, std::vector<std::string>> violations;
  std::map<std::string, int64_t> checks;

  void Check(const char* guarantee, bool holds, const std::string& otherwise);
  void Add(const Findings& others);
};

}  // namespace aftercall::testing

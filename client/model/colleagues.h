#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

// Who works at the person's site, by name alone: never kept on disk.
namespace aftercall::model {

struct Colleague {
  std::string name;  // "users/{user}"
  std::string display_name;
  std::string team_display_name;  // may be empty
  bool operator==(const Colleague&) const = default;
};

// Which ones are wanted.
struct ColleaguesKey {
  int64_t opening = 0;  // they are fetched anew each time
  std::strong_ordering operator<=>(const ColleaguesKey&) const = default;
};

// Of those who are called the same, the first: for what takes names alone.
std::vector<Colleague> WithoutNamesakes(const std::vector<Colleague>& all);
// What tells somebody apart: their name; with the team's, where another is called the same.
std::string NameApart(const Colleague& colleague, const std::vector<Colleague>& all);

// So many are offered at once without being looked for.
inline constexpr size_t kMostColleaguesOffered = 12;

struct ColleaguesOffered {
  std::vector<const Colleague*> shown;  // in their order
  size_t left_out = 0;                  // that could be looked for
};

// Of few, all. Of many: those that are `chosen` (exact display names), and the first that have
// `looked_for` in their name, in either case.
ColleaguesOffered ColleaguesToOffer(const std::vector<Colleague>& all, absl::string_view looked_for,
                                    const std::vector<std::string>& chosen);

// The name that is being written at the end of a line of names; empty after a comma.
std::string NameBeingWritten(absl::string_view line);

// The line of names with `name` put in or taken out, ready for the next one. What is being written
// goes where it only served to look for that name: where the name has it and `all` has nobody
// called so.
std::string WithNameChosen(absl::string_view line, const std::string& name,
                           const std::vector<Colleague>& all);

}  // namespace aftercall::model

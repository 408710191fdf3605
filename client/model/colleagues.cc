#include "client/model/colleagues.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "client/model/ask.h"

namespace aftercall::model {
namespace {

bool Has(const std::vector<std::string>& names, absl::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool HasInIt(const std::string& name, absl::string_view looked_for) {
  return absl::StrContains(absl::AsciiStrToLower(name), absl::AsciiStrToLower(looked_for));
}

bool IsCalled(const std::vector<Colleague>& all, absl::string_view name) {
  return std::any_of(all.begin(), all.end(),
                     [&](const Colleague& colleague) { return colleague.display_name == name; });
}

}  // namespace

std::vector<Colleague> WithoutNamesakes(const std::vector<Colleague>& all) {
  std::vector<Colleague> first;
  std::set<std::string> called;
  for (const Colleague& colleague : all) {
    if (called.insert(colleague.display_name).second) first.push_back(colleague);
  }
  return first;
}

std::string NameApart(const Colleague& colleague, const std::vector<Colleague>& all) {
  const auto namesakes = std::count_if(all.begin(), all.end(), [&](const Colleague& other) {
    return other.display_name == colleague.display_name;
  });
  if (namesakes < 2 || colleague.team_display_name.empty()) return colleague.display_name;
  return absl::StrCat(colleague.display_name, " · ", colleague.team_display_name);
}

ColleaguesOffered ColleaguesToOffer(const std::vector<Colleague>& all, absl::string_view looked_for,
                                    const std::vector<std::string>& chosen) {
  ColleaguesOffered offered;
  const bool are_few = all.size() <= kMostColleaguesOffered;
  const auto is_chosen = [&](const Colleague& one) { return Has(chosen, one.display_name); };
  const auto chosen_of_all = static_cast<size_t>(std::count_if(all.begin(), all.end(), is_chosen));
  size_t room = kMostColleaguesOffered - std::min(kMostColleaguesOffered, chosen_of_all);
  for (const Colleague& colleague : all) {
    const bool is_found = HasInIt(colleague.display_name, looked_for);
    if (are_few || is_chosen(colleague)) {
      offered.shown.push_back(&colleague);
    } else if (is_found && room > 0) {
      offered.shown.push_back(&colleague);
      --room;
    } else {
      ++offered.left_out;
    }
  }
  return offered;
}

std::string NameBeingWritten(absl::string_view line) {
  // As NamesIn takes them apart.
  for (const absl::string_view between : {",", "，", "、", ";", "；", "\n"}) {
    const size_t at = line.rfind(between);
    if (at != absl::string_view::npos) line.remove_prefix(at + between.size());
  }
  const std::vector<std::string> names = NamesIn(line);
  return names.empty() ? "" : names.front();
}

std::string WithNameChosen(absl::string_view line, const std::string& name,
                           const std::vector<Colleague>& all) {
  std::vector<std::string> names = NamesIn(line);
  const std::string written = NameBeingWritten(line);
  if (std::erase(names, name) == 0) {
    const bool only_looked = !written.empty() && HasInIt(name, written) && !IsCalled(all, written);
    if (only_looked) std::erase(names, written);
    names.push_back(name);
  }
  std::string chosen;
  for (const std::string& one : names) absl::StrAppend(&chosen, one, ", ");
  return chosen;
}

}  // namespace aftercall::model

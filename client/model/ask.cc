#include "client/model/ask.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "client/model/moments.h"
#include "shared/forms/review_content.h"

namespace aftercall::model {

std::vector<std::string> NamesIn(absl::string_view line) {
  const std::string plain = absl::StrReplaceAll(
      line, {{"，", ","}, {"、", ","}, {"；", ","}, {";", ","}, {"\n", ","}, {"\u3000", " "}});
  std::vector<std::string> names;
  for (const absl::string_view part : absl::StrSplit(plain, ',')) {
    std::string name(absl::StripAsciiWhitespace(part));
    const bool is_new = std::find(names.begin(), names.end(), name) == names.end();
    if (!name.empty() && is_new) names.push_back(std::move(name));
  }
  return names;
}

Asked AskedIn(const std::string& interaction, const Draft& draft, const forms::Form* form) {
  MomentLine line = MomentsIn(draft.ask.moments);
  Asked asked;
  asked.request.interaction = interaction;
  asked.request.question = std::string(absl::StripAsciiWhitespace(draft.note));
  asked.request.elements = draft.ask.elements;
  if (form != nullptr) {
    std::erase_if(asked.request.elements,
                  [&](const std::string& id) { return forms::FindElement(*form, id) == nullptr; });
  }
  asked.not_a_moment = std::move(line.not_one);
  asked.request.moments = std::move(line.moments);
  asked.request.not_to_ask = NamesIn(draft.ask.not_to_ask);
  asked.too_many_moments = asked.request.moments.size() > kMostAskMoments;
  asked.too_many_names = asked.request.not_to_ask.size() > kMostNotToAsk;
  return asked;
}

}  // namespace aftercall::model

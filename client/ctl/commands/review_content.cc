#include "client/ctl/commands/review_content.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "client/ctl/output/table.h"

namespace aftercall::ctl {
namespace {

constexpr char kDoesNotApply[] = "-";
constexpr size_t kCommentColumns = 60;

// "ELEMENT=REST".
absl::StatusOr<std::pair<std::string, std::string>> Split(const std::string& option,
                                                          const std::string& text,
                                                          const i18n::Translator& tr) {
  std::pair<std::string, std::string> parts = absl::StrSplit(text, absl::MaxSplits('=', 1));
  if (!parts.first.empty() && !parts.second.empty()) return parts;
  return UsageError(i18n::Format(tr.Tr("{option} expects ELEMENT=…, not {value}"),
                                 {{"option", option}, {"value", text}}));
}

// The elements in the order in which options name them.
class Elements {
 public:
  explicit Elements(v1::ReviewContent& content) : content_(content) {}
  v1::ReviewContent::Element& Of(const std::string& id) {
    const auto [it, is_new] = places_.emplace(id, content_.elements_size());
    if (is_new) content_.add_elements()->set_element_id(id);
    return *content_.mutable_elements(it->second);
  }

 private:
  v1::ReviewContent& content_;
  std::map<std::string, int> places_;
};

absl::Status AddScore(const std::string& text, Elements& elements, const i18n::Translator& tr) {
  const auto parts = Split("--score", text, tr);
  if (!parts.ok()) return parts.status();
  int32_t value = 0;
  if (parts->second == kDoesNotApply) {
    elements.Of(parts->first).set_does_not_apply(true);
  } else if (absl::SimpleAtoi(parts->second, &value)) {
    elements.Of(parts->first).set_score(value);
  } else {
    return UsageError(i18n::Format(
        tr.Tr("--score expects ELEMENT=NUMBER, or ELEMENT=- where it does not apply; not {value}"),
        {{"value", text}}));
  }
  return absl::OkStatus();
}

absl::Status AddMoment(const std::string& text, Elements& elements, const i18n::Translator& tr) {
  const auto parts = Split("--moment", text, tr);
  if (!parts.ok()) return parts.status();
  const auto moment = ReadMoment(parts->second, tr);
  if (!moment.ok()) return moment.status();
  elements.Of(parts->first).mutable_moment()->set_seconds(absl::ToInt64Seconds(*moment));
  return absl::OkStatus();
}

v1::ReviewContent::Element Find(const v1::ReviewContent& content, const std::string& id) {
  for (const auto& element : content.elements()) {
    if (element.element_id() == id) return element;
  }
  return {};
}

std::string ScoreText(const v1::ReviewContent::Element& said) {
  if (said.does_not_apply()) return kDoesNotApply;
  return said.has_score() ? absl::StrCat(said.score()) : "";
}

// `said` has no id where nothing is said yet.
std::vector<std::string> RowOf(const forms::Element& element, const forms::Form& form,
                               const v1::ReviewContent::Element& said, const i18n::Translator& tr) {
  return {element.id,
          std::string(forms::InLanguage(form, element.title, tr.language())),
          absl::StrCat(element.low, "–", element.high, element.may_not_apply ? ", -" : ""),
          ScoreText(said),
          said.has_moment() ? MomentText(said.moment()) : "",
          ForTerminal(said.comment(), kCommentColumns)};
}

}  // namespace

absl::StatusOr<absl::Duration> ReadMoment(const std::string& text, const i18n::Translator& tr) {
  const std::vector<std::string> parts = absl::StrSplit(text, ':');
  int64_t seconds = 0;
  bool is_moment = parts.size() == 2 || parts.size() == 3;
  for (size_t i = 0; i < parts.size() && is_moment; ++i) {
    int value = 0;
    is_moment = !parts[i].empty() && absl::ascii_isdigit(parts[i][0]) &&
                absl::SimpleAtoi(parts[i], &value) && (i == 0 || value < 60) && value < 10000;
    seconds = seconds * 60 + value;
  }
  if (is_moment) return absl::Seconds(seconds);
  return UsageError(i18n::Format(tr.Tr("a moment is minutes and seconds such as 1:20, not {value}"),
                                 {{"value", text}}));
}

std::string MomentText(const google::protobuf::Duration& moment) {
  return absl::StrFormat("%d:%02d", moment.seconds() / 60, moment.seconds() % 60);
}

absl::StatusOr<v1::ReviewContent> ReadContent(const ReviewWords& words,
                                              const i18n::Translator& tr) {
  v1::ReviewContent content;
  Elements elements(content);
  for (const auto& text : words.scores) {
    if (auto status = AddScore(text, elements, tr); !status.ok()) return status;
  }
  for (const auto& text : words.comments) {
    const auto parts = Split("--comment", text, tr);
    if (!parts.ok()) return parts.status();
    elements.Of(parts->first).set_comment(parts->second);
  }
  for (const auto& text : words.moments) {
    if (auto status = AddMoment(text, elements, tr); !status.ok()) return status;
  }
  content.set_praise(words.praise);
  content.set_advice(words.advice);
  return content;
}

void WriteContent(const v1::ReviewContent& content, const std::vector<std::string>& asked,
                  const forms::Form& form, Context& context) {
  const i18n::Translator& tr = context.tr;
  Table table({tr.Tr("element"), tr.Tr("what is looked at"), tr.Tr("scale"), tr.Tr("score"),
               tr.Tr("moment"), tr.Tr("in words")});
  for (const auto& section : form.sections) {
    for (const auto& element : section.elements) {
      const bool is_asked = asked.empty()
                                ? element.quick
                                : std::find(asked.begin(), asked.end(), element.id) != asked.end();
      const auto said = Find(content, element.id);
      if (is_asked || !said.element_id().empty()) table.Add(RowOf(element, form, said, tr));
    }
  }
  table.Write(context.out);
  const auto write = [&](const std::string& title, const std::string& text) {
    if (!text.empty()) context.out << title << ": " << ForTerminal(text) << "\n";
  };
  write(tr.Tr("What went well"), content.praise());
  write(tr.Tr("One thing to try"), content.advice());
}

}  // namespace aftercall::ctl

#include <fstream>
#include <limits>
#include <set>
#include <sstream>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "client/ctl/input/mapping.h"
#include "client/ctl/input/mapping_fields.h"
#include "client/ctl/input/text_decoder.h"
#include "shared/toml/toml_file.h"

namespace aftercall::ctl::input {
namespace {

using toml_file::ParseToml;
using toml_file::TomlTable;
using toml_file::TomlValue;

const std::vector<std::string>& YesNo() {
  static const auto& words = *new std::vector<std::string>{"yes", "no"};
  return words;
}

class Loader {
 public:
  Loader() : fields_(&mapping_) {}

  absl::StatusOr<Mapping> Read(TomlTable* root) {
    mapping_.source = root->Text("source").value_or("");
    if (mapping_.source.empty() || mapping_.source.size() > 63) {
      root->Missing("source", root->tr().Tr("a name for the system, at most 63 characters"));
    }
    if (auto table = root->Table("file")) File(&*table);
    if (auto table = root->Table("time")) fields_.ReadTimeDefaults(&*table);
    if (auto table = root->Table("limits")) Limits(&*table);
    if (auto table = root->Table("interaction")) {
      Interaction(&*table);
    } else {
      root->Missing("interaction",
                    i18n::Format(root->tr().Tr("a table, [{name}]"), {{"name", "interaction"}}));
    }
    for (TomlTable& table : root->Tables("question")) Question(&table);
    if (auto table = root->Table("invitation")) Invitation(&*table);
    root->RefuseOthers();
    if (!root->status().ok()) return root->status();
    return std::move(mapping_);
  }

 private:
  void File(TomlTable* table) {
    const std::string delimiter = table->Text("delimiter").value_or(",");
    if (delimiter.size() == 1 && delimiter != "\"" && delimiter != "\n" && delimiter != "\r" &&
        static_cast<unsigned char>(delimiter[0]) < 0x80) {
      mapping_.delimiter = delimiter[0];
    } else {
      table->Fail("delimiter", table->tr().Tr("expected one character such as \",\" or \"\\t\""));
    }
    mapping_.encoding = table->Text("encoding").value_or(mapping_.encoding);
    if (!TextDecoder::For(mapping_.encoding).ok()) {
      table->Fail(
          "encoding",
          i18n::Format(table->tr().Tr("\"{value}\" is not known here; expected one of {known}"),
                       {{"value", mapping_.encoding}, {"known", TextDecoder::Names()}}));
    }
    mapping_.header = table->Flag("header").value_or(true);
    table->RefuseOthers();
  }

  void Limits(TomlTable* table) {
    mapping_.comment_characters =
        table->Number("comment_characters").value_or(mapping_.comment_characters);
    if (mapping_.comment_characters < 1) {
      table->Fail("comment_characters", table->tr().Tr("expected a number above 0"));
    }
    mapping_.longest_handle_time = Span(table, "handle_time", mapping_.longest_handle_time);
    table->RefuseOthers();
  }

  static absl::Duration Span(TomlTable* table, absl::string_view key, absl::Duration otherwise) {
    const std::optional<std::string> text = table->Text(key);
    absl::Duration span = otherwise;
    if (text.has_value() && (!absl::ParseDuration(*text, &span) || span <= absl::ZeroDuration())) {
      table->Fail(key, table->tr().Tr("expected a length of time such as \"12h\" or \"90m\""));
    }
    return span;
  }

  void Interaction(TomlTable* table) {
    const i18n::Translator& tr = table->tr();
    mapping_.id = fields_.Columns(table, "id");
    if (mapping_.id.empty()) table->Missing("id", tr.Tr("the column that has the id, or a list"));
    mapping_.agent_id = fields_.Text(table, "agent_id");
    mapping_.agent_name = fields_.Text(table, "agent_name");
    if (!mapping_.agent_id.has_value() && !mapping_.agent_name.has_value()) {
      table->Missing("agent_id", tr.Tr("a column here or in agent_name"));
    }
    mapping_.team = fields_.Text(table, "team");
    if (auto channel = fields_.Text(table, "channel", {"voice", "email", "chat", "social"})) {
      mapping_.channel = *std::move(channel);
    } else {
      table->Missing("channel", tr.Tr("a column or { constant = \"voice\" }"));
    }
    mapping_.topic = fields_.Text(table, "topic");
    mapping_.queue = fields_.Text(table, "queue");
    mapping_.language = fields_.Text(table, "language");
    mapping_.customer = fields_.Text(table, "customer");
    mapping_.recording = fields_.Text(table, "recording");
    mapping_.text = fields_.Text(table, "text");
    mapping_.answered = fields_.Text(table, "answered", YesNo());
    mapping_.started = fields_.Time(table, "started");
    mapping_.ended = fields_.Time(table, "ended");
    if (!mapping_.started.has_value() && !mapping_.ended.has_value()) {
      table->Missing("ended", tr.Tr("a column here or in started"));
    }
    mapping_.next_day_within = Span(table, "next_day_within", absl::ZeroDuration());
    mapping_.talk = fields_.Text(table, "talk");
    mapping_.hold = fields_.Text(table, "hold");
    mapping_.after_call_work = fields_.Text(table, "after_call_work");
    table->RefuseOthers();
  }

  void Invitation(TomlTable* table) {
    mapping_.invitation = fields_.Text(table, "outcome", {"offered", "declined", "undeliverable"});
    if (!mapping_.invitation.has_value()) {
      table->Missing("outcome", table->tr().Tr("a column, or a table with column and map"));
    }
    mapping_.invited = fields_.Time(table, "invited");
    table->RefuseOthers();
  }

  void Question(TomlTable* table) {
    const i18n::Translator& tr = table->tr();
    QuestionSource source;
    v1::SurveyQuestion& question = source.question;
    question.set_question_id(table->Text("id").value_or(""));
    const bool known = !ids_.insert(question.question_id()).second;
    if (!IsQuestionId(question.question_id()) || known) {
      table->Fail("id", tr.Tr("expected an id of its own, 1 to 63 of a-z, 0-9 and -"));
    }
    question.set_prompt(table->Text("prompt").value_or(""));
    question.set_kind(Kind(table));
    if (auto answer = fields_.Text(table, "answer")) {
      source.answer = *std::move(answer);
    } else {
      table->Missing("answer", tr.Tr("the column that has the answer"));
    }
    Scale(table, &question);
    source.comment = fields_.Text(table, "comment");
    source.answered = fields_.Time(table, "answered");
    source.company_fault = fields_.Text(table, "company_fault", YesNo());
    source.contacts = fields_.Text(table, "contacts");
    source.only_answered = table->Flag("only_answered").value_or(false);
    table->RefuseOthers();
    mapping_.questions.push_back(std::move(source));
  }

  static bool IsQuestionId(const std::string& id) {
    return !id.empty() && id.size() <= 63 && absl::c_all_of(id, [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
  }

  static v1::SurveyQuestion::Kind Kind(TomlTable* table) {
    const std::string kind = table->Text("kind").value_or("");
    if (kind == "csat") return v1::SurveyQuestion::KIND_CSAT;
    if (kind == "nps") return v1::SurveyQuestion::KIND_NPS;
    if (kind == "ces") return v1::SurveyQuestion::KIND_CES;
    if (kind == "resolved") return v1::SurveyQuestion::KIND_RESOLVED;
    if (kind == "other") return v1::SurveyQuestion::KIND_OTHER;
    table->Fail(
        "kind",
        i18n::Format(table->tr().Tr("\"{value}\" is not known here; expected one of {known}"),
                     {{"value", kind}, {"known", "csat, nps, ces, resolved, other"}}));
    return v1::SurveyQuestion::KIND_UNSPECIFIED;
  }

  // "Was it solved?" has no scale to describe: 1 is yes, 0 is no.
  static void Scale(TomlTable* table, v1::SurveyQuestion* question) {
    const i18n::Translator& tr = table->tr();
    const bool resolved = question->kind() == v1::SurveyQuestion::KIND_RESOLVED;
    const std::optional<int64_t> low = table->Number("low"), high = table->Number("high"),
                                 top = table->Number("top_box");
    if (!resolved) {
      if (!low.has_value()) table->Missing("low", tr.Tr("the lowest step of the scale"));
      if (!high.has_value()) table->Missing("high", tr.Tr("the highest step of the scale"));
      if (!top.has_value()) table->Missing("top_box", tr.Tr("how many of the best steps count"));
    }
    const int64_t from = low.value_or(0), to = high.value_or(1), best = top.value_or(1);
    // Compared without subtracting, which could overflow on a hostile scale.
    if (from < -100 || to > 100 || to <= from || to > from + 10) {
      table->Fail("high", tr.Tr("expected a scale of 2 to 11 steps"));
    } else if (best < 1 || best > to - from) {
      table->Fail("top_box", i18n::Format(tr.Tr("expected 1 to {most}: not all the steps"),
                                          {{"most", absl::StrCat(to - from)}}));
    }
    question->set_low(static_cast<int32_t>(from));
    question->set_high(static_cast<int32_t>(to));
    question->set_top_box_steps(static_cast<int32_t>(best));
    const std::string end = table->Text("best").value_or("high");
    if (end != "high" && end != "low") {
      table->Fail("best", tr.Tr("expected \"high\", or \"low\" where the lowest step is the best"));
    }
    question->set_direction(end == "low" ? v1::SurveyQuestion::DIRECTION_LOW_IS_BEST
                                         : v1::SurveyQuestion::DIRECTION_HIGH_IS_BEST);
    for (const auto& [step, label] : table->Pairs("steps")) {
      int32_t value = 0;
      if (!absl::SimpleAtoi(step, &value) || value < from || value > to) {
        table->Fail("steps",
                    i18n::Format(
                        tr.Tr("\"{step}\" is no step of the scale {low} to {high}"),
                        {{"step", step}, {"low", absl::StrCat(from)}, {"high", absl::StrCat(to)}}));
        return;
      }
      v1::SurveyQuestion::Step* step_words = question->add_steps();
      step_words->set_value(value);
      step_words->set_label(label);
    }
  }

  Mapping mapping_;
  FieldReader fields_;
  std::set<std::string> ids_;
};

}  // namespace

absl::StatusOr<Mapping> ParseMapping(const std::string& file_name, absl::string_view text,
                                     const i18n::Translator& tr) {
  absl::StatusOr<TomlValue> toml = ParseToml(file_name, text);
  if (!toml.ok()) return toml.status();
  TomlTable root(file_name, &*toml, &tr);
  return Loader().Read(&root);
}

absl::StatusOr<Mapping> LoadMapping(const std::string& path, const i18n::Translator& tr) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  if (!file || !(text << file.rdbuf())) {
    return absl::NotFoundError(
        i18n::Format(tr.Tr("{file}: there is no such mapping, or it is empty"), {{"file", path}}));
  }
  return ParseMapping(path, text.str(), tr);
}

}  // namespace aftercall::ctl::input

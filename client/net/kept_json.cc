#include "client/net/kept_json.h"

#include <openssl/evp.h>

#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace aftercall::net {
namespace {

using model::Channel;
using model::Figure;
using model::Item;
using model::Kept;
using model::Question;
using model::Rate;
using model::Standing;
using model::Verdict;
using nlohmann::json;

constexpr absl::string_view kHeader = "aftercall-kept 1 ";

// The library's own exceptions travel from here to ReadKept, and no further.
// A whole number that fits; the library would cut off what does not.
template <typename Number>
Number NumberFrom(const json& from) {
  const bool fits = from.is_number_integer() &&
                    (!from.is_number_unsigned() || from.get<uint64_t>() <= INT64_MAX) &&
                    from.get<int64_t>() >= std::numeric_limits<Number>::min() &&
                    from.get<int64_t>() <= std::numeric_limits<Number>::max();
  if (!fits) throw json::other_error::create(501, "no number of its size", &from);
  return static_cast<Number>(from.get<int64_t>());
}

json ToJson(absl::Time time) {
  return time == absl::InfiniteFuture() ? json() : json(absl::ToUnixMicros(time));
}
absl::Time TimeFrom(const json& from) {
  return from.is_null() ? absl::InfiniteFuture() : absl::FromUnixMicros(NumberFrom<int64_t>(from));
}

json ToJson(const absl::CivilDay& day) { return absl::FormatCivilTime(day); }
absl::CivilDay DayFrom(const json& from) {
  absl::CivilDay day;
  if (!absl::ParseCivilTime(from.get<std::string>(), &day)) {
    throw json::other_error::create(501, "no date", &from);
  }
  return day;
}

json ToJson(const Verdict& verdict);
json ToJson(const Standing& standing);

template <typename Value>
json ToJson(const std::optional<Value>& value) {
  return value ? ToJson(*value) : json();
}

// Reads an optional member with `read`.
template <typename Read>
auto Optional(const json& from, const char* name, Read read)
    -> std::optional<decltype(read(from))> {
  if (!from.contains(name) || from.at(name).is_null()) return std::nullopt;
  return read(from.at(name));
}

template <typename Enum>
Enum EnumFrom(const json& from, Enum last) {
  const int value = NumberFrom<int>(from);
  if (value < 0 || value > static_cast<int>(last)) {
    throw json::other_error::create(501, "a value out of its range", &from);
  }
  return static_cast<Enum>(value);
}

json ToJson(const Question& question) {
  json steps = json::array();
  for (const auto& step : question.steps) steps.push_back({step.value, step.label});
  return {{"id", question.id},
          {"prompt", question.prompt},
          {"kind", question.kind},
          {"low", question.low},
          {"high", question.high},
          {"low_is_best", question.direction == Question::Direction::kLowIsBest},
          {"top_box_steps", question.top_box_steps},
          {"steps", steps}};
}

Question QuestionFrom(const json& from) {
  Question question;
  from.at("id").get_to(question.id);
  from.at("prompt").get_to(question.prompt);
  question.kind = EnumFrom(from.at("kind"), Question::Kind::kResolved);
  question.low = NumberFrom<int>(from.at("low"));
  question.high = NumberFrom<int>(from.at("high"));
  question.direction = from.at("low_is_best").get<bool>() ? Question::Direction::kLowIsBest
                                                          : Question::Direction::kHighIsBest;
  question.top_box_steps = NumberFrom<int>(from.at("top_box_steps"));
  for (const json& step : from.at("steps")) {
    question.steps.push_back({NumberFrom<int>(step.at(0)), step.at(1).get<std::string>()});
  }
  if (!IsValid(question)) throw json::other_error::create(501, "no scale", &from);
  return question;
}

json ToJson(const Verdict& verdict) {
  return {{"interaction", verdict.interaction},
          {"external_id", verdict.interaction_external_id},
          {"question", ToJson(verdict.question)},
          {"rating", verdict.rating},
          {"comment", verdict.comment},
          {"answered_at", ToJson(verdict.answered_at)},
          {"answered_on", ToJson(verdict.answered_on)},
          {"channel", verdict.channel},
          {"topic", verdict.topic},
          {"ended_at", ToJson(verdict.ended_at)},
          {"business_day", ToJson(verdict.business_day)},
          {"company_fault", verdict.company_fault},
          {"redactions", verdict.redactions},
          {"agent", verdict.agent},
          {"agent_name", verdict.agent_display_name},
          {"team_name", verdict.team_display_name}};
}

Verdict VerdictFrom(const json& from) {
  Verdict verdict;
  from.at("interaction").get_to(verdict.interaction);
  from.at("external_id").get_to(verdict.interaction_external_id);
  verdict.question = QuestionFrom(from.at("question"));
  verdict.rating = NumberFrom<int>(from.at("rating"));
  if (!IsOnScale(verdict.question, verdict.rating)) {
    throw json::other_error::create(501, "a rating off its scale", &from);
  }
  from.at("comment").get_to(verdict.comment);
  verdict.answered_at = Optional(from, "answered_at", TimeFrom);
  verdict.answered_on = Optional(from, "answered_on", DayFrom);
  verdict.channel = EnumFrom(from.at("channel"), Channel::kSocial);
  from.at("topic").get_to(verdict.topic);
  verdict.ended_at = Optional(from, "ended_at", TimeFrom);
  verdict.business_day = Optional(from, "business_day", DayFrom);
  from.at("company_fault").get_to(verdict.company_fault);
  from.at("redactions").get_to(verdict.redactions);
  from.at("agent").get_to(verdict.agent);
  from.at("agent_name").get_to(verdict.agent_display_name);
  from.at("team_name").get_to(verdict.team_display_name);
  return verdict;
}

json ToJson(const Item& item) {
  return {{"position", item.position},
          {"latest_position", item.latest_position},
          {"created_at", ToJson(item.created_at)},
          {"verdict", ToJson(item.verdict)},
          {"of_another", item.of_another},
          {"released", item.released},
          {"waiting_change", ToJson(item.waiting_change)},
          {"unshown_since", item.unshown_since ? json(*item.unshown_since) : json()},
          {"waits_since", ToJson(item.waits_since)}};
}

// Whether an item's positions are some, and fit one another.
bool HoldsTogether(const Item& item) {
  return item.position >= 1 && item.latest_position >= item.position &&
         (!item.unshown_since ||
          (*item.unshown_since >= item.position && *item.unshown_since <= item.latest_position));
}

Item ItemFrom(const json& from) {
  Item item;
  item.position = NumberFrom<int64_t>(from.at("position"));
  item.latest_position = NumberFrom<int64_t>(from.at("latest_position"));
  item.created_at = TimeFrom(from.at("created_at"));
  item.verdict = VerdictFrom(from.at("verdict"));
  from.at("of_another").get_to(item.of_another);
  from.at("released").get_to(item.released);
  item.waiting_change = Optional(from, "waiting_change", VerdictFrom);
  item.unshown_since = Optional(from, "unshown_since", NumberFrom<int64_t>);
  item.waits_since = TimeFrom(from.at("waits_since"));
  if (!HoldsTogether(item)) throw json::other_error::create(501, "an item out of place", &from);
  return item;
}

json ToJson(const Rate& rate) { return {rate.count, rate.n, rate.percent, rate.low, rate.high}; }

Rate RateFrom(const json& from) {
  const Rate rate{NumberFrom<int64_t>(from.at(0)), NumberFrom<int64_t>(from.at(1)),
                  from.at(2).get<double>(), from.at(3).get<double>(), from.at(4).get<double>()};
  const auto is_percent = [](double value) { return value >= 0 && value <= 100; };
  if (rate.count < 0 || rate.count > rate.n || !is_percent(rate.percent) || !is_percent(rate.low) ||
      !is_percent(rate.high)) {
    throw json::other_error::create(501, "a rate that cannot be", &from);
  }
  return rate;
}

json ToJson(const Standing& standing) {
  json figures = json::array();
  for (const Figure& figure : standing.figures) {
    figures.push_back({{"question", ToJson(figure.question)},
                       {"own", ToJson(figure.own)},
                       {"total", ToJson(figure.total)}});
  }
  return {{"business_day", ToJson(standing.business_day)},
          {"figures", figures},
          {"for_earlier_days", standing.for_earlier_days}};
}

// What the person is doing is not kept: it is told anew.
Standing StandingFrom(const json& from) {
  Standing standing;
  standing.business_day = Optional(from, "business_day", DayFrom);
  for (const json& figure : from.at("figures")) {
    standing.figures.push_back({QuestionFrom(figure.at("question")), RateFrom(figure.at("own")),
                                RateFrom(figure.at("total"))});
  }
  standing.for_earlier_days = NumberFrom<int64_t>(from.at("for_earlier_days"));
  return standing;
}

json ToJson(const Kept& kept) {
  json items = json::array();
  for (const Item& item : kept.items) items.push_back(ToJson(item));
  return {{"epoch", kept.cursor.epoch},
          {"position", kept.cursor.position},
          {"display_name", kept.display_name},
          {"items", items},
          {"standing", ToJson(kept.shown_standing)}};
}

Kept KeptFrom(const json& from) {
  Kept kept;
  from.at("epoch").get_to(kept.cursor.epoch);
  kept.cursor.position = NumberFrom<int64_t>(from.at("position"));
  from.at("display_name").get_to(kept.display_name);
  if (kept.cursor.position < 0) throw json::other_error::create(501, "no position", &from);
  for (const json& item : from.at("items")) {
    const int64_t before = kept.items.empty() ? 0 : kept.items.back().position;
    kept.items.push_back(ItemFrom(item));
    if (kept.items.back().position <= before) {
      throw json::other_error::create(501, "an item out of order", &item);
    }
  }
  kept.shown_standing = Optional(from, "standing", StandingFrom);
  return kept;
}

}  // namespace

std::string HashOf(absl::string_view text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), digest, &size, EVP_sha256(), nullptr);
  return absl::BytesToHexString({reinterpret_cast<const char*>(digest), size});
}

std::string WriteKept(const model::Kept& kept) {
  const std::string body =
      ToJson(kept).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return absl::StrCat(kHeader, HashOf(body), "\n", body);
}

absl::StatusOr<model::Kept> ReadKept(absl::string_view text) {
  const size_t end = text.find('\n');
  if (end == absl::string_view::npos || !absl::ConsumePrefix(&text, kHeader)) {
    return absl::DataLossError("it does not begin as it should");
  }
  const absl::string_view hash = text.substr(0, end - kHeader.size());
  const absl::string_view body = text.substr(end - kHeader.size() + 1);
  if (hash != HashOf(body)) return absl::DataLossError("its checksum does not match");
  try {
    return KeptFrom(nlohmann::json::parse(body.begin(), body.end()));
  } catch (const nlohmann::json::exception& error) {
    return absl::DataLossError(error.what());
  }
}

}  // namespace aftercall::net

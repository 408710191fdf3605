#include "client/net/kept_json.h"

#include <openssl/evp.h>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "client/net/appeal_json.h"
#include "client/net/assessment_json.h"
#include "client/net/json_values.h"
#include "client/net/review_json.h"

namespace aftercall::net {
namespace {

using model::Channel;
using model::FeedKept;
using model::Figure;
using model::Item;
using model::Question;
using model::Rate;
using model::Standing;
using model::Verdict;

constexpr absl::string_view kHeader = "aftercall-kept 4 ";

using ::aftercall::net::ToJson;  // beside those below
json ToJson(const Verdict& verdict);
json ToJson(const Standing& standing);

template <typename Value>
json ToJson(const std::optional<Value>& value) {
  return value ? ToJson(*value) : json();
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
  if (!IsValid(question)) throw Nonsense("no scale", from);
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
          {"appeal_upheld", verdict.appeal_upheld},
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
    throw Nonsense("a rating off its scale", from);
  }
  from.at("comment").get_to(verdict.comment);
  verdict.answered_at = Optional(from, "answered_at", TimeFrom);
  verdict.answered_on = Optional(from, "answered_on", DayFrom);
  verdict.channel = EnumFrom(from.at("channel"), Channel::kSocial);
  from.at("topic").get_to(verdict.topic);
  verdict.ended_at = Optional(from, "ended_at", TimeFrom);
  verdict.business_day = Optional(from, "business_day", DayFrom);
  from.at("company_fault").get_to(verdict.company_fault);
  from.at("appeal_upheld").get_to(verdict.appeal_upheld);
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
  if (!HoldsTogether(item)) throw Nonsense("an item out of place", from);
  return item;
}

json ToJson(const Rate& rate) { return {rate.count, rate.n, rate.percent, rate.low, rate.high}; }

Rate RateFrom(const json& from) {
  const Rate rate{NumberFrom<int64_t>(from.at(0)), NumberFrom<int64_t>(from.at(1)),
                  from.at(2).get<double>(), from.at(3).get<double>(), from.at(4).get<double>()};
  const auto is_percent = [](double value) { return value >= 0 && value <= 100; };
  if (rate.count < 0 || rate.count > rate.n || !is_percent(rate.percent) || !is_percent(rate.low) ||
      !is_percent(rate.high)) {
    throw Nonsense("a rate that cannot be", from);
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

template <typename Items>
json WriteAll(const Items& items) {
  json all = json::array();
  for (const auto& item : items) all.push_back(ToJson(item));
  return all;
}

json ToJson(const FeedKept& kept) {
  json items = json::array();
  for (const Item& item : kept.items) items.push_back(ToJson(item));
  json prompts = json::array();
  for (const model::Prompt& prompt : kept.prompts) prompts.push_back(ToJson(prompt));
  json sealed = json::array();
  for (const model::SealedAnswer& answer : kept.sealed) sealed.push_back(ToJson(answer));
  return {{"epoch", kept.cursor.epoch},
          {"position", kept.cursor.position},
          {"display_name", kept.display_name},
          {"items", items},
          {"standing", ToJson(kept.shown_standing)},
          {"prompts", prompts},
          {"sealed", sealed},
          {"reviews", WriteAll(kept.reviews)},
          {"review_tasks", WriteAll(kept.review_tasks)},
          {"appeals", WriteAll(kept.appeals)},
          {"appeal_tasks", WriteAll(kept.appeal_tasks)},
          {"kudos", WriteAll(kept.kudos)},
          {"quiet_until", ToJson(kept.quiet_until)}};
}

FeedKept FeedFrom(const json& from) {
  FeedKept kept;
  from.at("epoch").get_to(kept.cursor.epoch);
  kept.cursor.position = NumberFrom<int64_t>(from.at("position"));
  from.at("display_name").get_to(kept.display_name);
  if (kept.cursor.position < 0) throw Nonsense("no position", from);
  for (const json& item : from.at("items")) {
    const int64_t before = kept.items.empty() ? 0 : kept.items.back().position;
    kept.items.push_back(ItemFrom(item));
    if (kept.items.back().position <= before) throw Nonsense("an item out of order", item);
  }
  kept.shown_standing = Optional(from, "standing", StandingFrom);
  const auto read_all = [&](const char* member, auto read, auto& items) {
    std::set<std::string> names;
    for (const json& item : from.at(member)) {
      items.push_back(read(item));
      if (!names.insert(items.back().told.name).second) throw Nonsense("told twice", item);
    }
  };
  read_all("reviews", ReviewItemFrom, kept.reviews);
  read_all("review_tasks", ReviewTaskItemFrom, kept.review_tasks);
  read_all("appeals", AppealItemFrom, kept.appeals);
  read_all("appeal_tasks", AppealTaskItemFrom, kept.appeal_tasks);
  read_all("kudos", KudosItemFrom, kept.kudos);
  if (from.contains("quiet_until")) kept.quiet_until = Optional(from, "quiet_until", TimeFrom);
  std::set<std::string> asked_about;
  for (const json& prompt : from.at("prompts")) {
    kept.prompts.push_back(PromptFrom(prompt));
    if (!asked_about.insert(kept.prompts.back().told.reference.interaction).second) {
      throw Nonsense("asked twice", prompt);
    }
  }
  for (const json& answer : from.at("sealed")) {
    const int64_t before = kept.sealed.empty() ? 0 : kept.sealed.back().position;
    kept.sealed.push_back(SealedFrom(answer));
    if (kept.sealed.back().position <= before) throw Nonsense("an answer out of order", answer);
  }
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
  json all = ToJson(kept.feed);
  AddHand(kept, all);
  const std::string body = all.dump(-1, ' ', false, json::error_handler_t::replace);
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
    const json all = json::parse(body.begin(), body.end());
    model::Kept kept;
    kept.feed = FeedFrom(all);
    TakeHand(all, kept);
    return kept;
  } catch (const json::exception& error) {
    return absl::DataLossError(error.what());
  }
}

}  // namespace aftercall::net

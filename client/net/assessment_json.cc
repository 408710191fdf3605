#include "client/net/assessment_json.h"

#include <map>
#include <string>
#include <utility>

#include "client/net/review_json.h"
#include "shared/forms/form_file.h"

namespace aftercall::net {
namespace {

using model::Command;
using model::SelfAssessment;

using ::aftercall::net::ToJson;  // beside those below
json ToJson(const model::Committed& committed);

template <typename Value>
json OrNull(const std::optional<Value>& value) {
  return value ? ToJson(*value) : json();
}

json ToJson(const model::Scores& scores) {
  json all = json::object();
  for (const auto& [element, score] : scores) all[element] = score ? json(*score) : json();
  return all;
}

model::Scores ScoresFrom(const json& from) {
  model::Scores scores;
  for (const auto& [element, score] : from.items()) {
    scores[element] = score.is_null() ? std::nullopt : std::optional(NumberFrom<int>(score));
  }
  return scores;
}

json ToJson(const model::Committed& committed) {
  return {{"scores", ToJson(committed.scores)},
          {"note", committed.note},
          {"seen_first", committed.seen_first},
          {"leader_opened", committed.leader_opened}};
}

model::Committed CommittedFrom(const json& from) {
  return {ScoresFrom(from.at("scores")), from.at("note").get<std::string>(),
          from.at("seen_first").get<bool>(), from.value("leader_opened", false)};
}

json ToJson(const model::Draft& draft) {
  json to = {{"scores", ToJson(draft.scores)}, {"note", draft.note}};
  if (draft.ask != model::AskDraft()) {
    to["ask"] = {draft.ask.elements, draft.ask.moments, draft.ask.not_to_ask,
                 draft.ask.only_anonymous};
  }
  return to;
}

// Files of earlier versions have the first three alone.
model::AskDraft AskDraftFrom(const json& from) {
  return {from.at(0).get<std::vector<std::string>>(), from.at(1).get<std::string>(),
          from.at(2).get<std::string>(), from.size() == 3 || from.at(3).get<bool>()};
}

model::Draft DraftFrom(const json& from) {
  return {ScoresFrom(from.at("scores")), from.at("note").get<std::string>(),
          Optional(from, "ask", AskDraftFrom).value_or(model::AskDraft())};
}

json WriteAsking(const model::RequestReview& asked) {
  json moments = json::array();
  for (const absl::Duration moment : asked.moments) moments.push_back(ToJson(moment));
  return {asked.interaction, asked.question, asked.elements, moments, asked.not_to_ask};
}

// Files of earlier versions have the first two alone.
model::RequestReview AskingFrom(const json& from) {
  model::RequestReview asked{from.at(0).get<std::string>(), from.at(1).get<std::string>()};
  if (from.size() == 2) return asked;
  from.at(2).get_to(asked.elements);
  for (const json& moment : from.at(3)) asked.moments.push_back(MomentFrom(moment));
  from.at(4).get_to(asked.not_to_ask);
  return asked;
}

// A word of `from`, which files of earlier versions have fewer of.
std::string WordIn(const json& from, size_t index) {
  return index < from.size() ? from.at(index).get<std::string>() : "";
}

json WriteSaid(const model::ReviewPreview& said) {
  return {{"could_be_asked", said.could_be_asked},
          {"by_leader", said.by_leader},
          {"anonymous", said.anonymous},
          {"refusal", {said.refusal, said.refusal_reason, said.refused_value}},
          {"form", ToJson(said.form)}};
}

model::ReviewPreview SaidFrom(const json& from) {
  const json& refusal = from.at("refusal");
  return {NumberFrom<int>(from.at("could_be_asked")),
          from.at("by_leader").get<bool>(),
          from.at("anonymous").get<bool>(),
          refusal.at(0).get<std::string>(),
          refusal.at(1).get<std::string>(),
          refusal.at(2).get<std::string>(),
          FormKeyFrom(from.at("form"))};
}

json WriteLater(const model::AskLater& ask) {
  return {{"reference", ToJson(ask.reference)},
          {"request", WriteAsking(ask.request)},
          {"only_anonymous", ask.only_anonymous},
          {"request_id", ask.request_id},
          {"said", ask.said ? WriteSaid(*ask.said) : json()},
          {"released", ask.released},
          {"waits_since", ToJson(ask.waits_since)}};
}

model::AskLater LaterFrom(const json& from) {
  model::AskLater ask;
  ask.reference = ReferenceFrom(from.at("reference"));
  ask.request = AskingFrom(from.at("request"));
  from.at("only_anonymous").get_to(ask.only_anonymous);
  from.at("request_id").get_to(ask.request_id);
  const bool is_one = ask.request.interaction == ask.reference.interaction;
  if (!is_one || ask.request_id.empty()) throw Nonsense("no request", from);
  ask.said = Optional(from, "said", SaidFrom);
  from.at("released").get_to(ask.released);
  ask.waits_since = TimeFrom(from.at("waits_since"));
  return ask;
}

// Files of earlier versions have teams alone.
json ToJson(const model::PauseTarget& target) {
  return target.queue.empty() ? json(target.team) : json{{"queue", target.queue}};
}

model::PauseTarget PauseTargetFrom(const json& from) {
  if (from.is_string()) return {from.get<std::string>()};
  return {"", from.at("queue").get<std::string>()};
}

// Commands that say all by being what they are.
std::map<std::string, model::Doing> PlainDoings() {
  return {{"reveal", model::RevealAssessment{}},       {"skip", model::SkipAssessment{}},
          {"request", model::RequestAssessment{}},     {"thank", model::ThankReviewer{}},
          {"acknowledge", model::AcknowledgeReview{}}, {"close", model::CloseReview{}},
          {"accept", model::AcceptReview{}},           {"withdraw_appeal", model::WithdrawAppeal{}},
          {"take_appeal", model::TakeAppeal{}}};
}

json ToJson(const Command& command) {
  json to = {{"request_id", command.request_id}, {"about", command.about}};
  if (const auto* commit = std::get_if<model::CommitAssessment>(&command.what)) {
    to["commit"] = ToJson(commit->draft);
  } else if (const auto* snooze = std::get_if<model::SnoozeAssessment>(&command.what)) {
    to["snooze_seconds"] = absl::ToInt64Seconds(snooze->duration);
  } else if (const auto* review = std::get_if<model::RequestReview>(&command.what)) {
    to["ask_for_review"] = WriteAsking(*review);
  } else if (const auto* differ = std::get_if<model::DifferFromReview>(&command.what)) {
    to["differ"] = differ->answer;
  } else if (const auto* decline = std::get_if<model::DeclineReview>(&command.what)) {
    to["decline"] = decline->reason;
  } else if (const auto* save = std::get_if<model::SaveReviewDraft>(&command.what)) {
    to["save_draft"] = {save->base_version, ToJson(save->content)};
  } else if (const auto* submit = std::get_if<model::SubmitReview>(&command.what)) {
    to["submit"] = ToJson(submit->content);
    if (submit->opened) to["opened"] = *submit->opened;
  } else if (const auto* lend = std::get_if<model::LendReview>(&command.what)) {
    to["lend"] = lend->lent;
  } else if (const auto* appeal = std::get_if<model::OpenAppeal>(&command.what)) {
    to["appeal"] = {appeal->interaction, appeal->question_id, appeal->reason, appeal->review};
  } else if (const auto* decide = std::get_if<model::DecideAppeal>(&command.what)) {
    to["decide"] = {decide->uphold, decide->reason};
  } else if (const auto* kudos = std::get_if<model::GiveKudos>(&command.what)) {
    to["kudos"] = {kudos->user, kudos->words, kudos->interaction, kudos->review_task};
  } else if (const auto* evaluation = std::get_if<model::StartEvaluation>(&command.what)) {
    to["evaluate"] = evaluation->interaction;
  } else if (const auto* start = std::get_if<model::StartPause>(&command.what)) {
    to["start_pause"] = ToJson(start->target);
  } else if (const auto* end = std::get_if<model::EndPause>(&command.what)) {
    to["end_pause"] = ToJson(end->target);
  } else {
    for (const auto& [word, what] : PlainDoings()) {
      if (what == command.what) to["do"] = word;
    }
  }
  return to;
}

Command CommandFrom(const json& from) {
  Command command;
  from.at("request_id").get_to(command.request_id);
  from.at("about").get_to(command.about);
  if (from.contains("commit")) {
    command.what = model::CommitAssessment{DraftFrom(from.at("commit"))};
  } else if (from.contains("snooze_seconds")) {
    const int seconds = NumberFrom<int>(from.at("snooze_seconds"));
    command.what = model::SnoozeAssessment{absl::Seconds(seconds)};
  } else if (from.contains("ask_for_review")) {
    command.what = AskingFrom(from.at("ask_for_review"));
  } else if (from.contains("differ")) {
    command.what = model::DifferFromReview{from.at("differ").get<std::string>()};
  } else if (from.contains("decline")) {
    command.what = model::DeclineReview{from.at("decline").get<std::string>()};
  } else if (from.contains("save_draft")) {
    const json& save = from.at("save_draft");
    command.what =
        model::SaveReviewDraft{NumberFrom<int64_t>(save.at(0)), ReviewContentFrom(save.at(1))};
  } else if (from.contains("submit")) {
    model::SubmitReview submit{ReviewContentFrom(from.at("submit"))};
    if (from.contains("opened")) submit.opened = from.at("opened").get<bool>();
    command.what = std::move(submit);
  } else if (from.contains("lend")) {
    command.what = model::LendReview{from.at("lend").get<bool>()};
  } else if (from.contains("appeal")) {
    const json& appeal = from.at("appeal");
    command.what =
        model::OpenAppeal{appeal.at(0).get<std::string>(), appeal.at(1).get<std::string>(),
                          appeal.at(2).get<std::string>(), WordIn(appeal, 3)};
  } else if (from.contains("decide")) {
    const json& decide = from.at("decide");
    command.what = model::DecideAppeal{decide.at(0).get<bool>(), decide.at(1).get<std::string>()};
  } else if (from.contains("kudos")) {
    const json& kudos = from.at("kudos");
    command.what = model::GiveKudos{kudos.at(0).get<std::string>(), kudos.at(1).get<std::string>(),
                                    WordIn(kudos, 2), WordIn(kudos, 3)};
  } else if (from.contains("evaluate")) {
    command.what = model::StartEvaluation{from.at("evaluate").get<std::string>()};
  } else if (from.contains("start_pause")) {
    command.what = model::StartPause{PauseTargetFrom(from.at("start_pause"))};
  } else if (from.contains("end_pause")) {
    command.what = model::EndPause{PauseTargetFrom(from.at("end_pause"))};
  } else {
    const auto plain = PlainDoings();
    const auto found = plain.find(from.at("do").get<std::string>());
    if (found == plain.end()) throw Nonsense("no command", from);
    command.what = found->second;
  }
  return command;
}

// A form is kept as people write it: what reads their files checks it as well.
forms::Form FormFrom(const json& from) {
  const i18n::Translator english("en");
  auto file = forms::ReadForm("form", from.get<std::string>(), english);
  if (!file.ok() || !forms::Check(file->form, english).empty()) throw Nonsense("no form", from);
  return std::move(file->form);
}

}  // namespace

json ToJson(const model::InteractionReference& reference) {
  return {
      {"interaction", reference.interaction},   {"external_id", reference.interaction_external_id},
      {"channel", reference.channel},           {"topic", reference.topic},
      {"ended_at", OrNull(reference.ended_at)}, {"business_day", OrNull(reference.business_day)}};
}

model::InteractionReference ReferenceFrom(const json& from) {
  model::InteractionReference reference;
  from.at("interaction").get_to(reference.interaction);
  if (reference.interaction.empty()) throw Nonsense("no interaction", from);
  from.at("external_id").get_to(reference.interaction_external_id);
  reference.channel = EnumFrom(from.at("channel"), model::Channel::kSocial);
  from.at("topic").get_to(reference.topic);
  reference.ended_at = Optional(from, "ended_at", TimeFrom);
  reference.business_day = Optional(from, "business_day", DayFrom);
  return reference;
}

json ToJson(const model::FormKey& key) { return {key.name, key.version}; }

model::FormKey FormKeyFrom(const json& from) {
  return {from.at(0).get<std::string>(), NumberFrom<int>(from.at(1))};
}

json ToJson(const model::Prompt& prompt) {
  const SelfAssessment& told = prompt.told;
  return {{"reference", ToJson(told.reference)},
          {"state", told.state},
          {"why", told.why},
          {"form", ToJson(told.form)},
          {"position", prompt.position},
          {"released", prompt.released},
          {"waits_since", ToJson(prompt.waits_since)},
          {"own", OrNull(prompt.own)}};
}

model::Prompt PromptFrom(const json& from) {
  model::Prompt prompt;
  prompt.told.reference = ReferenceFrom(from.at("reference"));
  prompt.told.state = EnumFrom(from.at("state"), SelfAssessment::State::kCommitted);
  prompt.told.why = EnumFrom(from.at("why"), SelfAssessment::Why::kRequested);
  prompt.told.form = FormKeyFrom(from.at("form"));
  prompt.position = NumberFrom<int64_t>(from.at("position"));
  if (prompt.position < 1) throw Nonsense("no position", from);
  from.at("released").get_to(prompt.released);
  prompt.waits_since = TimeFrom(from.at("waits_since"));
  prompt.own = Optional(from, "own", CommittedFrom);
  return prompt;
}

json ToJson(const model::SealedAnswer& sealed) {
  return {{"reference", ToJson(sealed.reference)}, {"question_id", sealed.question_id},
          {"position", sealed.position},           {"created_at", ToJson(sealed.created_at)},
          {"released", sealed.released},           {"waits_since", ToJson(sealed.waits_since)}};
}

model::SealedAnswer SealedFrom(const json& from) {
  model::SealedAnswer sealed;
  sealed.reference = ReferenceFrom(from.at("reference"));
  from.at("question_id").get_to(sealed.question_id);
  sealed.position = NumberFrom<int64_t>(from.at("position"));
  sealed.created_at = TimeFrom(from.at("created_at"));
  from.at("released").get_to(sealed.released);
  sealed.waits_since = TimeFrom(from.at("waits_since"));
  return sealed;
}

void AddHand(const model::Kept& kept, json& to) {
  json& drafts = to["drafts"] = json::object();
  for (const auto& [interaction, draft] : kept.drafts) drafts[interaction] = ToJson(draft);
  json& commands = to["commands"] = json::array();
  for (const Command& command : kept.commands) commands.push_back(ToJson(command));
  json& reviews = to["review_drafts"] = json::object();
  for (const auto& [task, draft] : kept.review_drafts) reviews[task] = ToJson(draft);
  to["evaluations"] = kept.evaluations;
  json& later = to["asks_later"] = json::array();
  for (const auto& [interaction, ask] : kept.asks_later) later.push_back(WriteLater(ask));
  json& forms = to["forms"] = json::array();
  for (const auto& [key, form] : kept.forms) forms.push_back({ToJson(key), forms::WriteForm(form)});
}

void TakeHand(const json& from, model::Kept& kept) {
  for (const auto& [interaction, draft] : from.at("drafts").items()) {
    kept.drafts[interaction] = DraftFrom(draft);
  }
  for (const json& command : from.at("commands")) kept.commands.push_back(CommandFrom(command));
  for (const auto& [task, draft] : from.at("review_drafts").items()) {
    kept.review_drafts[task] = ReviewDraftFrom(draft);
  }
  if (from.contains("evaluations")) from.at("evaluations").get_to(kept.evaluations);
  // Files of earlier versions have none.
  for (const json& ask : from.value("asks_later", json::array())) {
    model::AskLater later = LaterFrom(ask);
    std::string interaction = later.reference.interaction;
    if (!kept.asks_later.emplace(std::move(interaction), std::move(later)).second) {
      throw Nonsense("asked twice", ask);
    }
  }
  for (const json& form : from.at("forms")) {
    kept.forms[FormKeyFrom(form.at(0))] = FormFrom(form.at(1));
  }
}

}  // namespace aftercall::net

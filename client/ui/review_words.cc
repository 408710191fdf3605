#include "client/ui/review_words.h"

namespace aftercall::ui {

std::string EvaluatorName(const i18n::Translator& tr, const model::Review& review) {
  const std::string& name = review.evaluator_display_name;
  return name.empty() ? tr.Tr("A team leader") : name;
}

std::string StateWords(const i18n::Translator& tr, const model::Review& review) {
  using State = model::Review::State;
  switch (review.state) {
    case State::kLooking:
      return tr.Tr("somebody is being looked for");
    case State::kWithLeaders:
      return tr.Tr("with the team leaders");
    case State::kInReview:
      return tr.Tr("somebody is at it");
    case State::kSubmitted:
      if (review.evaluation) return tr.Tr("new, to be read");
      return tr.Tr("an answer has come");
    case State::kAcknowledged:
      return tr.Tr("read");
    case State::kDiffered:
      return tr.Tr("you see it differently");
    case State::kClosed:
    case State::kWithdrawn:
      break;
  }
  return "";
}

namespace {

// Why an evaluation cannot be begun; empty where it is not about that.
std::string EvaluationRefusalWords(const i18n::Translator& tr, const std::string& reason) {
  if (reason == "EVALUATED_BEFORE") return tr.Tr("You have evaluated it before.");
  if (reason == "EVALUATION_UNDER_WAY") {
    return tr.Tr("It waits for you already, among the reviews for you.");
  }
  if (reason == "EVALUATION_BY_ARBITER") {
    return tr.Tr("You decide an appeal about it, so somebody else evaluates it.");
  }
  if (reason == "EVALUATION_OWN") {
    return tr.Tr("You took part in it, so somebody else evaluates it.");
  }
  return reason == "AGENT_LEFT" ? tr.Tr("Whoever had it has left.") : "";
}

}  // namespace

std::string ReviewRefusalWords(const i18n::Translator& tr, const model::Refusal& refusal) {
  const std::string& reason = refusal.reason;
  if (std::string words = EvaluationRefusalWords(tr, reason); !words.empty()) return words;
  if (reason == "REVIEW_NOTHING_TO_SHOW") {
    return tr.Tr("There is no recording and no text of it that a colleague could hear or read.");
  }
  if (reason == "REVIEW_RECORDING_ELSEWHERE") {
    return tr.Tr("Its recording is at a place that colleagues may not open.");
  }
  if (reason == "REVIEW_UNDER_WAY") return tr.Tr("A review of it is under way already.");
  if (reason == "REVIEW_STATE") return tr.Tr("That has been settled meanwhile.");
  if (reason == "COLLEAGUE_UNKNOWN") {
    return i18n::Format(tr.Tr("Nobody is called “{name}” here. Write names as they are shown."),
                        {{"name", refusal.value}});
  }
  if (reason == "ELEMENT_UNKNOWN") {
    return tr.Tr("The form has changed meanwhile: please choose again what matters.");
  }
  return i18n::Format(tr.Tr("The server did not take it: {why}"), {{"why", refusal.sentence}});
}

}  // namespace aftercall::ui

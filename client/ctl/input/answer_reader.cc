#include <limits>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "client/ctl/input/record_draft.h"
#include "shared/base/text.h"

namespace aftercall::ctl::input {
namespace {

// True where the time is before the interaction's start.
bool BeforeStart(const TimeReading& time, const Draft& draft) {
  using State = TimeReading::State;
  if (draft.started.state == State::kNone) return false;
  if (time.state == State::kInstant && draft.started.state == State::kInstant) {
    return time.instant < draft.started.instant &&
           time.second_pass.value_or(time.instant) < draft.started.instant;
  }
  return time.day < draft.started.day;
}

// The rating. False where the row has none, or none that can be right.
bool ReadRating(const QuestionSource& source, v1::SurveyResponse* response, Draft* draft) {
  const TextReading text = ReadText(source.answer, draft->row);
  if (text.state == TextReading::State::kUnknown) {
    draft->NoteUnknown(Loss::kAnswer, source.answer, text.text);
    return false;
  }
  if (text.text.empty()) return false;
  const std::optional<int64_t> rating = ReadWholeNumber(text.text);
  const std::string shown = base::Shorten(text.text, 100);
  if (!rating.has_value()) {
    draft->Note(
        Loss::kAnswer, source.answer, "unreadable-rating",
        i18n::Format(draft->tr.Tr("\"{value}\" is no step of a scale"), {{"value", shown}}));
    return false;
  }
  const v1::SurveyQuestion& question = source.question;
  if (*rating < question.low() || *rating > question.high()) {
    draft->Note(Loss::kAnswer, source.answer, "rating-outside-scale",
                i18n::Format(draft->tr.Tr("\"{value}\" is outside the scale {low} to {high}"),
                             {{"value", shown},
                              {"low", absl::StrCat(question.low())},
                              {"high", absl::StrCat(question.high())}}));
    return false;
  }
  response->set_rating(static_cast<int32_t>(*rating));
  return true;
}

// The customer's words, byte for byte.
void ReadComment(const QuestionSource& source, v1::SurveyResponse* response, Draft* draft) {
  if (!source.comment.has_value()) return;
  TextReading comment = ReadText(*source.comment, draft->row, /*exact=*/true);
  if (absl::StripAsciiWhitespace(comment.text).empty()) return;
  const size_t characters = base::CountCharacters(comment.text);
  if (characters > static_cast<size_t>(draft->mapping.comment_characters)) {
    draft->Note(
        Loss::kValue, *source.comment, "long-comment",
        i18n::Format(draft->tr.Tr("the comment has {n} characters; at most {most} are taken"),
                     {{"n", absl::StrCat(characters)},
                      {"most", absl::StrCat(draft->mapping.comment_characters)}}));
    return;
  }
  response->set_comment(std::move(comment.text));
}

void ReadAnswered(const QuestionSource& source, v1::SurveyResponse* response, Draft* draft) {
  if (!source.answered.has_value()) {
    // A file that does not tell when customers answered tells of surveys at the contact's end.
    if (draft->interaction.has_ended_at()) {
      *response->mutable_answered_at() = draft->interaction.ended_at();
    } else {
      *response->mutable_answered_on() = draft->interaction.ended_on();
    }
    return;
  }
  const TimeReading answered = ReadTime(*source.answered, draft->row);
  if (!draft->Usable(answered, Loss::kValue)) return;
  if (BeforeStart(answered, *draft)) {
    draft->Note(Loss::kValue, draft->mapping.columns[answered.column].name, "answered-before-start",
                i18n::Format(draft->tr.Tr("the answer, {answer}, is before the contact's start, "
                                          "{start}"),
                             {{"answer", answered.text}, {"start", draft->started.text}}));
  } else if (answered.state == TimeReading::State::kDay) {
    *response->mutable_answered_on() = ToDate(answered.day);
  } else {
    *response->mutable_answered_at() = ToTimestamp(answered.instant);
  }
}

// Whether the customer blames the company. False where that cannot be known: the answer might then
// be held against the agent, so it is refused.
bool ReadBlame(const QuestionSource& source, v1::SurveyResponse* response, Draft* draft) {
  if (!source.company_fault.has_value()) return true;
  const TextReading blame = ReadText(*source.company_fault, draft->row);
  const bool known = blame.text.empty() || blame.text == "yes" || blame.text == "no";
  if (!known) draft->NoteUnknown(Loss::kAnswer, *source.company_fault, blame.text);
  response->set_company_fault(blame.text == "yes");
  return known;
}

void ReadContacts(const QuestionSource& source, v1::SurveyResponse* response, Draft* draft) {
  if (!source.contacts.has_value()) return;
  const TextReading text = ReadText(*source.contacts, draft->row);
  if (text.text.empty()) return;
  const std::optional<int64_t> contacts = ReadWholeNumber(text.text);
  if (contacts.has_value() && *contacts >= 1 && *contacts <= 1000) {
    response->set_contacts(static_cast<int32_t>(*contacts));
    return;
  }
  draft->Note(Loss::kValue, *source.contacts, "unreadable-contacts",
              i18n::Format(draft->tr.Tr("\"{value}\" is no number of contacts"),
                           {{"value", base::Shorten(text.text, 100)}}));
}

// A comment without a rating has nothing to belong to; it is told, not silently lost.
void NoteLostComment(const QuestionSource& source, Draft* draft) {
  if (!source.comment.has_value()) return;
  const TextReading comment = ReadText(*source.comment, draft->row);
  if (comment.text.empty()) return;
  draft->Note(Loss::kValue, *source.comment, "comment-without-rating",
              draft->tr.Tr("there is a comment and no rating that it belongs to"));
}

}  // namespace

void ReadAnswer(const QuestionSource& source, Draft* draft) {
  if (source.only_answered && draft->interaction.abandoned()) return;
  v1::SurveyResponse response;
  if (!ReadRating(source, &response, draft)) {
    NoteLostComment(source, draft);
    return;
  }
  if (!ReadBlame(source, &response, draft)) return;
  const std::string& question = source.question.question_id();
  response.set_source(draft->mapping.source);
  response.set_external_id(absl::StrCat(draft->external_id, ":", question));
  response.set_interaction_external_id(draft->external_id);
  response.set_question_id(question);
  ReadComment(source, &response, draft);
  ReadContacts(source, &response, draft);
  ReadAnswered(source, &response, draft);
  *draft->result.records.emplace_back().mutable_response() = std::move(response);
}

void ReadInvitation(Draft* draft) {
  const Mapping& mapping = draft->mapping;
  if (!mapping.invitation.has_value()) return;
  const TextReading outcome = ReadText(*mapping.invitation, draft->row);
  if (outcome.text.empty()) return;
  v1::SurveyInvitation invitation;
  if (outcome.text == "offered") {
    invitation.set_outcome(v1::SurveyInvitation::OUTCOME_OFFERED);
  } else if (outcome.text == "declined") {
    invitation.set_outcome(v1::SurveyInvitation::OUTCOME_DECLINED);
  } else if (outcome.text == "undeliverable") {
    invitation.set_outcome(v1::SurveyInvitation::OUTCOME_UNDELIVERABLE);
  } else {
    draft->NoteUnknown(Loss::kValue, *mapping.invitation, outcome.text);
    return;
  }
  invitation.set_source(mapping.source);
  invitation.set_external_id(absl::StrCat(draft->external_id, ":invitation"));
  invitation.set_interaction_external_id(draft->external_id);
  if (mapping.invited.has_value()) {
    const TimeReading invited = ReadTime(*mapping.invited, draft->row);
    if (draft->Usable(invited, Loss::kValue) && invited.state == TimeReading::State::kInstant) {
      *invitation.mutable_invited_at() = ToTimestamp(invited.instant);
    }
  }
  *draft->result.records.emplace_back().mutable_invitation() = std::move(invitation);
}

}  // namespace aftercall::ctl::input

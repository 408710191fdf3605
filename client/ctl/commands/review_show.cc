#include "client/ctl/commands/review_show.h"

#include "absl/strings/str_cat.h"
#include "client/ctl/commands/review_content.h"
#include "client/ctl/input/wire_time.h"
#include "client/ctl/output/table.h"
#include "shared/forms/form_proto.h"

namespace aftercall::ctl {
namespace {

absl::StatusOr<forms::Form> LoadForm(ServerLink& server, const std::string& name, int version) {
  v1::GetFormRequest request;
  request.set_name(name);
  request.set_version(version);
  const auto form = server.GetForm(request);
  if (!form.ok()) return form.status();
  return forms::FromProto(form->form());
}

// What was asked for, the same for both sides.
template <typename Message>
void WriteWish(const Message& one, Context& context) {
  const i18n::Translator& tr = context.tr;
  if (!one.question().empty()) {
    context.out << tr.Tr("Question") << ": " << ForTerminal(one.question()) << "\n";
  }
  std::string moments;
  for (const auto& moment : one.moments()) absl::StrAppend(&moments, " ", MomentText(moment));
  if (!moments.empty()) context.out << tr.Tr("Moments") << ":" << moments << "\n";
}

std::string DayText(const google::type::Date& date) {
  if (date.year() == 0) return "";
  return absl::FormatCivilTime(absl::CivilDay(date.year(), date.month(), date.day()));
}

// A state, and that what it is of has left the agent's figure.
template <typename Message>
std::string StateAndAppeal(const Message& one, const i18n::Translator& tr) {
  const std::string state = StateWords(one.state(), tr);
  if (!one.appeal_upheld()) return state;
  return i18n::Format(tr.Tr("{state} (appeal upheld)"), {{"state", state}});
}

}  // namespace

std::string AboutWords(const v1::ReviewTask& task, const i18n::Translator& tr) {
  if (!task.evaluation()) return "";
  return i18n::Format(tr.Tr("evaluation of {name}"), {{"name", task.agent_display_name()}});
}

std::string MinuteText(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%Y-%m-%d %H:%M", input::FromTimestamp(time), absl::LocalTimeZone());
}

std::string DayPartText(const v1::DayPart& part, const i18n::Translator& tr) {
  if (!part.has_day()) return "";
  std::string day = absl::FormatCivilTime(
      absl::CivilDay(part.day().year(), part.day().month(), part.day().day()));
  if (part.half() == v1::DayPart::HALF_MORNING) return absl::StrCat(day, " ", tr.Tr("morning"));
  if (part.half() == v1::DayPart::HALF_AFTERNOON) {
    return absl::StrCat(day, " ", tr.Tr("afternoon"));
  }
  return day;
}

std::string StateWords(v1::Review::State state, const i18n::Translator& tr) {
  switch (state) {
    case v1::Review::STATE_LOOKING:
      return tr.Tr("being looked for");
    case v1::Review::STATE_WITH_LEADERS:
      return tr.Tr("with the leaders");
    case v1::Review::STATE_IN_REVIEW:
      return tr.Tr("in review");
    case v1::Review::STATE_SUBMITTED:
      return tr.Tr("submitted");
    case v1::Review::STATE_ACKNOWLEDGED:
      return tr.Tr("acknowledged");
    case v1::Review::STATE_DIFFERED:
      return tr.Tr("seen differently");
    case v1::Review::STATE_CLOSED:
      return tr.Tr("closed");
    case v1::Review::STATE_WITHDRAWN:
      return tr.Tr("withdrawn");
    default:
      return "";
  }
}

std::string StateWords(v1::ReviewTask::State state, const i18n::Translator& tr) {
  switch (state) {
    case v1::ReviewTask::STATE_OFFERED:
      return tr.Tr("offered");
    case v1::ReviewTask::STATE_ACCEPTED:
      return tr.Tr("accepted");
    case v1::ReviewTask::STATE_SUBMITTED:
      return tr.Tr("submitted");
    case v1::ReviewTask::STATE_DECLINED:
      return tr.Tr("declined");
    case v1::ReviewTask::STATE_LAPSED:
      return tr.Tr("lapsed");
    case v1::ReviewTask::STATE_WITHDRAWN:
      return tr.Tr("no longer needed");
    default:
      return "";
  }
}

std::string WhoWords(const v1::Review& review, const i18n::Translator& tr) {
  if (review.evaluation()) {
    return i18n::Format(tr.Tr("{name}, unasked"), {{"name", review.evaluator_display_name()}});
  }
  if (review.by_leader()) return tr.Tr("a leader");
  const std::string n = absl::StrCat(review.could_be_asked());
  if (review.anonymous()) {
    return i18n::Format(tr.Tr("anonymous, one of {n} colleagues"), {{"n", n}});
  }
  if (review.could_be_asked() == 0) return "";
  return i18n::Format(tr.Tr("name not shown, one of {n} colleagues"), {{"n", n}});
}

void WriteReviews(const std::vector<v1::Review>& reviews, Context& context) {
  const i18n::Translator& tr = context.tr;
  Table table({tr.Tr("review"), tr.Tr("id in its source"), tr.Tr("topic"), tr.Tr("state"),
               tr.Tr("reviewer"), tr.Tr("asked"), tr.Tr("submitted"), tr.Tr("to appeal until")});
  for (const auto& one : reviews) {
    table.Add({one.name(), one.reference().interaction_external_id(), one.reference().topic(),
               StateAndAppeal(one, tr), WhoWords(one, tr),
               one.evaluation() ? "" : MinuteText(one.requested_at()),
               DayPartText(one.submitted(), tr), DayText(one.appealable_until())});
  }
  table.Write(context.out);
}

void WriteTasks(const std::vector<v1::ReviewTask>& tasks, Context& context) {
  const i18n::Translator& tr = context.tr;
  Table table({tr.Tr("review task"), tr.Tr("topic"), tr.Tr("when it was"), tr.Tr("minutes"),
               tr.Tr("state"), tr.Tr("due"), tr.Tr("unasked")});
  for (const auto& one : tasks) {
    table.Add({one.name(), one.topic(), DayPartText(one.ended(), tr), absl::StrCat(one.minutes()),
               StateAndAppeal(one, tr), one.has_due_at() ? MinuteText(one.due_at()) : "",
               AboutWords(one, tr)});
  }
  table.Write(context.out);
}

absl::Status WriteFilledIn(const v1::AppealTask& one, ServerLink& server, Context& context) {
  const auto form = LoadForm(server, one.form(), one.form_version());
  if (form.ok()) WriteContent(one.content(), {}, *form, context);
  return form.status();
}

absl::Status WriteWhole(const v1::Review& one, ServerLink& server, Context& context) {
  WriteReviews({one}, context);
  WriteWish(one, context);
  if (!one.has_content()) return absl::OkStatus();
  const auto form = LoadForm(server, one.form(), one.form_version());
  if (!form.ok()) return form.status();
  WriteContent(one.content(), {one.elements().begin(), one.elements().end()}, *form, context);
  if (!one.answer().empty()) {
    context.out << context.tr.Tr("Your answer") << ": " << ForTerminal(one.answer()) << "\n";
  }
  return absl::OkStatus();
}

absl::Status WriteWhole(const v1::ReviewTask& one, ServerLink& server, Context& context) {
  const i18n::Translator& tr = context.tr;
  WriteTasks({one}, context);
  WriteWish(one, context);
  if (!one.recording_uri().empty()) {
    context.out << tr.Tr("Recording") << ": " << ForTerminal(one.recording_uri()) << "\n";
  }
  if (!one.text().empty()) context.out << ForTerminal(one.text()) << "\n";
  const auto form = LoadForm(server, one.form(), one.form_version());
  if (!form.ok()) return form.status();
  const bool is_done = one.state() == v1::ReviewTask::STATE_SUBMITTED;
  WriteContent(is_done ? one.content() : one.draft().content(),
               {one.elements().begin(), one.elements().end()}, *form, context);
  if (one.has_other_draft()) {
    context.out << tr.Tr("Another draft, from another place:") << "\n";
    WriteContent(one.other_draft().content(), {one.elements().begin(), one.elements().end()}, *form,
                 context);
  }
  if (!one.answer_words().empty()) {
    context.out << tr.Tr("Seen differently") << ": " << ForTerminal(one.answer_words()) << "\n";
  }
  if (one.thanked()) context.out << tr.Tr("You were thanked for it.") << "\n";
  if (one.anchor()) {
    context.out << tr.Tr("Others review this one too: it shows how strictly people score.") << "\n";
  }
  return absl::OkStatus();
}

}  // namespace aftercall::ctl
